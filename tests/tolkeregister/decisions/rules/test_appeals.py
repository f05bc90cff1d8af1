"""Appeals in time and late, and the order of the steps (forvaltningsloven §§ 29–34)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tolkeregister.decisions.appeals.models import StepKind
from tolkeregister.decisions.rules.appeals import ENDED, NEXT, SUSPENSION, is_late, may_appeal, may_step

SIGNED, LAST = date(2026, 11, 23), date(2026, 12, 14)


@pytest.mark.parametrize(
    ("sent_on", "because", "code"),
    [
        (LAST, "", "in_time"),
        (LAST + timedelta(days=1), "", "late_reason_missing"),
        (LAST + timedelta(days=1), "  ", "late_reason_missing"),
        (LAST + timedelta(days=1), "sykdom", "late"),
        (SIGNED + timedelta(days=365), "sykdom", "late"),
        (SIGNED + timedelta(days=366), "sykdom", "too_late_for_any_appeal"),
    ],
)
def test_late_appeals_need_a_reason_and_end_after_a_year(sent_on: date, because: str, code: str) -> None:
    """Rule A4; § 31."""
    answer = may_appeal(sent_on, LAST, SIGNED, latest_days=365, late_because=because)
    assert answer.codes == (code,)
    assert answer.allowed == (code in ("in_time", "late"))


def test_before_anybody_was_told_nothing_is_late() -> None:
    assert not is_late(date(2030, 1, 1), None)


def test_every_step_the_database_knows_can_be_reached_and_no_other() -> None:
    reached = {step for steps in NEXT.values() for step in steps} | set(SUSPENSION)
    assert reached == {each.value for each in StepKind}


@given(st.lists(st.sampled_from(sorted(each.value for each in StepKind)), max_size=12), st.booleans())
def test_no_road_leads_past_the_end_or_to_the_ministry_without_reconsidering(
    steps: list[str], late: bool
) -> None:
    state, taken, suspended = "late" if late else "received", [], False
    for step in steps:
        if not may_step(state, step, is_suspended=suspended).allowed:
            continue
        assert state not in ENDED
        taken.append(step)
        if step in SUSPENSION:
            suspended = step == "suspended"
        else:
            state = step
    if "forwarded" in taken:
        assert "upheld" in taken[: taken.index("forwarded")]
    if late and "upheld" in taken:
        assert "late_accepted" in taken


def test_a_decision_is_held_back_once() -> None:
    assert may_step("received", "suspended", is_suspended=False).allowed
    assert not may_step("received", "suspended", is_suspended=True).allowed
    assert not may_step("received", "suspension_ended", is_suspended=False).allowed
    assert not may_step("changed", "suspended", is_suspended=False).allowed

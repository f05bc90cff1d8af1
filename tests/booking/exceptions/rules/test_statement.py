"""What must be stated now and what may wait, for how long, and what the person counts as."""

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.exceptions.rules.statement import (
    LEAST_REASON,
    MOST_REASON,
    Statement,
    complete_by,
    counts_as,
    is_child_use_stated,
    is_stated,
    is_whole,
    may_record_afterwards,
)
from tests.builders.times import NOW, oslo
from tolkeregister.core.holidays import holidays_between

WHY = "Samtalen måtte tas samme dag, og ingen tolk kunne."
WHOLE = Statement(
    ground="strong_reasons", decided_by="Kari Solheim, avdelingsleder", reason=WHY, name="Nur I.", phone="90000001",
    is_adult=True, is_impartial=True, knows_confidentiality=True, claim="not_qualified",
)  # fmt: skip
FIELDS = {
    "ground": "ground_missing", "decided_by": "decider_missing", "reason": "reason_missing",
    "name": "outside_name_missing", "phone": "outside_phone_missing", "claim": "claim_missing",
    "is_adult": "is_adult_unconfirmed", "is_impartial": "is_impartial_unconfirmed",
    "knows_confidentiality": "knows_confidentiality_unconfirmed",
}  # fmt: skip


def without(name: str, **more: object) -> Statement:
    """The whole statement but for one answer."""
    return replace(WHOLE, **{name: False if name in BOXES else None}, **more)  # type: ignore[arg-type]


BOXES = ("is_adult", "is_impartial", "knows_confidentiality")


@pytest.mark.parametrize(("name", "code"), FIELDS.items())
def test_each_answer_is_needed(name: str, code: str) -> None:
    """B4, B7, H1, H3: without it the exception is refused, and the reason says where."""
    told = is_stated(without(name))
    assert [(each.code, each.facts["field"]) for each in told.reasons] == [(code, name)]


@pytest.mark.parametrize("name", [name for name in FIELDS if name not in ("ground", "decided_by")])
def test_in_an_emergency_the_rest_may_wait_and_is_then_still_missing(name: str) -> None:
    given_now = without(name, ground="emergency")
    assert is_stated(given_now).allowed
    assert not is_whole(given_now).allowed


def test_in_an_emergency_ground_and_decider_are_enough() -> None:
    assert is_stated(Statement("emergency", "Vakthavende lege")).allowed
    assert is_stated(Statement("emergency", " ")).codes == ("decider_missing",)


@given(st.builds(Statement, *[st.none() | st.text(max_size=60)] * 6, *[st.booleans()] * 3,
                 *[st.none() | st.text(max_size=10)] * 2))  # fmt: skip
def test_what_is_whole_may_be_stated_with_any_ground(statement: Statement) -> None:
    if is_whole(statement).allowed:
        assert is_stated(statement).allowed
        assert is_stated(replace(statement, ground="emergency")).allowed


@pytest.mark.parametrize(
    ("length", "code"),
    [(LEAST_REASON - 1, "reason_too_short"), (LEAST_REASON, None), (MOST_REASON, None),
     (MOST_REASON + 1, "reason_too_long")],
)  # fmt: skip
@pytest.mark.parametrize("ground", ["strong_reasons", "emergency"])
def test_a_reason_is_neither_a_word_nor_a_novel(ground: str, length: int, code: str | None) -> None:
    told = is_stated(replace(WHOLE, ground=ground, reason="x" * length))
    assert told.codes == (() if code is None else (code,))


def test_qualified_outside_the_register_needs_proof() -> None:
    assert is_stated(replace(WHOLE, claim="unlisted")).codes == ("proof_missing",)
    assert is_stated(replace(WHOLE, claim="unlisted", proof="Bachelor i tolking, OsloMet 2022")).allowed


@pytest.mark.parametrize("name", ["decided_by", "reason", "name", "proof"])
def test_no_text_holds_a_national_identity_number(name: str) -> None:
    """H6."""
    told = is_stated(replace(WHOLE, **{name: f"{WHY} 01018012381"}))  # type: ignore[arg-type]
    assert ("national_id", name) in {(each.code, each.facts["field"]) for each in told.reasons}


@pytest.mark.parametrize(
    ("recorded", "last_day"),
    [
        (oslo(date(2026, 3, 2), "09:00"), date(2026, 3, 5)),  # Monday: Thursday
        (oslo(date(2026, 3, 6), "23:59"), date(2026, 3, 11)),  # Friday: Wednesday
        (oslo(date(2026, 3, 7), "00:00"), date(2026, 3, 11)),  # Saturday
        (oslo(date(2026, 4, 1), "12:00"), date(2026, 4, 9)),  # before Maundy Thursday: Easter does not count
        (oslo(date(2026, 12, 30), "12:00"), date(2027, 1, 5)),  # over New Year's Day and a weekend
        (oslo(date(2026, 10, 23), "12:00"), date(2026, 10, 28)),  # over the night when the clock is set back
    ],
)
def test_the_rest_is_due_at_the_end_of_the_third_working_day(recorded: object, last_day: date) -> None:
    holidays = holidays_between(last_day - timedelta(days=20), last_day)
    assert complete_by(recorded, holidays) == oslo(last_day, "24:00")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("claim", "checked", "counts"),
    [
        (None, None, "unqualified"), ("not_qualified", None, "unqualified"), ("not_qualified", True, "unqualified"),
        ("unlisted", None, "unknown"), ("unlisted", True, "qualified"), ("unlisted", False, "unqualified"),
    ],
)  # fmt: skip
def test_a_claim_counts_only_when_it_is_checked(claim: str | None, checked: bool | None, counts: str) -> None:
    assert counts_as(claim, checked) == counts


def test_what_has_not_begun_is_ordered_and_what_is_long_gone_is_not_recorded() -> None:
    assert may_record_afterwards(NOW + timedelta(minutes=1), NOW).codes == ("not_started",)
    assert may_record_afterwards(NOW, NOW).allowed
    assert may_record_afterwards(NOW - timedelta(days=366), NOW).allowed
    assert may_record_afterwards(NOW - timedelta(days=367), NOW).codes == ("too_long_ago",)


def test_an_assignment_of_december_is_recorded_in_january() -> None:
    assert may_record_afterwards(oslo(date(2026, 12, 31), "10:00"), oslo(date(2027, 1, 4), "09:00")).allowed


@pytest.mark.parametrize(
    ("ground", "decided_by", "why", "codes"),
    [
        ("emergency", "Vakthavende lege", WHY, ()),
        ("defensible", "Rektor", WHY, ()),
        ("dispensation", "Rektor", WHY, ("child_ground_missing",)),
        (None, None, None, ("child_ground_missing", "decider_missing", "reason_missing")),
        ("emergency", "Rektor", "kort", ("reason_too_short",)),
        ("emergency", "Rektor", f"{WHY} 01018012381", ("national_id",)),
    ],
)
def test_the_use_of_a_child_is_recorded_with_an_assessment(
    ground: str | None, decided_by: str | None, why: str | None, codes: tuple[str, ...]
) -> None:
    """Tolkeloven § 4, B7: the dispensation is no ground for using children."""
    assert is_child_use_stated(ground, decided_by, why).codes == codes


def test_the_table_above_names_every_answer() -> None:
    assert {each.name for each in fields(Statement)} == set(FIELDS) | {"number", "proof"}

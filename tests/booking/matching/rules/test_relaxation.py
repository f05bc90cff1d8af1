"""What falls when nobody is found: in the order that was told, by consent, and never at the cost of category."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.matching.rules.queue import Ask, Candidate, Wanted, queue_for
from booking.matching.rules.relaxation import (
    CRITERIA,
    MOST_STEPS,
    AskedNow,
    Criterion,
    Demands,
    Step,
    all_steps,
    asked_now,
    next_step,
)
from tests.booking.matching.rules.test_queue import CANDIDATES, LETTERS, one

GENDER, SUBJECT, CLEARED = (
    Ask("gender", "woman", is_must=True),
    Ask("subject", "HELSE", is_must=True),
    Ask("clearance", is_must=True),
)
NAMED = Ask("interpreter", "1", is_must=True)
EVERYTHING = Demands(
    ("in_person", "screen", "phone"), True, "C", (NAMED, SUBJECT, GENDER, CLEARED), frozenset(CRITERIA)
)


def wanted(now: AskedNow) -> Wanted:
    return Wanted(
        "ar",
        "speech",
        now.modes[0],
        date(2026, 11, 23),
        now.least_category,
        now.asks,
        other_modes=now.modes[1:],
    )


def test_everything_falls_in_the_order_that_was_told() -> None:
    """Feature 18: the category is last, and falls one letter at a time (rule B9)."""
    assert all_steps(EVERYTHING) == (
        Step("interpreter"), Step("subject"), Step("mode", "screen"), Step("mode", "phone"), Step("gender"),
        Step("clearance"), Step("category", "D"), Step("category", "E"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("demands", "steps"),
    [
        (replace(EVERYTHING, consents=frozenset()), ()),
        (replace(EVERYTHING, consents=frozenset({"gender"})), (Step("gender"),)),
        (replace(EVERYTHING, consents=frozenset({"mode"})), (Step("mode", "screen"), Step("mode", "phone"))),
        (replace(EVERYTHING, consents=frozenset({"mode"}), modes=("phone",)), ()),
        # a wish has nothing to give up: it never kept anybody out
        (replace(EVERYTHING, consents=frozenset({"mode"}), is_mode_must=False), ()),
        (replace(EVERYTHING, consents=frozenset({"gender"}), asks=(replace(GENDER, is_must=False),)), ()),
        (replace(EVERYTHING, consents=frozenset({"gender"}), asks=()), ()),
        (replace(EVERYTHING, consents=frozenset({"category"}), least_category="E"), ()),
        (replace(EVERYTHING, consents=frozenset({"category"}), least_category="D"), (Step("category", "E"),)),
    ],
)
def test_only_a_must_with_consent_falls(demands: Demands, steps: tuple[Step, ...]) -> None:
    assert all_steps(demands) == steps


def test_a_must_that_has_fallen_is_still_a_wish() -> None:
    """Whoever meets it comes first inside the category, and only there."""
    now = asked_now(Demands(("screen",), True, "E", (GENDER,), frozenset({"gender"})), [Step("gender")])
    men = [one(str(n), "B", gender="man") for n in range(5)]
    queue = queue_for(wanted(now), [*men, one("w", "B"), one("best", "A", gender="man")])
    assert [each.number for each in queue.places][:2] == ["best", "w"]


def test_another_mode_comes_after_the_first_one_inside_the_category_only() -> None:
    """Features 16 and 17: a wish for a mode never passes over a better category."""
    now = asked_now(EVERYTHING, [Step("mode", "screen")])
    crowd = [
        one("far-b", "B", modes=frozenset({"in_person"}), km=900.0),
        one("screen-b", "B", modes=frozenset({"screen"})),
        one("screen-a", "A", modes=frozenset({"screen"})),
    ]
    places = queue_for(wanted(replace(now, asks=())), crowd).places
    assert [(each.number, each.mode) for each in places] == [
        ("screen-a", "screen"), ("far-b", "in_person"), ("screen-b", "screen"),
    ]  # fmt: skip


KINDS = st.sampled_from(["gender", "subject", "clearance", "interpreter"])
DEMANDS = st.builds(
    Demands,
    modes=st.permutations(["in_person", "screen", "phone"]).flatmap(
        lambda order: st.integers(1, 3).map(lambda n: tuple(order[:n]))
    ),
    is_mode_must=st.booleans(),
    least_category=st.sampled_from(LETTERS),
    asks=st.lists(
        st.builds(Ask, KINDS, st.sampled_from(["man", "HELSE", "100001"]), st.booleans()), max_size=4
    ).map(tuple),
    consents=st.frozensets(st.sampled_from(CRITERIA)),
)


@given(DEMANDS)
def test_it_ends_and_takes_no_step_twice(demands: Demands) -> None:
    steps = all_steps(demands)
    assert len(set(steps)) == len(steps)
    assert next_step(demands, steps) is None


def test_the_longest_way_down_is_as_long_as_it_may_be() -> None:
    steps = all_steps(replace(EVERYTHING, least_category="A"))
    assert len(steps) == len(set(steps)) == MOST_STEPS


@given(DEMANDS)
def test_nothing_falls_without_consent(demands: Demands) -> None:
    steps = all_steps(demands)
    assert {step.criterion for step in steps} <= demands.consents
    before, after = asked_now(demands, []), asked_now(demands, steps)
    if "category" not in demands.consents:
        assert after.least_category == before.least_category
    if "mode" not in demands.consents:
        assert after.modes == before.modes
    for was, now in zip(before.asks, after.asks, strict=True):
        assert now.is_must == was.is_must or (was.is_must and was.kind in demands.consents)


@given(DEMANDS, CANDIDATES)
def test_each_step_only_enlarges_the_set_of_those_who_can_be_asked(
    demands: Demands, candidates: list[Candidate]
) -> None:
    steps = all_steps(demands)
    before: set[str] = set()
    for n in range(len(steps) + 1):
        now = {each.number for each in queue_for(wanted(asked_now(demands, steps[:n])), candidates).places}
        assert before <= now
        before = now


@given(DEMANDS, CANDIDATES)
def test_whatever_falls_the_best_qualified_come_first(demands: Demands, candidates: list[Candidate]) -> None:
    """Rule B9."""
    steps = all_steps(demands)
    for n in range(len(steps) + 1):
        letters = [
            each.category for each in queue_for(wanted(asked_now(demands, steps[:n])), candidates).places
        ]
        assert letters == sorted(letters)


def test_a_criterion_that_is_not_known_is_not_in_the_order() -> None:
    """Every kind of ask can fall, and nothing else than these six can."""
    kinds: set[Criterion] = {"gender", "subject", "clearance", "interpreter", "mode", "category"}
    assert set(CRITERIA) == kinds

"""A draw that was written down is drawn again to the same queue, through JSON and whatever the queue considers."""

import json
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from booking.availability.rules import Availability
from booking.matching.rules.queue import Ask, Candidate, Wanted, queue_for
from booking.matching.rules.written import replayed, written
from tests.booking.matching.rules.test_queue import ALL_MODES, BUSY, FREE, SILENT, WANTED, one
from tolkeregister.core.decisions import reason

CANDIDATES = st.lists(
    st.builds(
        one,
        st.integers(10000, 10400).map(str),
        st.sampled_from([*"ABCDE", None]),
        st.sampled_from([FREE, BUSY, SILENT, Availability("busy", (reason("absent", days=3),))]),
        modes=st.frozensets(st.sampled_from(sorted(ALL_MODES))),
        gender=st.sampled_from(["woman", "man"]),
        subjects=st.frozensets(st.sampled_from(["HELSE", "BARNEVERN"])),
        has_clearance=st.booleans(),
        is_listed=st.booleans(),
        km=st.none() | st.floats(0, 3000, allow_nan=False),
    ),
    max_size=25,
    unique_by=lambda each: each.number,
)
WANTS = st.builds(
    lambda mode, least, asks, excluded: replace(
        WANTED, mode=mode, least_category=least, asks=tuple(asks), excluded=excluded
    ),
    st.sampled_from(sorted(ALL_MODES)),
    st.sampled_from("ABCDE"),
    st.lists(
        st.builds(Ask, st.just("gender"), st.sampled_from(["woman", "man"]), is_must=st.booleans())
        | st.builds(Ask, st.just("subject"), st.just("HELSE"), is_must=st.booleans())
        | st.builds(Ask, st.just("clearance"), is_must=st.booleans()),
        max_size=3,
    ),
    st.frozensets(st.integers(10000, 10400).map(str), max_size=5),
)


def kept(wanted: Wanted, candidates: list[Candidate]) -> Any:
    """As the database gives it back."""
    return json.loads(json.dumps(written(wanted, candidates, queue_for(wanted, candidates))))


@given(WANTS, CANDIDATES)
def test_any_draw_is_drawn_again_to_the_same_queue(wanted: Wanted, candidates: list[Candidate]) -> None:
    again = replayed(kept(wanted, candidates))
    assert again is not None
    assert again.is_same
    assert again.queue == queue_for(wanted, candidates)


def test_a_draw_that_was_tampered_with_is_not_the_same() -> None:
    stored = kept(WANTED, [one("1", "B"), one("2", "A")])
    assert stored["places"] == ["2", "1"]
    again = replayed({**stored, "places": ["1", "2"]})
    assert again is not None
    assert not again.is_same


def test_a_changed_fact_about_a_candidate_shows_even_when_nobody_moves() -> None:
    wanted = replace(WANTED, mode="in_person")
    stored = kept(wanted, [one("1", km=3.0)])
    stored["candidates"][0][stored["fields"].index("km")] = 4.0
    again = replayed(stored)
    assert again is not None
    assert not again.is_same


def test_a_draw_by_other_rules_is_not_judged_by_todays() -> None:
    assert replayed({**kept(WANTED, [one("1")]), "rules": 0}) is None

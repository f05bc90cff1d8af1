"""What a reported row counts as: the register's word at the start, as it was known then (rules T1 and B6)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.reports.rules.standing import Register, Spell, Standing, course
from booking.reports.rules.words import InterpreterSaid

YEAR = {year: datetime(year, 1, 1, tzinfo=UTC) for year in range(2019, 2030)}
REGISTER = Register(
    frozenset({"100", "200"}),
    {
        ("100", "ar", "speech"): (
            Spell("D", YEAR[2022], YEAR[2024], YEAR[2022], None),
            Spell("B", YEAR[2024], None, YEAR[2025], None),  # known a year late
        )
    },
)
AT = YEAR[2026]


def counts_as(said: InterpreterSaid, stated: str | None, at: datetime = AT, language: str = "ar") -> Standing:
    return course(said, stated, language, "speech", REGISTER).at(at)


@pytest.mark.parametrize(
    ("said", "stated", "expected"),
    [
        (InterpreterSaid("100"), "B", Standing("qualified", "listed", "B")),
        (InterpreterSaid("100"), None, Standing("qualified", "listed", "B")),
        (InterpreterSaid("100"), "A", Standing("qualified", "listed", "B", "category_differs")),
        (InterpreterSaid("200"), None, Standing("unqualified", "unlisted", None)),
        (InterpreterSaid("200"), "A", Standing("unqualified", "unlisted", None, "category_differs")),
        (InterpreterSaid("999"), "A", Standing("unknown", None, None, "interpreter_unknown")),
        (InterpreterSaid(), "A", Standing("unknown", None, None, "interpreter_missing")),
        (InterpreterSaid(is_unlisted=True), None, Standing("unqualified", "unlisted", None)),
        (InterpreterSaid(is_unlisted=True), "C", Standing("unknown", "unlisted", None, "category_without_listing")),
    ],
)  # fmt: skip
def test_what_counts(said: InterpreterSaid, stated: str | None, expected: Standing) -> None:
    assert counts_as(said, stated) == expected


def test_listed_in_another_language_is_not_qualified_in_this() -> None:
    """Rule B6."""
    assert counts_as(InterpreterSaid("100"), None, language="so") == Standing("unqualified", "unlisted", None)


@pytest.mark.parametrize(
    ("at", "category"),
    [
        (YEAR[2022] - timedelta(seconds=1), None), (YEAR[2022], "D"), (YEAR[2023], "D"),
        (YEAR[2024], None), (YEAR[2025] - timedelta(seconds=1), None), (YEAR[2025], "B"), (YEAR[2029], "B"),
    ],
)  # fmt: skip
def test_the_category_is_that_of_the_start_and_only_what_was_known_then(
    at: datetime, category: str | None
) -> None:
    assert counts_as(InterpreterSaid("100"), None, at).category == category


instants = st.sampled_from(list(YEAR.values()))
spells = st.builds(Spell, category=st.sampled_from("ABCDE"), valid_from=instants, valid_to=st.none() | instants,
                   known_from=instants, known_to=st.none() | instants)  # fmt: skip


@given(spells=st.lists(spells, max_size=4), at=instants, off=st.integers(-1, 1))
def test_the_course_of_a_standing_is_right_at_every_instant(
    spells: list[Spell], at: datetime, off: int
) -> None:
    """The course is cut at changes only, so any instant between must give what the spells say."""
    at += timedelta(seconds=off)
    register = Register(frozenset({"1"}), {("1", "ar", "speech"): tuple(spells)})
    expected = next((spell.category for spell in spells if spell.holds(at)), None)
    assert course(InterpreterSaid("1"), None, "ar", "speech", register).at(at).category == expected

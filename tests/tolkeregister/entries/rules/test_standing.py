"""Listed, qualified and category at a point in time, as known at another."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tolkeregister.entries.rules.standing import (
    Bitemporal,
    CategoryRecord,
    ListingRecord,
    PublicStanding,
    holding,
    is_known_later,
    standing,
)


def day(text: str) -> datetime:
    """Midnight, in UTC: which zone it is does not matter here."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def periods(
    valid_from: str, valid_to: str | None, recorded_from: str, recorded_to: str | None = None
) -> Bitemporal:
    """Two periods by dates."""
    return Bitemporal(
        day(valid_from), day(valid_to) if valid_to else None,
        day(recorded_from), day(recorded_to) if recorded_to else None,
    )  # fmt: skip


# A licence in dari is revoked from 1 March 2021; the register learns of it on 15 February 2022.
LISTED = (
    ListingRecord(periods("2020-03-25", None, "2020-03-25", "2022-02-15")),
    ListingRecord(periods("2020-03-25", "2021-03-01", "2022-02-15"), "bevilling_revoked"),
)
LATE = (
    CategoryRecord(periods("2020-03-25", None, "2020-03-25", "2022-02-15"), "B", "A-E/2020"),
    CategoryRecord(periods("2020-03-25", "2021-03-01", "2022-02-15"), "B", "A-E/2020"),
    CategoryRecord(periods("2021-03-01", None, "2022-02-15"), "D", "A-E/2020"),
)


@pytest.mark.parametrize(
    ("valid_at", "known_at", "is_listed", "category"),
    [
        ("2020-03-24", "2022-06-01", False, None),
        ("2020-03-25", "2020-03-24", False, None),
        ("2020-03-25", "2020-03-25", True, "B"),
        ("2021-12-31", "2021-12-31", True, "B"),
        ("2021-12-31", "2022-02-14", True, "B"),
        ("2021-12-31", "2022-02-15", False, "D"),
        ("2021-02-28", "2022-02-15", True, "B"),
        ("2021-03-01", "2022-02-15", False, "D"),
        ("2030-01-01", "2022-02-14", True, "B"),
    ],
)
def test_late_knowledge_changes_what_is_known_and_not_what_was_known(
    valid_at: str, known_at: str, is_listed: bool, category: str | None
) -> None:
    """Q8: statistics use valid = known; disputes ask what was known then."""
    found = standing(LISTED, LATE, valid_at=day(valid_at), known_at=day(known_at))
    assert (found.is_listed, found.category) == (is_listed, category)


def test_listed_and_qualified_are_two_questions() -> None:
    """Q7, tolkeloven § 7 third paragraph."""
    found = standing((), LATE[:1], valid_at=day("2021-01-01"), known_at=day("2021-01-01"))
    assert (found.is_listed, found.is_qualified, found.basis) == (False, True, "unlisted")
    assert found.qualification == "qualified"
    other = standing(LISTED[:1], (), valid_at=day("2021-01-01"), known_at=day("2021-01-01"))
    assert (other.is_listed, other.is_qualified, other.basis) == (True, False, "listed")
    assert other.qualification == "unqualified"


def test_removed_and_never_listed_look_alike_to_the_public() -> None:
    """P1, V4, W11; removed, excluded, dead and never issued share one neutral text."""
    removed = standing(LISTED, LATE, valid_at=day("2023-01-01"), known_at=day("2023-01-01"))
    never = standing((), (), valid_at=day("2023-01-01"), known_at=day("2023-01-01"))
    assert removed.neutral == never.neutral == PublicStanding(False, None)
    assert "bevilling_revoked" not in repr(removed)


def test_two_records_at_once_are_an_error() -> None:
    twice = (LATE[0], CategoryRecord(LATE[0].periods, "C", "A-E/2020"))
    with pytest.raises(ValueError, match="at the same time"):
        standing((), twice, valid_at=day("2021-01-01"), known_at=day("2021-01-01"))


@pytest.mark.parametrize(
    ("valid_at", "is_changed"), [("2021-02-28", True), ("2021-12-31", True), ("2020-01-01", False)]
)
def test_later_knowledge_is_noticed(valid_at: str, is_changed: bool) -> None:
    """Also where the category is the same: the record behind it is another."""
    first, later = day("2021-12-31"), day("2022-06-01")
    assert is_known_later(LATE, valid_at=day(valid_at), first_known=first, known_at=later) is is_changed
    assert not is_known_later(LATE, valid_at=day(valid_at), first_known=first, known_at=first)


DAYS = st.integers(0, 30).map(lambda n: datetime(2021, 1, 1, tzinfo=UTC) + timedelta(days=n))


@given(st.lists(st.tuples(DAYS, st.sampled_from("ABCDE")), max_size=6), DAYS, DAYS)
def test_replaying_corrections_gives_what_was_last_said_before_the_known_instant(
    said: list[tuple[datetime, str]], valid_at: datetime, known_at: datetime
) -> None:
    """Append only: each correction closes the record before it. The reference simply replays the sayings."""
    said = sorted(dict(said).items())
    always = datetime(2020, 1, 1, tzinfo=UTC)
    ends = [when for when, _ in said[1:]] + [None]
    records = [
        CategoryRecord(Bitemporal(always, None, when, end), category, "A-E/2020")
        for (when, category), end in zip(said, ends, strict=False)
    ]
    expected = [category for when, category in said if when <= known_at][-1:]
    found = holding(records, valid_at=valid_at, known_at=known_at)
    assert [each.category for each in found] == expected

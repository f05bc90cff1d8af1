"""What complaints are counted as, and what they are divided by."""

from decimal import Decimal

from tolkeregister.complaints.rules.figures import BASES, OUTCOMES, Counted, figures_of
from tolkeregister.complaints.rules.reactions import Ending
from tolkeregister.complaints.rules.words import Basis, Closing


def counted(year: int = 2025, days: int | None = 10, **some: object) -> Counted:
    given = {
        "basis": "outside",
        "outcome": "outside",
        "in_time": None if days is None else True,
        "category": None,
    }
    return Counted(year=year, days=days, **{**given, **some})  # type: ignore[arg-type]


def test_every_code_of_the_service_is_counted_somewhere() -> None:
    assert set(Basis) | {"unclassified"} == set(BASES)
    endings = {each for each in Ending if not each.startswith("tempora")}
    assert endings | set(Closing) - {Closing.DECIDED} | {"under_way"} == set(OUTCOMES)


def test_a_year_with_its_denominators() -> None:
    found = [
        counted(days=10), counted(days=15, in_time=False), counted(days=12, basis="habilitet", outcome="warning",
        category="B"), counted(days=None, outcome="under_way"), counted(outcome="duplicate"), counted(2024),
    ]  # fmt: skip
    newest, before = figures_of(found, {2025: 1_300_000})
    assert (newest.year, newest.received, newest.ended, newest.under_way) == (2025, 5, 3, 1)
    assert newest.by_basis["habilitet"] == 1
    assert sum(newest.by_basis.values()) == 4, "one joined with another is counted where it was received only"
    assert newest.by_outcome["duplicate"] == 1
    assert newest.by_category == {"A": 0, "B": 1, "C": 0, "D": 0, "E": 0}
    assert (newest.median_days, newest.in_time, newest.in_time_percent) == (
        Decimal("12.0"),
        2,
        Decimal("66.7"),
    )
    assert newest.per_thousand == Decimal("0.003")
    assert (before.year, before.per_thousand) == (2024, None), "without a denominator there is no rate"


def test_nothing_ended_is_no_share_and_no_median() -> None:
    (only,) = figures_of([counted(days=None, outcome="under_way")], {})
    assert (only.median_days, only.in_time_percent) == (None, None)

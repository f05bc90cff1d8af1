"""Who needs a police certificate, and which one counts (tolkeloven § 10, rules PA1–PA3)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.certificates.rules import (
    REFERENCE,
    Decided,
    Demand,
    Kind,
    Requirement,
    Seen,
    counts,
    may_record,
    months_after,
    months_before,
    requirement_on,
)

ON = date(2026, 11, 23)
POLICE = requirement_on(("POLITI",), (), ON)


def decided(demand: Demand, *, day: int = 1, unit: bool = False, **more: object) -> Decided:
    """A decision recorded on a day of November, in force from 2026 on."""
    kind: Kind | None = "extended" if demand.startswith("before") else None
    plain: dict[str, object] = {
        "demand": demand, "kind": kind, "valid_from": date(2026, 1, 1), "valid_to": None,
        "recorded_at": datetime(2026, 11, day, tzinfo=UTC), "legal_basis": "tolkeloven § 10", "is_for_unit": unit,
    }  # fmt: skip
    return Decided(**{**plain, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sectors", "certificate", "certainty"),
    [
        (("POLITI",), "before_start", "remembered"),
        (("DOMSTOL",), "before_start", "remembered"),
        (("KRIMOMSORG",), "before_start", "remembered"),
        (("UTLENDING_UDI", "UTLENDING"), "before_start", "confirmed"),
        (("UTLENDING_UNE", "UTLENDING"), "before_start", "confirmed"),
        (("UTLENDING",), "before_start", "remembered"),
        (("UTLENDING_MOTTAK", "UTLENDING"), "not_required", "not_known"),
        (("BARNEVERN",), "not_required", "not_known"),
        (("HELSE_KOMM", "HELSE"), "not_required", None),
    ],
)
def test_what_the_reference_table_requires(
    sectors: tuple[str, ...], certificate: str, certainty: str | None
) -> None:
    found = requirement_on(sectors, (), ON)
    assert (found.certificate, found.certainty, found.origin) == (certificate, certainty, "reference")


def test_nothing_is_required_before_the_act_was_in_force() -> None:
    """Tolkeloven, in force 1 January 2022."""
    assert not requirement_on(("POLITI",), (), date(2021, 12, 31)).is_required
    assert requirement_on(("POLITI",), (), date(2022, 1, 1)).is_required


def test_what_nobody_has_read_in_the_act_requires_nothing() -> None:
    """A certificate may not be asked for without a basis in law."""
    assert all(row.kind is None for row in REFERENCE if row.certainty == "not_known")
    assert all(row.source for row in REFERENCE)


@pytest.mark.parametrize(
    ("rows", "certificate", "origin"),
    [
        ([decided("not_required")], "not_required", "organisation"),
        ([decided("before_asking")], "before_asking", "organisation"),
        ([decided("not_required"), decided("before_asking", unit=True)], "before_asking", "unit"),
        ([decided("before_asking", unit=True), decided("not_required", day=2)], "before_asking", "unit"),
        ([decided("not_required", day=1), decided("before_asking", day=2)], "before_asking", "organisation"),
        ([decided("before_asking", day=2), decided("not_required", day=1)], "before_asking", "organisation"),
        ([decided("not_required", day=1), decided("standard", day=2)], "before_start", "reference"),
        ([decided("not_required", valid_from=date(2026, 11, 24))], "before_start", "reference"),
        ([decided("not_required", valid_to=date(2026, 11, 23))], "before_start", "reference"),
        ([decided("not_required", valid_to=date(2026, 11, 24))], "not_required", "organisation"),
    ],
)
def test_a_bodys_own_decision_goes_before_the_table(
    rows: list[Decided], certificate: str, origin: str
) -> None:
    found = requirement_on(("POLITI",), rows, ON)
    assert (found.certificate, found.origin) == (certificate, origin)


def test_a_bodys_own_limits_go_before_ours() -> None:
    """PA2: the age limit is the authority's."""
    own = requirement_on(("POLITI",), [decided("before_start", months_at_submission=1)], ON)
    assert (own.months_at_submission, own.counts_for_months) == (1, POLICE.counts_for_months)


@pytest.mark.parametrize(
    ("seen_on", "starts_on", "code"),
    [
        (date(2026, 11, 23), ON, "certificate_seen"),
        (date(2026, 11, 24), ON, "certificate_seen_later"),
        (date(2025, 11, 24), ON, "certificate_seen"),
        (date(2025, 11, 23), ON, "certificate_no_longer_counts"),
    ],
)
def test_what_was_seen_counts_for_a_year_from_the_day(seen_on: date, starts_on: date, code: str) -> None:
    assert counts(Seen("ordinary", seen_on), POLICE, starts_on).codes == (code,)


def test_another_kind_does_not_count() -> None:
    assert counts(Seen("child_care", ON), POLICE, ON).codes == ("certificate_of_other_kind",)


@pytest.mark.parametrize(
    ("issued_on", "seen_on", "codes"),
    [
        (date(2026, 8, 23), ON, ()),  # three months to the day
        (date(2026, 8, 22), ON, ("certificate_too_old",)),
        (date(2026, 11, 24), ON, ("certificate_issued_after_seen",)),
        (date(2026, 11, 20), date(2026, 11, 24), ("certificate_seen_in_future",)),
        (date(2025, 11, 1), date(2025, 11, 23), ("certificate_seen_too_long_ago",)),
        (date(2026, 1, 1), date(2026, 11, 24), ("certificate_seen_in_future", "certificate_too_old")),
    ],
)
def test_a_certificate_is_fresh_when_it_is_shown(
    issued_on: date, seen_on: date, codes: tuple[str, ...]
) -> None:
    """PA2: at most three months old at submission."""
    assert may_record(seen_on, issued_on, POLICE, ON).codes == codes


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2026, 1, 15), 0, date(2026, 1, 15)),
    ],
)
def test_months_end_where_the_month_does(day: date, months: int, later: date) -> None:
    assert months_after(day, months) == later


DAYS = st.dates(date(2022, 1, 1), date(2030, 12, 31))


@given(DAYS, st.integers(0, 60))
def test_months_go_forwards_and_back(day: date, months: int) -> None:
    later = months_after(day, months)
    assert timedelta(days=28 * months) <= later - day <= timedelta(days=31 * months)
    assert months_before(later, months) <= day


@given(
    DAYS,
    st.lists(
        st.builds(
            decided,
            st.sampled_from(["standard", "not_required", "before_start", "before_asking"]),
            day=st.integers(1, 28),
            unit=st.booleans(),
            valid_from=DAYS,
            valid_to=st.none() | DAYS,
        ),
        max_size=5,
    ),
    st.randoms(use_true_random=False),
)
def test_there_is_one_answer_for_every_day(on: date, rows: list[Decided], shuffler: object) -> None:
    """Whatever has been decided, and in whatever order it is read; a kind is named exactly when one is required."""
    rows = list({row.recorded_at: row for row in rows}.values())
    found = requirement_on(("POLITI",), rows, on)
    shuffler.shuffle(rows)  # type: ignore[attr-defined]
    assert requirement_on(("POLITI",), rows, on) == found
    assert found.is_required == (found.kind is not None)
    assert isinstance(found, Requirement)

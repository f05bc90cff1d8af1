"""The three meters against facts one can count by hand."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from booking.statistics.access import own_body
from booking.statistics.queries import body_meter, nation_meter, unit_meter
from booking.statistics.rules import Share, windows_on, year_leads
from tests.booking.statistics.facts import Fact, record
from tests.builders.bodies import a_body, a_unit
from tolkeregister.core.actor import NOBODY
from tolkeregister.core.database import Session
from tolkeregister.core.errors import NotAllowed

NOW = datetime(2026, 11, 23, 11, tzinfo=UTC)
THIS_YEAR, LAST_DECEMBER = date(2026, 3, 3), date(2025, 12, 30)


async def _two_units(session: Session) -> tuple[int, int, int]:
    body = await a_body(session)
    other = await a_unit(session, body.organisation_id, name="Helsestasjonen")
    mine = body.organisation_id
    await record(
        session,
        Fact(THIS_YEAR, unit_id=body.unit_id, category="B", times=18, organisation_id=mine),
        Fact(THIS_YEAR, unit_id=body.unit_id, times=6, organisation_id=mine),
        Fact(LAST_DECEMBER, unit_id=body.unit_id, unknown=True, times=2, organisation_id=mine),
        Fact(THIS_YEAR, unit_id=other, language="so", times=10, organisation_id=mine),
        Fact(date(2025, 10, 31), unit_id=other, times=100, organisation_id=mine),  # before the recent window
        Fact(THIS_YEAR, times=7),  # of another body
    )
    return body.organisation_id, body.unit_id, other


async def test_a_unit_sees_its_own_share_this_year_and_the_last_twelve_months(session: Session) -> None:
    _, unit, _ = await _two_units(session)
    meter = await unit_meter(session, unit, now=NOW)
    assert (meter.this_year, meter.recent) == (Share(24, 18), Share(26, 18))
    assert meter.main.percent == Decimal("75.0")
    assert meter.year_leads


async def test_unknown_standing_stays_in_the_denominator(session: Session) -> None:
    """Decision 9."""
    _, unit, _ = await _two_units(session)
    recent = (await unit_meter(session, unit, now=NOW)).recent
    assert recent.percent == Decimal("69.2")  # 18 of 26, not of 24


async def test_a_body_sees_all_its_units_and_can_ask_for_one_language(session: Session) -> None:
    organisation, _, _ = await _two_units(session)
    assert (await body_meter(session, organisation, now=NOW)).this_year == Share(34, 18)
    assert (await body_meter(session, organisation, now=NOW, language="so")).this_year == Share(10, 0)


async def test_fewer_than_twenty_give_a_count_and_no_share(session: Session) -> None:
    _, _, other = await _two_units(session)
    meter = await unit_meter(session, other, now=NOW)
    assert meter.this_year == Share(10, 0)
    assert meter.this_year.percent is None


async def test_the_nation_counts_every_body(session: Session) -> None:
    await _two_units(session)
    assert (await nation_meter(session, now=NOW)).this_year == Share(41, 18)


async def test_a_correction_takes_an_assignment_out_again(session: Session) -> None:
    _, unit, _ = await _two_units(session)
    await record(session, Fact(THIS_YEAR, unit_id=unit, category="B", weight=-1))
    assert (await unit_meter(session, unit, now=NOW)).this_year == Share(23, 17)
    assert (await nation_meter(session, now=NOW)).this_year == Share(40, 17)


async def test_an_empty_register_has_a_meter_without_a_share(session: Session) -> None:
    meter = await nation_meter(session, now=NOW)
    assert (meter.main, meter.main.percent) == (Share(0, 0), None)


@pytest.mark.parametrize(
    ("today", "since"),
    [
        (date(2026, 1, 2), date(2025, 1, 1)),
        (date(2026, 11, 23), date(2025, 11, 1)),
        (date(2028, 2, 29), date(2027, 2, 1)),
    ],
)
def test_the_recent_window_never_depends_on_the_calendar_year(today: date, since: date) -> None:
    assert windows_on(today).recent_start == since


@pytest.mark.parametrize(
    ("today", "assignments", "leads"),
    [
        (date(2026, 1, 2), 5000, False),
        (date(2026, 1, 31), 5000, False),
        (date(2026, 2, 1), 20, True),
        (date(2026, 2, 1), 19, False),
    ],
)
def test_the_year_leads_from_february_and_with_enough_assignments(
    today: date, assignments: int, leads: bool
) -> None:
    assert year_leads(today, Share(assignments, 0)) is leads


def test_only_a_public_body_has_a_share_of_its_own() -> None:
    with pytest.raises(NotAllowed):
        own_body(NOBODY)

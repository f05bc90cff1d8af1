"""When and where an assignment of 2020-2021 took place, drawn from its id alone (specification 5)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from web.demo.nation.days import at, kind_of, month_days
from web.demo.nation.determinism import cumulate, draws, pick
from web.demo.nation.tables import Municipality, municipalities

KIND_OF_DAY = cumulate((94, 3, 3))  # working day, Saturday, Sunday or public holiday
BANDS = cumulate((88, 8, 4))  # day, evening, night and late evening
DAY, EVENING = range(32, 64), range(64, 88)  # quarters of the local day: 08.00-15.45, 16.00-21.45
NIGHT: tuple[int, ...] = (*range(32), *range(88, 96))
AT_NIGHT = ("HELSE_SPES", "POLITI")
MINUTES, MINUTES_WEIGHT = (30, 45, 60, 90, 120, 240), cumulate((20, 15, 40, 13, 9, 3))
LEADS, LEADS_WEIGHT = ((0, 0), (1, 2), (3, 7), (8, 14), (15, 45)), cumulate((6, 14, 35, 28, 17))


@dataclass(frozen=True, slots=True)
class Moment:
    """Day, start, length, time of ordering and place."""

    day: date
    started_at: datetime
    minutes: int
    ordered_at: datetime
    place: Municipality
    code_then: str


@cache
def days_by_kind(year: int, month: int) -> tuple[tuple[date, ...], ...]:
    """The month's working days, Saturdays, and Sundays with public holidays."""
    days = month_days(year, month)
    return tuple(tuple(day for day in days if kind_of(day) == kind) for kind in range(3))


@cache
def _population() -> list[int]:
    return cumulate(each.population for each in municipalities())


def quarter(band: int, number: int, sector: str) -> int:
    """The quarter of the local day an assignment starts in."""
    if band == 2 and sector in AT_NIGHT:
        return NIGHT[number * len(NIGHT) >> 32]
    choices: range = EVENING if band == 1 else DAY
    return choices[number * len(choices) >> 32]


def ordered(day: date, started_at: datetime, weight: int, number: int) -> datetime:
    """When it was ordered: on an earlier day in office hours, or the same day up to three hours before."""
    first, last = LEADS[pick(weight, LEADS_WEIGHT)]
    lead = first + (number * (last - first + 1) >> 32)
    if lead == 0:
        return started_at - timedelta(minutes=30 + (number * 150 >> 32))
    return at(day - timedelta(days=lead), 8 * 60 + number % 480)


def moment(key: str, year: int, month: int, sector: str) -> Moment:
    """Everything about time and place that follows from the id, the month and the sector."""
    kind, place, band, start, length, lead, lead_day, home = draws("when", key)
    days = days_by_kind(year, month)[pick(kind, KIND_OF_DAY)]
    day = days[place * len(days) >> 32]
    started_at = at(day, 15 * quarter(pick(band, BANDS), start, sector))
    municipality = municipalities()[pick(home, _population())]
    return Moment(
        day,
        started_at,
        MINUTES[pick(length, MINUTES_WEIGHT)],
        ordered(day, started_at, lead, lead_day),
        municipality,
        municipality.codes_2020[home % len(municipality.codes_2020)],
    )

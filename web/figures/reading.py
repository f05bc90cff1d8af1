"""Reading our figures from a database, by the service's own queries wherever it has one."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

from booking.statistics.published import published_tables, sample_scale
from booking.statistics.queries import shares_by_language_year_county
from tolkeregister.core.clock import OSLO
from tolkeregister.core.database import Session
from tolkeregister.core.statistics.tables import TOTAL, PublishedTable
from tolkeregister.entries.size import register_counts
from tolkeregister.languages.queries import languages
from web.figures.ours import RegisterDay, Service, YearOfUse
from web.figures.questions import first_listed, obtained, proofs, supply_of

DAYS = (date(2020, 12, 31), date(2021, 12, 31))
YEARS = (2020, 2021)
SERIES, SECTORS = "aar", "sektor_2021"
INSTANT = timedelta(microseconds=1)


class NotPublished(Exception):
    """The database has no release with the tables that are compared."""


async def read(session: Session) -> Service:
    """Everything in one transaction. Raises NotPublished when the worker has not made a release yet."""
    names = {each.tag: each.name_nb for each in await languages(session, on=DAYS[-1])}
    scale = await sample_scale(session) or 1
    published = await published_tables(session, (SERIES, SECTORS))
    if missing := {SERIES, SECTORS} - published.keys():
        raise NotPublished(", ".join(sorted(missing)))
    return Service(
        register={day: await _register_at_end_of(session, day, names) for day in DAYS},
        series=_series(published[SERIES].table, scale),
        languages_used=await _languages_used(session, names, scale),
        sectors_2021=_sectors(published[SECTORS].table),
        supply_2020=await supply_of(session, 2020),
        obtained=await obtained(session),
        first_listed=await first_listed(session),
    )


async def _register_at_end_of(session: Session, day: date, names: Mapping[str, str]) -> RegisterDay:
    """Valid at the last instant of a day, as known at that instant (decision 14)."""
    at = datetime(day.year, day.month, day.day, tzinfo=OSLO) + timedelta(days=1) - INSTANT
    counts = await register_counts(session, valid_at=at, known_at=at)
    tongues: Counter[str] = Counter()
    for each in counts.by_language:
        tongues[names.get(each.language_tag or "", "?")] += each.entries
    return RegisterDay(
        by_category={str(each.category): each.entries for each in counts.by_category},
        by_language=tongues,
        entries=counts.total.entries,
        persons=counts.total.persons,
        women=counts.total.women,
        proofs=await proofs(session, at),
    )


def _series(table: PublishedTable, scale: int) -> dict[int, YearOfUse]:
    """Years with a count and a share; a sample's counts times its scale."""
    found = {}
    for cell in table.cells:
        count, qualified, share = cell.count.value, cell.qualified.value, cell.share.value
        if count is not None and share is not None:
            known = None if qualified is None else int(qualified) * scale
            found[int(cell.key[0])] = YearOfUse(int(count) * scale, known, Decimal(share))
    return found


def _sectors(table: PublishedTable) -> dict[str, int]:
    """The whole year by sector; a hidden count is small and stands as nought."""
    return {
        sector: int(cell.count.value or 0)
        for cell in table.cells
        for period, sector in (cell.key,)
        if period == TOTAL and sector != TOTAL
    }


async def _languages_used(session: Session, names: Mapping[str, str], scale: int) -> dict[int, Counter[str]]:
    """From the roll-up of language, year and county."""
    cells = await shares_by_language_year_county(session)
    found: dict[int, Counter[str]] = {year: Counter() for year in YEARS}
    for year, tag, count in zip(cells.years, cells.languages, cells.assignments, strict=True):
        if year in found:
            found[year][names.get(tag, tag)] += count * scale
    return found

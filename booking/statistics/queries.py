"""The live share: of a unit, a public body, the nation, and by language, year and county. Reads only."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from booking.statistics.cells import ShareCells, YearCells, joined
from booking.statistics.coverage import Coverage, coverage
from booking.statistics.published import sample_scale
from booking.statistics.rules import Share, Windows, windows_on, year_leads
from booking.statistics.statements import question
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session

Scope = Literal["unit", "body", "nation"]


@dataclass(frozen=True, slots=True)
class Meter:
    """One reading of a share meter: two windows that end today, and the instant it was read."""

    scope: Scope
    this_year: Share
    recent: Share
    windows: Windows
    read_at: datetime
    coverage: Coverage | None = None  # of the nation's main figure; nobody has estimated a body's own

    @property
    def year_leads(self) -> bool:
        """Whether the main figure is this year's (else the last twelve months')."""
        return year_leads(self.windows.today, self.this_year)

    @property
    def main(self) -> Share:
        """The share that is shown large."""
        return self.this_year if self.year_leads else self.recent

    @property
    def beside(self) -> Share:
        """The other window's share."""
        return self.recent if self.year_leads else self.this_year

    @property
    def since(self) -> date:
        """The first day of the main figure."""
        return self.windows.year_start if self.year_leads else self.windows.recent_start


async def unit_meter(session: Session, unit_id: int, *, now: datetime, language: str | None = None) -> Meter:
    """The share of one unit, live; with `language` in that language only."""
    return await _meter(session, "unit", now, unit_id=unit_id, language=language)


async def body_meter(
    session: Session, organisation_id: int, *, now: datetime, language: str | None = None
) -> Meter:
    """The share of all units of a public body, live; with `language` in that language only."""
    return await _meter(session, "body", now, organisation_id=organisation_id, language=language)


async def nation_meter(session: Session, *, now: datetime) -> Meter:
    """The share of the nation with its coverage: roll-up of months + facts recorded since."""
    meter = await _meter(session, "nation", now)
    scale = await sample_scale(session) or 1
    part = coverage(meter.main.assignments, meter.since, meter.windows.today, scale)
    return replace(meter, coverage=part)


async def _meter(session: Session, scope: Scope, now: datetime, **parameters: object) -> Meter:
    windows = windows_on(oslo_date(now))
    values = {
        **parameters,
        "year_start": windows.year_start,
        "recent_start": windows.recent_start,
        "today": windows.today,
    }
    row = (await session.execute(question(f"meter_{scope}"), values)).one()
    return Meter(
        scope,
        Share(int(row.assignments_year), int(row.qualified_year)),
        Share(int(row.assignments_recent), int(row.qualified_recent)),
        windows,
        now,
    )


async def shares_by_language_year_county(session: Session) -> ShareCells:
    """Every cell of language x year x county with today's facts in; unsuppressed, so never for the public."""
    years: dict[int, YearCells] = {}
    rows = (await session.execute(question("shares_by_language_year_county"))).all()
    for row in sorted(rows, key=lambda each: each.is_since):
        cells = YearCells.unpacked(row.languages, row.counties, row.assignments, row.qualified)
        years[row.year] = years[row.year].plus(cells) if row.year in years else cells
    return joined(years)

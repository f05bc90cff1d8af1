"""/sak/varseltall: figures on complaints for the directorate. /statistikk/varsler: what everybody may see of them."""

from collections.abc import Sequence
from datetime import datetime

from litestar import Response, get
from litestar.di import NamedDependency

from booking.statistics.complaints import complaint_figures, public_complaint_figures
from tolkeregister.complaints.rules.figures import BASES, CATEGORIES, OUTCOMES, YearFigures
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.spreadsheets.write_csv import excel_csv
from web.pages.directorate.staff_page import STAFF, render_staff
from web.pages.downloads import CSV, as_file
from web.pages.page import WebRequest, render, written_form
from web.view.labels import label_key
from web.view.texts import N_, texts_in

FIGURES, PUBLIC = "/sak/varseltall", "/statistikk/varsler"


@get(FIGURES, include_in_schema=False, guards=STAFF)
async def show_figures(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """Received, what about, outcome, time and rate, year by year."""
    found = await complaint_figures(session, actor, now=now)
    return await render_staff(
        request, session, actor, "record/figures.html", now=now, years=found.years, bases=BASES, outcomes=OUTCOMES,
        categories=CATEGORIES, by_category=found.by_category, sample=found.sample, csv=f"{FIGURES}.csv",
    )  # fmt: skip


@get(f"{FIGURES}.csv", include_in_schema=False, guards=STAFF)
async def figures_file(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[bytes]:  # fmt: skip
    """The same numbers for Excel; the categories as they are shown."""
    found = await complaint_figures(session, actor, now=now)
    say = texts_in(written_form(request))
    head = [say.gettext(label_key("complaint_figure", code)) for code in _COLUMNS]
    bases = [say.gettext(label_key("complaint_about", code)) for code in BASES]
    outcomes = [say.gettext(label_key("complaint_outcome", code)) for code in OUTCOMES]
    lines = [[*head, *bases, *outcomes], *(_line(each) for each in found.years)]
    return as_file(excel_csv(lines), "varseltall.csv", CSV)


@get(PUBLIC, include_in_schema=False)
async def show_public_figures(
    request: WebRequest, session: NamedDependency[Session], now: NamedDependency[datetime]
) -> Response[str]:
    """Whole years that are done with, small numbers hidden; never anything about anybody."""
    years = await public_complaint_figures(session, now=now)
    return render(request, "record/public_figures.html", years=years, bases=BASES, csv=f"{PUBLIC}.csv")


@get(f"{PUBLIC}.csv", include_in_schema=False)
async def public_file(
    request: WebRequest, session: NamedDependency[Session], now: NamedDependency[datetime]
) -> Response[bytes]:
    """The public table for Excel; a colon where a number is hidden, as in all our files."""
    say = texts_in(written_form(request))
    head = [
        say.gettext(label_key("complaint_figure", "year")),
        say.gettext(N_("Grunnlag")),
        say.gettext(N_("Antall")),
    ]
    lines = [head]
    for each in await public_complaint_figures(session, now=now):
        named = [(say.gettext(N_("I alt")), each.total)]
        named += [(say.gettext(label_key("complaint_about", code)), each.counts[code]) for code in BASES]
        lines += [[str(each.year), name, ":" if count is None else str(count)] for name, count in named]
    return as_file(excel_csv(lines), "varsler.csv", CSV)


_COLUMNS = (
    "year", "received", "ended", "under_way", "median_days", "in_time", "in_time_percent", "assignments",
    "per_thousand",
)  # fmt: skip


def _line(each: YearFigures) -> Sequence[str]:
    numbers = [_written(getattr(each, name)) for name in _COLUMNS]
    by = [*each.by_basis.values(), *each.by_outcome.values()]
    return [*numbers, *map(str, by)]


def _written(value: object) -> str:
    return "" if value is None else str(value).replace(".", ",")

"""/min-side/innsyn: who has looked; /min-side/praksis: what one has interpreted, on a page and as a file."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from litestar import Response, get
from litestar.di import NamedDependency

from booking.assignments.practice import Practice, own_practice
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.spreadsheets.write_csv import excel_csv
from tolkeregister.entries.own import own_register
from tolkeregister.profiles.reads import own_reads
from web.names import Names, names_now
from web.pages.directorate.staff_page import page_number
from web.pages.downloads import CSV, as_file
from web.pages.interpreter.own_page import OWN, render_own
from web.pages.page import WebRequest, written_form
from web.view.labels import LABELS

LOOKS, PRACTICE = "/min-side/innsyn", "/min-side/praksis"
PER_PAGE = 25
COLUMNS = ("ar", "sprak", "type", "metode", "oppdrag", "timer", "forste_dag", "siste_dag")


@get(LOOKS, include_in_schema=False, guards=OWN)
async def show_looks(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """Everybody but oneself."""
    page = page_number(request.query_params.get("side"))
    found = await own_reads(session, actor, page=page, per_page=PER_PAGE)
    return await render_own(
        request, session, actor, "profiles/looks.html", now=now, found=found[:PER_PAGE], page=page,
        has_more=len(found) > PER_PAGE,
    )  # fmt: skip


@get(PRACTICE, include_in_schema=False, guards=OWN)
async def show_practice(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """Year by year; printed, it is a page one can hand over."""
    lines = await own_practice(session, actor)
    years: dict[int, list[Practice]] = defaultdict(list)
    for each in lines:
        years[each.year].append(each)
    return await render_own(
        request, session, actor, "profiles/practice.html", now=now, years=years,
        assignments=sum(each.assignments for each in lines), minutes=sum(each.minutes for each in lines),
        register=await own_register(session, actor, now=now),
    )  # fmt: skip


@get(f"{PRACTICE}.csv", include_in_schema=False, guards=OWN)
async def download_practice(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[bytes]:  # fmt: skip
    """The same lines as a file that Norwegian Excel opens right."""
    lines, names = await own_practice(session, actor), await names_now(session, request.app.state, now)
    return as_file(practice_file(lines, names, written_form(request)), "tolkepraksis.csv", CSV)


def practice_file(lines: Sequence[Practice], names: Names, form: str) -> bytes:
    """One line for each year, language, type and mode; hours with a decimal comma."""
    rows = [
        (
            str(each.year), names.language(each.language_tag, form), LABELS["type"][each.type],
            LABELS["mode"][each.mode], str(each.assignments), f"{each.minutes / 60:.2f}".replace(".", ","),
            each.first_day.isoformat(), each.last_day.isoformat(),
        )
        for each in lines
    ]  # fmt: skip
    return excel_csv([COLUMNS, *rows])

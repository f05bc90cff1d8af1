"""/virksomhet/unntak: every exception of the body, ready for supervision; as a page, on paper, and as a file."""

from datetime import date, datetime

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from booking.exceptions.known import evidence_page
from booking.exceptions.queries import list_child_uses, list_exceptions
from booking.exceptions.rules.grounds import GROUNDS
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.rules.oslo_time import local_day
from web.names import names_now
from web.pages.body.booking import BOOKERS
from web.pages.downloads import CSV, as_file
from web.pages.exceptions.files import exceptions_file
from web.pages.exceptions.forms import ListForm
from web.pages.page import WebRequest, render

LIST = "/virksomhet/unntak"


@get(LIST, include_in_schema=False, guards=BOOKERS)
async def show_list(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """The list, narrowed by ground and day; 422 when a choice cannot be read."""
    answers = ListForm(request.query_params)
    since, until, ground = _bounds(answers)
    is_all = not answers.pairs()
    return render(
        request, "exceptions/list.html", answers=answers, now=now, grounds=GROUNDS,
        lines=await list_exceptions(session, actor, ground=ground, since=since, until=until),
        children=() if ground else await list_child_uses(session, actor, since=since, until=until),
        names=await names_now(session, request.app.state, now), is_all=is_all,
    )  # fmt: skip


@get(f"{LIST}.csv", include_in_schema=False, guards=BOOKERS)
async def download_list(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[bytes]:  # fmt: skip
    """The same lines as a file that Excel opens; without the names and telephone numbers of persons."""
    since, until, ground = _bounds(ListForm(request.query_params))
    lines = await list_exceptions(session, actor, ground=ground, since=since, until=until)
    names = await names_now(session, request.app.state, now)
    return as_file(exceptions_file(lines, names), "unntak.csv", CSV)


@get("/bestilling/{number:str}/leting", include_in_schema=False, guards=BOOKERS)
async def show_evidence(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[str]:  # fmt: skip
    """What was recorded about the search of one order, and what drawing the queue again gives."""
    found = await evidence_page(session, actor, number)
    names = await names_now(session, request.app.state, now)
    return render(request, "exceptions/evidence.html", found=found, names=names, now=now)


def _bounds(answers: ListForm) -> tuple[datetime | None, datetime | None, str | None]:
    """The instants `[since, until)` and the ground; nothing narrows while a choice cannot be read."""
    if not answers.valid:
        return None, None, None
    since: date | None = answers.fra
    until: date | None = answers.til
    return (
        local_day(since).starts_at if since else None,
        local_day(until).ends_at if until else None,
        answers.unntak,
    )

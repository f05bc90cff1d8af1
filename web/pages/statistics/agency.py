"""/formidler/andel: what an agency has sent, what was wrong with it, and the share in what it has reported."""

from datetime import datetime

from litestar import Response, get
from litestar.di import NamedDependency

from booking.reports.queries import possible_doubles, uploads
from booking.statistics.own import reported_share
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.database import Session
from web.names import names_now
from web.pages.page import WebRequest, render, written_form
from web.pages.statistics.own_lines import language_lines, month_lines, month_rows, own_csv, points
from web.pages.statistics.words import Words
from web.security.guards import require

AGENCY = require(Role.AGENCY)
SHOWN_UPLOADS = 10


@get("/formidler/andel", include_in_schema=False, guards=[AGENCY])
async def agency_page(
    request: WebRequest,
    session: NamedDependency[Session],
    actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:
    """The newest uploads with their errors, what waits for an answer, and the share by month and language."""
    share = await reported_share(session, actor, now=now)
    words = Words(written_form(request), await names_now(session, request.app.state, now))
    page = render(
        request, "statistics/agency.html", share=share, points=points(share.months, words),
        months=month_lines(share.months, words), languages=language_lines(share.languages, words),
        uploads=await uploads(session, actor, most=SHOWN_UPLOADS), doubles=await possible_doubles(session, actor),
    )  # fmt: skip
    page.headers["cache-control"] = "no-store"
    return page


@get("/formidler/andel.csv", include_in_schema=False, guards=[AGENCY])
async def agency_file(
    session: NamedDependency[Session], actor: NamedDependency[Actor], now: NamedDependency[datetime]
) -> Response[bytes]:
    """The same numbers as a file that Excel opens."""
    return await _file(session, actor, "excel", now=now)


@get("/formidler/andel.maskin.csv", include_in_schema=False, guards=[AGENCY])
async def agency_machine_file(
    session: NamedDependency[Session], actor: NamedDependency[Actor], now: NamedDependency[datetime]
) -> Response[bytes]:
    """The same for programs."""
    return await _file(session, actor, "maskin", now=now)


async def _file(session: Session, actor: Actor, dialect: str, *, now: datetime) -> Response[bytes]:
    share = await reported_share(session, actor, now=now)
    languages = [("sprak", each.name, each.share, "") for each in share.languages]
    return own_csv("rapportert-andel", dialect, [*month_rows(share.months), *languages])

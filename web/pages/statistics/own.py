"""/virksomhet/andel: a public body's own share over time, by unit, language and supplier, with nothing hidden."""

from datetime import datetime

from litestar import Response, get
from litestar.di import NamedDependency

from booking.statistics.own import OwnShare, OwnSupplier, own_share
from booking.statistics.rules import Share
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.database import Session
from web.names import names_now
from web.pages.page import WebRequest, render, written_form
from web.pages.statistics.meters import own_meters
from web.pages.statistics.own_lines import (
    FileRow,
    language_lines,
    month_lines,
    month_rows,
    own_csv,
    points,
    share_line,
)
from web.pages.statistics.words import Words
from web.security.guards import require

BODY = require(Role.BOOKER, Role.BODY_ADMINISTRATOR)


@get("/virksomhet/andel", include_in_schema=False, guards=[BODY])
async def own_page(
    request: WebRequest,
    session: NamedDependency[Session],
    actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:
    """The meters, the months as a line, and tables of units, languages, suppliers, grounds and outcomes."""
    share = await own_share(session, actor, now=now)
    words = Words(written_form(request), await names_now(session, request.app.state, now))
    return render(
        request, "statistics/own.html", share=share, meters=await own_meters(session, actor, now=now),
        points=points(share.months, words), months=month_lines(share.months, words),
        units=[share_line(each.name, each.share, words) for each in share.units],
        languages=language_lines(share.languages, words),
        suppliers=[share_line(_supplier(each, words), each.share, words) for each in share.suppliers],
    )  # fmt: skip


@get("/virksomhet/andel.csv", include_in_schema=False, guards=[BODY])
async def own_file(
    request: WebRequest,
    session: NamedDependency[Session],
    actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[bytes]:
    """The same numbers as a file that Excel opens, for those who answer an inspection."""
    return await _file(request, session, actor, "excel", now=now)


@get("/virksomhet/andel.maskin.csv", include_in_schema=False, guards=[BODY])
async def own_machine_file(
    request: WebRequest,
    session: NamedDependency[Session],
    actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[bytes]:
    """The same for programs."""
    return await _file(request, session, actor, "maskin", now=now)


async def _file(
    request: WebRequest, session: Session, actor: Actor, dialect: str, *, now: datetime
) -> Response[bytes]:
    share = await own_share(session, actor, now=now)
    words = Words("nb", await names_now(session, request.app.state, now))
    return own_csv("andel", dialect, _rows(share, words))


def _rows(share: OwnShare, words: Words) -> list[FileRow]:
    return [
        *month_rows(share.months),
        *(("enhet", each.name, each.share, "") for each in share.units),
        *(("sprak", each.name, each.share, "") for each in share.languages),
        *(("leverandor", _supplier(each, words), each.share, "") for each in share.suppliers),
        *(("grunn", each.code or "uoppgitt", Share(each.assignments, 0), "") for each in share.grounds),
        *(("ikke_utfort", each.code or "", Share(each.assignments, 0), "") for each in share.outcomes),
    ]


def _supplier(each: OwnSupplier, words: Words) -> str:
    if each.name:
        return each.name
    return words.fixed("kilde", {"booking": "bestilt", "report": "rapportert"}.get(each.source, "historikk"))

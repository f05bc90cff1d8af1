"""/virksomhet/andel: a public body's own share over time, by unit and by language, with nothing hidden."""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from litestar import Response, get
from litestar.di import NamedDependency

from booking.statistics.own import OwnLine, own_share
from booking.statistics.rules import percent_of
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.database import Session
from web.names import names_now
from web.pages.page import WebRequest, render, written_form
from web.pages.statistics.meters import own_meters
from web.pages.statistics.view import Line
from web.pages.statistics.words import Words
from web.security.guards import require
from web.view.figures import Point
from web.view.formats import month, number, percent

BODY = require(Role.BOOKER, Role.BODY_ADMINISTRATOR)


@get("/virksomhet/andel", include_in_schema=False, guards=[BODY])
async def own_page(
    request: WebRequest,
    session: NamedDependency[Session],
    actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:
    """The meters, the months as a line, units and languages as tables."""
    share = await own_share(session, actor, now=now)
    words = Words(written_form(request), await names_now(session, request.app.state, now))
    months = [(date.fromisoformat(f"{line.name}-01"), line) for line in share.months]
    return render(
        request, "statistics/own.html", share=share, meters=await own_meters(session, actor, now=now),
        points=[Point(_short(day, words), _percent(line)) for day, line in months],
        months=_lines([OwnLine(month(day, words.form), line.share) for day, line in reversed(months)], words),
        units=_lines(share.units, words),
        languages=_lines([OwnLine(_language(line, words), line.share) for line in share.languages], words),
    )  # fmt: skip


@get("/virksomhet/andel.csv", include_in_schema=False, guards=[BODY])
async def own_file(
    session: NamedDependency[Session], actor: NamedDependency[Actor], now: NamedDependency[datetime]
) -> Response[bytes]:
    """The same numbers as a file that Excel opens, for those who answer an inspection."""
    share = await own_share(session, actor, now=now)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(["inndeling", "navn", "kvalifisert", "alle"])
    for kind, lines in (("maaned", share.months), ("enhet", share.units), ("sprak", share.languages)):
        writer.writerows(
            [kind, _safe(line.name), line.share.qualified, line.share.assignments] for line in lines
        )
    headers = {"Content-Disposition": 'attachment; filename="andel.csv"', "Cache-Control": "no-store"}
    return Response(
        text.getvalue().encode("utf-8-sig"), media_type="text/csv; charset=utf-8", headers=headers
    )


def _lines(lines: Sequence[OwnLine], words: Words) -> tuple[Line, ...]:
    return tuple(_line(each, words) for each in lines)


def _line(each: OwnLine, words: Words) -> Line:
    """A share of few assignments is left out because it says little, not because anything is hidden."""
    share = each.share.percent
    parts = () if share is None else (("B", float(share)), ("X", 100 - float(share)))
    return Line(
        "", each.name, "", number(each.share.assignments, words.form), number(each.share.qualified, words.form),
        percent(share, words.form, 0) if share is not None else "–", "few" if share is None else "", parts, "",
        each.share.assignments, share,
    )  # fmt: skip


def _percent(line: OwnLine) -> float | None:
    """Months are points of a line, so also a small one has a place in it."""
    whole = line.share.assignments
    return float(percent_of(line.share.qualified, whole).quantize(Decimal(1))) if whole > 0 else None


def _short(day: date, words: Words) -> str:
    return month(day, words.form)[:3]


def _language(line: OwnLine, words: Words) -> str:
    name = words.names.language(line.name, words.form)
    return name[:1].upper() + name[1:]


def _safe(text: str) -> str:
    """A unit's name that begins like a formula is not one."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text

"""The live share meters, as parts of pages: the nation for everybody, one's own body for the signed-in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from litestar import Response, get
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromQuery

from booking.statistics.access import own_body
from booking.statistics.queries import Meter, body_meter, nation_meter, unit_meter
from booking.statistics.rules import Share
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Database, Session
from web.pages.page import WebRequest, render

FRESH = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class _Kept:
    """The last reading, and which database it was read from."""

    database: Database
    meter: Meter


async def national_meter(state: State, session: Session, *, now: datetime) -> Meter:
    """The nation's meter for any page, read at most once a minute per process."""
    kept: _Kept | None = state.get("national_meter")
    if kept and kept.database is state.database and timedelta(0) <= now - kept.meter.read_at < FRESH:
        return kept.meter
    meter = await nation_meter(session, now=now)
    state.national_meter = _Kept(state.database, meter)
    return meter


async def own_meters(
    session: Session, actor: Actor, *, now: datetime, language: str | None = None
) -> tuple[Meter, ...]:
    """The actor's unit (if it has one) and body, live. Raises NotAllowed unless it is a public body."""
    organisation_id = own_body(actor)
    of_body = await body_meter(session, organisation_id, now=now, language=language)
    if actor.unit_id is None:
        return (of_body,)
    return (await unit_meter(session, actor.unit_id, now=now, language=language), of_body)


@dataclass(frozen=True, slots=True)
class Consequence:
    """What one more assignment does to a share of this year, with a qualified interpreter and without.

    `scope` is `unit`, `body`, or `language`: the body's assignments in the language of the order.
    """

    scope: str
    now: Share
    with_qualified: Share
    without: Share


async def consequences(
    session: Session, actor: Actor, *, language: str, meters: tuple[Meter, ...], now: datetime
) -> tuple[Consequence, ...]:
    """What this order does to the shares in `meters` (as of `own_meters`), and to the body's in its language."""
    in_language = await body_meter(session, own_body(actor), now=now, language=language)
    shares = [*((each.scope, each.this_year) for each in meters), ("language", in_language.this_year)]
    return tuple(
        Consequence(scope, share, share.with_one_more(qualified=True), share.with_one_more(qualified=False))
        for scope, share in shares
    )


@get("/del/andel-naa", name="part.share_now")
async def share_now(
    request: WebRequest, state: State, session: NamedDependency[Session], now: NamedDependency[datetime]
) -> Response[str]:
    """The nation's meter without a page around it; a page fetches it again every minute."""
    meter = await national_meter(state, session, now=now)
    answer = render(request, "statistics/readings.html", meters=(meter,))
    answer.headers["Cache-Control"] = "public, max-age=60"
    return answer


@get("/del/andel-min", name="part.own_share")
async def own_share(
    request: WebRequest,
    session: NamedDependency[Session],
    actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
    sprak: FromQuery[str | None] = None,
) -> Response[str]:
    """The signed-in body's meters without a page around them; `sprak` narrows them to a language."""
    meters = await own_meters(session, actor, now=now, language=sprak or None)
    answer = render(request, "statistics/readings.html", meters=meters)
    answer.headers["Cache-Control"] = "no-store"
    return answer

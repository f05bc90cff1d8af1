"""The live share meters, as parts of pages: the nation for everybody, one's own body for the signed-in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from litestar import Response, get
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromQuery

from booking.statistics.access import own_body
from booking.statistics.queries import Meter, body_meter, nation_meter, unit_meter
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

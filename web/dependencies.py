"""What handlers ask for by name. `session` is the only dependency with an end: one request, one transaction.

No dependency raises: Litestar would not end the session then.
"""

from collections.abc import AsyncIterator
from datetime import datetime

from litestar import Request
from litestar.datastructures import State
from litestar.di import Provide

from tolkeregister.core.actor import NOBODY, Actor, Role
from tolkeregister.core.database import Database, Session
from tolkeregister.core.settings import Settings

KEEPS_EVIDENCE = "keeps_evidence"  # of a route, see docs/beslutninger/bevis-for-leting.md
NOTES_LOOK = "notes_look"  # of a page about a person: that the directorate looked is noted for that person
LOOKS = {NOTES_LOOK: True}
NOTES_PARTY = (
    "notes_party"  # of a page of a case that its party or a representative opens: that they did is kept
)
PARTY_LOOKS = {NOTES_PARTY: True}
READING = ("GET", "HEAD", "OPTIONS")


async def session(request: Request[Actor, None, State]) -> AsyncIterator[Session]:
    """A READ ONLY session where a request only reads, else one that commits at its end or rolls back when it raises."""
    database: Database = request.app.state.database
    async with database.reading() if _only_reads(request) else database.writing() as opened:
        yield opened


def _only_reads(request: Request[Actor, None, State]) -> bool:
    """GET reads, but for what a public body's own people do on a route that keeps evidence of search (rule B4), what
    the directorate and its committee do on a page about a person, and what a party opens of their own case."""
    who: Actor = request.scope.get("user") or NOBODY
    opt = request.route_handler.opt
    looks = opt.get(NOTES_LOOK) and (who.is_directorate or who.has(Role.COMMITTEE_MEMBER))
    writes = (opt.get(KEEPS_EVIDENCE) and who.is_public_body) or looks
    writes = writes or opt.get(NOTES_PARTY)
    return request.method in READING and not (writes and request.method == "GET")


async def actor(request: Request[Actor, None, State]) -> Actor:
    """Who is asking; nobody when not signed in."""
    return request.scope.get("user") or NOBODY


async def now(state: State) -> datetime:
    """This instant, in UTC, by the clock the application was given."""
    instant: datetime = state.clock()
    return instant


async def settings(state: State) -> Settings:
    """The settings the application was started with."""
    given: Settings = state.settings
    return given


# What an application gives its handlers.
BY_NAME = {each.__name__: Provide(each) for each in (session, actor, now, settings)}

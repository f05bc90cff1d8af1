"""What handlers ask for by name. `session` is the only dependency with an end: one request, one transaction."""

from collections.abc import AsyncIterator
from datetime import datetime

from litestar import Request
from litestar.datastructures import State
from litestar.di import Provide

from tolkeregister.core.actor import NOBODY, Actor
from tolkeregister.core.database import Database, Session
from tolkeregister.core.settings import Settings

READING = ("GET", "HEAD", "OPTIONS")


async def session(request: Request[Actor, None, State]) -> AsyncIterator[Session]:
    """A READ ONLY session for GET, else one that commits when the handler returns and rolls back when it raises."""
    database: Database = request.app.state.database
    async with database.reading() if request.method in READING else database.writing() as opened:
        yield opened


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

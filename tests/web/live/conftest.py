"""A room with people in it, on a database whose commits everybody sees, and a hub that listens."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from typing import Any

import pytest_asyncio
from litestar import Litestar

from booking.handlers import register_handlers
from booking.rooms.seating import sit_down_invited, sit_down_signed_in
from tests.builders.bodies import a_body
from tests.builders.interpreters import an_interpreter
from tests.builders.rooms import EARLY, BuiltRoom, a_room, invited
from tests.fixtures.app import FixedClock
from tests.fixtures.people import door_of
from tests.fixtures.sockets import RoomPage, page_inside
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Database, Session
from tolkeregister.core.settings import Settings
from web.app import serve
from web.live.hub import Hub
from web.live.seat_cookie import seat_cookie_name
from web.security import cookies
from web.security.sessions import SignedIn, open_session

RELAY_URLS = "turn:relay.example:3478?transport=udp"


@dataclass(slots=True)
class House:
    """A room of one assignment, and the pages that are open in it."""

    app: Litestar
    database: Database
    clock: FixedClock
    settings: Settings
    room: BuiltRoom
    stack: AsyncExitStack
    seats: dict[str, tuple[int, str]] = field(
        default_factory=dict
    )  # by name: the seat, and what its cookie holds
    sessions: dict[str, str] = field(default_factory=dict)

    async def sit(self, name: str) -> int:
        """`owner`, `interpreter`, or somebody with an invitation of their own takes a seat."""
        people: dict[str, Actor] = {"owner": self.room.body.booker, "interpreter": self.room.tolk.actor}
        async with self.database.writing() as session:
            if actor := people.get(name):
                taken = await sit_down_signed_in(session, actor, self.room.number, now=self.clock())
                self.sessions[name] = await self._sign_in(session, actor)
            else:
                seat = await invited(session, self.room, name, now=self.clock())
                taken = await sit_down_invited(session, seat, now=self.clock())
        self.seats[name] = taken.seat_id, taken.held
        return taken.seat_id

    async def open(
        self, name: str, *, page: str | None = None, number: str | None = None, **headers: str
    ) -> RoomPage:
        """A page opens with the seat somebody holds."""
        path = f"/rom/{number or self.room.number}/signal"
        given = {**self.headers(name), **headers}
        return await self.stack.enter_async_context(page_inside(serve(self.app), path, given, page))

    async def join(self, name: str) -> RoomPage:
        """Sit down, open a page, and hear the first of the room."""
        await self.sit(name)
        opened = await self.open(name)
        await opened.hear("welcome")
        return opened

    async def together(self, *names: str) -> dict[str, RoomPage]:
        """Owner and interpreter, and others whom the owner lets in."""
        pages = {each: await self.join(each) for each in ("owner", "interpreter")}
        for name in names:
            pages[name] = await self.join(name)
            await pages["owner"].say("admit", who=self.id(name))
            await pages[name].hear("roster")
        return pages

    def id(self, name: str) -> int:
        """The seat's number."""
        return self.seats[name][0]

    def headers(self, name: str) -> dict[str, str]:
        """What the browser of somebody sends."""
        held = (
            {seat_cookie_name(self.settings, self.room.number): self.seats[name][1]}
            if name in self.seats
            else {}
        )
        if name in self.sessions:
            held[cookies.cookie_name(self.settings, cookies.SESSION)] = self.sessions[name]
        cookie = "; ".join(f"{key}={said}" for key, said in held.items())
        return {"origin": self.settings.base_url, **({"cookie": cookie} if cookie else {})}

    async def change(self, work: Any, *given: Any, **named: Any) -> Any:
        """Do something in a transaction of its own, at this moment."""
        async with self.database.writing() as session:
            return await work(session, *given, now=self.clock(), **named)

    async def _sign_in(self, session: Session, actor: Actor) -> str:
        assert actor.account_id is not None
        who = SignedIn(actor.account_id, door_of(actor), actor.organisation_id)
        return await open_session(session, who, replaces=None, now=self.clock())


@pytest_asyncio.fixture
async def house(
    own_database_url: str, own_database: Database, settings: Settings, clock: FixedClock, shared_app: Litestar
) -> AsyncIterator[House]:
    """The room is open, and nobody is there yet."""
    register_handlers()
    clock.at = EARLY
    told = replace(settings, database_url=own_database_url, relay_urls=RELAY_URLS, relay_secret="s" * 32)
    shared_app.state.update(
        {"settings": told, "clock": clock, "database": own_database, "hub": Hub(own_database_url)}
    )
    async with own_database.writing() as session:
        room = await a_room(session, await a_body(session), await an_interpreter(session, hours=True))
    async with shared_app.state.hub.running(), AsyncExitStack() as stack:
        await shared_app.state.hub.is_listening.wait()
        yield House(shared_app, own_database, clock, told, room, stack)
    shared_app.state.settings = settings

"""The one connection of a web process that hears what is new in the rooms, and tells the sockets it concerns.

A notice can be lost: while the connection is down, or when it dies without a word. So it is asked to hear itself every
few seconds, is made anew when it does not, and then every socket reads again (see docs/beslutninger).
"""

import asyncio
import random
import secrets
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress

import asyncpg
import structlog
from sqlalchemy import text

from booking.rooms.waking import CHANNEL, ROOM, SEAT
from tolkeregister.core.database import APPLICATION_ROLE, Session

BEAT = 5.0  # seconds between two times it is asked to hear itself
PATIENCE = 4.0  # and how long it may take, as may a new connection
FIRST_WAIT, LONGEST_WAIT = 0.05, 5.0  # seconds until the next attempt
_ECHO, _CLAIM = "b", "c"
_NOTIFY = text("SELECT pg_notify(:channel, :payload)")

log = structlog.get_logger()


class Sitting:
    """One open socket, as the hub knows it: what is new for it since it last looked."""

    def __init__(self, room_id: int, seat_id: int) -> None:
        self.room_id, self.seat_id, self.name = room_id, seat_id, secrets.token_hex(8)
        self.woken = asyncio.Event()
        self.is_cut = False
        self._is_room_new = self._has_signals = False
        self.wake()

    def wake(self, *, room: bool = True, signals: bool = True) -> None:
        """Something is new."""
        self._is_room_new, self._has_signals = self._is_room_new or room, self._has_signals or signals
        self.woken.set()

    def take(self) -> tuple[bool, bool]:
        """Whether the room is new, and whether there may be signals; what comes from now on is new again."""
        self.woken.clear()
        found = self._is_room_new, self._has_signals
        self._is_room_new = self._has_signals = False
        return found


class Hub:
    """Who sits at this process, and the connection that listens for them."""

    def __init__(self, database_url: str) -> None:
        self.database_url = database_url
        self.name = secrets.token_hex(8)
        self.is_listening = asyncio.Event()
        self._in_room: defaultdict[int, set[Sitting]] = defaultdict(set)
        self._on_seat: defaultdict[int, set[Sitting]] = defaultdict(set)
        self._has_heard_itself = False

    @contextmanager
    def sitting(self, room_id: int, seat_id: int) -> Iterator[Sitting]:
        """A socket that is to be told, from now until the end of the block."""
        made = Sitting(room_id, seat_id)
        self._in_room[room_id].add(made)
        self._on_seat[seat_id].add(made)
        try:
            yield made
        finally:
            for held, key in ((self._in_room, room_id), (self._on_seat, seat_id)):
                held[key].discard(made)
                if not held[key]:
                    del held[key]

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Listen from now until the end of the block; then every socket is told that the process ends."""
        listening = asyncio.create_task(self._listen_always())
        try:
            yield
        finally:
            self.end()
            listening.cancel()
            with suppress(asyncio.CancelledError):
                await listening

    def end(self) -> None:
        """Every socket is to close, for the process ends; its page comes again."""
        for each in self._everybody():
            each.is_cut = True
            each.wake()

    def hear(self, payload: str) -> None:
        """Wake those whom a notice is about. One nobody understands wakes nobody."""
        kind, _, rest = payload.partition(":")
        about, _, name = rest.partition(":")
        if kind == _ECHO:
            self._has_heard_itself = self._has_heard_itself or rest == self.name
        elif not about.isdecimal():
            return
        elif kind == ROOM:
            for each in tuple(self._in_room.get(int(about), ())):
                each.wake()
        elif kind == SEAT:
            for each in tuple(self._on_seat.get(int(about), ())):
                each.wake(room=False)
        elif kind == _CLAIM:
            for each in tuple(self._on_seat.get(int(about), ())):
                each.is_cut = each.is_cut or each.name != name
                each.wake()

    def _everybody(self) -> list[Sitting]:
        return [each for among in self._in_room.values() for each in among]

    async def _listen_always(self) -> None:
        wait = FIRST_WAIT
        while True:
            try:
                async with self._connection() as connection:
                    wait = FIRST_WAIT
                    await self._stay(connection)
            except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                log.warning("rooms.listener_lost", error=type(error).__name__)
            self.is_listening.clear()
            await asyncio.sleep(wait * random.uniform(0.5, 1))
            wait = min(wait * 2, LONGEST_WAIT)

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[asyncpg.Connection]:
        settings = {"role": APPLICATION_ROLE, "application_name": "tolkeregister rooms"}
        made = await asyncpg.connect(self.database_url, timeout=PATIENCE, server_settings=settings)
        try:
            yield made
        finally:
            made.terminate()

    async def _stay(self, connection: asyncpg.Connection) -> None:
        """Hear what is said until the connection is lost; then raises ConnectionError."""
        lost = asyncio.Event()
        connection.add_termination_listener(lambda _: lost.set())
        await connection.add_listener(CHANNEL, lambda *said: self.hear(str(said[3])))
        self.is_listening.set()
        for each in self._everybody():  # what was said while nobody listened
            each.wake()
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(lost.wait(), BEAT)
                raise ConnectionError("the listening connection has ended")
            self._has_heard_itself = False
            echo = f"{_ECHO}:{self.name}"
            await connection.execute("SELECT pg_notify($1, $2)", CHANNEL, echo, timeout=PATIENCE)
            if not self._has_heard_itself:
                raise ConnectionError("the listening connection does not hear itself")


async def claim_seat(session: Session, sitting: Sitting) -> None:
    """When the transaction commits, every older socket of the seat is cut, in whichever process it is.

    A socket whose line is dead would else go on reading what is meant for the one that came after it.
    """
    payload = f"{_CLAIM}:{sitting.seat_id}:{sitting.name}"
    await session.execute(_NOTIFY, {"channel": CHANNEL, "payload": payload})

"""One open socket of one seat, from the first message to the last."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from litestar import WebSocket
from litestar.exceptions import WebSocketDisconnect

from booking.rooms.access import SeatInHand, room_by_id
from booking.rooms.presence import beat
from booking.rooms.queries import Roster, roster
from booking.rooms.rules.seats import LEASE
from booking.rooms.signals import Heard, fetch
from tolkeregister.core.clock import Clock
from tolkeregister.core.database import Database, Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import DomainError, NotAllowed
from tolkeregister.core.settings import Settings
from web.errors import is_outage
from web.live import telling
from web.live.closing import AWAY, FLOOD, LEFT, NONSENSE, REPLACED, Closing
from web.live.doing import do, pass_on
from web.live.entering import Knock, open_page, require_open, seat_of, still_theirs
from web.live.hub import Hub, Sitting, claim_seat
from web.live.messages import Bucket, Nonsense, Said, understood
from web.live.telling import Message

LOOK = 5.0  # seconds between two looks at whether anything was heard
FIRST_WAIT, LONGEST_WAIT = 0.2, 3.0  # seconds until what the database did not answer is tried again
SEND_PATIENCE = 10.0  # seconds for a line that takes nothing

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _News:
    """What the database had for a seat: the seat itself, the room if it was asked for, and signals."""

    seat: SeatInHand
    roster: Roster | None
    heard: list[Heard]


class SeatSocket:
    """A socket and its seat."""

    def __init__(self, socket: WebSocket[Any, Any, Any], knock: Knock) -> None:
        self.socket, self.knock, self.page = socket, knock, knock.page
        state = socket.app.state
        self.settings: Settings = state.settings
        self.clock: Clock = state.clock
        self.database: Database = state.database
        self.hub: Hub = state.hub
        self.turn = (
            asyncio.Lock()
        )  # held while something is done or told: one thing at a time, and none cut short
        self.sitting: Sitting | None = None
        self.is_over = self.is_unsettled = False
        self.heard_at = _instant()
        self.greeted: tuple[bool, ...] = ()  # as what the page was last greeted
        self.told: Message | None = None  # the latest roster
        self.known: frozenset[tuple[int, str | None]] = frozenset()  # pages in the latest roster

    async def stay(self) -> None:
        """Enter, then hear and tell until it ends. Always raises: Closing, or WebSocketDisconnect."""
        self.seat = await self._settled(lambda session, now: seat_of(session, self.knock, now=now))
        with self.hub.sitting(self.seat.room_id, self.seat.id) as self.sitting:
            await self._settled(self._enter)
            doing = [asyncio.create_task(each) for each in (self._hear(), self._tell(self.sitting))]
            try:
                await asyncio.wait(doing, return_when=asyncio.FIRST_COMPLETED)
            finally:
                self.is_over = True
                ended = [each for each in doing if each.done()]
                async with self.turn:
                    for each in doing:
                        each.cancel()
                await asyncio.gather(*doing, return_exceptions=True)
            ended[0].result()

    async def _enter(self, session: Session, now: datetime) -> None:
        assert self.sitting is not None
        await open_page(session, self.seat, self.page, now=now)
        await claim_seat(session, self.sitting)

    async def _hear(self) -> None:
        """Everything the page says, one after another."""
        bucket = Bucket(_instant())
        while True:
            event: Any = await self.socket.receive()
            if event["type"] != "websocket.receive":
                raise WebSocketDisconnect(detail="the page is gone")
            if not bucket.takes(_instant()):
                raise Closing(FLOOD)
            try:
                said = understood(event.get("text"))
            except Nonsense:
                raise Closing(NONSENSE) from None
            async with self.turn:
                await self._do(said)
                self.heard_at = _instant()

    async def _do(self, said: Said) -> None:
        try:
            answer = await self._settled(partial(self._say, said))
        except DomainError as error:
            code = error.reasons[0].code if error.reasons else error.code
            answer = {"type": "refused", "code": code, "was": said.type}
        if said.type == "leave":
            self.is_over = True  # and nothing is told of the seat that was left
            raise Closing(LEFT)
        if answer is not None:
            await self._send(answer)

    async def _say(self, said: Said, session: Session, now: datetime) -> Message | None:
        """What was said, in one transaction; returns what is answered, if anything is."""
        if said.type == "beat" and await beat(session, self.seat.id, page=self.page, now=now):
            assert self.sitting is not None
            self.sitting.wake()  # whatever a lost notice was about is read at the latest now
            return telling.BEAT
        if said.type == "signal" and await pass_on(session, self.seat, self.page, said.fields, now=now):
            return None
        seat = await self._still_mine(session, now)
        if said.type == "signal":
            raise NotAllowed(reason("not_in_this_room"))
        if said.type == "beat":
            raise Closing(REPLACED)
        if said.type == "ice":
            if seat.admitted_at is None:
                raise NotAllowed(reason("waits_for_owner"))
            return telling.welcome(self.settings, await room_by_id(session, seat.room_id), seat, now=now)
        await do(session, seat, self.page, said, now=now)
        return None

    async def _tell(self, sitting: Sitting) -> None:
        """Whatever is new, as it comes."""
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(sitting.woken.wait(), LOOK)
            async with self.turn:
                if self.is_over:
                    return
                if sitting.is_cut:  # by a newer socket, of another page or of this one
                    await self._settled(self._still_mine)
                if sitting.is_cut or _instant() - self.heard_at > LEASE.total_seconds():
                    raise Closing(AWAY)
                is_room_new, has_signals = sitting.take()
                if is_room_new or has_signals:
                    news = await self._settled(partial(self._read, is_room_new))
                    for each in self._messages(news):
                        await self._send(each)

    async def _still_mine(self, session: Session, now: datetime) -> SeatInHand:
        return await still_theirs(session, self.seat, self.page, now=now)

    async def _read(self, is_room_new: bool, session: Session, now: datetime) -> _News:
        """Signals first, then the room: whoever sent one was inside before, so that none comes from a stranger."""
        seat = await self._still_mine(session, now)
        heard = await fetch(session, seat.id, page=self.page) if seat.admitted_at is not None else []
        if not is_room_new and all((each.seat_id, each.page) in self.known for each in heard):
            return _News(seat, None, heard)
        found = await roster(session, seat.room_id, now=now)
        require_open(found.room, now=now)
        return _News(seat, found, heard)

    def _messages(self, news: _News) -> list[Message]:
        """The room first, if it is another than was told, then signals from those who are in it."""
        messages: list[Message] = []
        if news.roster is not None:
            messages = self._about(news.roster, news.seat)
            self.known = frozenset((each.id, each.page) for each in news.roster.inside)
        return messages + [
            telling.signal(each) for each in news.heard if (each.seat_id, each.page) in self.known
        ]

    def _about(self, found: Roster, seat: SeatInHand) -> list[Message]:
        is_inside = seat.admitted_at is not None
        messages = []
        facts = (is_inside, found.room.is_direct, found.room.is_own)
        if facts != self.greeted:
            self.greeted = facts
            messages.append(telling.welcome(self.settings, found.room, seat, now=self.clock()))
        told = telling.roster(found, seat) if is_inside else telling.waiting(found.room)
        if told != self.told:
            self.told = told
            messages.append(told)
        return messages

    async def _settled(self, work: Callable[[Session, datetime], Awaitable[T]]) -> T:
        """One transaction, tried again until the database answers; the page is told once that it does not."""
        wait, tries = FIRST_WAIT, 0
        while True:
            try:
                async with self.database.writing() as session:
                    done = await work(session, self.clock())
            except Exception as error:
                if not is_outage(error):
                    raise
            else:
                self._is_settled()
                return done
            tries += 1
            await self._wait(wait, is_first=tries == 1)
            wait = min(wait * 2, LONGEST_WAIT)

    async def _wait(self, wait: float, *, is_first: bool) -> None:
        if self.is_over or (self.sitting is not None and self.sitting.is_cut):
            raise Closing(AWAY)
        if not is_first and not self.is_unsettled:  # a lock that was held for a moment is nothing to tell of
            self.is_unsettled = True
            await self._send({"type": "unsettled"})
        await asyncio.sleep(wait * random.uniform(0.5, 1))

    def _is_settled(self) -> None:
        if self.is_unsettled:
            self.is_unsettled, self.told = False, None  # the roster is told again, and says that it is over
            if self.sitting is not None:
                self.sitting.wake()

    async def _send(self, message: Message) -> None:
        try:
            await asyncio.wait_for(self.socket.send_json(message), SEND_PATIENCE)
        except TimeoutError:
            raise WebSocketDisconnect(detail="the line takes nothing") from None


def _instant() -> float:
    return asyncio.get_running_loop().time()

"""A room that is open, its booker and interpreter, and a link for the one it is interpreted for."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest_asyncio

from booking.rooms.access import seat_by_id
from booking.rooms.keeping import settle_room
from booking.rooms.models import SeatRole
from booking.rooms.seating import invite
from booking.rooms.secrets import code_of, link_of
from booking.rooms.set_up import set_plan
from tests.builders.assignments import accepted_by, an_assignment
from tests.builders.bodies import BuiltBody, a_body
from tests.builders.interpreters import BuiltInterpreter, an_interpreter
from tests.builders.rooms import BuiltRoom
from tolkeregister.core.database import Session
from tolkeregister.core.settings import Settings


@dataclass(frozen=True, slots=True)
class Doors:
    """One room and every way to it."""

    number: str
    body: BuiltBody
    tolk: BuiltInterpreter
    seat_id: int
    link: str
    code: str

    @property
    def room(self) -> BuiltRoom:
        """As the rules' own tests know it."""
        return BuiltRoom(self.number, self.body, self.tolk)

    @property
    def door(self) -> str:
        """The address of the link."""
        return f"/r/{self.link}"

    @property
    def inside(self) -> str:
        """The page of the conversation."""
        return f"/rom/{self.number}/samtale"


@pytest_asyncio.fixture
async def doors(session: Session, settings: Settings, now: datetime) -> Doors:
    """The conversation begins in five minutes, in Arabic; the number to call if the screen fails is known."""
    body, tolk = await a_body(session), await an_interpreter(session)
    start = now + timedelta(minutes=5)
    assignment = await an_assignment(session, body, start, start + timedelta(hours=1))
    await accepted_by(session, assignment, tolk.id, at=now)
    await settle_room(session, assignment.id or 0, has_new_links=False, now=now)
    await set_plan(session, body.booker, assignment.number, plan_b="22 00 00 00", test_minutes=30, now=now)
    seat_id = await invite(
        session,
        body.booker,
        assignment.number,
        role=SeatRole.PERSON,
        label="forelder",
        language="ar",
        now=now,
    )
    await session.flush()
    public_id, key = (await seat_by_id(session, seat_id)).public_id or "", settings.secret_key
    return Doors(
        assignment.number, body, tolk, seat_id, link_of(key, public_id, 1), code_of(key, public_id, 1)
    )

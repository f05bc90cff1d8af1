"""The demo's open rooms: three conversations by screen that can be entered at any time, however long it has been up.

Each has a link that never changes. A room nobody has used is moved to now; one in use is prolonged; one that was
ended is left as it is, to be confirmed, and a new one takes over its link. The times are not booked, for they are moved
past whatever else the interpreters have accepted.
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import text

from booking.availability.calendar import period_text
from booking.requests.access import lock_assignment
from booking.rooms.access import RoomInHand
from booking.rooms.keeping import settle_room
from booking.rooms.models import SeatRole
from booking.rooms.own_room import set_relief
from booking.rooms.seating import invite
from booking.rooms.secrets import code_of, link_of
from booking.sending.commands import RequestDraft, create_order
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.jobs.registry import job
from tolkeregister.entries.queries import standing_at
from web.demo.exceptions import BOOKER, booker_named
from web.demo.nation.later import NAMED as NAMED_LATER
from web.demo.nation.persons import NAMED

KEEP_OPEN = "demo.keep_rooms_open"
LENGTH, LEFT = timedelta(hours=4), timedelta(hours=1)  # of a room, and what must be left of one that is shown
PLAN_B, LONGEST = "+4700004182", timedelta(hours=23)
_FAMOUS = sorted({f"{given} {family}" for _, given, family, _ in NAMED} | {" ".join(NAMED_LATER[:2])})


@dataclass(frozen=True, slots=True)
class Wanted:
    """A room there shall be. `link` names its invitation and never changes; see booking/rooms/secrets.py."""

    link: str
    what: str
    language: str
    type: str
    interpreters: int


ROOMS = (
    Wanted("demorom-tale", "Samtale", "ar", "speech", 1),
    Wanted("demorom-avlo", "To tolker avløser hverandre", "pl", "speech", 2),
    Wanted("demorom-tegn", "Tegnspråk", "nsl", "sign", 1),
)


@dataclass(frozen=True, slots=True)
class OpenRoom:
    """One of them as the greeting prints it."""

    what: str
    number: str
    interpreters: tuple[str, ...]
    link: str
    code: str


_NOW = text(
    """
    SELECT m.id, m.assignment_id, m.relief_assignment_id, m.started_at, m.closes_at, m.generation, a.number,
           lower(a.period) AS starts_at,
           EXISTS (SELECT FROM room_participant o WHERE o.room_id = m.id AND o.joined_at IS NOT NULL) AS is_used
      FROM room_participant p JOIN room m ON m.id = p.room_id JOIN assignment a ON a.id = m.assignment_id
     WHERE p.public_id = :link AND p.revoked_at IS NULL AND m.ended_at IS NULL AND a.state = 'accepted'
       AND a.mode = 'screen' AND (SELECT count(*) FROM room_participant i WHERE i.room_id = m.id
             AND i.role = 'interpreter' AND i.revoked_at IS NULL) = :interpreters
    """
)
_MOVE = text("UPDATE assignment SET period = CAST(CAST(:period AS text) AS tstzrange) WHERE id = ANY(:ids)")
_WHO = text(
    """
    SELECT i.id, i.number, p.given_name || ' ' || p.family_name AS name
      FROM entry e JOIN interpreter i ON i.id = e.interpreter_id JOIN person p ON p.id = i.person_id
     WHERE e.language_tag = :language AND e.type = :type
     ORDER BY p.given_name || ' ' || p.family_name = ANY(:famous) DESC, i.id LIMIT 40
    """
)
_ACCEPT = text(
    """
    UPDATE assignment SET state = 'accepted', interpreter_id = :interpreter, accepted_at = :now,
           category_at_acceptance = :category, standing_at_acceptance = 'listed'
     WHERE id = :id
    """
)
_FREE_LINK = text("UPDATE room_participant SET public_id = NULL WHERE public_id = :link")
_GIVE_LINK = text("UPDATE room_participant SET public_id = :link WHERE id = :seat")
_NAMES = text(
    """
    SELECT p.given_name || ' ' || p.family_name FROM room_participant s JOIN interpreter i ON i.id = s.interpreter_id
      JOIN person p ON p.id = i.person_id WHERE s.room_id = :room AND s.revoked_at IS NULL ORDER BY s.id
    """
)


_told: dict[str, Any] = {}


def use(secret_key: str, file: str) -> None:
    """The worker of the demo tells its secret and where the greeting reads; without, the job does nothing."""
    _told.update(secret_key=secret_key, file=Path(file))


@job(KEEP_OPEN, every=timedelta(minutes=10))
async def keep_open(session: Session, *, now: datetime) -> None:
    """Every ten minutes, and write down what they are for the greeting."""
    if _told:
        write(await open_rooms(session, _told["secret_key"], now=now), _told["file"])


def write(rooms: tuple[OpenRoom, ...], file: Path) -> None:
    """For the greeting, which runs in a process of its own."""
    file.write_text(json.dumps([asdict(each) for each in rooms]))


def read(file: Path) -> tuple[OpenRoom, ...]:
    """What was written; nothing before the first time."""
    if not file.exists():
        return ()
    return tuple(
        OpenRoom(**{**each, "interpreters": tuple(each["interpreters"])})
        for each in json.loads(file.read_text())
    )


async def open_rooms(session: Session, secret_key: str, *, now: datetime) -> tuple[OpenRoom, ...]:
    """See to it that they are open at `now` and for an hour to come; those there are people for."""
    found = await booker_named(session, BOOKER)
    if found is None:
        return ()
    shown = []
    for wanted in ROOMS:
        room = await _kept(session, wanted, now) or await _made(session, *found, wanted, now)
        if room is not None:
            names = tuple((await session.execute(_NAMES, {"room": room.id})).scalars())
            shown.append(
                OpenRoom(wanted.what, room.number, names, link_of(secret_key, wanted.link, room.generation),
                         code_of(secret_key, wanted.link, room.generation))
            )  # fmt: skip
    return tuple(shown)


async def _kept(session: Session, wanted: Wanted, now: datetime) -> RoomInHand | None:
    """The room that has the link, open now; None when it is of no more use."""
    values = {"link": wanted.link, "interpreters": wanted.interpreters}
    row: Any = (await session.execute(_NOW, values)).first()
    if row is None:
        return None
    begun = now.replace(minute=now.minute // 5 * 5, second=0, microsecond=0)
    starts_at = row.starts_at
    if row.starts_at > now or row.closes_at < now + LEFT:
        if row.is_used and row.starts_at <= now < row.starts_at + LONGEST - LENGTH:
            starts_at = row.starts_at
        elif row.started_at is None:
            starts_at = begun
        else:
            return None
        ids = [each for each in (row.assignment_id, row.relief_assignment_id) if each is not None]
        await session.execute(_MOVE, {"period": period_text(starts_at, begun + LENGTH), "ids": ids})
    await lock_assignment(session, row.assignment_id)
    return await settle_room(session, row.assignment_id, has_new_links=False, now=now)


async def _made(
    session: Session, booker: Actor, municipality: str, wanted: Wanted, now: datetime
) -> RoomInHand | None:
    """A new one, which has the link from now on."""
    begun = now.replace(minute=now.minute // 5 * 5, second=0, microsecond=0)
    draft = RequestDraft(
        wanted.language, wanted.type, "screen", begun, begun + LENGTH, municipality, "proper_help",
        "samtale om barnehagen", "saksbehandler, forelder", plan_b=PLAN_B, test_minutes=15, unit_id=booker.unit_id,
    )  # fmt: skip
    people = await _interpreters(session, wanted, begun)
    if len(people) < wanted.interpreters:
        return None
    orders, room = [], None
    for interpreter, category in people:
        order = await create_order(session, booker, draft, now=now)
        await session.execute(
            _ACCEPT, {"id": order.id, "interpreter": interpreter, "category": category, "now": now}
        )
        room = await settle_room(session, order.id, has_new_links=False, now=now)
        orders.append(order)
    first = orders[0]
    if len(orders) > 1:
        await set_relief(session, booker, first.number, orders[1].number, now=now)
        room = await settle_room(session, first.id, has_new_links=False, now=now)
    language = wanted.language if wanted.type == "speech" else None
    seat = await invite(
        session, booker, first.number, role=SeatRole.PERSON, label="forelder", language=language, now=now
    )
    await session.execute(_FREE_LINK, {"link": wanted.link})
    await session.execute(_GIVE_LINK, {"link": wanted.link, "seat": seat})
    return room


async def _interpreters(session: Session, wanted: Wanted, at: datetime) -> list[tuple[int, str | None]]:
    """As many as are wanted who are listed now, those one can read about in the greeting first."""
    found: list[tuple[int, str | None]] = []
    values = {"language": wanted.language, "type": wanted.type, "famous": _FAMOUS}
    for row in (await session.execute(_WHO, values)).all():
        standing = await standing_at(
            session, row.number, wanted.language, wanted.type, valid_at=at, known_at=at
        )
        if standing.is_listed and len(found) < wanted.interpreters:
            found.append((row.id, standing.category))
    return found

"""What a room's pages show: who is inside, who waits, what is shared, and what the events propose."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, text

from booking.rooms.access import RoomInHand, SeatInHand, room_by_id, seats_of
from booking.rooms.rules.proposal import Happened, Proposal, proposed
from booking.rooms.rules.seats import is_present
from tolkeregister.core.database import Session


@dataclass(frozen=True, slots=True)
class Badge:
    """What the register said of an interpreter, and when; `unknown` is shown as not checked, never as valid."""

    number: str | None  # None for somebody from outside the register
    standing: str
    category: str | None
    checked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody at the table or in the waiting room, as others may see it.

    `cannot_at` is when an interpreter said that it cannot be done properly (tolkeloven § 14), until a break or the
    other's turn.
    """

    id: int
    role: str
    name: str  # of the owner and of the interpreter; of all others their role in the conversation, if it was given
    page: str | None
    state: str  # inside | away | waiting
    is_active: bool
    language_tag: str | None
    badge: Badge | None
    cannot_at: datetime | None


@dataclass(frozen=True, slots=True)
class Roster:
    """The room as it is. `out` are seats whose connection every honest browser closes."""

    room: RoomInHand
    people: tuple[Present, ...]
    out: tuple[int, ...]
    break_at: datetime | None

    @property
    def inside(self) -> tuple[Present, ...]:
        """Those who take part."""
        return tuple(each for each in self.people if each.state != "waiting")

    @property
    def waiting(self) -> tuple[Present, ...]:
        """Those the owner has not let in."""
        return tuple(each for each in self.people if each.state == "waiting")


@dataclass(frozen=True, slots=True)
class SharedLink:
    """One link of a room, for the booker who shares it. The link itself is made by who shows it (secrets.py)."""

    seat_id: int
    role: str
    label: str
    language_tag: str | None
    public_id: str
    has_come: bool


@dataclass(frozen=True, slots=True)
class Logged:
    """One line of the room's log."""

    kind: str
    role: str | None
    code: str | None
    at: datetime
    seat_id: int | None = None


HELD = ("accepted", "delivered", "not_delivered")  # an assignment in any other state was nobody's to keep
_NAMES = text(
    """
    SELECT p.id, coalesce(c.name, person.given_name || ' ' || person.family_name, '') AS name, i.number,
           (SELECT max(e.at) FROM room_event e JOIN room m ON m.id = e.room_id
             WHERE e.participant_id = p.id AND e.kind = 'cannot' AND e.at >= m.opens_at
               AND NOT EXISTS (SELECT FROM room_event s WHERE s.room_id = e.room_id AND s.id > e.id
                                  AND s.kind IN ('break', 'took_over'))) AS cannot_at
      FROM room_participant p
      LEFT JOIN account c ON c.id = p.account_id
      LEFT JOIN interpreter i ON i.id = p.interpreter_id LEFT JOIN person ON person.id = i.person_id
     WHERE p.room_id = :room
    """
)
_REMOVED = text(
    """
    SELECT 1 FROM room_participant p JOIN room_event e ON e.room_id = p.room_id AND e.participant_id = p.id
     WHERE p.id = :seat AND e.kind = 'removed' LIMIT 1
    """
)
_LOG = text(
    "SELECT kind, role, code, at, participant_id FROM room_event WHERE room_id = :room ORDER BY at, id"
)


async def roster(session: Session, room_id: int, *, now: datetime) -> Roster:
    """Who is inside, away and waiting; three questions to the database however many they are."""
    room = await room_by_id(session, room_id)
    seats = await seats_of(session, room_id)
    names = {row.id: row for row in await session.execute(_NAMES, {"room": room_id})}
    people = tuple(
        _present(each, names[each.id], now) for each in seats
        if each.revoked_at is None and each.seat_hash is not None
        and (each.admitted_at is not None or is_present(each.seen_at, now))
    )  # fmt: skip
    out = tuple(each.id for each in seats if each.revoked_at is not None)
    since = None if room.break_since is not None else room.resumed_at
    break_at = since + timedelta(minutes=room.break_every) if since is not None else None
    return Roster(room, people, out, break_at)


async def shared_links(session: Session, room_id: int) -> tuple[SharedLink, ...]:
    """The links that stand."""
    return tuple(
        SharedLink(
            each.id, each.role, each.label, each.language_tag, each.public_id, each.seated_at is not None
        )
        for each in await seats_of(session, room_id)
        if each.public_id is not None and each.revoked_at is None
    )


async def log_of(session: Session, room_id: int) -> tuple[Logged, ...]:
    """Everything that is kept of a conversation, in the order it happened."""
    rows = await session.execute(_LOG, {"room": room_id})
    return tuple(Logged(row.kind, row.role, row.code, row.at, row.participant_id) for row in rows)


async def was_removed(session: Session, seat_id: int) -> bool:
    """Whether the owner took somebody out of the room, rather than a change of the assignment."""
    return (await session.execute(_REMOVED, {"seat": seat_id})).first() is not None


async def proposal_of(session: Session, room_id: int) -> Proposal:
    """When the conversation began and ended, for both sides to confirm."""
    room = await room_by_id(session, room_id)
    events = [
        Happened(each.kind, each.role, each.at, each.seat_id) for each in await log_of(session, room_id)
    ]
    return proposed(events, agreed=room.starts_at, is_due=room.state in HELD)


def _present(seat: SeatInHand, told: Row[Any], now: datetime) -> Present:
    is_here = is_present(seat.seen_at, now)
    state = "waiting" if seat.admitted_at is None else "inside" if is_here else "away"
    badge = None
    if seat.role == "interpreter":
        badge = Badge(told.number, seat.standing_seen or "unknown", seat.category_seen, seat.checked_at)
    return Present(
        seat.id, seat.role, told.name or seat.label, seat.page_id, state, seat.is_active, seat.language_tag, badge,
        told.cannot_at,
    )  # fmt: skip

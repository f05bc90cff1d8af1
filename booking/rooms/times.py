"""Each side says from when to when the conversation was; the room's log only proposes it (feature 51).

A statement is about one assignment, so the two interpreters of a room with relief speak each for their own. Nobody but
the body's unit and the interpreter of the assignment sees it, and no figure is made of it.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from booking.changes.messages import tell_interpreter
from booking.offers.messages import tell_booker
from booking.requests.access import AssignmentInHand, find_assignment_for
from booking.requests.rules import texts_without_national_ids
from booking.rooms.access import RoomInHand, find_room_for
from booking.rooms.models import StatedTimes
from booking.rooms.queries import proposal_of
from booking.rooms.rules.times import (
    Side,
    Standing,
    Times,
    are_possible,
    may_state,
    needs_why,
    standing,
)
from tolkeregister.core import audit
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import Decision, reason
from tolkeregister.core.errors import Invalid, NotAllowed, require

LONGEST_WHY = 200
_LATEST = text(
    """
    SELECT DISTINCT ON (s.side) s.side, s.started_at, s.ended_at, s.why, s.at, s.proposed_start, s.proposed_end
      FROM stated_times s JOIN assignment a ON a.id = s.assignment_id
     WHERE a.id = :id AND (s.side = 'body' OR s.interpreter_id = a.interpreter_id)
     ORDER BY s.side, s.id DESC
    """
)


@dataclass(frozen=True, slots=True)
class Said:
    """A side's latest word."""

    times: Times
    why: str
    at: datetime


@dataclass(frozen=True, slots=True)
class TimesSaid:
    """What the room proposes, what each side says, and where that leaves them."""

    proposed: Times | None
    body: Said | None
    interpreter: Said | None
    standing: Standing
    may: Decision  # whether the one who looks may say something now
    own: Said | None
    other: Said | None
    agreed: Times  # as it was ordered

    @property
    def to_confirm(self) -> Times | None:
        """What a form begins with: one's own word, else the other's, else the room's."""
        own = self.own or self.other
        return own.times if own else self.proposed


async def times_said(session: Session, actor: Actor, number: str, *, now: datetime) -> TimesSaid:
    """For the body's unit and the interpreter of this assignment; NotFound for all others and without a room."""
    assignment = await find_assignment_for(session, actor, number)
    room = await find_room_for(session, actor, number)
    return await _read(session, actor, assignment, room, now=now)


async def state_times(
    session: Session, actor: Actor, number: str, said: Times, *, why: str = "", now: datetime
) -> Standing:
    """Say from when to when it was; the latest word of each side counts, and saying the same again changes nothing.

    Raises Invalid for times that cannot be, or without a word of why where they are others than what was said before.
    """
    assignment = await find_assignment_for(session, actor, number, lock=True)
    room = await find_room_for(session, actor, number)
    before = await _read(session, actor, assignment, room, now=now)
    require(before.may)
    _check(before, said, why.strip(), room, now)
    if before.own is not None and (before.own.times, before.own.why) == (said, why.strip()):
        return before.standing
    side = _side(actor)
    proposed = before.proposed
    session.add(
        StatedTimes(
            assignment_id=assignment.id, side=side, started_at=said.started_at, ended_at=said.ended_at,
            account_id=actor.account_id if side == "body" else None,
            interpreter_id=actor.interpreter_id if side == "interpreter" else None, why=why.strip(),
            proposed_start=proposed.started_at if proposed else None,
            proposed_end=proposed.ended_at if proposed else None, at=now,
        )
    )  # fmt: skip
    await session.flush()
    audit.record(session, actor, "times.stated", "assignment", number, now=now, side=side)
    after = await _read(session, actor, assignment, room, now=now)
    if after.standing == "disagreed":
        await _tell_other(session, assignment, side, now=now)
    return after.standing


def _check(before: TimesSaid, said: Times, why: str, room: RoomInHand, now: datetime) -> None:
    possible = are_possible(said, opens_at=room.opens_at, now=now)
    if not possible.allowed:
        raise Invalid(*possible.reasons)
    other = before.other.times if before.other else None
    if not why and needs_why(said, other=other, proposed=before.proposed):
        raise Invalid(reason("why_missing", field="why"))
    if len(why) > LONGEST_WHY:
        raise Invalid(reason("why_too_long", field="why", most=LONGEST_WHY))
    clean = texts_without_national_ids({"why": why})
    if not clean.allowed:
        raise Invalid(*clean.reasons)


async def _read(
    session: Session, actor: Actor, assignment: AssignmentInHand, room: RoomInHand, *, now: datetime
) -> TimesSaid:
    rows = {row.side: row for row in await session.execute(_LATEST, {"id": assignment.id})}
    said = {
        side: Said(Times(row.started_at, row.ended_at), row.why, row.at) for side, row in rows.items()
    }  # fmt: skip
    found = await proposal_of(session, room.id)
    proposed = _whole(found.started_at, found.ended_at)
    for row in rows.values():  # a relief whose own assignment is over no longer reaches the room they shared
        proposed = proposed or _whole(row.proposed_start, row.proposed_end)
    body, interpreter = said.get("body"), said.get("interpreter")
    side = _side(actor)
    own, other = (body, interpreter) if side == "body" else (interpreter, body)
    return TimesSaid(
        proposed, body, interpreter,
        standing(body.times if body else None, interpreter.times if interpreter else None),
        may_state(assignment.state, side, assignment.starts_at, now), own, other,
        Times(assignment.starts_at, assignment.ends_at),
    )  # fmt: skip


def _whole(started_at: datetime | None, ended_at: datetime | None) -> Times | None:
    is_whole = started_at is not None and ended_at is not None and started_at < ended_at
    return Times(started_at, ended_at) if is_whole and started_at and ended_at else None


def _side(actor: Actor) -> Side:
    if actor.is_public_body:
        return "body"
    if actor.interpreter_id is None:
        raise NotAllowed(reason("only_the_two_sides"))
    return "interpreter"


async def _tell_other(session: Session, assignment: AssignmentInHand, by: Side, *, now: datetime) -> None:
    """They say different times: the one who did not speak now is told, without the times or the word of why."""
    occasion = now.isoformat()
    if by == "interpreter":
        await tell_booker(session, assignment.id, "times_differ", occasion=occasion, now=now)
    elif assignment.interpreter_id is not None:
        await tell_interpreter(
            session, assignment.id, assignment.interpreter_id, "times_differ_own", occasion=occasion, page="/tid",
            now=now,
        )  # fmt: skip

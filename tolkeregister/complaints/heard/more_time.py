"""The party asks for more time to answer; an officer says yes, which moves the clock, or no, and always why."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import text
from sqlmodel import col, select

from tolkeregister.complaints.access import complaint_in_hand
from tolkeregister.complaints.clocking import RunningClock, clocks_of, extend
from tolkeregister.complaints.heard.access import Heard, in_hand
from tolkeregister.complaints.heard.models import MoreTimeRequest
from tolkeregister.complaints.heard.rules import LONGEST_CAUSE, may_ask_more
from tolkeregister.complaints.heard.telling import tell_heard
from tolkeregister.complaints.log import note
from tolkeregister.complaints.rules.words import Stage
from tolkeregister.core.actor import Actor
from tolkeregister.core.audit import record
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, NotFound, RuleBroken, conflict

_LAST = text(
    """
    SELECT id, wanted_until, cause, asked_at, answered_at, days, answer, representative_id IS NOT NULL AS by_other
      FROM more_time_request WHERE complaint_id = :complaint AND dropped_at IS NULL ORDER BY id DESC LIMIT 1
    """
)


@dataclass(frozen=True, slots=True)
class MoreTime:
    """A request for more time. Answered without days: no."""

    id: int
    wanted_until: date
    cause: str
    asked_at: datetime
    answered_at: datetime | None
    days: int | None
    answer: str
    by_other: bool  # by the representative


async def ask_more_time(
    session: Session, heard: Heard, wanted_until: date, cause: str, *, now: datetime
) -> int:
    """Ask once at a time, while the clock runs. Nothing moves before an officer has said yes. Returns the id."""
    await in_hand(session, heard)
    running = await hearing_clock(session, heard.complaint_id, now=now)
    if running is None:
        raise RuleBroken(reason("nothing_to_answer"))
    decision = may_ask_more(wanted_until, running.last_day, cause, oslo_date(now))
    if not decision.allowed:
        raise Invalid(*decision.reasons)
    if await _open(session, heard.complaint_id) is not None:
        raise conflict("more_time_asked")
    made = MoreTimeRequest(
        complaint_id=heard.complaint_id,
        account_id=heard.account_id,
        representative_id=heard.representative_id,
        wanted_until=wanted_until,
        cause=cause.strip(),
        asked_at=now,
    )
    session.add(made)
    await note(session, heard.actor, heard.complaint_id, "more_time.asked",
               {"until": wanted_until.isoformat()}, now=now)  # fmt: skip
    record(session, heard.actor, "more_time.asked", "complaint", heard.number, now=now)
    assert made.id is not None
    return made.id


async def answer_more_time(
    session: Session, actor: Actor, number: str, answer: str, *, days: int | None, now: datetime
) -> None:
    """Yes by so many days, or no (`days` None), with the ground. Both are told. NotFound when nothing waits."""
    complaint = await complaint_in_hand(session, actor, number)
    assert complaint.id is not None
    found = await _open(session, complaint.id)
    if found is None:
        raise NotFound(reason("more_time_not_found"))
    if not answer.strip() or len(answer) > LONGEST_CAUSE:
        raise Invalid(reason("cause_missing", field="grunn"))
    if days is not None:
        await extend(session, actor, number, Stage.HEARING, answer, days=days, now=now)
    found.answered_at, found.answered_by, found.days, found.answer = (
        now,
        actor.account_id,
        days,
        answer.strip(),
    )
    session.add(found)
    code = "more_time.given" if days else "more_time.refused"
    await note(session, actor, complaint.id, code, now=now)
    record(session, actor, code, "complaint", number, now=now)
    await tell_heard(session, complaint.id, f"more_time:{found.id}", now=now)


async def last_request(session: Session, complaint_id: int) -> MoreTime | None:
    """The newest request that was not overtaken by a statement."""
    row = (await session.execute(_LAST, {"complaint": complaint_id})).one_or_none()
    return None if row is None else MoreTime(*row)


async def hearing_clock(session: Session, complaint_id: int, *, now: datetime) -> RunningClock | None:
    """The clock of the hearing that runs; None when nothing waits for an answer."""
    clocks = await clocks_of(session, complaint_id, now=now)
    return next((each for each in clocks if each.stage is Stage.HEARING and each.ended_at is None), None)


async def _open(session: Session, complaint_id: int) -> MoreTimeRequest | None:
    statement = select(MoreTimeRequest).where(
        col(MoreTimeRequest.complaint_id) == complaint_id, col(MoreTimeRequest.answered_at).is_(None),
        col(MoreTimeRequest.dropped_at).is_(None),
    )  # fmt: skip
    return (await session.exec(statement)).one_or_none()

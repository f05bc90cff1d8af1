"""Rounds of offers: the next in the queue are asked, and the end of the queue is the end of the search.

Called with the assignment locked. Whoever became busy or left the register since the draw is passed over, and the
reason is added to the stored queue (rule B9: every skip is logged).
"""

from datetime import datetime

from sqlalchemy import text

from booking.availability.calendar import period_text
from booking.availability.rules import booked_period, buffer_on
from booking.evidence.record import record_evidence
from booking.matching.queries import lacking_certificate
from booking.offers.events import ASSIGNMENT_UNFILLED, AssignmentUnfilled
from booking.offers.messages import tell_booker, tell_interpreters
from booking.offers.relaxing import relax
from booking.offers.rules import answer_by
from booking.requests.access import AssignmentInHand
from tolkeregister.core import audit
from tolkeregister.core.actor import SYSTEM, Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.events import raise_event
from tolkeregister.core.holidays import holidays_between
from tolkeregister.core.jobs.queue import enqueue

EXPIRE_OFFERS = "offers.expire"

# Whoever lost the race for it said yes: when the winner cannot come after all, they may be asked again. An answer about
# an earlier version of the assignment is no answer to this one.
_NEXT = text(
    """
    SELECT q.interpreter_id, coalesce(q.mode, a.mode) AS mode,
           EXISTS (SELECT FROM booked b WHERE b.interpreter_id = q.interpreter_id
                   AND (b.held_until IS NULL OR b.held_until > :now)
                   AND b.period && CAST(CASE WHEN coalesce(q.mode, a.mode) = 'in_person' THEN CAST(:widened AS text)
                                             ELSE CAST(:period AS text) END AS tstzrange)) AS is_booked,
           EXISTS (SELECT FROM absence b WHERE b.interpreter_id = q.interpreter_id
                   AND b.period && CAST(CAST(:period AS text) AS tstzrange)) AS is_away,
           EXISTS (SELECT FROM interpreter i WHERE i.id = q.interpreter_id
                   AND i.inactive_since IS NOT NULL) AS is_inactive,
           (SELECT count(*) = 2 FROM unnest(ARRAY[CAST(:now AS timestamptz), CAST(:starts_at AS timestamptz)]) at
             WHERE EXISTS (SELECT FROM entry e JOIN entry_listing l ON l.entry_id = e.id
                   JOIN entry_category ec ON ec.entry_id = e.id
                   WHERE e.interpreter_id = q.interpreter_id AND e.language_tag = :language AND e.type = :type
                     AND upper_inf(l.recorded) AND l.valid @> at
                     AND upper_inf(ec.recorded) AND ec.valid @> at)) AS is_listed
      FROM queue_place q JOIN assignment a ON a.id = q.assignment_id
     WHERE q.assignment_id = :id AND q.place IS NOT NULL
       AND NOT EXISTS (SELECT FROM offer f WHERE f.assignment_id = q.assignment_id
                       AND f.interpreter_id = q.interpreter_id AND f.round > a.asked_anew_after
                       AND f.state <> 'taken')
     ORDER BY q.place
    """
)
_PASS_OVER = text(
    """
    UPDATE queue_place SET place = NULL, reasons = reasons || jsonb_build_object('code', CAST(:code AS text))
     WHERE assignment_id = :id AND interpreter_id = :interpreter
    """
)
_ASK = text(
    """
    INSERT INTO offer (assignment_id, interpreter_id, round, sent_at, answer_by, state, mode)
    SELECT :id, i, :round, :now, :answer_by, 'open', mode
      FROM unnest(CAST(:interpreters AS int[]), CAST(:modes AS text[])) AS asked(i, mode)
    RETURNING id
    """
)
_NEXT_ROUND = text("UPDATE assignment SET round = :round WHERE id = :id")
_UNFILLED = text(
    "UPDATE assignment SET state = 'unfilled', ended_at = :now, end_reason = :why WHERE id = :id AND state = 'open'"
    " RETURNING id"
)
_OPEN_OFFERS = text("SELECT count(*) FROM offer WHERE assignment_id = :id AND state = 'open'")


async def send_next_round(
    session: Session, actor: Actor, assignment: AssignmentInHand, *, now: datetime
) -> int:
    """Ask the next ones, as many as a round holds; returns how many were asked.

    With nobody left to ask, and nobody still thinking, what the booker has agreed to give up falls, one thing at a
    time (feature 18). When nothing more may, the assignment is unfilled. The booker is told either way.
    """
    next_ones = [] if now >= assignment.starts_at else await _next_ones(session, assignment, now)
    while not next_ones and now < assignment.starts_at and not await _count_open(session, assignment.id):
        relaxed = await relax(session, assignment, now=now)
        if relaxed is None:
            break
        assignment = relaxed
        next_ones = await _next_ones(session, assignment, now)
        if next_ones:
            await tell_booker(
                session, assignment.id, "request_relaxed", occasion=assignment.round + 1, now=now
            )
    if not next_ones:
        await _end_if_nobody_thinks(session, assignment, now)
        return 0
    return await _ask(session, actor, assignment, next_ones, now)


async def _ask(
    session: Session, actor: Actor, assignment: AssignmentInHand, next_ones: list[tuple[int, str]], now: datetime
) -> int:  # fmt: skip
    """One round: an offer to each, in the mode the interpreter is asked for."""
    this_round = assignment.round + 1
    deadline = answer_by(
        now, assignment.starts_at, holidays_between(oslo_date(now), oslo_date(assignment.starts_at))
    )
    values = {
        "id": assignment.id, "round": this_round, "now": now, "answer_by": deadline,
        "interpreters": [interpreter for interpreter, _ in next_ones], "modes": [mode for _, mode in next_ones],
    }  # fmt: skip
    offers = list((await session.execute(_ASK, values)).scalars())
    await session.execute(_NEXT_ROUND, {"id": assignment.id, "round": this_round})
    audit.record(session, actor, "offers.sent", "assignment", assignment.number, now=now, round=this_round,
                 offers=offers)  # fmt: skip
    await tell_interpreters(session, assignment.id, offers, "offer_sent", now=now)
    await enqueue(session, EXPIRE_OFFERS, run_at=deadline, key=f"{EXPIRE_OFFERS}:{deadline.isoformat()}")
    return len(offers)


async def can_ask_more(session: Session, assignment: AssignmentInHand, *, now: datetime) -> bool:
    """Whether the stored queue still has somebody who can be asked."""
    return bool(await _next_ones(session, assignment, now))


async def continue_search(session: Session, assignment: AssignmentInHand, *, now: datetime) -> None:
    """After an offer ended without acceptance: the next round, unless somebody is still thinking."""
    if assignment.state == "open" and not await _count_open(session, assignment.id):
        await send_next_round(session, SYSTEM, assignment, now=now)


async def _next_ones(session: Session, assignment: AssignmentInHand, now: datetime) -> list[tuple[int, str]]:
    """The first in the queue who can still be asked, and the mode each is asked for; those who cannot lose their
    place, with the reason."""
    starts_at, ends_at = assignment.starts_at, assignment.ends_at
    widened = booked_period(starts_at, ends_at, "in_person", buffer_on(starts_at))
    values = {
        "id": assignment.id, "now": now, "starts_at": starts_at, "language": assignment.language_tag,
        "type": assignment.type, "period": period_text(starts_at, ends_at),
        "widened": period_text(widened.starts_at, widened.ends_at),
    }  # fmt: skip
    lacking = await lacking_certificate(session, assignment)
    chosen: list[tuple[int, str]] = []
    for row in (await session.execute(_NEXT, values)).all():
        if len(chosen) == assignment.offers_per_round:
            break
        against = [
            code
            for code, is_so in (
                ("not_listed_then", not row.is_listed), ("inactive", row.is_inactive),
                ("already_booked", row.is_booked), ("absent", row.is_away),
                ("police_certificate", lacking(row.interpreter_id)),
            )
            if is_so
        ]  # fmt: skip
        if not against:
            chosen.append((row.interpreter_id, row.mode))
            continue
        values = {"id": assignment.id, "interpreter": row.interpreter_id, "code": against[0]}
        await session.execute(_PASS_OVER, values)
        await record_evidence(session, SYSTEM, "passed_over", assignment.id, interpreter_id=row.interpreter_id,
                              now=now, reasons=against)  # fmt: skip
    return chosen


async def _end_if_nobody_thinks(session: Session, assignment: AssignmentInHand, now: datetime) -> None:
    if await _count_open(session, assignment.id):
        return
    why = "started" if now >= assignment.starts_at else "queue_exhausted"
    if (await session.execute(_UNFILLED, {"id": assignment.id, "now": now, "why": why})).scalar() is None:
        return
    audit.record(session, SYSTEM, "assignment.unfilled", "assignment", assignment.number, now=now, why=why)
    await tell_booker(session, assignment.id, "request_unfilled", now=now)
    about = AssignmentUnfilled(assignment.id, assignment.number)
    await raise_event(session, SYSTEM, ASSIGNMENT_UNFILLED, about=about, now=now)


async def _count_open(session: Session, assignment_id: int) -> int:
    return int((await session.execute(_OPEN_OFFERS, {"id": assignment_id})).scalar_one())

"""Every answer of the register is written down, a missing one is asked for again, and a different one is told."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text

from booking.assignments.events import StandingChecked
from booking.checks.rules.difference import Found, worth_telling
from booking.checks.rules.repeating import ask_again
from booking.offers.events import AssignmentAccepted
from booking.offers.messages import tell_booker
from tolkeregister.core import audit
from tolkeregister.core.actor import SYSTEM, Actor
from tolkeregister.core.database import Session
from tolkeregister.core.jobs.queue import enqueue

REPEAT = "checks.repeat"
RECORDED_WITHIN = timedelta(
    days=7
)  # how far back changes of the register are looked for, should the job stand still
MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class _Asked:
    """One question about the start of an assignment: why, and as known when."""

    assignment_id: int
    interpreter_id: int
    starts_at: datetime
    purpose: str
    known_at: datetime


_NOTE = text(
    """
    INSERT INTO status_check (assignment_id, interpreter_id, purpose, checked_at, standing, category, known_at)
    VALUES (:assignment, :interpreter, :purpose, :now, :standing, :category, :known_at) RETURNING id
    """
)
# What was known of this interpreter in this assignment until then; before the first row, what was found at acceptance.
_BEFORE = text(
    """
    (SELECT standing, category FROM status_check
      WHERE assignment_id = :assignment AND interpreter_id = :interpreter AND standing <> 'unknown'
        AND known_at <= :known_at ORDER BY known_at DESC, id DESC LIMIT 1)
    UNION ALL
    (SELECT 'listed', category_at_acceptance FROM assignment
      WHERE id = :assignment AND interpreter_id = :interpreter AND standing_at_acceptance = 'listed')
    LIMIT 1
    """
)
_UNANSWERED = text(
    "SELECT count(*) FROM status_check WHERE assignment_id = :assignment AND standing = 'unknown'"
)
# The register may be changed for a time that has passed. Only changes recorded lately can be news.
_CHANGED = text(
    """
    WITH lately AS (
        SELECT entry_id FROM entry_listing WHERE lower(recorded) > :since OR upper(recorded) > :since
         UNION
        SELECT entry_id FROM entry_category WHERE lower(recorded) > :since OR upper(recorded) > :since)
    SELECT a.id, a.number, a.interpreter_id, lower(a.period) AS starts_at, found.standing, found.category
      FROM lately JOIN entry e ON e.id = lately.entry_id
      JOIN assignment a ON a.interpreter_id = e.interpreter_id AND a.language_tag = e.language_tag AND a.type = e.type
     CROSS JOIN LATERAL (
        SELECT CASE WHEN EXISTS (SELECT FROM entry_listing l WHERE l.entry_id = e.id AND upper_inf(l.recorded)
                                  AND l.valid @> lower(a.period)) THEN 'listed' ELSE 'unlisted' END AS standing,
               (SELECT min(k.category) FROM entry_category k WHERE k.entry_id = e.id AND upper_inf(k.recorded)
                   AND k.valid @> lower(a.period)) AS category) found
      LEFT JOIN LATERAL (
        SELECT s.standing, s.category FROM status_check s
         WHERE s.assignment_id = a.id AND s.interpreter_id = a.interpreter_id AND s.standing <> 'unknown'
         ORDER BY s.known_at DESC, s.id DESC LIMIT 1) known ON true
     WHERE a.state IN ('accepted', 'delivered') AND a.accepted_at IS NOT NULL
       AND (found.standing, found.category) IS DISTINCT FROM
           (coalesce(known.standing, a.standing_at_acceptance),
            CASE WHEN known.standing IS NULL THEN a.category_at_acceptance ELSE known.category END)
     ORDER BY a.id LIMIT :most FOR NO KEY UPDATE OF a SKIP LOCKED
    """
)


async def note_acceptance(
    session: Session, _actor: Actor, *, about: AssignmentAccepted, now: datetime, **_: Any
) -> None:
    """What `assignment.accepted` does here: the first of the checks."""
    values = {"assignment": about.assignment_id, "interpreter": about.interpreter_id, "purpose": "acceptance",
              "standing": "listed", "category": about.category, "known_at": now, "now": now}  # fmt: skip
    await session.execute(_NOTE, values)


async def note_start(
    session: Session, _actor: Actor, *, about: StandingChecked, now: datetime, **_: Any
) -> None:
    """What `assignment.checked` does here: write it down, tell a difference, and ask again without an answer."""
    asked = _Asked(
        about.assignment_id, about.interpreter_id, about.starts_at, "repeat" if about.is_repeat else "start",
        about.starts_at,
    )  # fmt: skip
    found = Found(about.standing, about.category)  # type: ignore[arg-type]
    await _note(session, asked, found, now=now)
    if found.standing == "unknown":
        await _ask_later(session, about, now)


async def watch(session: Session, *, now: datetime) -> int:
    """Tell each booker whose interpreter the register now says something else of, at the time of the assignment.

    Before the assignment and after it (feature 12), whenever it was recorded; what the assignment counts as is not
    touched (T1). Returns how many differed. Safe to run twice.
    """
    values = {"since": now - RECORDED_WITHIN, "most": MOST_AT_ONCE}
    rows = (await session.execute(_CHANGED, values)).all()
    for row in rows:
        found = Found(row.standing, row.category)
        asked = _Asked(row.id, row.interpreter_id, row.starts_at, "watch", now)
        await _note(session, asked, found, now=now)
        audit.record(session, SYSTEM, "assignment.standing_differs", "assignment", row.number, now=now)
    return len(rows)


async def _note(session: Session, asked: _Asked, found: Found, *, now: datetime) -> None:
    """One more row; the booker is told when it says something else than what was known before."""
    values = {
        "assignment": asked.assignment_id,
        "interpreter": asked.interpreter_id,
        "known_at": asked.known_at,
    }
    row = (await session.execute(_BEFORE, values)).one_or_none()
    before = Found(*row) if row else None
    answer = {"purpose": asked.purpose, "standing": found.standing, "category": found.category, "now": now}
    check = (await session.execute(_NOTE, {**values, **answer})).scalar_one()
    telling = worth_telling(before, found)
    if telling.allowed:
        await tell_booker(
            session, asked.assignment_id, "interpreter_status_differs", occasion=check, now=now,
            news=telling.codes[0], category=found.category, has_begun=now >= asked.starts_at,
        )  # fmt: skip


async def _ask_later(session: Session, about: StandingChecked, now: datetime) -> None:
    """With a growing pause; a job that waits already is enough."""
    count = (await session.execute(_UNANSWERED, {"assignment": about.assignment_id})).scalar_one()
    again = ask_again(int(count), about.starts_at, now)
    if again.allowed:
        await enqueue(session, REPEAT, run_at=again.reasons[0].facts["at"],  # type: ignore[arg-type]
                      key=f"{REPEAT}:{about.assignment_id}", assignment_id=about.assignment_id)  # fmt: skip
    else:
        audit.record(session, SYSTEM, "assignment.check_given_up", "assignment", about.number, now=now)

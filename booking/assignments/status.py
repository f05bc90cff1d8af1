"""The status page of one assignment: what was asked for, who was asked, and where it stands."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import text

from booking.requests.access import find_assignment_for
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotFound

# What the booker is told of each end; why somebody said no, or is no longer in the register, is never told (B8, W11).
Step = Literal["asked", "weighing", "accepted", "could_not", "no_answer", "not_needed", "no_longer_available"]
STEPS: dict[str, Step] = {
    "open": "asked", "accepted": "accepted", "declined": "could_not", "expired": "no_answer",
    "taken": "not_needed", "withdrawn": "no_longer_available",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """One who was asked. `remark` is there only while the body weighs it (rule H1)."""

    offer_id: int
    number: str
    name: str
    category: str
    round: int
    sent_at: datetime
    answer_by: datetime
    ended_at: datetime | None
    step: Step
    remark: str | None
    mode: str  # the one this interpreter was asked for


@dataclass(frozen=True, slots=True)
class Status:
    """Everything on the status page."""

    number: str
    state: str
    end_reason: str | None
    language_tag: str
    type: str
    mode: str
    starts_at: datetime
    ends_at: datetime
    municipality: str
    address: str
    theme: str
    participants: str
    least_category: str
    duty_basis: str
    sent_at: datetime
    accepted_at: datetime | None
    interpreter_number: str | None
    interpreter: str | None
    category: str | None
    asked: tuple[Asked, ...]
    in_queue: int  # who can still be asked
    version: int
    ground: str | None  # of the exception, when somebody outside the register interprets (tolkeloven § 7)
    interpreter_is_inactive: bool  # takes no new assignments now; this one stands


_STATUS = text(
    """
    SELECT a.number, a.state, a.end_reason, a.language_tag, a.type, a.mode, lower(a.period) AS starts_at,
           upper(a.period) AS ends_at, m.name AS municipality, a.address, r.theme, r.participants,
           r.least_category, r.duty_basis, r.created_at AS sent_at, a.accepted_at, i.number AS interpreter_number,
           p.given_name || ' ' || p.family_name AS interpreter,
           coalesce(a.category_at_start, a.category_at_acceptance) AS category,
           (SELECT count(*) FROM queue_place q WHERE q.assignment_id = a.id AND q.place IS NOT NULL
             AND NOT EXISTS (SELECT FROM offer f WHERE f.assignment_id = a.id
                             AND f.interpreter_id = q.interpreter_id AND f.round > a.asked_anew_after)) AS in_queue,
           a.version, a.ground, i.inactive_since IS NOT NULL AS interpreter_is_inactive
      FROM assignment a JOIN request r ON r.id = a.request_id JOIN municipality m ON m.code = a.municipality_code
      LEFT JOIN interpreter i ON i.id = a.interpreter_id LEFT JOIN person p ON p.id = i.person_id
     WHERE a.id = :id
    """
)
_ASKED = text(
    """
    SELECT f.id, i.number, p.given_name || ' ' || p.family_name AS name, q.category, f.round, f.sent_at, f.answer_by,
           f.ended_at, f.state, f.remark, f.interpreter_id = a.interpreter_id AS is_theirs, a.state AS assignment_state,
           coalesce(f.mode, a.mode) AS mode
      FROM offer f JOIN assignment a ON a.id = f.assignment_id JOIN interpreter i ON i.id = f.interpreter_id
      JOIN person p ON p.id = i.person_id
      JOIN queue_place q ON q.assignment_id = f.assignment_id AND q.interpreter_id = f.interpreter_id
     WHERE f.assignment_id = :id ORDER BY f.round, f.ended_at NULLS LAST, q.place, f.id
    """
)


async def status_page(session: Session, actor: Actor, number: str) -> Status:
    """The status of one of the actor's own requests; NotFound for a foreign one and for interpreters."""
    if not actor.is_public_body:
        raise NotFound(reason("assignment_not_found"))
    assignment = await find_assignment_for(session, actor, number)
    row = (await session.execute(_STATUS, {"id": assignment.id})).mappings().one()
    asked = await session.execute(_ASKED, {"id": assignment.id})
    return Status(**row, asked=tuple(_asked(each) for each in asked))


def _asked(row: Any) -> Asked:
    step = STEPS[row.state]
    is_weighed = row.state == "open" and row.remark is not None
    if is_weighed:
        step = "weighing"
    elif row.state == "accepted" and not row.is_theirs:
        step = "no_longer_available"
    elif row.state == "withdrawn" and row.assignment_state == "cancelled":
        step = "not_needed"
    return Asked(
        row.id, row.number, row.name, row.category, row.round, row.sent_at, row.answer_by, row.ended_at, step,
        row.remark if is_weighed else None, row.mode,
    )  # fmt: skip

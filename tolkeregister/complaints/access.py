"""Who may open and handle a complaint: impartial people at the directorate, and the person it is about, once heard.

A complaint about the officer's own person is not to be found, and one that is not there answers the same.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlmodel import col, select

from tolkeregister.complaints.models import Complaint
from tolkeregister.complaints.rules.intake import may_move
from tolkeregister.complaints.rules.words import ComplaintState
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import Decision, reason
from tolkeregister.core.errors import NotFound, conflict, require
from tolkeregister.decisions.cases.access import own_person, require_staff
from tolkeregister.decisions.rules.deciding import Officer, is_impartial

# A tie declared in any complaint or case about the same person counts in all of them.
_OFFICER = text(
    """
    WITH mine AS (
        SELECT h.id, h.tie, o.person_id, h.complaint_id
          FROM complaint_habilitet h JOIN complaint o ON o.id = h.complaint_id
         WHERE h.account_id = :account
    )
    SELECT coalesce((SELECT a.person_id = c.person_id FROM account a WHERE a.id = :account), false) AS is_own_case,
           (SELECT m.tie FROM mine m WHERE m.complaint_id = c.id ORDER BY m.id DESC LIMIT 1) AS tie,
           coalesce(
             (SELECT m.tie FROM mine m WHERE m.person_id = c.person_id AND m.complaint_id <> c.id AND m.tie <> 'none'
               ORDER BY m.id DESC LIMIT 1),
             (SELECT h.tie FROM case_habilitet h JOIN case_file f ON f.id = h.case_id
               WHERE f.person_id = c.person_id AND h.account_id = :account AND h.tie <> 'none'
               ORDER BY h.id DESC LIMIT 1)) AS earlier_tie
      FROM complaint c WHERE c.id = :id
    """
)
_READ = text(
    """
    INSERT INTO complaint_read (complaint_id, account_id, read_on, read_at) VALUES (:id, :account, :day, :now)
    ON CONFLICT (complaint_id, account_id, read_on) DO NOTHING
    """
)
_OF_CASE = text(
    "SELECT c.id FROM complaint c JOIN case_file f ON f.id IN (c.case_id, c.temporary_case_id) WHERE f.number = :number"
)
_HEARD = text(
    """
    SELECT EXISTS (SELECT FROM complaint_hearing h WHERE h.complaint_id = c.id)
        OR EXISTS (SELECT FROM decision d WHERE d.case_id IN (c.case_id, c.temporary_case_id))
      FROM complaint c WHERE c.id = :id
    """
)


# Whoever signs holds the case file and then takes the complaint; so does everybody else.
_CASES_FIRST = text(
    """
    SELECT f.id FROM complaint c JOIN case_file f ON f.id IN (c.case_id, c.temporary_case_id)
     WHERE c.number = :number ORDER BY f.id FOR UPDATE OF f
    """
)


@dataclass(frozen=True, slots=True)
class ComplaintRef:
    """A complaint by its id and number."""

    id: int
    number: str


async def find_complaint(session: Session, actor: Actor, number: str, *, lock: bool = False) -> Complaint:
    """By its number, for the directorate. NotFound for an unknown one and for one about the officer's own person."""
    require_staff(actor)
    statement = select(Complaint).where(col(Complaint.number) == number)
    if lock:
        await lock_cases_first(session, number)
        statement = statement.with_for_update(key_share=True).execution_options(populate_existing=True)
    found = (await session.exec(statement)).one_or_none()
    if found is None or found.id is None:
        raise NotFound(reason("complaint_not_found"))
    if (await officer_for(session, actor, found.id)).is_own_case:
        raise NotFound(reason("complaint_not_found"))
    return found


async def lock_cases_first(session: Session, number: str) -> None:
    """Lock a complaint's case files before the complaint itself, as a signature does: nobody waits in a ring."""
    await session.execute(_CASES_FIRST, {"number": number})


async def complaint_in_hand(
    session: Session, actor: Actor, number: str, *, even_closed: bool = False
) -> Complaint:
    """The complaint, locked, for an officer who has declared habilitet. Conflict when it is closed.

    Two officers who act at once come one after the other. RuleBroken says why somebody may not handle it.
    """
    found = await find_complaint(session, actor, number, lock=True)
    if found.state == ComplaintState.CLOSED and not even_closed:
        raise conflict("complaint_closed")
    assert found.id is not None
    require(await impartial(session, actor, found.id))
    return found


async def impartial(session: Session, actor: Actor, complaint_id: int) -> Decision:
    """Whether the actor may handle it and read its papers (forvaltningsloven § 6)."""
    return is_impartial(await officer_for(session, actor, complaint_id))


async def officer_for(session: Session, actor: Actor, complaint_id: int) -> Officer:
    """The actor in relation to whoever the complaint is about."""
    row = (await session.execute(_OFFICER, {"id": complaint_id, "account": actor.account_id})).one()
    return Officer(
        account_id=actor.account_id, is_own_case=row.is_own_case, tie=row.tie, earlier_tie=row.earlier_tie,
        is_system=actor.is_system,
    )  # fmt: skip


async def own_complaint(session: Session, actor: Actor, number: str) -> Complaint:
    """One about the person signed in, from the day they were heard or got a decision. NotFound for all others alike."""
    person = await own_person(session, actor)
    statement = select(Complaint).where(col(Complaint.number) == number, col(Complaint.person_id) == person)
    found = (await session.exec(statement)).one_or_none()
    if found is None or not (await session.execute(_HEARD, {"id": found.id})).scalar_one():
        raise NotFound(reason("complaint_not_found"))
    return found


async def note_complaint_read(session: Session, actor: Actor, complaint_id: int, *, now: datetime) -> None:
    """Keep that somebody opened it, once a day."""
    if actor.account_id is None:
        return
    day = oslo_date(now)
    values = {"id": complaint_id, "account": actor.account_id, "day": day, "now": now}
    await session.execute(_READ, values)


async def note_case_read(session: Session, actor: Actor, case_number: str, *, now: datetime) -> None:
    """The same, by the number of one of its case files; nothing for a case of another kind."""
    found = (await session.execute(_OF_CASE, {"number": case_number})).scalar_one_or_none()
    if found is not None:
        await note_complaint_read(session, actor, int(found), now=now)


def move(complaint: Complaint, to: ComplaintState) -> None:
    """Take the complaint to a later state, or leave it there; RuleBroken when it cannot go."""
    require(may_move(ComplaintState(complaint.state), to))
    complaint.state = to

"""Documents that may be forged: the application stands still until an officer has decided about the police (A6)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlmodel import col, select

from qualification.applications.access import application_for_staff
from qualification.applications.models import ForgeryReport
from tolkeregister.core.actor import Actor
from tolkeregister.core.audit import record
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, NotFound, RuleBroken
from tolkeregister.decisions.cases.access import require_staff
from tolkeregister.decisions.cases.commands import note as write_in_log

LONGEST_NOTE = 2000  # characters

_OPEN = text(
    """
    INSERT INTO forgery_report (document_id, opened_by, opened_at) VALUES (:document, :officer, :now)
    ON CONFLICT (document_id) WHERE closed_at IS NULL DO NOTHING
    """
)
_OPEN_OF = text(
    """
    SELECT r.document_id FROM forgery_report r JOIN application_document d ON d.id = r.document_id
     WHERE d.application_id = :id AND r.closed_at IS NULL ORDER BY r.id
    """
)
_WAITING = text(
    """
    SELECT c.number, d.file_name, r.opened_at, a.name FROM forgery_report r
      JOIN application_document d ON d.id = r.document_id JOIN application p ON p.id = d.application_id
      JOIN case_file c ON c.id = p.case_id JOIN account a ON a.id = r.opened_by
     WHERE r.closed_at IS NULL
       AND NOT EXISTS (SELECT FROM account me WHERE me.id = :me AND me.person_id = c.person_id)
     ORDER BY r.opened_at, r.id
    """
)


@dataclass(frozen=True, slots=True)
class ReportTask:
    """A document about which it is to be decided whether the police are told."""

    number: str
    file_name: str
    opened_at: datetime
    by: str


async def open_report(session: Session, actor: Actor, document_id: int, *, now: datetime) -> None:
    """The task that a finding of suspected forgery makes; once while it is open."""
    await session.execute(_OPEN, {"document": document_id, "officer": actor.account_id, "now": now})


async def open_reports(session: Session, application_id: int) -> tuple[int, ...]:
    """The documents of an application whose task is open."""
    return tuple((await session.execute(_OPEN_OF, {"id": application_id})).scalars())


async def require_not_frozen(session: Session, application_id: int) -> None:
    """Raises RuleBroken while a task is open: nothing is proposed or signed, whatever it would end in."""
    number = len(await open_reports(session, application_id))
    if number:
        raise RuleBroken(reason("police_report_waits", number=number))


async def reports_waiting(session: Session, actor: Actor) -> tuple[ReportTask, ...]:
    """Every open task but those about the officer, the oldest first."""
    require_staff(actor)
    return tuple(ReportTask(*row) for row in await session.execute(_WAITING, {"me": actor.account_id}))


async def close_report(
    session: Session, actor: Actor, application_id: int, document_id: int, *, is_reported: bool, note: str,
    now: datetime,
) -> None:  # fmt: skip
    """Decided: told to the police or not, and why. The finding stands until somebody judges the document anew.

    Raises Invalid without a note, NotFound when there is no open task.
    """
    found = await application_for_staff(session, actor, application_id)
    if not note.strip() or len(note) > LONGEST_NOTE:
        raise Invalid(reason("note_missing", field="notat"))
    statement = (
        select(ForgeryReport)
        .where(col(ForgeryReport.document_id) == document_id, col(ForgeryReport.closed_at).is_(None))
        .with_for_update()
    )
    task = (await session.exec(statement)).one_or_none()
    if task is None or document_id not in await open_reports(session, application_id):
        raise NotFound(reason("document_not_found"))
    task.closed_by, task.closed_at, task.is_reported, task.note = (
        actor.account_id,
        now,
        is_reported,
        note.strip(),
    )
    session.add(task)
    await session.flush()
    assert found.case_id is not None
    code = "forgery.reported" if is_reported else "forgery.not_reported"
    await write_in_log(session, actor, found.case_id, code, {"document": document_id}, now=now)
    record(session, actor, code, "application", application_id, now=now, document=document_id)

"""Opening a case, writing in its log, declaring habilitet, taking it on, closing it."""

from datetime import datetime
from typing import Any

from sqlalchemy import text

from tolkeregister.core.actor import Actor
from tolkeregister.core.audit import record
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, RuleBroken, conflict
from tolkeregister.decisions.cases.access import CaseRef, case_in_hand, locked_case, require_staff
from tolkeregister.decisions.cases.models import CaseFile, CaseHabilitet, CaseLog, CaseState, Tie
from tolkeregister.decisions.kinds import kind_of

_NEXT_NUMBER = text(
    """
    INSERT INTO case_number (year, last) VALUES (:year, 1)
    ON CONFLICT (year) DO UPDATE SET last = case_number.last + 1 RETURNING last
    """
)


async def open_case(
    session: Session,
    actor: Actor,
    kind: str,
    person_id: int,
    *,
    received_at: datetime,
    language_tag: str | None = None,
    type: str | None = None,
    deadline_at: datetime | None = None,
    now: datetime,
) -> CaseRef:
    """A new case with the next number of the year in Norway, e.g. "2026-123"; handling time runs from `received_at`.

    Who may do this is for the package that opens it: a person applies, an import finds, an officer begins. Raises
    Invalid for a kind nobody registered and for a case received in the future.
    """
    kind_of(kind)
    if received_at > now:
        raise Invalid(reason("received_in_the_future", field="mottatt"))
    year = oslo_date(now).year
    last = (await session.execute(_NEXT_NUMBER, {"year": year})).scalar_one()
    opened = CaseFile(
        number=f"{year}-{last}", kind=kind, person_id=person_id, language_tag=language_tag, type=type,
        received_at=received_at, opened_at=now, deadline_at=deadline_at, state=CaseState.OPEN,
    )  # fmt: skip
    session.add(opened)
    await session.flush()
    assert opened.id is not None
    case = CaseRef(opened.id, opened.number, kind)
    await note(session, actor, case.id, "case.opened", {}, now=now)
    record(session, actor, "case.opened", "case", case.number, now=now, case_kind=kind)
    return case


async def note(
    session: Session,
    actor: Actor,
    case_id: int,
    code: str,
    facts: dict[str, Any] | None = None,
    *,
    now: datetime,
) -> None:
    """One line in the case's log; `facts` holds codes, numbers and dates as text, never personal data."""
    session.add(
        CaseLog(case_id=case_id, happened_at=now, account_id=actor.account_id, code=code, facts=facts or {})
    )
    await session.flush()


async def declare_habilitet(session: Session, actor: Actor, case_id: int, tie: str, *, now: datetime) -> None:
    """The officer says what ties them to the person (forvaltningsloven § 6): "none", "relative", "former_trainee" …

    Raises Invalid for an unknown tie, and NotAllowed for everyone but people at the directorate.
    """
    require_staff(actor)
    if tie not in tuple(Tie) or actor.account_id is None:
        raise Invalid(reason("unknown_tie", field="habil"))
    session.add(CaseHabilitet(case_id=case_id, account_id=actor.account_id, tie=tie, declared_at=now))
    await note(session, actor, case_id, "habilitet.declared", {"tie": tie}, now=now)
    record(session, actor, "habilitet.declared", "case", case_id, now=now, tie=tie)


async def take_case(session: Session, actor: Actor, case_id: int, *, now: datetime) -> None:
    """The actor becomes the case's officer."""
    case = await case_in_hand(session, actor, case_id)
    if case.officer_account_id == actor.account_id:
        return
    case.officer_account_id = actor.account_id
    session.add(case)
    await note(session, actor, case_id, "case.taken", now=now)
    record(session, actor, "case.taken", "case", case.number, now=now)


async def set_deadline(
    session: Session, actor: Actor, case_id: int, at: datetime | None, *, now: datetime
) -> None:
    """When the case must be decided; a changed deadline is written in the log."""
    case = await case_in_hand(session, actor, case_id)
    case.deadline_at = at
    session.add(case)
    await note(session, actor, case_id, "case.deadline", {"until": at.isoformat() if at else ""}, now=now)


async def close_case(session: Session, actor: Actor, case_id: int, *, code: str, now: datetime) -> None:
    """Close a case without or after a decision; `code` says why in the log, e.g. "case.withdrawn".

    Raises Conflict when it is closed, RuleBroken while an appeal is under way.
    """
    case = await locked_case(session, case_id)
    if case.state == CaseState.CLOSED:
        raise conflict("case_closed")
    if case.state == CaseState.APPEALED:
        raise RuleBroken(reason("appeal_under_way"))
    case.state, case.closed_at = CaseState.CLOSED, now
    session.add(case)
    await note(session, actor, case_id, code, now=now)
    record(session, actor, "case.closed", "case", case.number, now=now, why=code)

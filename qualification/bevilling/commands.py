"""Opening cases about a bevilling, and what their decisions do to the register and the evidence in the same instant."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, text
from sqlmodel import col

from qualification.bevilling.held import bevilling_held, newest_bevilling, steps_of
from qualification.bevilling.kinds import GRANTED, GRANTING, REINSTATED, REVOCATION, REVOKED, SUSPENDED
from qualification.bevilling.listing import delist_bare, list_back
from qualification.bevilling.models import Bevilling, BevillingEvidence, BevillingStep
from qualification.bevilling.rules import decide_by, may_follow, status_after
from qualification.evidence.commands import record_evidence, revoke_evidence
from qualification.evidence.models import EvidenceKind
from tolkeregister.core.actor import Actor
from tolkeregister.core.audit import record
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotFound, conflict, require
from tolkeregister.decisions.cases.access import CaseRef
from tolkeregister.decisions.cases.commands import open_case
from tolkeregister.entries.access import require_directorate

ISSUER = "IMDi"
_LOCK = text("SELECT 1 FROM person WHERE id = :person FOR NO KEY UPDATE")
_NEXT = text("SELECT nextval('bevilling_number_seq')")
_OPEN_CASE = text(
    """
    SELECT number FROM case_file WHERE kind = :kind AND person_id = :person AND language_tag = :language
       AND type = :type AND state IN ('open', 'appealed') ORDER BY id DESC LIMIT 1
    """
)
_HELD = text(
    """
    SELECT b.number FROM bevilling b WHERE b.person_id = :person
       AND 'revoked' IS DISTINCT FROM (SELECT s.kind FROM bevilling_step s WHERE s.bevilling_id = b.id
                                        ORDER BY s.id DESC LIMIT 1) ORDER BY b.id
    """
)
_LEGAL_BASIS = text(
    "SELECT d.legal_basis FROM decision s JOIN decision_draft d ON d.id = s.draft_id WHERE s.id = :decision"
)
_STANDING_EVIDENCE = text(
    """
    SELECT e.id FROM bevilling_evidence b JOIN evidence e ON e.id = b.evidence_id
     WHERE b.bevilling_id = :bevilling AND upper_inf(e.recorded) AND upper_inf(e.valid) ORDER BY e.id
    """
)


async def begin_granting(
    session: Session, actor: Actor, person_id: int, language_tag: str, type: str, *, received_at: datetime,
    now: datetime,
) -> CaseRef:  # fmt: skip
    """As an officer opens the case that may end in a bevilling; a passed exam is no licence (rule Q9).

    Raises Conflict when the person holds one for the language, or such a case is open.
    """
    require_directorate(actor)
    return await open_granting(
        session, actor, person_id, language_tag, type, received_at=received_at, now=now
    )


async def open_granting(
    session: Session, actor: Actor, person_id: int, language_tag: str, type: str, *, received_at: datetime,
    now: datetime,
) -> CaseRef:  # fmt: skip
    """The same for whoever has been asked whether they may. One at a time for each person."""
    if (await session.execute(_LOCK, {"person": person_id})).first() is None:
        raise NotFound(reason("person_not_found"))
    if await bevilling_held(session, person_id, language_tag, type) is not None:
        raise conflict("bevilling_held")
    await _no_open_case(session, GRANTING, person_id, language_tag, type)
    return await open_case(
        session,
        actor,
        GRANTING,
        person_id,
        received_at=received_at,
        language_tag=language_tag,
        type=type,
        deadline_at=decide_by(received_at),
        now=now,
    )


async def begin_revocation(session: Session, actor: Actor, number: str, *, now: datetime) -> CaseRef:
    """Open the case about suspending, giving back or revoking a bevilling. Raises NotFound and Conflict."""
    require_directorate(actor)
    statement = select(Bevilling).where(col(Bevilling.number) == number)
    found = (await session.execute(statement)).scalar_one_or_none()
    if found is None:
        raise NotFound(reason("bevilling_not_found"))
    await session.execute(_LOCK, {"person": found.person_id})
    if status_after(await steps_of(session, found)) == REVOKED:
        raise conflict("bevilling_is_revoked")
    await _no_open_case(session, REVOCATION, found.person_id, found.language_tag, found.type)
    return await open_case(
        session, actor, REVOCATION, found.person_id, received_at=now, language_tag=found.language_tag,
        type=found.type, deadline_at=decide_by(now), now=now,
    )  # fmt: skip


async def begin_all_revocations(
    session: Session, actor: Actor, person_id: int, now: datetime
) -> tuple[str, ...]:
    """Open a case about each bevilling the person holds (rule W10); returns the cases' numbers, () for none."""
    numbers = (await session.execute(_HELD, {"person": person_id})).scalars().all()
    return tuple([(await begin_revocation(session, actor, number, now=now)).number for number in numbers])


async def carry_out(
    session: Session, actor: Actor, *, now: datetime, case_kind: str, person_id: int, language_tag: str | None,
    type: str | None, decision_id: int, number: str, outcome: str, effective_from: datetime, **_: Any,
) -> None:  # fmt: skip
    """Handler of `decision.signed`: what was decided is in force everywhere when the signature is."""
    if case_kind not in (GRANTING, REVOCATION) or language_tag is None:
        return
    await session.execute(_LOCK, {"person": person_id})
    about = person_id, language_tag, type or "speech"
    if outcome == GRANTED and await bevilling_held(session, *about) is None:
        made = Bevilling(
            number=await _next_number(session, now), person_id=person_id, language_tag=language_tag,
            type=type or "speech", granted_at=effective_from, reference=number, decision_id=decision_id,
            legal_basis=(await session.execute(_LEGAL_BASIS, {"decision": decision_id})).scalar_one(), recorded_at=now,
        )  # fmt: skip
        session.add(made)
        await session.flush()
        await _give_evidence(session, actor, made, effective_from, now=now)
        record(session, actor, "bevilling.granted", "bevilling", made.number, now=now, decision=number)
    elif outcome in (REVOKED, SUSPENDED, REINSTATED):
        held = await newest_bevilling(session, *about)
        if held is not None:
            await take_bevilling_step(session, actor, held, outcome, decision_id, effective_from, now=now)


async def take_bevilling_step(
    session: Session, actor: Actor, held: Bevilling, kind: str, decision_id: int, effective_at: datetime, *,
    now: datetime,
) -> None:  # fmt: skip
    """Take or give back a bevilling; evidence, category and listing follow. RuleBroken when it cannot be."""
    assert held.id is not None
    await session.execute(_LOCK, {"person": held.person_id})
    require(may_follow(await steps_of(session, held), kind))
    session.add(BevillingStep(
        bevilling_id=held.id, kind=kind, effective_at=effective_at, decision_id=decision_id, recorded_at=now
    ))  # fmt: skip
    await session.flush()
    record(session, actor, f"bevilling.{kind}", "bevilling", held.number, now=now, decision=decision_id)
    if kind == REINSTATED:
        await _give_evidence(session, actor, held, effective_at, now=now)
        await list_back(session, actor, held, now=now)
        return
    standing = list((await session.execute(_STANDING_EVIDENCE, {"bevilling": held.id})).scalars())
    for evidence_id in standing:
        await revoke_evidence(session, actor, evidence_id, effective_at, now=now)
    if effective_at <= now:
        await delist_bare(session, actor, held.person_id, now=now)


async def _give_evidence(
    session: Session, actor: Actor, held: Bevilling, since: datetime, *, now: datetime
) -> None:
    evidence_id = await record_evidence(
        session, actor, held.person_id, EvidenceKind.BEVILLING, language_tag=held.language_tag, type=held.type,
        valid_from=since, issuer=ISSUER, reference=held.number, now=now,
    )  # fmt: skip
    assert held.id is not None
    session.add(BevillingEvidence(bevilling_id=held.id, evidence_id=evidence_id))
    await session.flush()


async def _no_open_case(session: Session, kind: str, person_id: int, language_tag: str, type: str) -> None:
    values = {"kind": kind, "person": person_id, "language": language_tag, "type": type}
    number = (await session.execute(_OPEN_CASE, values)).scalar_one_or_none()
    if number is not None:
        raise conflict("case_open_already", number=number)


async def _next_number(session: Session, now: datetime) -> str:
    return f"B-{oslo_date(now).year}-{(await session.execute(_NEXT)).scalar_one()}"

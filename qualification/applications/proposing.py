"""Proposing a decision: by the system when recorded evidence says it all, else by an officer (rules Q1, A3, A6)."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import text

from qualification.applications.access import application_for_staff, locked_application
from qualification.applications.forgery import open_reports, require_not_frozen
from qualification.applications.kinds import LEGAL_BASIS, LISTED, REFUSED, REJECTED, listed, version_in_force
from qualification.applications.models import Application, ApplicationState
from qualification.applications.rules.checking import may_list, may_reject, may_system_propose
from qualification.applications.situation import Weighed, weigh
from tolkeregister.core.actor import SYSTEM, Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.errors import conflict, require
from tolkeregister.decisions.letters.commands import party_of
from tolkeregister.decisions.outcomes.commands import DecisionDraft, DraftRef, propose_decision

_HAS_DRAFT = text("SELECT 1 FROM decision_draft WHERE case_id = :case")
_LAST_SUPPLEMENT = text(
    """
    SELECT answer_by, answered_at IS NOT NULL AS is_answered FROM supplement_request
     WHERE application_id = :id AND ended_at IS NULL ORDER BY id DESC LIMIT 1
    """
)
_WHY = {
    "nb": "Du har dokumentert {held}. Da oppfyller du kravene til kategori {category}.",
    "nn": "Du har dokumentert {held}. Då oppfyller du krava til kategori {category}.",
}


async def propose_by_system(session: Session, application_id: int, *, now: datetime) -> bool:
    """Propose a place in the register when every check is fine; True when a proposal was made.

    Once: what officers have begun to write is theirs.
    """
    found = await locked_application(session, application_id)
    if found.state != ApplicationState.SUBMITTED or found.case_id is None:
        return False
    if (await session.execute(_HAS_DRAFT, {"case": found.case_id})).scalar() is not None:
        return False
    weighed = await weigh(session, found, now=now)
    if await open_reports(session, application_id) or not may_system_propose(weighed.situation).allowed:
        return False
    draft = await _listing_draft(session, found, weighed, now=now)
    await propose_decision(session, SYSTEM, found.case_id, draft, now=now)
    return True


async def propose_listing(
    session: Session, actor: Actor, application_id: int, *, tie: str, protected_basis: str = "",
    seen: int | None = None, now: datetime,
) -> DraftRef:  # fmt: skip
    """An officer's proposal to list. The category follows from the evidence and is never typed (rule Q1).

    `protected_basis` documents why somebody with a protected address is shown (rule P3). Raises RuleBroken with
    everything that stands in the way.
    """
    found = await _open(session, actor, application_id)
    weighed = await weigh(session, found, now=now)
    require(may_list(weighed.situation, weighed.decision.category, protected_basis))
    draft = await _listing_draft(session, found, weighed, now=now)
    if protected_basis.strip():
        draft = replace(draft, facts={**draft.facts, "protected_basis": protected_basis.strip()})
    assert found.case_id is not None
    return await propose_decision(session, actor, found.case_id, draft, seen=seen, tie=tie, now=now)


async def propose_refusal(
    session: Session, actor: Actor, application_id: int, *, is_rejection: bool, reasons: str, tie: str,
    seen: int | None = None, now: datetime,
) -> DraftRef:  # fmt: skip
    """An officer's proposal to refuse, or to reject for want of what was asked for in time (rule A6)."""
    found = await _open(session, actor, application_id)
    if is_rejection:
        row = (await session.execute(_LAST_SUPPLEMENT, {"id": application_id})).one_or_none()
        asked = (row.answer_by, bool(row.is_answered)) if row else (None, False)
        require(may_reject(asked[0], asked[1], oslo_date(now)))
    weighed = await weigh(session, found, now=now)
    facts: dict[str, Any] = {"type": found.type, "held": list(weighed.held), "application": application_id}
    if not is_rejection:  # what is rejected was never weighed
        facts["explained"] = weighed.explained.facts()
    outcome = REJECTED if is_rejection else REFUSED
    draft = DecisionDraft(outcome, LEGAL_BASIS, await version_in_force(session, now), facts, reasons)
    assert found.case_id is not None
    return await propose_decision(session, actor, found.case_id, draft, seen=seen, tie=tie, now=now)


async def _open(session: Session, actor: Actor, application_id: int) -> Application:
    found = await application_for_staff(session, actor, application_id)
    if found.state != ApplicationState.SUBMITTED or found.case_id is None:
        raise conflict("application_not_open")
    await require_not_frozen(session, application_id)
    return found


async def _listing_draft(
    session: Session, found: Application, weighed: Weighed, *, now: datetime
) -> DecisionDraft:
    assert found.case_id is not None
    form = (await party_of(session, found.case_id)).written_form
    category = weighed.decision.category
    facts: dict[str, Any] = {
        "category": category, "type": found.type, "held": list(weighed.held), "application": found.id,
        "why": list(weighed.decision.codes), "explained": weighed.explained.facts(),
        "evidence": [
            {"document": each.document_id, "kind": each.kind, "issuer": each.issuer, "reference": each.reference,
             "issued_on": each.issued_on.isoformat()} for each in weighed.verified
        ],
    }  # fmt: skip
    why = _WHY[form].format(held=listed(weighed.held, form), category=category)
    return DecisionDraft(LISTED, LEGAL_BASIS, await version_in_force(session, now), facts, why)

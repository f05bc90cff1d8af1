"""What a signed decision does at once: records evidence, gives a number, opens the entry and derives its category."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import text
from sqlmodel import col, select

from qualification.applications.forgery import require_not_frozen
from qualification.applications.kinds import LISTED, LISTING
from qualification.applications.models import Application, ApplicationState
from qualification.applications.rules.checking import may_list
from qualification.applications.situation import weigh
from qualification.categories.commands import recompute
from qualification.categories.rules.schemes import PERSON_LEVEL
from qualification.evidence.commands import record_evidence
from tolkeregister.complaints.reacting import may_stand
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.clock import OSLO
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Conflict, require
from tolkeregister.entries.commands import RemovalReason, end_entry, open_entry
from tolkeregister.entries.joining import interpreter_of
from tolkeregister.entries.protection import show_by_decision

_CONTACT = text(
    "UPDATE person SET email = :email, phone = :phone WHERE id = :person AND (email = '' OR phone = '')"
)
_ROLE = text(
    """
    INSERT INTO account_role (account_id, role)
    SELECT :account, :role WHERE NOT EXISTS (SELECT FROM account_role WHERE account_id = :account AND role = :role)
    """
)
# Or hidden while the address is protected, and to be shown again when it no longer is.
_IS_LISTED = text(
    """
    SELECT 1 FROM entry_listing l JOIN entry e ON e.id = l.entry_id JOIN interpreter i ON i.id = e.interpreter_id
     WHERE i.person_id = :person AND e.language_tag = :language AND e.type = :type
       AND upper_inf(l.recorded)
       AND (l.valid @> CAST(:at AS timestamptz)
            OR (l.end_reason = 'protected'
                AND NOT EXISTS (SELECT FROM entry_listing later WHERE later.entry_id = e.id
                                 AND upper_inf(later.recorded) AND lower(later.valid) >= upper(l.valid))))
    """
)
_KNOWN = text(
    """
    SELECT 1 FROM evidence WHERE person_id = :person AND kind = :kind AND upper_inf(recorded)
       AND language_tag IS NOT DISTINCT FROM :language AND lower(valid) <= :since
       AND (upper_inf(valid) OR upper(valid) > :since)
    """
)


async def act_on_decision(
    session: Session, actor: Actor, *, now: datetime, case_id: int, case_kind: str, person_id: int, outcome: str,
    facts: Mapping[str, Any], effective_from: datetime, **_: Any,
) -> None:  # fmt: skip
    """Handler of `decision.signed`. Safe for a decision that is changed: what is listed already stays listed.

    Raises and so undoes the signature when the evidence no longer gives the category the decision says (rule Q1): it
    may have been revoked, or found forged, since the draft was written.
    """
    if case_kind != LISTING:
        return
    statement = select(Application).where(col(Application.case_id) == case_id).with_for_update()
    found = (await session.exec(statement)).one()
    assert found.id is not None
    await require_not_frozen(session, found.id)
    if outcome == LISTED:
        require(
            await may_stand(session, person_id, at=effective_from)
        )  # nobody applies past an exclusion (W8)
        await _require_still_true(session, found, facts, now=now)
    found.state, found.ended_at = ApplicationState.DECIDED, now
    session.add(found)
    await session.flush()
    if outcome != LISTED:
        await _delist(session, actor, found, person_id, now=now)
    else:
        await _list(session, actor, found, person_id, facts, effective_from, now=now)


async def _require_still_true(
    session: Session, found: Application, facts: Mapping[str, Any], *, now: datetime
) -> None:
    weighed = await weigh(session, found, now=now)
    situation = replace(weighed.situation, is_listed=False)
    judged = may_list(situation, weighed.decision.category, str(facts.get("protected_basis", "")))
    if weighed.decision.category != facts.get("category"):  # said first: then what is lacking is understood
        changed = reason("evidence_changed", was=facts.get("category"), current=weighed.decision.category)
        raise Conflict(changed, *(() if judged.allowed else judged.reasons))
    require(judged)


async def _list(
    session: Session, actor: Actor, found: Application, person_id: int, facts: Mapping[str, Any],
    effective_from: datetime, *, now: datetime,
) -> None:  # fmt: skip
    for each in facts.get("evidence", ()):
        await _record(session, actor, found, person_id, each, now=now)
    number = await interpreter_of(session, actor, person_id, modes=found.modes, now=now)
    contact = {"email": found.email, "phone": found.phone, "person": person_id}
    await session.execute(_CONTACT, contact)
    await session.execute(_ROLE, {"account": found.account_id, "role": Role.INTERPRETER.value})
    values = {
        "person": person_id,
        "language": found.language_tag,
        "type": found.type,
        "at": effective_from,
    }
    if (await session.execute(_IS_LISTED, values)).scalar() is None:
        await open_entry(
            session, actor, number, found.language_tag, found.type, valid_from=effective_from, now=now
        )
    if facts.get("protected_basis"):
        await show_by_decision(session, person_id, str(facts["protected_basis"]))
    await recompute(session, person_id, now=now)


async def _delist(
    session: Session, actor: Actor, found: Application, person_id: int, *, now: datetime
) -> None:
    """A decision that is changed from listed: the entry goes, and with the last one cards, offers and assignments."""
    values = {"person": person_id, "language": found.language_tag, "type": found.type, "at": now}
    if (await session.execute(_IS_LISTED, values)).scalar() is None:
        return
    number = await interpreter_of(session, actor, person_id, modes=found.modes, now=now)
    await end_entry(
        session, actor, number, found.language_tag, found.type, RemovalReason.REQUIREMENTS_NOT_MET, now=now
    )


async def _record(
    session: Session,
    actor: Actor,
    found: Application,
    person_id: int,
    told: Mapping[str, Any],
    *,
    now: datetime,
) -> None:
    """Evidence that was verified in a document. What the register knows already is not recorded twice."""
    is_personal = told["kind"] in PERSON_LEVEL
    language = None if is_personal else found.language_tag
    since = datetime.combine(date.fromisoformat(told["issued_on"]), time(0), OSLO).astimezone(UTC)
    values = {"person": person_id, "kind": told["kind"], "language": language, "since": since}
    if (await session.execute(_KNOWN, values)).scalar() is not None:
        return
    await record_evidence(
        session, actor, person_id, told["kind"], language_tag=language, type=None if is_personal else found.type,
        valid_from=since, issuer=told["issuer"], reference=told["reference"], now=now,
    )  # fmt: skip

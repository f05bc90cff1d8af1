"""Recording what was shown. A correction ends the recorded time of the old row and adds a new one."""

from datetime import datetime

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import Range

from qualification.categories.commands import recompute
from qualification.evidence.models import Evidence, EvidenceKind
from tolkeregister.core import audit
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, NotFound, conflict
from tolkeregister.entries.access import require_directorate

_LOCK_PERSON = text("SELECT 1 FROM person WHERE id = :id FOR NO KEY UPDATE")
_KNOWN = text(
    """
    SELECT id, person_id, kind, language_tag, type, lower(valid) AS valid_from, upper(valid) AS valid_to, issuer,
           reference, synthetic, lower(recorded) AS recorded_from
      FROM evidence WHERE id = :id AND upper_inf(recorded)
    """
)
_CLOSE = text("UPDATE evidence SET recorded = tstzrange(lower(recorded), :now) WHERE id = :id")


async def record_evidence(
    session: Session, actor: Actor, person_id: int, kind: str, *, language_tag: str | None = None,
    type: str | None = None, valid_from: datetime, valid_to: datetime | None = None, issuer: str, reference: str,
    now: datetime,
) -> int:  # fmt: skip
    """Record one thing that was shown and derive the person's categories again; returns its id.

    TAO belongs to the person and has no language (rule Q4); everything else has one.
    """
    require_directorate(actor)
    if kind not in set(EvidenceKind):
        raise Invalid(reason("unknown_evidence_kind", field="kind"))
    if (language_tag is None) != (kind == EvidenceKind.TAO):
        raise Invalid(reason("language_of_evidence", field="language_tag"))
    if (await session.execute(_LOCK_PERSON, {"id": person_id})).scalar() is None:
        raise NotFound(reason("person_not_found"))
    evidence = Evidence(
        person_id=person_id, kind=kind, language_tag=language_tag, type=type,
        valid=Range(valid_from, valid_to), recorded=Range(now, None), issuer=issuer, reference=reference,
    )  # fmt: skip
    session.add(evidence)
    await session.flush()
    assert evidence.id is not None
    audit.record(
        session, actor, "evidence.recorded", "person", person_id, now=now, evidence=evidence.id, what=kind
    )
    await recompute(session, person_id, now=now)
    return evidence.id


async def revoke_evidence(
    session: Session, actor: Actor, evidence_id: int, effective_at: datetime, *, now: datetime
) -> None:
    """It holds no longer from `effective_at`, which may lie in the past; the categories follow (rule W10)."""
    require_directorate(actor)
    row = (await session.execute(_KNOWN, {"id": evidence_id})).first()
    if row is None:
        raise NotFound(reason("evidence_not_found"))
    await session.execute(_LOCK_PERSON, {"id": row.person_id})
    row = (
        await session.execute(_KNOWN, {"id": evidence_id})
    ).first()  # as it is now that nobody else changes it
    if row is None or (row.valid_to is not None and row.valid_to <= effective_at):
        raise conflict("evidence_ended_already")
    if row.recorded_from >= now:
        raise conflict("evidence_recorded_this_instant")
    await session.execute(_CLOSE, {"id": evidence_id, "now": now})
    if row.valid_from < effective_at:
        session.add(
            Evidence(
                person_id=row.person_id, kind=row.kind, language_tag=row.language_tag, type=row.type,
                valid=Range(row.valid_from, effective_at), recorded=Range(now, None), issuer=row.issuer,
                reference=row.reference, synthetic=row.synthetic,
            )
        )  # fmt: skip
    await session.flush()
    audit.record(session, actor, "evidence.revoked", "person", row.person_id, now=now, evidence=evidence_id,
                 effective_at=effective_at.isoformat())  # fmt: skip
    await recompute(session, row.person_id, now=now)

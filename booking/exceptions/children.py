"""That a child was used is recorded with the body's assessment (tolkeloven § 4, rule B7): an event, never a booking."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import text

from booking.exceptions.rules.statement import is_child_use_stated, may_record_afterwards
from booking.requests.keys import answer_key, claim_key, content_hash
from booking.requests.units import own_units
from booking.sending.commands import require_booker
from tolkeregister.core import audit
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import Decision, allowed, both, reason, refused
from tolkeregister.core.errors import Invalid

_RECORD = text(
    """
    INSERT INTO child_use (organisation_id, unit_id, account_id, language_tag, happened_at, ground, decided_by, reason,
                           recorded_at)
    VALUES (:organisation, :unit_id, :account, :language_tag, :happened_at, :ground, :decided_by, :reason, :now)
    RETURNING id
    """
)


@dataclass(frozen=True, slots=True)
class ChildUseDraft:
    """What the body states; nothing about the child."""

    unit_id: int | None
    language_tag: str | None
    happened_at: datetime | None
    ground: str | None
    decided_by: str | None
    reason: str | None


async def record_child_use(
    session: Session, actor: Actor, draft: ChildUseDraft, *, key: str, now: datetime
) -> int:
    """Record it once per key; returns the id. Raises NotAllowed (B1) and Invalid with every fault."""
    require_booker(actor)
    if (known := await claim_key(session, actor, key, content_hash(asdict(draft)), now=now)) is not None:
        return int(known)
    units = {each.id for each in await own_units(session, actor)}
    decision = both(
        is_child_use_stated(draft.ground, draft.decided_by, draft.reason),
        _when(draft.happened_at, now),
        allowed() if draft.language_tag else refused(reason("language_missing", field="language_tag")),
        allowed() if draft.unit_id in units else refused(reason("unit_missing", field="unit_id")),
    )
    if not decision.allowed:
        raise Invalid(*decision.reasons)
    values = {**asdict(draft), "organisation": actor.organisation_id, "account": actor.account_id, "now": now}
    child_use = int((await session.execute(_RECORD, values)).scalar_one())
    audit.record(session, actor, "child_use.recorded", "child_use", child_use, now=now, ground=draft.ground)
    await answer_key(session, actor, key, str(child_use))
    return child_use


def _when(happened_at: datetime | None, now: datetime) -> Decision:
    if happened_at is None:
        return refused(reason("start_missing", field="happened_at"))
    return may_record_afterwards(happened_at, now)

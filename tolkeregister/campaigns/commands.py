"""Starting and stopping a campaign, and letting somebody be. Nothing here ends a listing."""

from datetime import datetime
from typing import Any

from sqlalchemy import text

from tolkeregister.campaigns.access import require_administrator
from tolkeregister.campaigns.audience import Chosen, preview
from tolkeregister.campaigns.models import Campaign, ExemptReason
from tolkeregister.campaigns.rules.days import CampaignDays, check_days
from tolkeregister.campaigns.rules.members import may_exempt, may_stop
from tolkeregister.core import audit
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Conflict, Invalid, NotAllowed, NotFound, conflict
from tolkeregister.core.jobs.queue import enqueue
from tolkeregister.entries.access import require_directorate
from tolkeregister.profiles.activity import change_activity

ASK = "campaigns.ask"

_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtext('campaign.start'))")
_SAME = text("SELECT id FROM campaign WHERE fingerprint = :seen")
_MEMBERS = text(
    """
    INSERT INTO campaign_member (campaign_id, interpreter_id, state, reminders)
    SELECT :campaign, id, 'waiting', 0 FROM unnest(CAST(:ids AS int[])) AS chosen(id)
    """
)
_LOCK = text("SELECT stopped_at, closed_at, answer_by FROM campaign WHERE id = :id FOR NO KEY UPDATE")
_STOP = text("UPDATE campaign SET stopped_at = :now, stopped_by = :account WHERE id = :id")
_RELEASE = text(
    "UPDATE campaign_member SET state = 'released', answered_at = :now WHERE campaign_id = :id AND state = 'waiting'"
)
# The interpreter's row first, as everybody who changes somebody's state does.
_LOCK_PERSON = text(
    """
    SELECT i.id, i.number, i.inactive_since,
           EXISTS (SELECT FROM account a WHERE a.id = :account AND a.person_id = i.person_id) AS is_own
      FROM interpreter i WHERE i.number = :number FOR NO KEY UPDATE
    """
)
_LOCK_MEMBER = text(
    """
    SELECT state, made_inactive_at FROM campaign_member
     WHERE campaign_id = :id AND interpreter_id = :interpreter FOR UPDATE
    """
)
_EXEMPT = text(
    """
    UPDATE campaign_member SET state = 'exempted', answered_at = :now, exempt_reason = :why, exempted_by = :account
     WHERE campaign_id = :id AND interpreter_id = :interpreter
    """
)


async def start_campaign(
    session: Session, actor: Actor, chosen: Chosen, days: CampaignDays, *, seen: str, now: datetime
) -> int:
    """Ask everybody who was seen in the preview; returns the campaign's id, also when the page was sent twice.

    For administrators. Raises Conflict when the register, or the campaigns, have become others since the preview.
    """
    require_administrator(actor)
    wrong = check_days(days, today=oslo_date(now))
    if not wrong.allowed:
        raise Invalid(*wrong.reasons)
    await session.execute(_ONE_AT_A_TIME)  # a second click waits, and finds the first one's campaign
    same: int | None = (await session.execute(_SAME, {"seen": seen})).scalar()
    if same is not None:
        return same
    found = await preview(session, actor, chosen, days, now=now)
    if found.fingerprint != seen:
        raise conflict("campaign_changed_meanwhile")
    if not found.people:
        raise conflict("campaign_asks_nobody")
    assert actor.account_id is not None  # administrators have accounts
    campaign = Campaign(
        category=chosen.category, language_tag=chosen.language_tag, unconfirmed_since=chosen.unconfirmed_since,
        answer_by=days.answer_by, remind_on=list(days.remind_on), fingerprint=seen, started_at=now,
        started_by=actor.account_id,
    )  # fmt: skip
    session.add(campaign)
    await session.flush()
    assert campaign.id is not None
    ids = [each.interpreter_id for each in found.people]
    await session.execute(_MEMBERS, {"campaign": campaign.id, "ids": ids})
    audit.record(session, actor, "campaign.started", "campaign", campaign.id, now=now, people=len(ids))
    await enqueue(session, ASK, key=ASK)
    return campaign.id


async def stop_campaign(session: Session, actor: Actor, campaign_id: int, *, now: datetime) -> None:
    """Ask nobody any longer: answers stand, and nobody becomes inactive. Conflict when it is over or stopped."""
    require_administrator(actor)
    row = (await session.execute(_LOCK, {"id": campaign_id})).one_or_none()
    if row is None:
        raise NotFound(reason("campaign_not_found"))
    decision = may_stop(
        is_stopped=row.stopped_at is not None, is_closed=row.closed_at is not None, answer_by=row.answer_by,
        today=oslo_date(now),
    )  # fmt: skip
    if not decision.allowed:
        raise Conflict(*decision.reasons)
    values = {"id": campaign_id, "now": now, "account": actor.account_id}
    await session.execute(_STOP, values)
    await session.execute(_RELEASE, values)
    audit.record(session, actor, "campaign.stopped", "campaign", campaign_id, now=now)


async def exempt(
    session: Session, actor: Actor, campaign_id: int, number: str, why: str, *, now: datetime
) -> None:
    """Let one person be, with a reason; whom this campaign made inactive is active again at once.

    Raises Conflict when there is an answer already, NotAllowed for oneself, Invalid for an unknown reason.
    """
    require_directorate(actor)
    row, member = await _person_in(session, actor, campaign_id, number)
    decision = may_exempt(state=member.state, is_own=row.is_own, known_reason=why in set(ExemptReason))
    if "own_case" in decision.codes:
        raise NotAllowed(*decision.reasons)
    if "campaign_answered" in decision.codes:
        raise conflict("campaign_answered")
    if not decision.allowed:
        raise Invalid(*decision.reasons)
    values = {"id": campaign_id, "interpreter": row.id, "now": now, "why": why, "account": actor.account_id}
    await session.execute(_EXEMPT, values)
    audit.record(
        session, actor, "campaign.exempted", "interpreter", number, now=now, campaign=campaign_id, reason=why
    )
    if member.made_inactive_at is not None and member.made_inactive_at == row.inactive_since:
        await change_activity(session, actor, row.id, number, is_active=True, now=now, campaign=campaign_id)


async def _person_in(session: Session, actor: Actor, campaign_id: int, number: str) -> tuple[Any, Any]:
    values = {"number": number, "account": actor.account_id}
    row = (await session.execute(_LOCK_PERSON, values)).one_or_none()
    if row is None:
        raise NotFound(reason("campaign_not_found"))
    member = (await session.execute(_LOCK_MEMBER, {"id": campaign_id, "interpreter": row.id})).one_or_none()
    if member is None:
        raise NotFound(reason("campaign_not_found"))
    return row, member

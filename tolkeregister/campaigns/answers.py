"""The answers to a campaign: a confirmed profile, «take me out», and having left the register meanwhile."""

from datetime import datetime
from typing import Any

from sqlalchemy import text

from tolkeregister.campaigns.queries import CONCERNS
from tolkeregister.campaigns.rules.members import after_a_yes, can_want_out
from tolkeregister.core import audit
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.errors import conflict
from tolkeregister.profiles.access import own_profile
from tolkeregister.profiles.activity import change_activity

_ASKED = text(
    f"""
    SELECT m.campaign_id, m.state, m.made_inactive_at, i.inactive_since
      FROM campaign_member m JOIN interpreter i ON i.id = m.interpreter_id
     WHERE m.interpreter_id = :id AND {CONCERNS}
     ORDER BY m.campaign_id FOR UPDATE OF m
    """
)
_BACK = text(
    f"""
    SELECT m.campaign_id FROM campaign_member m JOIN interpreter i ON i.id = m.interpreter_id
     WHERE m.interpreter_id = :id AND m.state IN ('inactive', 'wants_out') AND NOT {CONCERNS}
       AND m.made_inactive_at = i.inactive_since FOR UPDATE OF i
    """
)
_ANSWER = text(
    """
    UPDATE campaign_member SET state = :state, answered_at = :now,
           made_inactive_at = coalesce(:made_inactive_at, made_inactive_at)
     WHERE campaign_id = :campaign AND interpreter_id = :id
    """
)
# Whoever has nothing listed now has left; one entry of several is no leaving, and neither is a removal to come.
_LEFT = text(
    """
    UPDATE campaign_member m SET state = 'left', answered_at = :now
     WHERE m.interpreter_id = :id AND m.state = 'waiting'
       AND NOT EXISTS (SELECT FROM entry e JOIN entry_listing l ON l.entry_id = e.id AND upper_inf(l.recorded)
                        WHERE e.interpreter_id = m.interpreter_id AND l.valid @> CAST(:now AS timestamptz))
    """
)


async def note_answer(
    session: Session, actor: Actor, *, interpreter_id: int, number: str, is_confirmed: bool, now: datetime
) -> None:
    """What a confirmed profile means to campaigns (handler of `profile.answered`).

    Whom a campaign made inactive is active from this transaction on; who had taken a pause before it keeps the pause.
    Somebody who only takes assignments again has answered nothing that still waits.
    """
    for row in (await session.execute(_ASKED, {"id": interpreter_id, "now": now})).all():
        state = after_a_yes(row.state)
        if state is None or not (is_confirmed or row.state == "inactive"):
            continue
        await _answer(session, row.campaign_id, interpreter_id, state, now)
        if row.made_inactive_at is not None and row.made_inactive_at == row.inactive_since:
            await change_activity(
                session, actor, interpreter_id, number, is_active=True, now=now, campaign=row.campaign_id
            )


async def ask_to_leave(session: Session, actor: Actor, *, now: datetime) -> None:
    """«No, take me out.» Inactive at once; the removal itself is the directorate's. Conflict when nobody has asked."""
    own = await own_profile(session, actor)
    asked = await session.execute(_ASKED, {"id": own.id, "now": now})
    rows = [row for row in asked if can_want_out(row.state)]
    if not rows:
        raise conflict("campaign_answered")
    was_active = own.inactive_since is None
    for row in rows:
        await _answer(
            session, row.campaign_id, own.id, "wants_out", now, made_inactive_at=now if was_active else None
        )
    audit.record(session, actor, "campaign.wants_out", "interpreter", own.number, now=now)
    if was_active:
        await change_activity(session, actor, own.id, own.number, is_active=False, now=now)


async def note_leaving(
    session: Session, actor: Actor, *, interpreter_id: int, number: str, effective_at: datetime, now: datetime
) -> None:
    """Nobody who is out of the register is asked (handler of `interpreter.removed`)."""
    await session.execute(_LEFT, {"id": interpreter_id, "now": now})


async def note_return(
    session: Session, actor: Actor, *, interpreter_id: int, number: str, now: datetime, **_: Any
) -> None:
    """Whoever is listed anew after having left takes assignments as everybody new does (handler of `entry.opened`).

    A pause of one's own is no campaign's, and stays.
    """
    row = (await session.execute(_BACK, {"id": interpreter_id, "now": now})).first()
    if row is not None:
        await change_activity(
            session, actor, interpreter_id, number, is_active=True, now=now, campaign=row.campaign_id
        )


async def _answer(
    session: Session, campaign_id: int, interpreter_id: int, state: str, now: datetime,
    made_inactive_at: datetime | None = None,
) -> None:  # fmt: skip
    values = {
        "campaign": campaign_id, "id": interpreter_id, "state": state, "now": now,
        "made_inactive_at": made_inactive_at,
    }  # fmt: skip
    await session.execute(_ANSWER, values)

"""Active or not, and the yearly word that what stands is still right."""

from datetime import datetime
from typing import Any

from sqlalchemy import text

from tolkeregister.core import audit
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.events import raise_event
from tolkeregister.profiles.access import own_profile
from tolkeregister.profiles.changes import note_change
from tolkeregister.profiles.rules.changing import NO, YES

ANSWERED = "profile.answered"

_SET = text("UPDATE interpreter SET inactive_since = :since WHERE id = :id")
_CONFIRM = text("UPDATE interpreter SET confirmed_at = :now WHERE id = :id")


async def set_active(session: Session, actor: Actor, *, is_active: bool, now: datetime) -> bool:
    """Say whether one takes new assignments; True when that changed.

    Inactive means: in no search and in no new round of offers, from this transaction on. The listing, the card and
    accepted assignments stay, and offers that are open can still be answered.
    """
    own = await own_profile(session, actor)
    if is_active == (own.inactive_since is None):
        return False
    await change_activity(session, actor, own.id, own.number, is_active=is_active, now=now)
    if is_active:
        await _answered(session, actor, own.id, own.number, is_confirmed=False, now=now)
    return True


async def change_activity(
    session: Session,
    actor: Actor,
    interpreter_id: int,
    number: str,
    *,
    is_active: bool,
    now: datetime,
    **why: Any,
) -> None:
    """As `set_active`, for an interpreter whose row is locked and who is not so already; `why` goes into the trail."""
    await session.execute(_SET, {"id": interpreter_id, "since": None if is_active else now})
    before, after = (NO, YES) if is_active else (YES, NO)
    await note_change(session, interpreter_id, "active", before, after, now=now)
    what = "profile.active" if is_active else "profile.inactive"
    audit.record(session, actor, what, "interpreter", number, now=now, **why)


async def confirm_profile(session: Session, actor: Actor, *, now: datetime) -> None:
    """«Yes, this is still right.» Twice is as good as once. Raises `profile.answered` for whoever asked."""
    own = await own_profile(session, actor)
    await session.execute(_CONFIRM, {"id": own.id, "now": now})
    audit.record(session, actor, "profile.confirmed", "interpreter", own.number, now=now)
    await _answered(session, actor, own.id, own.number, is_confirmed=True, now=now)


async def _answered(
    session: Session, actor: Actor, interpreter_id: int, number: str, *, is_confirmed: bool, now: datetime
) -> None:
    await raise_event(
        session,
        actor,
        ANSWERED,
        now=now,
        interpreter_id=interpreter_id,
        number=number,
        is_confirmed=is_confirmed,
    )

"""Changes of a profile as differences: what counts at once, and what an officer must agree to first."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import text

from tolkeregister.core import audit
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, NotAllowed, NotFound, conflict
from tolkeregister.entries.access import require_directorate
from tolkeregister.entries.profile import describe_oneself
from tolkeregister.profiles.access import OwnProfile, own_profile
from tolkeregister.profiles.models import ChangeField, ChangeState, ContactField, DeclineReason, ProfileChange
from tolkeregister.profiles.rules.changing import LONGEST_NAME, NO, YES, counts_at_once, may_decide

_CONTACT = text("SELECT field, value FROM stated_contact WHERE interpreter_id = :id")
_STATE = text(
    """
    INSERT INTO stated_contact (interpreter_id, field, value, stated_at) VALUES (:id, :field, :value, :now)
    ON CONFLICT (interpreter_id, field) DO UPDATE SET value = excluded.value, stated_at = excluded.stated_at
    """
)
_UNSTATE = text("DELETE FROM stated_contact WHERE interpreter_id = :id AND field = :field")
_LEVEL = text("UPDATE interpreter SET availability_level = :level WHERE id = :id")
_APPLY = {
    "chosen_name": text("UPDATE interpreter SET chosen_name = nullif(:after, '') WHERE id = :id"),
    "clearance": text("UPDATE interpreter SET has_clearance = (:after = 'yes') WHERE id = :id"),
}
_TAKE_BACK = text(
    """
    UPDATE profile_change SET state = 'withdrawn', decided_at = :now, decided_by = :account
     WHERE interpreter_id = :id AND field = :field AND state = 'waiting' RETURNING id
    """
)
_LOCK = text(
    """
    SELECT c.id, c.interpreter_id, c.field, c.after, c.state, i.number,
           EXISTS (SELECT FROM account a WHERE a.id = :account AND a.person_id = i.person_id) AS is_own
      FROM profile_change c JOIN interpreter i ON i.id = c.interpreter_id
     WHERE c.id = :change FOR NO KEY UPDATE OF c
    """
)
_DECIDE = text(
    """
    UPDATE profile_change SET state = :state, decided_at = :now, decided_by = :account, decline_reason = :why
     WHERE id = :change
    """
)
LEVELS = ("full_time", "part_time", "sporadic")


async def state_contact(
    session: Session, actor: Actor, values: Mapping[str, str | None], *, now: datetime
) -> None:
    """What one wants others to reach one by; None or "" takes it away. Whether it is shown is another question."""
    if not set(values) <= set(ContactField):
        raise Invalid(reason("unknown_value"))
    own = await own_profile(session, actor)
    stands = {row.field: row.value for row in await session.execute(_CONTACT, {"id": own.id})}
    for field, given in values.items():
        value, before = (given or "").strip(), stands.get(field, "")
        if value == before:
            continue
        statement = _STATE if value else _UNSTATE
        await session.execute(statement, {"id": own.id, "field": field, "value": value, "now": now})
        await note_change(session, own.id, field, before, value, now=now)
    audit.record(session, actor, "profile.contact", "interpreter", own.number, now=now)


async def describe(
    session: Session, actor: Actor, *, modes: Collection[str], subjects: Collection[str], level: str | None = None,
    now: datetime,
) -> None:  # fmt: skip
    """As `describe_oneself`, and how much one works, with the differences kept."""
    own = await own_profile(session, actor)
    if level is not None and level not in LEVELS:
        raise Invalid(reason("unknown_value", field="omfang"))
    await describe_oneself(session, actor, modes=modes, subjects=subjects, now=now)
    pairs = (("modes", own.modes, modes), ("subjects", own.subjects, subjects))
    for field, before, after in pairs:
        if set(before) != set(after):
            await note_change(
                session, own.id, field, " ".join(sorted(before)), " ".join(sorted(after)), now=now
            )
    if level is not None and level != own.availability_level:
        await session.execute(_LEVEL, {"id": own.id, "level": level})
        await note_change(session, own.id, "availability_level", own.availability_level, level, now=now)


async def ask_change(session: Session, actor: Actor, field: str, after: str, *, now: datetime) -> str:
    """Ask for another chosen name or for clearance to be shown; returns the state the change has.

    A question that waits is taken back by a newer one about the same. What stands already is no change: "made".
    """
    if field not in _APPLY:
        raise Invalid(reason("unknown_value", field="felt"))
    own = await own_profile(session, actor)
    after = _clean(field, after)
    before = _stands(own, field)
    values = {"id": own.id, "field": field, "now": now, "account": actor.account_id}
    await session.execute(_TAKE_BACK, values)
    if after == before:
        return ChangeState.MADE
    at_once = counts_at_once(field, after)
    if at_once:
        await session.execute(_APPLY[field], {"id": own.id, "after": after})
    state = ChangeState.MADE if at_once else ChangeState.WAITING
    await note_change(session, own.id, field, before, after, now=now, state=state)
    audit.record(session, actor, "profile.change_asked", "interpreter", own.number, now=now, field=field)
    return state


async def withdraw_change(session: Session, actor: Actor, field: str, *, now: datetime) -> None:
    """Take back a question that waits; Conflict when it was answered meanwhile."""
    own = await own_profile(session, actor)
    values = {"id": own.id, "field": field, "now": now, "account": actor.account_id}
    if (await session.execute(_TAKE_BACK, values)).first() is None:
        raise conflict("change_decided")
    audit.record(session, actor, "profile.change_withdrawn", "interpreter", own.number, now=now, field=field)


async def decide_change(
    session: Session, actor: Actor, change_id: int, decline_reason: str | None, *, now: datetime
) -> None:
    """Let it count from now on, or decline it with a reason its owner reads; nobody answers the own.

    Raises Conflict when another officer was first or its owner took it back.
    """
    require_directorate(actor)
    values = {"change": change_id, "account": actor.account_id}
    row = (await session.execute(_LOCK, values)).one_or_none()
    if row is None:
        raise NotFound(reason("change_not_found"))
    decision = may_decide(
        state=row.state, is_own=row.is_own, decline_reason=decline_reason, known=frozenset(DeclineReason)
    )
    if "change_decided" in decision.codes:
        raise conflict("change_decided")
    if "own_case" in decision.codes:
        raise NotAllowed(*decision.reasons)
    if not decision.allowed:
        raise Invalid(reason("unknown_value", field="grunn"))
    state = ChangeState.APPROVED if decline_reason is None else ChangeState.DECLINED
    if decline_reason is None:
        await session.execute(_APPLY[row.field], {"id": row.interpreter_id, "after": row.after})
    await session.execute(_DECIDE, values | {"state": state.value, "now": now, "why": decline_reason})
    audit.record(
        session, actor, f"profile.change_{state}", "interpreter", row.number, now=now, field=row.field
    )


async def note_change(
    session: Session, interpreter_id: int, field: str, before: str, after: str, *, now: datetime,
    state: ChangeState = ChangeState.MADE,
) -> None:  # fmt: skip
    """One difference."""
    session.add(
        ProfileChange(interpreter_id=interpreter_id, field=ChangeField(field), before=before, after=after, state=state,
                      asked_at=now)
    )  # fmt: skip
    await session.flush()  # in the order of ids, which is the order they are shown in


def _clean(field: str, after: str) -> str:
    after = " ".join(after.split())
    if field == "clearance" and after not in (YES, NO):
        raise Invalid(reason("unknown_value", field="klarering"))
    if len(after) > LONGEST_NAME:
        raise Invalid(reason("too_long", field="navn", most=LONGEST_NAME))
    return after


def _stands(own: OwnProfile, field: str) -> str:
    if field == "clearance":
        return YES if own.has_clearance else NO
    return own.chosen_name or ""

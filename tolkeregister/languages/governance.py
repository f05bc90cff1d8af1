"""Changing the list of languages: an administrator proposes, a second one approves, and the change is dated."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import text

from tolkeregister.core import audit
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import Decision, reason
from tolkeregister.core.errors import Invalid, NotFound, conflict, require
from tolkeregister.core.rules.sort_key import fold, sort_key
from tolkeregister.languages.access import governor
from tolkeregister.languages.rules import (
    Validity,
    may_be_added,
    may_be_approved,
    may_be_changed,
    may_be_merged,
)

NAMES = ("name_nb", "name_nn", "name_en")
_KNOWN = text("SELECT tag, valid_from, valid_to FROM language WHERE tag = ANY(:tags) ORDER BY tag FOR UPDATE")
_IS_OPEN = text("SELECT 1 FROM language_proposal WHERE language_tag = :tag AND state = 'proposed'")
_PROPOSE = text(
    """
    INSERT INTO language_proposal (kind, language_tag, into_tag, details, in_force_from, why, state, proposed_at,
                                   proposed_by)
    VALUES (:kind, :tag, :into, CAST(:details AS jsonb), :first_day, :why, 'proposed', :now, :account) RETURNING id
    """
)
_LOCK = text(
    """
    SELECT id, kind, language_tag, into_tag, details, in_force_from, why, state, proposed_by
      FROM language_proposal WHERE id = :id FOR UPDATE
    """
)
_DECIDE = text(
    "UPDATE language_proposal SET state = :state, decided_at = :now, decided_by = :account WHERE id = :id"
)
_BEFORE = text("SELECT name_nb, name_nn, name_en FROM language WHERE tag = :tag")
_ADD = text(
    """
    INSERT INTO language (tag, iso639_3, name_nb, name_nn, name_en, name_native, script, direction, kind, sort_key,
                          valid_from)
    VALUES (:tag, :iso639_3, :name_nb, :name_nn, :name_en, :name_native, :script, :direction, :kind, :sort_key,
            :first_day)
    """
)
_RENAME = text(
    """
    UPDATE language SET name_nb = :name_nb, name_nn = :name_nn, name_en = :name_en, sort_key = :sort_key
     WHERE tag = :tag
    """
)
_END = text("UPDATE language SET valid_to = :last_day WHERE tag = :tag")
_ADD_WORD = text(
    """
    INSERT INTO language_word (word, language_tag, is_ambiguous) VALUES (:word, :tag, false)
    ON CONFLICT (word, language_tag) DO NOTHING
    """
)
_RECORD = text(
    """
    INSERT INTO language_change (proposal_id, kind, language_tag, into_tag, before, after, in_force_from, why,
                                 decided_at)
    VALUES (:id, :kind, :tag, :into, CAST(:before AS jsonb), CAST(:after AS jsonb), :first_day, :why, :now)
    """
)
# Two proposals about the same tag at once: the second waits here and sees the first.
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtext('language_proposal'))")


@dataclass(frozen=True, slots=True)
class Proposed:
    """A change as it is proposed. `details`: names, kind and words, as the kind of change needs them."""

    kind: str  # new | renamed | words | merged
    tag: str
    why: str
    first_day: date
    into: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


async def propose(session: Session, actor: Actor, change: Proposed, *, now: datetime) -> int:
    """Put a change before a second administrator; nothing in the list is other than it was.

    Raises Invalid with the field of what cannot be, RuleBroken when the same tag waits for an answer already.
    """
    account = governor(actor)
    await session.execute(_ONE_AT_A_TIME)
    decision = await _may_be_done(session, change, oslo_date(now))
    if not decision.allowed:
        raise Invalid(*decision.reasons)
    if (await session.execute(_IS_OPEN, {"tag": change.tag})).first():
        raise Invalid(reason("proposal_waits", field="tag" if change.kind == "new" else "sprak"))
    values = {
        "kind": change.kind, "tag": change.tag, "into": change.into, "why": change.why, "now": now,
        "details": json.dumps(dict(change.details)), "first_day": change.first_day, "account": account,
    }  # fmt: skip
    made = int((await session.execute(_PROPOSE, values)).scalar_one())
    audit.record(session, actor, "language.proposed", "language", change.tag, now=now, what=change.kind)
    return made


async def approve(session: Session, actor: Actor, proposal_id: int, *, now: datetime) -> None:
    """The second person's yes: the list is changed from the proposal's day on, and the change is kept for good.

    A merge ends the old tag the day before; entries, evidence and facts keep it (seed B16). What has happened to the
    list in between is looked at again; RuleBroken for one's own proposal.
    """
    account = governor(actor)
    await session.execute(_ONE_AT_A_TIME)
    row = await _proposal(session, proposal_id)
    require(may_be_approved(is_own=row.proposed_by == account, is_open=row.state == "proposed"))
    change = Proposed(row.kind, row.language_tag, row.why, row.in_force_from, row.into_tag, row.details)
    require(await _may_be_done(session, change, oslo_date(now)))
    before = (await session.execute(_BEFORE, {"tag": change.tag})).mappings().first()
    await _do(session, change)
    values = {
        "id": row.id, "kind": change.kind, "tag": change.tag, "into": change.into, "first_day": change.first_day,
        "before": json.dumps(dict(before or {})), "after": json.dumps(dict(change.details)), "why": change.why,
        "now": now,
    }  # fmt: skip
    await session.execute(_RECORD, values)
    await session.execute(_DECIDE, {"id": row.id, "state": "approved", "now": now, "account": account})
    audit.record(session, actor, "language.changed", "language", change.tag, now=now, what=change.kind)


async def decline(session: Session, actor: Actor, proposal_id: int, *, now: datetime) -> None:
    """No, or taken back by whoever proposed it; the list stays as it is."""
    account = governor(actor)
    row = await _proposal(session, proposal_id)
    if row.state != "proposed":
        raise conflict("proposal_decided")
    await session.execute(_DECIDE, {"id": row.id, "state": "declined", "now": now, "account": account})
    audit.record(session, actor, "language.declined", "language", row.language_tag, now=now, what=row.kind)


async def _proposal(session: Session, proposal_id: int) -> Any:
    row = (await session.execute(_LOCK, {"id": proposal_id})).one_or_none()
    if row is None:
        raise NotFound(reason("proposal_not_found"))
    return row


async def _may_be_done(session: Session, change: Proposed, today: date) -> Decision:
    rows = await session.execute(_KNOWN, {"tags": [change.tag, change.into or change.tag]})
    known = {row.tag: Validity(row.valid_from, row.valid_to) for row in rows}
    match change.kind:
        case "new":
            return may_be_added(change.tag, known.get(change.tag))
        case "merged":
            into = known.get(change.into or "")
            return may_be_merged(known.get(change.tag), into, from_day=change.first_day, today=today)
        case _:
            return may_be_changed(known.get(change.tag), today)


async def _do(session: Session, change: Proposed) -> None:
    """Write the change into the list. Words are only ever added: a word with two meanings becomes a choice."""
    details = change.details
    if change.kind == "merged":
        await session.execute(_END, {"tag": change.tag, "last_day": change.first_day - timedelta(days=1)})
        return
    if change.kind == "new":
        key = sort_key(details["name_nb"])
        await session.execute(_ADD, {"iso639_3": None, "script": None, **details, "tag": change.tag,
                                     "sort_key": key, "first_day": change.first_day})  # fmt: skip
    elif change.kind == "renamed":
        names = {name: details[name] for name in NAMES}
        await session.execute(_RENAME, {**names, "tag": change.tag, "sort_key": sort_key(details["name_nb"])})
    named = [str(details[name]) for name in (*NAMES, "name_native") if details.get(name)]
    folded = dict.fromkeys(fold(word) for word in (*named, *details.get("words", ())))
    for word in filter(None, folded):
        await session.execute(_ADD_WORD, {"word": word, "tag": change.tag})

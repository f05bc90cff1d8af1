"""Changes in the register. Nothing is overwritten: a row's recorded time ends and a new row begins."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import Range

from tolkeregister.core import audit
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, conflict
from tolkeregister.core.events import raise_event
from tolkeregister.entries.access import find_interpreter_for
from tolkeregister.entries.hidden import end_hidden, hidden_listings
from tolkeregister.entries.models import EntryCategory, EntryListing

INTERPRETER_REMOVED, ENTRY_ENDED, ENTRY_OPENED = "interpreter.removed", "entry.ended", "entry.opened"


class RemovalReason(StrEnum):
    """Why somebody leaves the register. Never told to anyone outside the directorate (P1, W11)."""

    OWN_WISH = "own_wish"
    EXCLUDED = "excluded"
    TEMPORARILY_EXCLUDED = "temporarily_excluded"
    REQUIREMENTS_NOT_MET = "requirements_not_met"
    DEAD = "dead"
    PROTECTED = "protected"  # until the protection ends, or the directorate decides otherwise (P3)


@dataclass(frozen=True, slots=True)
class CategorySpan:
    """A category from one instant to another (None: until something changes), by one version of the rules."""

    category: str
    valid_from: datetime
    valid_to: datetime | None
    rule_version: str


_ENTRY = text(
    """
    INSERT INTO entry (interpreter_id, language_tag, type) VALUES (:interpreter, :language, :type)
    ON CONFLICT (interpreter_id, language_tag, type) DO UPDATE SET type = excluded.type RETURNING id
    """
)
_LISTED_FROM = text(
    """
    SELECT 1 FROM entry_listing
     WHERE entry_id = :entry AND upper_inf(recorded) AND valid && tstzrange(:from, NULL)
    """
)
_LOCK_ENTRY = text("SELECT id FROM entry WHERE id = :id FOR NO KEY UPDATE")
_KNOWN_CATEGORIES = text(
    """
    SELECT id, category, lower(valid) AS valid_from, upper(valid) AS valid_to, rule_version
      FROM entry_category WHERE entry_id = :entry AND upper_inf(recorded)
    """
)
# A row that was recorded at this very instant was never seen by anyone: it goes, instead of an empty period.
_FORGET_CATEGORIES = text(
    "DELETE FROM entry_category WHERE id = ANY(CAST(:ids AS int[])) AND lower(recorded) >= :now"
)
_CLOSE_CATEGORIES = text(
    """
    UPDATE entry_category SET recorded = tstzrange(lower(recorded), :now)
     WHERE id = ANY(CAST(:ids AS int[])) AND lower(recorded) < :now
    """
)
_LISTINGS_FROM = text(
    """
    SELECT l.id, l.entry_id, lower(l.valid) AS valid_from, e.language_tag, e.type
      FROM entry_listing l JOIN entry e ON e.id = l.entry_id
     WHERE e.interpreter_id = :interpreter AND upper_inf(l.recorded)
       AND (upper_inf(l.valid) OR upper(l.valid) > :from)
     ORDER BY l.id
    """
)
_FORGET_LISTINGS = text(
    "DELETE FROM entry_listing WHERE id = ANY(CAST(:ids AS int[])) AND lower(recorded) >= :now"
)
_CLOSE_LISTINGS = text(
    """
    UPDATE entry_listing SET recorded = tstzrange(lower(recorded), :now)
     WHERE id = ANY(CAST(:ids AS int[])) AND lower(recorded) < :now
    """
)


async def open_entry(
    session: Session,
    actor: Actor,
    number: str,
    language: str,
    type: str,
    *,
    valid_from: datetime,
    now: datetime,
) -> int:
    """List an interpreter in a language and type; returns the entry's id. Conflict when listed already.

    Raises `entry.opened`.
    """
    interpreter = await find_interpreter_for(session, actor, number)
    values = {"interpreter": interpreter.id, "language": language, "type": type}
    entry_id = int((await session.execute(_ENTRY, values)).scalar_one())
    if (await session.execute(_LISTED_FROM, {"entry": entry_id, "from": valid_from})).scalar() is not None:
        raise conflict("already_listed")
    session.add(EntryListing(entry_id=entry_id, valid=Range(valid_from, None), recorded=Range(now, None)))
    await session.flush()
    audit.record(session, actor, "entry.opened", "interpreter", number, now=now, language=language, type=type)
    await raise_event(
        session,
        actor,
        ENTRY_OPENED,
        now=now,
        interpreter_id=interpreter.id,
        number=number,
        effective_at=valid_from,
    )
    return entry_id


async def set_category(
    session: Session, entry_id: int, spans: Sequence[CategorySpan], *, now: datetime
) -> bool:
    """Make these spans what the register knows of an entry's category from now on; True when anything changed.

    Only `qualification` calls it, with what follows from the evidence (rule Q1). Spans that stay keep their row.
    """
    await session.execute(_LOCK_ENTRY, {"id": entry_id})
    known = {
        CategorySpan(row.category, row.valid_from, row.valid_to, row.rule_version): row.id
        for row in await session.execute(_KNOWN_CATEGORIES, {"entry": entry_id})
    }
    wanted = set(spans)
    gone = [row_id for span, row_id in known.items() if span not in wanted]
    new = [span for span in spans if span not in known]
    for statement in (_FORGET_CATEGORIES, _CLOSE_CATEGORIES):
        await session.execute(statement, {"ids": gone, "now": now})
    for span in new:
        session.add(
            EntryCategory(entry_id=entry_id, category=span.category, rule_version=span.rule_version,
                          valid=Range(span.valid_from, span.valid_to), recorded=Range(now, None))
        )  # fmt: skip
    await session.flush()
    return bool(gone or new)


async def remove_interpreter(
    session: Session, actor: Actor, number: str, reason_code: str, effective_at: datetime, *, now: datetime
) -> None:
    """Take somebody out of the register from an instant, everywhere at once.

    Listings end, and whoever has registered for `interpreter.removed` acts in the same transaction. Somebody who is
    hidden while the address is protected is removed all the same, at once, and has left everything already. Raises
    Invalid for an unknown reason, and for a later instant of the hidden; Conflict when nothing is listed from then on.
    """
    if reason_code not in set(RemovalReason):
        raise Invalid(reason("unknown_removal_reason", field="reason_code"))
    interpreter = await find_interpreter_for(session, actor, number)
    values = {"interpreter": interpreter.id, "from": effective_at}
    listings = (await session.execute(_LISTINGS_FROM, values)).all()
    hidden = () if listings else await hidden_listings(session, interpreter.id)
    if not listings and not hidden:
        raise conflict("not_listed")
    if hidden and effective_at > now:
        raise Invalid(reason("hidden_is_removed_now", field="effective_at"))
    await _end_listings(session, listings, reason_code, effective_at, now)
    await end_hidden(session, hidden, reason_code, now=now)
    audit.record(session, actor, "interpreter.removed", "interpreter", number, now=now, reason=reason_code,
                 effective_at=effective_at.isoformat())  # fmt: skip
    if hidden:
        return
    await raise_event(
        session, actor, INTERPRETER_REMOVED, now=now, interpreter_id=interpreter.id, number=number,
        effective_at=effective_at,
    )  # fmt: skip


async def end_entry(
    session: Session,
    actor: Actor,
    number: str,
    language: str,
    type: str,
    reason_code: RemovalReason,
    *,
    now: datetime,
) -> None:
    """Take one entry out from now on; with the last one the interpreter is removed. Conflict when it is not listed.

    A hidden entry ends all the same, and is not shown when the protection does. Raises `entry.ended`, on which others
    let go of what is asked and agreed in that language and type.
    """
    interpreter = await find_interpreter_for(session, actor, number)
    all_rows = (await session.execute(_LISTINGS_FROM, {"interpreter": interpreter.id, "from": now})).all()
    listings = [row for row in all_rows if (row.language_tag, row.type) == (language, type)]
    if not listings:
        await _end_hidden_entry(session, actor, interpreter.id, number, language, type, reason_code, now=now)
        return
    if len(listings) == len(all_rows):
        await remove_interpreter(session, actor, number, reason_code, now, now=now)
        return
    await _end_listings(session, listings, reason_code, now, now)
    audit.record(session, actor, "entry.ended", "interpreter", number, now=now, language=language, type=type)
    await raise_event(
        session, actor, ENTRY_ENDED, now=now, interpreter_id=interpreter.id, effective_at=now, language=language,
        type=type,
    )  # fmt: skip


async def _end_hidden_entry(
    session: Session,
    actor: Actor,
    interpreter_id: int,
    number: str,
    language: str,
    type: str,
    reason_code: RemovalReason,
    *,
    now: datetime,
) -> None:
    hidden = [each for each in await hidden_listings(session, interpreter_id)
              if (each.language_tag, each.type) == (language, type)]  # fmt: skip
    if not hidden:
        raise conflict("not_listed")
    await end_hidden(session, hidden, reason_code, now=now)
    audit.record(session, actor, "entry.ended", "interpreter", number, now=now, language=language, type=type)


async def _end_listings(
    session: Session, listings: Sequence[Any], reason_code: str, effective_at: datetime, now: datetime
) -> None:
    await _close_listings(session, (row.id for row in listings), now)
    for row in listings:
        if row.valid_from < effective_at:
            session.add(
                EntryListing(entry_id=row.entry_id, valid=Range(row.valid_from, effective_at),
                             recorded=Range(now, None), end_reason=reason_code)
            )  # fmt: skip
    await session.flush()


async def _close_listings(session: Session, ids: Iterable[int], now: datetime) -> None:
    values = {"ids": list(ids), "now": now}
    await session.execute(_FORGET_LISTINGS, values)
    await session.execute(_CLOSE_LISTINGS, values)

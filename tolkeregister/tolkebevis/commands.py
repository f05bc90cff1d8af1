"""Making, renewing and ending cards; counting checks; and saying that a card and a person do not fit."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import text
from sqlmodel import col, select

from tolkeregister.core import audit
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, NotAllowed, NotFound, require
from tolkeregister.entries.access import require_directorate
from tolkeregister.tolkebevis.derived import card_token, new_public_id, token_hash
from tolkeregister.tolkebevis.models import CardEnd, CardReport, InterpreterCard, ReportedMismatch
from tolkeregister.tolkebevis.rules.validity import may_have_card

LONGEST_NOTE = 500

_LOCK = text("SELECT id FROM interpreter WHERE id = :id FOR NO KEY UPDATE")
_LISTED = text(
    """
    SELECT e.id FROM interpreter i
      JOIN person p ON p.id = i.person_id AND p.dead_on IS NULL
      JOIN entry e ON e.interpreter_id = i.id
      JOIN entry_listing l ON l.entry_id = e.id AND upper_inf(l.recorded) AND l.valid @> CAST(:now AS timestamptz)
      JOIN entry_category c ON c.entry_id = e.id AND upper_inf(c.recorded) AND c.valid @> CAST(:now AS timestamptz)
     WHERE i.id = :id
    """
)
# A card that ends when its holder leaves the register later today is not ended before.
_END = text(
    """
    UPDATE interpreter_card SET ended_at = greatest(:at, issued_at), end_reason = :reason
     WHERE interpreter_id = :interpreter AND ended_at IS NULL
       AND (CAST(:every AS boolean) OR entry_id IS NOT DISTINCT FROM CAST(:entry AS integer))
    """
)
_COUNT = text(
    """
    INSERT INTO card_check_day (interpreter_id, day, count)
    SELECT id, :day, 1 FROM interpreter WHERE number = :number
    ON CONFLICT (interpreter_id, day) DO UPDATE SET count = card_check_day.count + 1
    """
)


async def make_card(
    session: Session, actor: Actor, secret_key: str, entry_id: int | None, *, now: datetime
) -> str:
    """A new card for all of one's languages, or for one entry; the former of the same kind ends. Returns its id.

    Raises RuleBroken (`card_not_listed`, `card_entry_not_listed`) when the register says otherwise now (rule V1).
    """
    interpreter = _own(actor)
    await session.execute(_LOCK, {"id": interpreter})
    listed = (await session.execute(_LISTED, {"id": interpreter, "now": now})).scalars().all()
    require(may_have_card(listed, entry_id))
    renewed = await _end(session, interpreter, entry_id, CardEnd.RENEWED, now)
    public_id = new_public_id()
    card = InterpreterCard(
        public_id=public_id, interpreter_id=interpreter, entry_id=entry_id,
        token_hash=token_hash(card_token(secret_key, public_id)), issued_at=now,
    )  # fmt: skip
    session.add(card)
    await session.flush()
    audit.record(
        session, actor, "card.renewed" if renewed else "card.made", "interpreter_card", card.id, now=now
    )
    return public_id


async def revoke_card(session: Session, actor: Actor, entry_id: int | None, *, now: datetime) -> None:
    """One's own card of this kind counts no more from now on; NotFound when there is none."""
    interpreter = _own(actor)
    if not await _end(session, interpreter, entry_id, CardEnd.REVOKED, now):
        raise NotFound(reason("card_not_found"))
    audit.record(session, actor, "card.revoked", "interpreter", interpreter, now=now)


async def end_cards(
    session: Session, _actor: Actor, *, interpreter_id: int, effective_at: datetime, now: datetime, **_: Any
) -> None:
    """What `interpreter.removed` does here: every card ends with the entry, in the same transaction (rule V4)."""
    await _end(session, interpreter_id, None, CardEnd.REMOVED, max(effective_at, now), every=True)


async def count_check(session: Session, number: str, *, now: datetime) -> None:
    """One more check of this interpreter today. Nothing about who asked is kept (rule V7)."""
    await session.execute(_COUNT, {"number": number, "day": oslo_date(now)})


async def report_mismatch(
    session: Session, number: str, what: str, seen_on: date, note: str, *, now: datetime
) -> None:
    """Keep what somebody saw, for the directorate. Whether the number exists is not told to who reports."""
    if what not in set(ReportedMismatch):
        raise Invalid(reason("unknown_value", field="what"))
    if len(note) > LONGEST_NOTE or len(number) > 20 or seen_on > oslo_date(now):
        raise Invalid(reason("too_long", field="note"))
    session.add(CardReport(number=number, what=what, seen_on=seen_on, note=note, reported_at=now))
    await session.flush()


async def close_report(session: Session, actor: Actor, report_id: int, *, now: datetime) -> None:
    """The directorate has seen it. A second time changes nothing."""
    require_directorate(actor)
    statement = select(CardReport).where(col(CardReport.id) == report_id).with_for_update()
    report = (await session.exec(statement)).first()
    if report is None:
        raise NotFound(reason("report_not_found"))
    if report.closed_at is None:
        report.closed_at, report.closed_by = now, actor.account_id
        await session.flush()
        audit.record(session, actor, "card_report.closed", "card_report", report_id, now=now)


async def _end(
    session: Session, interpreter: int, entry: int | None, why: CardEnd, at: datetime, *, every: bool = False
) -> bool:
    values = {"interpreter": interpreter, "entry": entry, "at": at, "reason": why.value, "every": every}
    ended: Any = await session.execute(_END, values)
    return bool(ended.rowcount)


def _own(actor: Actor) -> int:
    if actor.interpreter_id is None:
        raise NotAllowed(reason("role_missing"))
    return actor.interpreter_id

"""Reactions as rows in two times: adding, ending, reversing, holding back, and what they do to the register at once."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import Range

from tolkeregister.complaints.models import Reaction
from tolkeregister.complaints.rules.returning import Excluded, may_return
from tolkeregister.complaints.rules.terms import TERMS
from tolkeregister.complaints.rules.warnings import Warned, WarningCount, count_warnings
from tolkeregister.complaints.rules.words import ReactionKind
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import Decision
from tolkeregister.core.rules.dated import in_force
from tolkeregister.entries.commands import RemovalReason, remove_interpreter
from tolkeregister.entries.restoring import list_again

REMOVAL = {
    ReactionKind.EXCLUSION: RemovalReason.EXCLUDED,
    ReactionKind.TEMPORARY_EXCLUSION: RemovalReason.TEMPORARILY_EXCLUDED,
}
_OF_PERSON = text(
    """
    SELECT id, kind, decision_id, complaint_id, decided_on, lower(valid) AS starts_at, upper(valid) AS until
      FROM reaction WHERE person_id = :person AND upper_inf(recorded) ORDER BY lower(valid), id
    """
)
_WARNINGS_AT = text(
    """
    SELECT decided_on FROM reaction
     WHERE person_id = :person AND kind = 'warning' AND recorded @> CAST(:known_at AS timestamptz) ORDER BY decided_on
    """
)
# What was recorded at this very instant was never seen by anyone: it goes, instead of an empty period.
_FORGET = text("DELETE FROM reaction WHERE id = :id AND lower(recorded) >= :now")
_CLOSE = text(
    "UPDATE reaction SET recorded = tstzrange(lower(recorded), :now) WHERE id = :id AND lower(recorded) < :now"
)
_LISTED = text(
    """
    SELECT i.number FROM interpreter i JOIN entry e ON e.interpreter_id = i.id JOIN entry_listing l ON l.entry_id = e.id
     WHERE i.person_id = :person AND upper_inf(l.recorded) AND (upper_inf(l.valid) OR upper(l.valid) > :from) LIMIT 1
    """
)
# Only what an exclusion by decision took out comes back; reversed ones are among them.
_STARTS = text("SELECT lower(valid) FROM reaction WHERE person_id = :person AND kind <> 'warning'")
_REVIEWED = text(
    "UPDATE exclusion_review SET reviewed_at = :now, verdict = 'ended' WHERE complaint_id = :id AND reviewed_at IS NULL"
)
_STANDING = text(
    """
    SELECT p.dead_on IS NOT NULL AS is_dead,
           EXISTS (SELECT FROM population_check k WHERE k.person_id = p.id AND k.protection <> 'none'
                      AND k.shown_because IS NULL) AS is_protected,
           EXISTS (SELECT FROM interpreter i JOIN entry e ON e.interpreter_id = i.id
                     JOIN entry_category c ON c.entry_id = e.id AND upper_inf(c.recorded)
                          AND c.valid @> CAST(:at AS timestamptz) WHERE i.person_id = p.id) AS has_category
      FROM person p WHERE p.id = :person
    """
)


@dataclass(frozen=True, slots=True)
class Standing:
    """A reaction that is known and not reversed. `until` None: until something changes."""

    id: int
    kind: ReactionKind
    decision_id: int
    complaint_id: int
    decided_on: date
    starts_at: datetime
    until: datetime | None

    @property
    def excluded(self) -> Excluded:
        """The same, as the rules about coming back see it."""
        return Excluded(self.starts_at, self.until)


async def reactions_of(session: Session, person_id: int) -> tuple[Standing, ...]:
    """Everything that stands against somebody, the first one first; reversed ones are not there."""
    rows = (await session.execute(_OF_PERSON, {"person": person_id})).all()
    return tuple(
        Standing(
            row.id,
            ReactionKind(row.kind),
            row.decision_id,
            row.complaint_id,
            row.decided_on,
            row.starts_at,
            row.until,
        )
        for row in rows
    )


async def warnings_of(
    session: Session, person_id: int, on: date, *, known_at: datetime | None = None, now: datetime
) -> WarningCount:
    """The warnings that count on a day in Norway, as we know it or as it was known at `known_at` (rules W6, W7)."""
    rows = await session.execute(_WARNINGS_AT, {"person": person_id, "known_at": known_at or now})
    return count_warnings([Warned(row.decided_on) for row in rows], on, in_force(TERMS, on))


async def may_stand(session: Session, person_id: int, *, at: datetime) -> Decision:
    """Whether no exclusion keeps the person out at an instant; asked by every way into the register (rule W8)."""
    found = [each.excluded for each in await reactions_of(session, person_id) if each.kind in REMOVAL]
    return may_return(found, at, has_category=True, is_dead=False, is_protected=False)


async def add_reaction(session: Session, added: Reaction) -> None:
    """Keep a reaction."""
    session.add(added)
    await session.flush()


async def keep_out(
    session: Session, actor: Actor, person_id: int, kind: ReactionKind, since: datetime, *, now: datetime
) -> None:
    """Out of the register from an instant, everywhere at once; nothing when the person is out already.

    Search, offers, coming assignments, cards and other systems follow in this transaction (failure mode 28).
    """
    number = (await session.execute(_LISTED, {"person": person_id, "from": since})).scalar()
    if number is not None:
        await remove_interpreter(session, actor, number, REMOVAL[kind], since, now=now)


async def may_come_back(session: Session, person_id: int, *, now: datetime) -> Decision:
    """Whether somebody who was taken out may be listed again: nothing keeps the person out, and there is a category."""
    row = (await session.execute(_STANDING, {"person": person_id, "at": now})).one()
    found = [each.excluded for each in await reactions_of(session, person_id) if each.kind in REMOVAL]
    return may_return(
        found, now, has_category=row.has_category, is_dead=row.is_dead, is_protected=row.is_protected
    )


async def let_in(session: Session, actor: Actor, person_id: int, *, now: datetime) -> Decision:
    """Back into the register from now on when nothing keeps the person out and the requirements are met (rule W8)."""
    decision = await may_come_back(session, person_id, now=now)
    if decision.allowed:
        starts = (await session.execute(_STARTS, {"person": person_id})).scalars().all()
        await list_again(session, actor, person_id, starts, now=now)
    return decision


async def reverse(session: Session, decision_id: int, *, now: datetime) -> tuple[ReactionKind, ...]:
    """What rested on a decision ends in recorded time: it is no longer so, and history still says that it was."""
    rows = (await session.execute(
        text("SELECT id, kind FROM reaction WHERE decision_id = :id AND upper_inf(recorded)"), {"id": decision_id}
    )).all()  # fmt: skip
    for row in rows:
        await _forget(session, row.id, now)
    return tuple(ReactionKind(row.kind) for row in rows)


async def end_at(
    session: Session, person_id: int, standing: Standing, at: datetime, *, now: datetime
) -> None:
    """An exclusion ends at an instant: it held until then. One that had not begun is gone."""
    await _forget(session, standing.id, now)
    if standing.starts_at < at:
        await add_reaction(session, Reaction(
            person_id=person_id, complaint_id=standing.complaint_id, decision_id=standing.decision_id,
            kind=standing.kind, decided_on=standing.decided_on, valid=Range(standing.starts_at, at),
            recorded=Range(now, None),
        ))  # fmt: skip


async def end_temporary(session: Session, person_id: int, complaint_id: int, *, now: datetime) -> bool:
    """A temporary exclusion ends, at the latest with the case (rule W9); False when there was none."""
    found = [
        each for each in await reactions_of(session, person_id)
        if each.kind is ReactionKind.TEMPORARY_EXCLUSION and each.complaint_id == complaint_id
        and (each.until is None or each.until > now)
    ]  # fmt: skip
    for each in found:
        await end_at(session, person_id, each, now, now=now)
    await session.execute(_REVIEWED, {"id": complaint_id, "now": now})
    return bool(found)


async def _forget(session: Session, reaction_id: int, now: datetime) -> None:
    for statement in (_FORGET, _CLOSE):
        await session.execute(statement, {"id": reaction_id, "now": now})

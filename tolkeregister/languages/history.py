"""What is proposed for the list of languages, what has been done to it, and what words mean that are proposed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import text

from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotFound
from tolkeregister.core.rules.sort_key import fold
from tolkeregister.languages.access import governor
from tolkeregister.languages.queries import LanguageName
from tolkeregister.languages.rules import becomes_a_choice

MOST = 200


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal as it is shown. `before` are the names the language has now, {} for a new one."""

    id: int
    kind: str
    tag: str
    into: str | None
    details: Mapping[str, Any]
    first_day: date
    why: str
    state: str
    proposed_at: datetime
    proposed_by: str
    decided_at: datetime | None
    decided_by: str | None
    is_own: bool
    before: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """What was done to the list from a day on."""

    kind: str
    tag: str
    into: str | None
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    first_day: date
    why: str
    decided_at: datetime
    proposed_by: str
    decided_by: str


_PROPOSALS = text(
    """
    SELECT p.id, p.kind, p.language_tag, p.into_tag, p.details, p.in_force_from, p.why, p.state, p.proposed_at,
           a.name, p.decided_at, b.name, p.proposed_by = :account,
           CASE WHEN l.tag IS NULL THEN '{}' ELSE
               jsonb_build_object('name_nb', l.name_nb, 'name_nn', l.name_nn, 'name_en', l.name_en) END
      FROM language_proposal p JOIN account a ON a.id = p.proposed_by
      LEFT JOIN account b ON b.id = p.decided_by LEFT JOIN language l ON l.tag = p.language_tag
     WHERE (CAST(:id AS integer) IS NULL AND p.state = 'proposed') OR p.id = :id
     ORDER BY p.proposed_at, p.id LIMIT :most
    """
)
_CHANGES = text(
    """
    SELECT c.kind, c.language_tag, c.into_tag, c.before, c.after, c.in_force_from, c.why, c.decided_at, a.name, b.name
      FROM language_change c JOIN language_proposal p ON p.id = c.proposal_id
      JOIN account a ON a.id = p.proposed_by JOIN account b ON b.id = p.decided_by
     ORDER BY c.in_force_from DESC, c.id DESC LIMIT :most
    """
)
_MEANT = text(
    """
    SELECT w.word, w.language_tag FROM language_word w JOIN language l ON l.tag = w.language_tag
     WHERE w.word = ANY(:words) AND (l.valid_to IS NULL OR l.valid_to >= :on) ORDER BY l.sort_key COLLATE "C", l.tag
    """
)
_ENDED = text(
    """
    SELECT tag, iso639_3, name_nb, name_nn, name_en, name_native, script, direction, kind
      FROM language WHERE valid_to < :on ORDER BY sort_key COLLATE "C", tag
    """
)


async def proposals(session: Session, actor: Actor) -> tuple[Proposal, ...]:
    """Those that wait for a second person, the oldest first."""
    values = {"account": governor(actor), "id": None, "most": MOST}
    return tuple(Proposal(*row) for row in await session.execute(_PROPOSALS, values))


async def proposal(session: Session, actor: Actor, proposal_id: int) -> Proposal:
    """One of them, answered or not; NotFound for a number nobody has given."""
    values = {"account": governor(actor), "id": proposal_id, "most": 1}
    row = (await session.execute(_PROPOSALS, values)).one_or_none()
    if row is None:
        raise NotFound(reason("proposal_not_found"))
    return Proposal(*row)


async def changes(session: Session) -> tuple[Change, ...]:
    """What has been done to the list, the newest first. Who did it is for the directorate's pages."""
    return tuple(Change(*row) for row in await session.execute(_CHANGES, {"most": MOST}))


async def ended_languages(session: Session, *, on: date) -> tuple[LanguageName, ...]:
    """Tags that can no longer be chosen, because old facts still have them and must be called something."""
    return tuple(LanguageName(*row) for row in await session.execute(_ENDED, {"on": on}))


async def choices_made_by(session: Session, words: Sequence[str], tag: str, *, on: date) -> tuple[str, ...]:
    """Which of some words mean another language already, so that they would be answered with a choice (S4)."""
    folded = {word: fold(word) for word in words}
    meant: dict[str, list[str]] = defaultdict(list)
    for row in await session.execute(_MEANT, {"words": list(folded.values()), "on": on}):
        for word in (each for each, key in folded.items() if key == row.word):
            meant[word].append(row.language_tag)
    return becomes_a_choice(words, meant, tag)

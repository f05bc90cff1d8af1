"""An interpreter as the directorate sees it: found by number or name, with listings and categories in two times."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import text

from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotFound
from tolkeregister.core.rules.sort_key import fold
from tolkeregister.entries.access import require_directorate

MOST_FOUND = 50


@dataclass(frozen=True, slots=True)
class FoundInterpreter:
    """One line of a search."""

    number: str
    name: str
    is_listed: bool
    entries: int


@dataclass(frozen=True, slots=True)
class Span:
    """Something that was so from one instant to another, and between which instants the register said it."""

    language_tag: str
    type: str
    valid_from: datetime
    valid_to: datetime | None
    recorded_from: datetime
    recorded_to: datetime | None
    category: str | None = None
    end_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """Everything the register has held. The national identity number is not among it (rule P1)."""

    id: int
    person_id: int
    number: str
    name: str
    gender: str
    county: str
    listed_since: date
    dead_on: date | None
    is_own: bool  # the officer's own
    is_listed: bool
    is_hidden: bool  # while the address is protected; to be shown again by itself (rule P3)
    listings: tuple[Span, ...]
    categories: tuple[Span, ...]


_FIND = text(
    """
    SELECT i.number, p.given_name || ' ' || p.family_name AS name, count(l.id) > 0 AS is_listed,
           count(DISTINCT e.id) AS entries
      FROM interpreter i JOIN person p ON p.id = i.person_id
      LEFT JOIN entry e ON e.interpreter_id = i.id
      LEFT JOIN entry_listing l ON l.entry_id = e.id AND upper_inf(l.recorded)
       AND l.valid @> CAST(:now AS timestamptz)
     WHERE i.number = :number OR (:name <> '' AND p.name_folded LIKE :pattern ESCAPE '!')
     GROUP BY i.id, p.id ORDER BY p.sort_key COLLATE "C", i.id LIMIT :most
    """
)
_PERSON = text(
    """
    SELECT i.id, i.person_id, i.number, p.given_name || ' ' || p.family_name AS name, p.gender, c.name AS county,
           i.listed_since, p.dead_on,
           EXISTS (SELECT FROM account a WHERE a.id = :account AND a.person_id = i.person_id) AS is_own
      FROM interpreter i JOIN person p ON p.id = i.person_id JOIN municipality m ON m.code = p.municipality_code
      JOIN county c ON c.code = m.county_code AND c.valid_to IS NULL
     WHERE i.number = :number
    """
)
_LISTINGS = text(
    """
    SELECT e.language_tag, e.type, lower(l.valid), upper(l.valid), lower(l.recorded), upper(l.recorded), NULL,
           l.end_reason
      FROM entry_listing l JOIN entry e ON e.id = l.entry_id WHERE e.interpreter_id = :id
     ORDER BY e.language_tag, e.type, lower(l.recorded), lower(l.valid)
    """
)
_CATEGORIES = text(
    """
    SELECT e.language_tag, e.type, lower(c.valid), upper(c.valid), lower(c.recorded), upper(c.recorded), c.category
      FROM entry_category c JOIN entry e ON e.id = c.entry_id WHERE e.interpreter_id = :id
     ORDER BY e.language_tag, e.type, lower(c.recorded), lower(c.valid)
    """
)


async def find_interpreters(
    session: Session, actor: Actor, word: str, *, now: datetime
) -> tuple[FoundInterpreter, ...]:
    """By the whole number or a part of the name, listed or not; at most MOST_FOUND."""
    require_directorate(actor)
    name = fold(word)
    escaped = name.replace("!", "!!").replace("%", "!%").replace("_", "!_")
    values = {
        "number": "".join(word.split()),
        "name": name,
        "pattern": f"%{escaped}%",
        "now": now,
        "most": MOST_FOUND,
    }
    return tuple(FoundInterpreter(*row) for row in await session.execute(_FIND, values))


async def interpreter_record(session: Session, actor: Actor, number: str, *, now: datetime) -> Record:
    """The whole record; NotFound for a number that was never issued."""
    require_directorate(actor)
    values = {"number": number, "account": actor.account_id}
    person = (await session.execute(_PERSON, values)).mappings().one_or_none()
    if person is None:
        raise NotFound(reason("interpreter_not_found"))
    listings = tuple(Span(*row) for row in await session.execute(_LISTINGS, {"id": person["id"]}))
    categories = tuple(Span(*row) for row in await session.execute(_CATEGORIES, {"id": person["id"]}))
    is_listed = any(is_so(each, now) for each in listings)
    return Record(
        **person, is_listed=is_listed, is_hidden=not is_listed and any(_is_hidden(each, listings) for each in listings),
        listings=listings, categories=categories,
    )  # fmt: skip


def _is_hidden(span: Span, among: tuple[Span, ...]) -> bool:
    """Whether protection ended it and nothing has followed in that language and type."""
    ended = span.valid_to
    return span.recorded_to is None and span.end_reason == "protected" and ended is not None and not any(
        each.recorded_to is None and each.valid_from >= ended
        and (each.language_tag, each.type) == (span.language_tag, span.type)
        for each in among
    )  # fmt: skip


def is_so(span: Span, at: datetime) -> bool:
    """Whether the register says now that it is so at an instant."""
    return (
        span.recorded_to is None and span.valid_from <= at and (span.valid_to is None or at < span.valid_to)
    )

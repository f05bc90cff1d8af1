"""Reading changes from a cursor, and asking about many numbers at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import text

from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, conflict
from tolkeregister.entries.check import CheckedEntry
from tolkeregister.feed.publishing import STATE_NOW
from tolkeregister.feed.rules.cursor import Cursor, cursor_after, read_cursor

TOLD_FOR = timedelta(days=90)  # after that nobody is told that somebody once stood in the register
MOST_ROWS, MOST_NUMBERS = 1_000, 1_000


@dataclass(frozen=True, slots=True)
class ChangedEntry:
    """An entry that has changed since the cursor, as it is now; without a category when it is not listed."""

    position: int
    sequence: int
    number: str
    language_tag: str
    type: str
    category: str | None
    holds_until: datetime | None


@dataclass(frozen=True, slots=True)
class ChangePage:
    """A page of changes, where to go on, and whether there is more already."""

    changes: tuple[ChangedEntry, ...]
    following: str
    has_more: bool


_NEWEST = text("SELECT coalesce(max(position), 0) FROM register_change")
_MISSED_TOO_OLD = text(
    "SELECT EXISTS (SELECT FROM register_change WHERE position = "
    "(SELECT min(position) FROM register_change WHERE position > :after) AND happened_at < :oldest)"
)
_PAGE = text(
    f"""
    SELECT r.position, r.sequence, i.number, e.language_tag, e.type, state.category, state.holds_until
      FROM register_change r
      JOIN entry e ON e.id = r.entry_id
      JOIN interpreter i ON i.id = e.interpreter_id
      LEFT JOIN LATERAL ({STATE_NOW} WHERE e.id = r.entry_id) state ON true
     WHERE r.position > :after AND r.position <= :bound
       AND NOT EXISTS (SELECT FROM register_change later WHERE later.entry_id = r.entry_id
                        AND later.position > r.position)
       AND (NOT CAST(:listed_only AS boolean) OR state.category IS NOT NULL)
     ORDER BY r.position LIMIT :most
    """
)
_CHECK_MANY = text(
    """
    SELECT i.number, e.language_tag, e.type, c.category
      FROM interpreter i
      JOIN person p ON p.id = i.person_id AND p.dead_on IS NULL
      JOIN entry e ON e.interpreter_id = i.id
      JOIN entry_listing l ON l.entry_id = e.id AND upper_inf(l.recorded) AND l.valid @> CAST(:now AS timestamptz)
      JOIN entry_category c ON c.entry_id = e.id AND upper_inf(c.recorded) AND c.valid @> CAST(:now AS timestamptz)
     WHERE i.number = ANY(CAST(:numbers AS text[])) ORDER BY i.number, c.category, e.language_tag, e.type
    """
)
# At the end of a day that has been, by what is known now: a death since does not change what was so then.
_CHECK_MANY_THEN = text(
    """
    SELECT asked.place, e.language_tag, e.type, c.category
      FROM unnest(CAST(:numbers AS text[]), CAST(:instants AS timestamptz[])) WITH ORDINALITY
           AS asked(number, at, place)
      JOIN interpreter i ON i.number = asked.number
      JOIN entry e ON e.interpreter_id = i.id
      JOIN entry_listing l ON l.entry_id = e.id AND upper_inf(l.recorded) AND l.valid @> asked.at
      JOIN entry_category c ON c.entry_id = e.id AND upper_inf(c.recorded) AND c.valid @> asked.at
     ORDER BY asked.place, c.category, e.language_tag, e.type
    """
)


async def changes_since(session: Session, cursor: str, *, most: int, now: datetime) -> ChangePage:
    """Each entry that has changed since, once, as it is now. Asking again from the same cursor does no harm.

    A reader at "0" is given what is listed and no more. Raises Invalid (`cursor_unreadable`), and Conflict
    (`cursor_too_old`) when the reader has missed what is no longer told: it begins again from "0".
    """
    newest = int((await session.execute(_NEWEST)).scalar_one())
    stands = read_cursor(cursor, newest)
    if stands is None or stands.after > newest or (stands.bound or 0) > newest:
        raise Invalid(reason("cursor_unreadable", field="fra", parameter="fra"))
    if not stands.is_start and await _has_missed(session, stands, now):
        raise conflict("cursor_too_old")
    values = {"after": stands.after, "bound": newest if stands.bound is None else stands.bound,
              "listed_only": stands.is_start, "most": most + 1, "now": now}  # fmt: skip
    rows = tuple(ChangedEntry(*row) for row in await session.execute(_PAGE, values))
    page, more = rows[:most], len(rows) > most
    following = cursor_after(stands, page[-1].position if page else None, more=more)
    if not more and not stands.is_start:
        following = Cursor(newest)  # what lies between was told by later positions
    return ChangePage(page, str(following), more or (stands.is_start and following.after < newest))


async def check_many(
    session: Session, numbers: Sequence[str], *, now: datetime
) -> dict[str, tuple[CheckedEntry, ...]]:
    """What each number stands for now; a number that is missing is not listed, whatever the reason (V4)."""
    rows = await session.execute(_CHECK_MANY, {"numbers": list(set(numbers)), "now": now})
    found: dict[str, list[CheckedEntry]] = {}
    entry = cache(CheckedEntry)  # thousands of rows say some hundred different things
    for number, *said in rows:
        found.setdefault(number, []).append(entry(*said))
    return {number: tuple(entries) for number, entries in found.items()}


async def check_many_then(
    session: Session, asked: Sequence[tuple[str, datetime]]
) -> tuple[tuple[CheckedEntry, ...], ...]:
    """What each number stood for at its own instant, by what is known now; in the order asked."""
    values = {"numbers": [number for number, _ in asked], "instants": [at for _, at in asked]}
    found: list[list[CheckedEntry]] = [[] for _ in asked]
    for place, *entry in await session.execute(_CHECK_MANY_THEN, values):
        found[place - 1].append(CheckedEntry(*entry))
    return tuple(map(tuple, found))


async def _has_missed(session: Session, stands: Cursor, now: datetime) -> bool:
    values = {"after": stands.after, "oldest": now - TOLD_FOR}
    return bool((await session.execute(_MISSED_TOO_OLD, values)).scalar_one())

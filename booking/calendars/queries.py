"""Calendar entries as files and feeds show them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import text

from booking.requests.access import visible_to
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session

KEPT = timedelta(days=30)  # how long what is over, or is cancelled, stays in a feed


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry with what its owner may choose to see in it."""

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    is_cancelled: bool
    changed_at: datetime
    number: str
    is_interpreters: bool
    language_tag: str
    mode: str
    address: str
    municipality: str


@dataclass(frozen=True, slots=True)
class Feed:
    """What one secret address shows."""

    written_form: str
    shows_details: bool
    changed_at: datetime  # the newest change of anything in it
    entries: tuple[Entry, ...]


_ENTRY = """
    SELECT e.uid, e.sequence, lower(e.period) AS starts_at, upper(e.period) AS ends_at, e.is_cancelled, e.changed_at,
           a.number, e.interpreter_id IS NOT NULL AS is_interpreters, a.language_tag, a.mode, a.address,
           m.name AS municipality
      FROM calendar_entry e JOIN assignment a ON a.id = e.assignment_id JOIN request r ON r.id = a.request_id
      JOIN municipality m ON m.code = a.municipality_code
"""
_ONE = (
    _ENTRY
    + """
     WHERE a.number = :number AND {visible} AND (CASE WHEN CAST(:interpreter AS int) IS NULL
           THEN e.account_id = r.account_id ELSE e.interpreter_id = :interpreter END)
"""
)
# An account that was closed, or has left the unit or the register's door, has no feed to show, however secret the
# address. What was cancelled is told for a while, so that calendars take it away.
_FEED = text(
    _ENTRY
    + """
      JOIN account c ON c.id = :account AND c.closed_at IS NULL
      LEFT JOIN interpreter i ON i.id = e.interpreter_id
     WHERE ((e.account_id = c.id AND EXISTS (
                SELECT FROM account_role o WHERE o.account_id = c.id AND o.organisation_id = r.organisation_id
                   AND (o.unit_id IS NULL OR o.unit_id = r.unit_id)))
            OR (i.person_id = c.person_id AND EXISTS (
                SELECT FROM account_role o WHERE o.account_id = c.id AND o.role = 'interpreter')))
       AND CASE WHEN e.is_cancelled THEN e.changed_at > :since ELSE upper(e.period) > :since END
     ORDER BY lower(e.period), e.id
    """
)
_WHOSE = text(
    """
    SELECT c.id, c.written_form, f.shows_details, f.changed_at
      FROM calendar_choice f JOIN account c ON c.id = f.account_id AND c.closed_at IS NULL
     WHERE f.token_hash = :hash
    """
)


async def entry_of(session: Session, actor: Actor, number: str) -> Entry | None:
    """The entry of an assignment the actor may see: the interpreter's own, or the one of whoever ordered it."""
    clause, values = visible_to(actor)
    interpreter = None if actor.is_public_body else actor.interpreter_id
    statement = text(_ONE.format(visible=clause))
    row = (
        await session.execute(statement, {"number": number, "interpreter": interpreter, **values})
    ).one_or_none()
    return Entry(*row) if row else None


async def feed_of(session: Session, token_hash: str, *, now: datetime) -> Feed | None:
    """What the address with this hash shows; None for one that never was, was replaced or was taken away."""
    whose = (await session.execute(_WHOSE, {"hash": token_hash})).one_or_none()
    if whose is None:
        return None
    rows = await session.execute(_FEED, {"account": whose.id, "since": now - KEPT})
    entries = tuple(Entry(*row) for row in rows)
    changed_at = max([whose.changed_at, *(each.changed_at for each in entries)])
    return Feed(whose.written_form, whose.shows_details, changed_at, entries)

"""What a card shows, what its holder sees of it, and what the directorate has to look at."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import text

from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotAllowed
from tolkeregister.entries.access import require_directorate
from tolkeregister.tolkebevis.derived import card_token, token_hash
from tolkeregister.tolkebevis.rules.validity import ShownEntry

COUNTED_DAYS = 30


@dataclass(frozen=True, slots=True)
class Holder:
    """Who a card belongs to, as it shows: name, number and picture."""

    number: str
    name: str
    gender: str
    photo: bytes | None


@dataclass(frozen=True, slots=True)
class CheckedCard:
    """A card that is valid now, and what it shows (rule V3)."""

    public_id: str
    holder: Holder
    entries: tuple[ShownEntry, ...]


@dataclass(frozen=True, slots=True)
class OwnCard:
    """One of the holder's cards. `address_known` is false when the service's secret has changed since."""

    entry_id: int | None
    public_id: str
    token: str
    issued_at: datetime
    address_known: bool


@dataclass(frozen=True, slots=True)
class OwnCards:
    """Everything the holder's page shows."""

    holder: Holder
    entries: tuple[tuple[int, ShownEntry], ...]
    cards: tuple[OwnCard, ...]
    checks: int
    photo_waits: bool
    declined_reason: str | None

    def card_for(self, entry_id: int | None) -> OwnCard | None:
        """The card for one entry, or for all."""
        return next((each for each in self.cards if each.entry_id == entry_id), None)

    def shown_by(self, entry_id: int | None) -> tuple[ShownEntry, ...]:
        """What a card for this entry, or for all, shows now."""
        return tuple(shown for each, shown in self.entries if entry_id in (None, each))


@dataclass(frozen=True, slots=True)
class CardNumbers:
    """How many cards there are, for the directorate."""

    open: int
    holders: int
    revoked: int
    removed: int
    renewed: int
    checks: int


@dataclass(frozen=True, slots=True)
class ReportedCard:
    """What somebody reported about a card."""

    id: int
    number: str
    is_known: bool
    what: str
    seen_on: date
    note: str
    reported_at: datetime
    closed_at: datetime | None
    closed_by: str


_ENTRIES = """
      FROM interpreter i
      JOIN person p ON p.id = i.person_id AND p.dead_on IS NULL
      JOIN entry e ON e.interpreter_id = i.id
      JOIN entry_listing l ON l.entry_id = e.id AND upper_inf(l.recorded) AND l.valid @> CAST(:now AS timestamptz)
      JOIN entry_category c ON c.entry_id = e.id AND upper_inf(c.recorded) AND c.valid @> CAST(:now AS timestamptz)
      LEFT JOIN portrait_photo f ON f.interpreter_id = i.id AND f.state = 'approved'
"""
_SHOWN = """
    SELECT i.number, p.given_name || ' ' || p.family_name AS name, p.gender, f.content AS photo, e.id AS entry_id,
           e.language_tag, e.type, c.category, least(upper(l.valid), upper(c.valid)) AS holds_until
"""
_CHECK = text(
    _SHOWN + ", k.public_id" + _ENTRIES
    + """
      JOIN interpreter_card k ON k.interpreter_id = i.id AND (k.ended_at IS NULL OR k.ended_at > :now)
       AND (k.entry_id IS NULL OR k.entry_id = e.id)
     WHERE k.token_hash = :hash ORDER BY c.category, e.language_tag, e.type
    """
)  # fmt: skip
_OWN = text(_SHOWN + _ENTRIES + " WHERE i.id = :id ORDER BY c.category, e.language_tag, e.type")
_PHOTO = text(
    """
    SELECT f.content FROM portrait_photo f JOIN interpreter i ON i.id = f.interpreter_id
     WHERE i.number = :number AND f.state = 'approved'
    """
)
_HOLDER = text(
    """
    SELECT i.number, p.given_name || ' ' || p.family_name AS name, p.gender,
           (SELECT content FROM portrait_photo f WHERE f.interpreter_id = i.id AND f.state = 'approved') AS photo,
           EXISTS (SELECT FROM portrait_photo f WHERE f.interpreter_id = i.id AND f.state = 'waiting') AS waits,
           (SELECT decline_reason FROM portrait_photo f WHERE f.interpreter_id = i.id
             ORDER BY f.id DESC LIMIT 1) AS declined,
           coalesce((SELECT sum(count) FROM card_check_day d WHERE d.interpreter_id = i.id AND d.day > :since), 0)
               AS checks
      FROM interpreter i JOIN person p ON p.id = i.person_id WHERE i.id = :id
    """
)
_CARDS = text(
    """
    SELECT entry_id, public_id, token_hash, issued_at FROM interpreter_card
     WHERE interpreter_id = :id AND (ended_at IS NULL OR ended_at > :now) ORDER BY entry_id NULLS FIRST
    """
)
_NUMBERS = text(
    """
    SELECT count(*) FILTER (WHERE ended_at IS NULL) AS open,
           count(DISTINCT interpreter_id) FILTER (WHERE ended_at IS NULL) AS holders,
           count(*) FILTER (WHERE end_reason = 'revoked') AS revoked,
           count(*) FILTER (WHERE end_reason = 'removed') AS removed,
           count(*) FILTER (WHERE end_reason = 'renewed') AS renewed,
           (SELECT coalesce(sum(count), 0) FROM card_check_day WHERE day > :since) AS checks
      FROM interpreter_card
    """
)
_REPORTS = text(
    """
    SELECT r.id, r.number, i.id IS NOT NULL AS is_known, r.what, r.seen_on, r.note, r.reported_at, r.closed_at,
           coalesce(a.name, '') AS closed_by
      FROM card_report r LEFT JOIN interpreter i ON i.number = r.number LEFT JOIN account a ON a.id = r.closed_by
     ORDER BY r.closed_at IS NOT NULL, r.reported_at DESC, r.id DESC LIMIT 100
    """
)


async def check_card(session: Session, token: str, *, now: datetime) -> CheckedCard | None:
    """The card at an address, read from the register at this moment (rule V2).

    None alike for removed, excluded, dead, revoked, renewed and never made: one statement whatever the answer (V4).
    """
    rows = (await session.execute(_CHECK, {"hash": token_hash(token), "now": now})).all()
    if not rows:
        return None
    first = rows[0]
    holder = Holder(first.number, first.name, first.gender, first.photo)
    return CheckedCard(first.public_id, holder, tuple(_entry(row) for row in rows))


async def photo_of(session: Session, number: str) -> bytes | None:
    """The approved photograph of an interpreter, for a page that has already found the number valid."""
    found: bytes | None = (await session.execute(_PHOTO, {"number": number})).scalar_one_or_none()
    return found


async def own_cards(session: Session, actor: Actor, secret_key: str, *, now: datetime) -> OwnCards:
    """The actor's own cards with their addresses; NotAllowed for one who is no interpreter."""
    since = oslo_date(now) - timedelta(days=COUNTED_DAYS)
    values = {"id": actor.interpreter_id, "now": now}
    person = (await session.execute(_HOLDER, {"id": actor.interpreter_id, "since": since})).one_or_none()
    if person is None:
        raise NotAllowed(reason("role_missing"))
    entries = tuple((row.entry_id, _entry(row)) for row in await session.execute(_OWN, values))
    cards = []
    for row in await session.execute(_CARDS, values):
        token = card_token(secret_key, row.public_id)
        known = token_hash(token) == row.token_hash
        cards.append(OwnCard(row.entry_id, row.public_id, token, row.issued_at, known))
    holder = Holder(person.number, person.name, person.gender, person.photo)
    return OwnCards(holder, entries, tuple(cards), int(person.checks), person.waits, person.declined)


async def card_numbers(session: Session, actor: Actor, *, now: datetime) -> CardNumbers:
    """How many cards are open and how the others ended."""
    require_directorate(actor)
    since = oslo_date(now) - timedelta(days=COUNTED_DAYS)
    row = (await session.execute(_NUMBERS, {"since": since})).one()
    return CardNumbers(*(int(each) for each in row))


async def reported_cards(session: Session, actor: Actor) -> tuple[ReportedCard, ...]:
    """The hundred newest reports, those nobody has looked at first."""
    require_directorate(actor)
    return tuple(ReportedCard(*row) for row in await session.execute(_REPORTS))


def _entry(row: object) -> ShownEntry:
    return ShownEntry(row.language_tag, row.type, row.category, row.holds_until)  # type: ignore[attr-defined]

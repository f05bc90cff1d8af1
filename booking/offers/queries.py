"""What an interpreter sees of offers: what rule B8 says must be known before answering, and nothing more."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import text

from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotFound


@dataclass(frozen=True, slots=True)
class OfferFields:
    """Exactly what is shown of the assignment before acceptance. The address comes after; a test guards the list."""

    language_tag: str
    mode: str
    starts_at: datetime
    ends_at: datetime
    municipality: str
    body: str
    unit: str
    theme: str
    participants: str
    answer_by: datetime


@dataclass(frozen=True, slots=True)
class OfferPage:
    """One offer: what is asked, where it stands, and the interpreter's own remark if the body is weighing it."""

    id: int
    state: str
    is_expired: bool
    remark: str | None
    number: str | None  # of the assignment, once it is the interpreter's
    fields: OfferFields


_OFFERS = """
    SELECT f.id, f.state, f.remark, CASE WHEN f.state = 'accepted' THEN a.number END AS number,
           a.language_tag, CASE WHEN f.state = 'accepted' THEN a.mode ELSE coalesce(f.mode, a.mode) END AS mode,
           lower(a.period) AS starts_at, upper(a.period) AS ends_at,
           m.name AS municipality, o.name AS body, u.name AS unit, r.theme, r.participants, f.answer_by
      FROM offer f JOIN assignment a ON a.id = f.assignment_id JOIN request r ON r.id = a.request_id
      JOIN organisation o ON o.id = r.organisation_id JOIN unit u ON u.id = r.unit_id
      JOIN municipality m ON m.code = a.municipality_code
     WHERE f.interpreter_id = :interpreter AND {which}
     ORDER BY f.answer_by, f.id
"""


async def open_offers(session: Session, actor: Actor, *, now: datetime) -> tuple[OfferPage, ...]:
    """The actor's offers that can still be answered, the most urgent first."""
    sql = _OFFERS.format(which="f.state = 'open' AND f.answer_by > :now")
    rows = await session.execute(text(sql), {"interpreter": actor.interpreter_id, "now": now})
    return tuple(_page(row, now) for row in rows.mappings())


async def offer_page(session: Session, actor: Actor, offer_id: int, *, now: datetime) -> OfferPage:
    """One of the actor's own offers, in whatever state; NotFound for anybody else's."""
    sql = _OFFERS.format(which="f.id = :id")
    row = (
        (await session.execute(text(sql), {"interpreter": actor.interpreter_id, "id": offer_id}))
        .mappings()
        .first()
    )
    if row is None:
        raise NotFound(reason("offer_not_found"))
    return _page(row, now)


def _page(row: Any, now: datetime) -> OfferPage:
    fields = OfferFields(**{name: row[name] for name in OfferFields.__slots__})
    is_expired = row["state"] == "expired" or (row["state"] == "open" and row["answer_by"] <= now)
    return OfferPage(row["id"], row["state"], is_expired, row["remark"], row["number"], fields)

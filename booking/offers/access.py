"""Who may see an offer: the interpreter who was asked. Somebody else's offer answers as one that does not exist."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotFound


@dataclass(frozen=True, slots=True)
class OfferInHand:
    """An offer as commands need it."""

    id: int
    assignment_id: int
    interpreter_id: int
    interpreter_number: str
    state: str
    answer_by: datetime
    remark: str | None
    mode: str = ""  # the one this interpreter is asked for; empty: the assignment's


_OFFER = """
    SELECT f.id, f.assignment_id, f.interpreter_id, i.number AS interpreter_number, f.state, f.answer_by, f.remark,
           coalesce(f.mode, a.mode) AS mode
      FROM offer f JOIN interpreter i ON i.id = f.interpreter_id JOIN assignment a ON a.id = f.assignment_id
     WHERE f.id = :id AND f.interpreter_id = :interpreter
"""


async def find_offer_for(session: Session, actor: Actor, offer_id: int) -> OfferInHand:
    """The actor's own offer, not locked. NotFound when it was sent to somebody else or never."""
    values = {"id": offer_id, "interpreter": actor.interpreter_id}
    row = (await session.execute(text(_OFFER), values)).mappings().first()
    if row is None:
        raise NotFound(reason("offer_not_found"))
    return OfferInHand(**row)


async def find_offer_by_booker(session: Session, assignment_id: int, offer_id: int) -> OfferInHand:
    """An offer of an assignment that the caller has already found for the booker."""
    sql = text(_OFFER.replace("f.interpreter_id = :interpreter", "f.assignment_id = :assignment"))
    row = (await session.execute(sql, {"id": offer_id, "assignment": assignment_id})).mappings().first()
    if row is None:
        raise NotFound(reason("offer_not_found"))
    return OfferInHand(**row)

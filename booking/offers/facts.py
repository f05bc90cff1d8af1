"""What the rule of acceptance needs to know, read after the interpreter is locked."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text

from booking.availability.calendar import period_text
from booking.availability.rules import booked_period, buffer_on
from booking.matching.queries import lacking_certificate
from booking.matching.rules.travel import Point, Stop, enough_time_between
from booking.offers.access import OfferInHand
from booking.offers.rules import AcceptFacts, Habilitet
from booking.requests.access import AssignmentInHand
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import Decision
from tolkeregister.core.rules.oslo_time import Interval
from tolkeregister.entries.queries import StandingAt, standing_at

_FAR = timedelta(hours=24)  # no journey between two assignments takes longer

_NEIGHBOURS = text(
    """
    SELECT lower(b.period) AS booked_from, upper(b.period) AS booked_to, lower(a.period) AS starts_at,
           upper(a.period) AS ends_at, a.mode, m.lat, m.lon
      FROM booked b JOIN assignment a ON a.id = b.assignment_id JOIN municipality m ON m.code = a.municipality_code
     WHERE b.interpreter_id = :interpreter AND b.assignment_id <> :assignment
       AND (b.held_until IS NULL OR b.held_until > :now)
       AND b.period && CAST(CAST(:around AS text) AS tstzrange)
    """
)
_PLACE = text("SELECT lat, lon FROM municipality WHERE code = :code")


async def accept_facts(
    session: Session, offer: OfferInHand, assignment: AssignmentInHand, habilitet: Habilitet, *, now: datetime
) -> tuple[AcceptFacts, StandingAt]:
    """The facts for `may_accept`, and the standing at the assignment's start as it is known now.

    The assignment's own booking is no neighbour: it is there when the same person has just clicked once before.
    """
    at_start = await _standing(session, offer, assignment, assignment.starts_at, now)
    at_once = await _standing(session, offer, assignment, now, now)
    buffer = buffer_on(assignment.starts_at)
    around = period_text(assignment.starts_at - _FAR, assignment.ends_at + _FAR)
    values = {"interpreter": offer.interpreter_id, "assignment": assignment.id, "around": around, "now": now}
    neighbours = (await session.execute(_NEIGHBOURS, values)).all()
    facts = AcceptFacts(
        state=offer.state,  # type: ignore[arg-type]
        answer_by=offer.answer_by,
        starts_at=assignment.starts_at,
        is_assignment_open=assignment.state == "open",
        # an entry whose evidence was revoked may still be listed; without a category nobody is sent out
        is_listed_now=at_once.is_listed and at_once.category is not None,
        is_listed_at_start=at_start.is_listed and at_start.category is not None,
        habilitet=habilitet,
        has_stated_circumstances=offer.remark is not None,
        period=booked_period(assignment.starts_at, assignment.ends_at, assignment.mode, buffer),
        booked=tuple(Interval(each.booked_from, each.booked_to) for each in neighbours),
        travel=await _travel(session, assignment, neighbours, buffer),
        lacks_certificate=(await lacking_certificate(session, assignment))(offer.interpreter_id),
    )
    return facts, at_start


async def _standing(
    session: Session, offer: OfferInHand, assignment: AssignmentInHand, valid_at: datetime, now: datetime
) -> StandingAt:
    return await standing_at(
        session, offer.interpreter_number, assignment.language_tag, assignment.type, valid_at=valid_at,
        known_at=now,
    )  # fmt: skip


async def _travel(
    session: Session, assignment: AssignmentInHand, neighbours: Any, buffer: int
) -> tuple[Decision, ...]:
    """Time to travel from and to every in-person assignment nearby."""
    if assignment.mode != "in_person":
        return ()
    place = (await session.execute(_PLACE, {"code": assignment.municipality_code})).one()
    here = Stop(assignment.starts_at, assignment.ends_at, Point(place.lat, place.lon))
    return tuple(
        enough_time_between(
            here, Stop(each.starts_at, each.ends_at, Point(each.lat, each.lon)), buffer_minutes=buffer
        )
        for each in neighbours
        if each.mode == "in_person"
    )

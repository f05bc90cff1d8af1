"""Whether an interpreter must show a police certificate, said with the offer and until it has been seen (rule PA3)."""

from booking.certificates.queries import certificate_to_show, requirement_for
from booking.certificates.rules import Requirement
from booking.offers.access import find_offer_for
from booking.requests.access import find_assignment_for, read_assignment
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session


async def certificate_for_offer(session: Session, actor: Actor, offer_id: int) -> Requirement | None:
    """What the actor must show before the assignment of an own offer; None for nothing. NotFound for others' offers."""
    offer = await find_offer_for(session, actor, offer_id)
    assignment = await read_assignment(session, offer.assignment_id)
    return await certificate_to_show(
        session, assignment.unit_id, offer.interpreter_id, starts_at=assignment.starts_at
    )


async def certificate_for_assignment(session: Session, actor: Actor, number: str) -> Requirement | None:
    """What the interpreter of an assignment must still show; both its body and its interpreter may ask."""
    assignment = await find_assignment_for(session, actor, number)
    if assignment.interpreter_id is None or assignment.state != "accepted":
        return None
    return await certificate_to_show(
        session, assignment.unit_id, assignment.interpreter_id, starts_at=assignment.starts_at
    )


async def certificate_that_kept_out(session: Session, actor: Actor, number: str) -> Requirement | None:
    """What interpreters must have shown before they could be asked at all; None when everybody could be asked."""
    assignment = await find_assignment_for(session, actor, number)
    requirement = await requirement_for(session, assignment.unit_id, on=oslo_date(assignment.starts_at))
    return requirement if requirement.certificate == "before_asking" else None

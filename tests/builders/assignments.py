"""Assignments in the state a test starts from, without going through the commands under test."""

from datetime import datetime
from itertools import count

from sqlalchemy.dialects.postgresql import Range

from booking.assignments.models import Assignment
from booking.availability.models import Booked
from booking.availability.rules import booked_period, buffer_on
from booking.offers.models import Offer
from booking.requests.models import InterpreterRequest
from tests.builders.bodies import BuiltBody
from tests.builders.times import NOW
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session

_numbers = count(900001)


async def an_assignment(
    session: Session,
    body: BuiltBody,
    starts_at: datetime,
    ends_at: datetime,
    *,
    language: str = "ar",
    type: str = "speech",
    mode: str = "screen",
    municipality: str = "0301",
    theme: str = "samtale med foreldre",
    created_at: datetime = NOW,
) -> Assignment:
    """An open assignment with its request, nobody asked yet."""
    number = f"26-{next(_numbers)}"
    request = InterpreterRequest(
        number=number, organisation_id=body.organisation_id, unit_id=body.unit_id,
        account_id=body.booker.account_id or 0, created_at=created_at, drawn_on=oslo_date(created_at),
        language_tag=language, type=type, least_category="E", duty_basis="proper_help", theme=theme,
        participants="saksbehandler, forelder", excluded_numbers=[], preferred_numbers=[],
    )  # fmt: skip
    session.add(request)
    await session.flush()
    assert request.id is not None
    assignment = Assignment(
        request_id=request.id, number=number, mode=mode, type=type, language_tag=language,
        period=Range(starts_at, ends_at), municipality_code=municipality, address="Storgata 1, 2. etasje",
    )  # fmt: skip
    session.add(assignment)
    await session.flush()
    return assignment


async def an_offer(
    session: Session, assignment: Assignment, interpreter_id: int, *, sent_at: datetime, answer_by: datetime
) -> int:
    """An open offer; returns its id."""
    assert assignment.id is not None
    offer = Offer(assignment_id=assignment.id, interpreter_id=interpreter_id, round=1, sent_at=sent_at,
                  answer_by=answer_by)  # fmt: skip
    session.add(offer)
    await session.flush()
    assert offer.id is not None
    return offer.id


async def accepted_by(
    session: Session, assignment: Assignment, interpreter_id: int, *, at: datetime, category: str = "A"
) -> None:
    """The assignment is the interpreter's, and the time is booked with its buffer."""
    starts_at, ends_at = assignment.period.lower, assignment.period.upper
    assert assignment.id is not None
    assert starts_at is not None
    assert ends_at is not None
    assignment.state = "accepted"
    assignment.interpreter_id = interpreter_id
    assignment.accepted_at = at
    assignment.category_at_acceptance = category
    assignment.standing_at_acceptance = "listed"
    await session.flush()
    taken = booked_period(starts_at, ends_at, assignment.mode, buffer_on(starts_at))
    session.add(
        Booked(assignment_id=assignment.id, interpreter_id=interpreter_id,
               period=Range(taken.starts_at, taken.ends_at))
    )  # fmt: skip
    await session.flush()


async def busy(
    session: Session, body: BuiltBody, interpreter_id: int, starts_at: datetime, ends_at: datetime,
    *, mode: str = "screen",
) -> None:  # fmt: skip
    """The interpreter has an accepted assignment then."""
    assignment = await an_assignment(session, body, starts_at, ends_at, mode=mode)
    await accepted_by(session, assignment, interpreter_id, at=NOW)

"""What the tests of these pages start from: a body, an interpreter, and offers between them."""

from datetime import datetime, timedelta

from booking.assignments.models import Assignment
from tests.builders.assignments import an_assignment, an_offer
from tests.builders.bodies import BuiltBody, a_body
from tests.builders.interpreters import BuiltInterpreter
from tolkeregister.core.database import Session

ADDRESS = "Storgata 1, 2. etasje"


async def an_offered_assignment(
    session: Session, interpreter: BuiltInterpreter, now: datetime, *, body: BuiltBody | None = None,
    starts_in: timedelta = timedelta(days=3), minutes_to_answer: int = 15, mode: str = "in_person",
) -> tuple[Assignment, int]:  # fmt: skip
    """An open assignment of an hour and the interpreter's open offer."""
    starts_at = now + starts_in
    assignment = await an_assignment(
        session,
        body or await a_body(session),
        starts_at,
        starts_at + timedelta(hours=1),
        mode=mode,
        created_at=now,
    )
    offer = await an_offer(session, assignment, interpreter.id, sent_at=now,
                           answer_by=now + timedelta(minutes=minutes_to_answer))  # fmt: skip
    await session.commit()
    return assignment, offer

"""What was ordered and never carried out is counted apart, in the transaction that ends it, and can be taken back."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from booking.assignments.commands import confirm_not_delivered
from booking.changes.cancelling import cancel
from booking.exceptions.commands import state_exception
from booking.handlers import register_handlers
from booking.sending.commands import send_request
from booking.statistics.undelivered import keep_undelivered
from tests.builders.answers import assignment_row
from tests.builders.assignments import accepted_by, an_assignment
from tests.builders.bodies import BuiltBody
from tests.builders.drafts import a_draft
from tests.builders.interpreters import an_interpreter
from tests.builders.statements import a_statement
from tests.builders.times import MONDAY, NOW, oslo
from tests.fixtures.database import count_rows
from tolkeregister.core.database import Session


@pytest.fixture(autouse=True)
def handlers() -> None:
    """As the application and the worker start."""
    register_handlers()


async def counted(session: Session) -> list[tuple[int, int, str, str | None]]:
    """(version, weight, outcome, cause), oldest first."""
    rows = await session.execute(
        text("SELECT version, weight, outcome, cause FROM undelivered_fact ORDER BY id")
    )
    return [tuple(row) for row in rows]


async def test_an_order_nobody_could_take_is_unmet_need(session: Session, body: BuiltBody) -> None:
    """Story P19: the request is counted as unmet need."""
    await send_request(session, body.booker, a_draft(), key="k", now=NOW)
    assert await counted(session) == [(1, 1, "unfilled", None)]


async def test_what_somebody_outside_the_register_takes_after_all_is_taken_back(
    session: Session, body: BuiltBody
) -> None:
    number = await send_request(session, body.booker, a_draft(), key="k", now=NOW)
    await state_exception(session, body.booker, number, a_statement(), key="e", now=NOW)
    assert await counted(session) == [(1, 1, "unfilled", None), (1, -1, "unfilled", None)]
    await cancel(session, body.booker, number, why="no_longer_needed", now=NOW)
    assert (await counted(session))[2:] == [(2, 1, "cancelled", "body")]


async def test_a_cancelled_order_is_counted_as_the_bodys(session: Session, body: BuiltBody) -> None:
    await an_interpreter(session, hours=True)
    number = await send_request(session, body.booker, a_draft(), key="k", now=NOW)
    await cancel(session, body.booker, number, why="no_longer_needed", now=NOW)
    assert await counted(session) == [(1, 1, "cancelled", "body")]
    assert await count_rows(session, "assignment_fact") == 0


async def test_an_absence_is_counted_with_whose_it_was(session: Session, body: BuiltBody) -> None:
    interpreter = await an_interpreter(session, hours=True)
    starts_at = oslo(MONDAY, "10:00")
    ends_at = starts_at + timedelta(hours=1)
    assignment = await an_assignment(session, body, starts_at, ends_at)
    await accepted_by(session, assignment, interpreter.id, at=NOW)
    await confirm_not_delivered(
        session, body.booker, assignment.number, cause="interpreter_absent", now=ends_at
    )
    assert await counted(session) == [(1, 1, "not_delivered", "interpreter_absent")]


async def test_counting_again_changes_nothing(session: Session, body: BuiltBody) -> None:
    number = await send_request(session, body.booker, a_draft(), key="k", now=NOW)
    for _ in range(2):
        await keep_undelivered(session, (await assignment_row(session, number)).id, now=NOW)
    assert len(await counted(session)) == 1

"""The whole way of one assignment: asked for, offered, accepted, begun, confirmed, counted."""

from datetime import timedelta

from booking.assignments.commands import check_at_start, confirm_delivered
from booking.offers.commands import accept_offer
from booking.sending.commands import send_request
from tests.builders.answers import assignment_row, mails, offers_of, open_offer, value
from tests.builders.bodies import a_body
from tests.builders.drafts import a_draft
from tests.builders.interpreters import an_interpreter
from tests.builders.times import MONDAY, NOW, oslo
from tolkeregister.core.database import Session


async def test_a_request_becomes_a_fact(session: Session) -> None:
    body = await a_body(session)
    interpreter = await an_interpreter(session, category="B", hours=True)
    number = await send_request(session, body.booker, a_draft(day=MONDAY), key="k1", now=NOW)
    assert number.startswith("26-")
    offer = await open_offer(session, number, interpreter.id)
    answer = await accept_offer(session, interpreter.actor, offer, declaration=True, remark=None, now=NOW)
    assert answer.outcome == "accepted"
    row = await assignment_row(session, number)
    assert (row.state, row.interpreter_id, row.category_at_acceptance) == ("accepted", interpreter.id, "B")
    start = oslo(MONDAY, "10:00")
    await check_at_start(session, row.id, now=start)
    await confirm_delivered(session, body.booker, number, now=start + timedelta(hours=2))
    fact = await value(
        session, "SELECT qualification || ':' || category || ':' || minutes FROM assignment_fact"
    )
    assert fact == "qualified:B:60"
    assert [state for _, state, _ in await offers_of(session, number)] == ["accepted"]
    assert [template for template, _ in await mails(session)] == [
        "request_sent", "offer_sent", "offer_accepted", "request_accepted",
    ]  # fmt: skip

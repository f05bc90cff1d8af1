"""A body takes over with somebody outside the register: what is kept, refused and told. Rules B4–B7."""

import re
from typing import Any

import pytest
from sqlalchemy import text

from booking.assignments.commands import confirm_delivered
from booking.exceptions.commands import (
    complete_exception,
    order_with_exception,
    state_exception,
)
from booking.exceptions.rules.statement import Statement
from booking.offers.commands import accept_offer
from booking.sending.commands import send_request
from tests.builders.answers import assignment_row, codes, facts, mails, offers_of, open_offer, value
from tests.builders.bodies import BuiltBody, a_body
from tests.builders.drafts import a_draft
from tests.builders.interpreters import an_entry, an_interpreter
from tests.builders.statements import a_statement
from tests.builders.times import MONDAY, NOW, oslo
from tests.fixtures.database import count_rows
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Conflict, Invalid, NotAllowed, NotFound, RuleBroken


async def unfilled(session: Session, body: BuiltBody, **changes: Any) -> str:
    """An order nobody could take."""
    number = await send_request(session, body.booker, a_draft(**changes), key="order", now=NOW)
    assert (await assignment_row(session, number)).state == "unfilled"
    return number


async def test_an_unfilled_order_is_taken_over_delivered_and_counted_with_its_ground(
    session: Session, body: BuiltBody
) -> None:
    number = await unfilled(session, body)
    await state_exception(session, body.booker, number, a_statement(), key="e1", now=NOW)
    row = await assignment_row(session, number)
    assert (row.state, row.interpreter_id, row.ground, row.outside_qualification, row.end_reason) == (
        "accepted", None, "not_defensible_to_wait", "unqualified", None,
    )  # fmt: skip
    await confirm_delivered(session, body.booker, number, now=oslo(MONDAY, "11:00"))
    assert await facts(session, number) == [(1, 1, "unqualified", "unlisted", "not_defensible_to_wait")]


async def test_a_search_under_way_is_ended_and_everybody_asked_is_told(
    session: Session, body: BuiltBody
) -> None:
    interpreter = await an_interpreter(session, hours=True)
    number = await send_request(session, body.booker, a_draft("15:00", "16:00"), key="k", now=NOW)
    offer = await open_offer(session, number, interpreter.id)
    await state_exception(session, body.booker, number, a_statement(), key="e1", now=NOW)
    assert [state for _, state, _ in await offers_of(session, number)] == ["withdrawn"]
    assert ("offer_withdrawn", interpreter.email) in await mails(session)
    with pytest.raises(RuleBroken):
        await accept_offer(session, interpreter.actor, offer, declaration=True, now=NOW)


async def test_the_person_is_kept_apart_and_nowhere_else(session: Session, body: BuiltBody) -> None:
    number = await unfilled(session, body)
    statement = a_statement(reason=None, ground="emergency")
    await state_exception(session, body.booker, number, statement, key="e1", now=NOW)
    await complete_exception(session, body.booker, number, a_statement(), key="c1", now=NOW)
    assert await value(session, "SELECT name || phone FROM outside_interpreter") == "Nur Ibrahim900 00 318"
    for table in ("assignment", "request", "search_evidence", "audit_event", "mail_message", "exception_version",
                  "exception_use", "assignment_fact", "idempotency_key", "job"):  # fmt: skip
        stored = await value(session, f"SELECT string_agg(t::text, ' ') FROM {table} t")
        assert "Ibrahim" not in (stored or ""), table
        assert not re.search(r"00 ?318\b", stored or ""), (
            table
        )  # three digits alone may be a part of a second


@pytest.mark.parametrize("state", ["accepted", "cancelled", "delivered"])
async def test_an_order_that_has_an_interpreter_or_has_ended_is_left_alone(
    session: Session, body: BuiltBody, state: str
) -> None:
    interpreter = await an_interpreter(session, hours=True)
    number = await send_request(session, body.booker, a_draft("15:00", "16:00"), key="k", now=NOW)
    await accept_offer(session, interpreter.actor, await open_offer(session, number, interpreter.id),
                       declaration=True, now=NOW)  # fmt: skip
    await session.execute(
        text("UPDATE assignment SET state = :s WHERE number = :n"), {"s": state, "n": number}
    )
    with pytest.raises(Conflict) as refused:
        await state_exception(session, body.booker, number, a_statement(), key="e1", now=NOW)
    assert codes(refused) == ["already_ended" if state == "cancelled" else "has_an_interpreter"]
    assert await count_rows(session, "exception_use") == 0


async def test_a_double_click_is_one_exception_and_other_content_is_refused(
    session: Session, body: BuiltBody
) -> None:
    """Failure mode 5."""
    number = await unfilled(session, body)
    for _ in range(2):
        await state_exception(session, body.booker, number, a_statement(), key="e1", now=NOW)
    assert await count_rows(session, "exception_version") == 1
    with pytest.raises(Conflict):
        await state_exception(session, body.booker, number, a_statement("strong_reasons"), key="e1", now=NOW)
    numbers = {
        await order_with_exception(
            session, body.booker, a_draft("15:00", "16:00"), a_statement(), key="n1", now=NOW
        )
        for _ in range(2)
    }
    assert len(numbers) == 1


async def test_another_bodys_order_does_not_exist_and_an_interpreter_may_not(
    session: Session, body: BuiltBody
) -> None:
    number = await unfilled(session, body)
    foreign = await a_body(session, name="Granåsen kommune")
    interpreter = await an_interpreter(session, language="so")
    with pytest.raises(NotFound):
        await state_exception(session, foreign.booker, number, a_statement(), key="e1", now=NOW)
    with pytest.raises(NotAllowed):
        await state_exception(session, interpreter.actor, number, a_statement(), key="e1", now=NOW)


async def test_what_is_missing_is_told_all_at_once(session: Session, body: BuiltBody) -> None:
    number = await unfilled(session, body)
    with pytest.raises(Invalid) as refused:
        await state_exception(session, body.booker, number, Statement(None, None), key="e1", now=NOW)
    assert set(codes(refused)) >= {
        "ground_missing",
        "decider_missing",
        "reason_missing",
        "is_adult_unconfirmed",
    }


async def test_a_listed_interpreter_in_another_combination_is_blocked(
    session: Session, body: BuiltBody
) -> None:
    """B6: by number, and by name and telephone together; one who is listed in the language is asked instead."""
    other = await an_interpreter(session, language="so", given_name="Amina", family_name="Farah")
    number = await unfilled(session, body)
    for key, statement in {
        "e1": a_statement(number=other.number),
        "e2": a_statement(name="Amina Farah", phone="+47 00 00 00 00"),
    }.items():
        with pytest.raises(Invalid) as refused:
            await state_exception(session, body.booker, number, statement, key=key, now=NOW)
        assert codes(refused) == ["listed_in_another_language"]
    await an_entry(session, other.id, language="ar", category="E")
    with pytest.raises(Invalid) as refused:
        await state_exception(
            session, body.booker, number, a_statement(number=other.number), key="e3", now=NOW
        )
    assert codes(refused) == ["listed_in_this_language"]
    with pytest.raises(Invalid) as refused:
        await state_exception(session, body.booker, number, a_statement(number="99999"), key="e4", now=NOW)
    assert codes(refused) == ["unknown_interpreter_number"]


async def test_somebody_with_the_same_name_as_an_interpreter_is_not_that_interpreter(
    session: Session, body: BuiltBody
) -> None:
    await an_interpreter(session, language="so", given_name="Amina", family_name="Farah")
    number = await unfilled(session, body)
    await state_exception(session, body.booker, number, a_statement(name="Amina Farah"), key="e1", now=NOW)


async def test_the_database_itself_keeps_assignments_and_exceptions_together(
    session: Session, body: BuiltBody
) -> None:
    """Whatever a command forgets: nobody interprets without an exception, and nobody's place is two people's."""
    interpreter = await an_interpreter(session, language="so")
    number = await unfilled(session, body)
    broken = [
        "UPDATE assignment SET state = 'accepted' WHERE number = :n",
        "UPDATE assignment SET state = 'delivered' WHERE number = :n",
        "UPDATE assignment SET ground = 'emergency' WHERE number = :n",
    ]
    for statement in broken:
        savepoint = await session.begin_nested()
        with pytest.raises(Exception, match="violates check constraint"):
            await session.execute(text(statement), {"n": number})
        await savepoint.rollback()
    await state_exception(session, body.booker, number, a_statement(), key="e", now=NOW)
    with pytest.raises(Exception, match="one_interpreter"):
        await session.execute(
            text("UPDATE assignment SET interpreter_id = :i WHERE number = :n"),
            {"i": interpreter.id, "n": number},
        )

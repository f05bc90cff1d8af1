"""An order that is made with an exception: the dispensation, its last day, and what is moved. Rules B5 and B7."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text

from booking.changes.agreed import agreed_now
from booking.changes.commands import change_assignment
from booking.exceptions.commands import (
    order_with_exception,
    state_exception,
)
from booking.handlers import register_handlers
from booking.offers.commands import decline_offer
from booking.sending.commands import send_request
from tests.builders.answers import assignment_row, codes, offers_of, open_offer
from tests.builders.bodies import BuiltBody, a_body
from tests.builders.changes import change
from tests.builders.drafts import a_draft
from tests.builders.interpreters import an_interpreter
from tests.builders.retention import forgotten
from tests.builders.statements import a_statement
from tests.builders.times import MONDAY, NOW, oslo
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Invalid, RuleBroken
from tolkeregister.retention.rules.terms import Kept

NEW_YEARS_EVE, NEW_YEARS_DAY = date(2026, 12, 31), date(2027, 1, 1)


async def test_a_child_is_never_put_on_an_assignment(session: Session, body: BuiltBody) -> None:
    """Tolkeloven § 4, B7: without the word that the person is of age there is no order."""
    with pytest.raises(Invalid) as refused:
        await order_with_exception(
            session, body.booker, a_draft("15:00", "16:00"), a_statement(is_adult=False), key="n1", now=NOW
        )
    assert codes(refused) == ["is_adult_unconfirmed"]


async def test_the_dispensation_needs_that_somebody_was_asked_where_the_language_has_any(
    session: Session, body: BuiltBody
) -> None:
    """B5: a new order asks nobody; an order under way has asked one who thinks; then all have answered."""
    interpreter = await an_interpreter(session, hours=True, modes=("phone",), municipality="5501")
    draft = a_draft("15:00", "16:00")
    with pytest.raises(Invalid) as refused:
        await order_with_exception(session, body.booker, draft, a_statement("dispensation"), key="n", now=NOW)
    assert codes(refused) == ["nobody_was_asked"], "remote interpreting counts, in the whole country"
    number = await send_request(
        session, body.booker, a_draft("15:00", "16:00", mode="phone"), key="order", now=NOW
    )
    with pytest.raises(Invalid) as refused:
        await state_exception(session, body.booker, number, a_statement("dispensation"), key="e1", now=NOW)
    assert codes(refused) == ["somebody_is_thinking"]
    offer = await open_offer(session, number, interpreter.id)
    await decline_offer(session, interpreter.actor, offer, now=NOW)
    await state_exception(session, body.booker, number, a_statement("dispensation"), key="e", now=NOW)
    assert (await assignment_row(session, number)).ground == "dispensation"


async def test_asking_about_another_conversation_is_not_asking_about_this_one(
    session: Session, body: BuiltBody
) -> None:
    interpreter = await an_interpreter(session, hours=True)
    number = await send_request(session, body.booker, a_draft("15:00", "16:00"), key="k", now=NOW)
    await decline_offer(
        session, interpreter.actor, await open_offer(session, number, interpreter.id), now=NOW
    )
    foreign = await a_body(session, name="Granåsen kommune")
    for who, draft, code in (
        (body, a_draft("16:00", "17:00"), "nobody_was_asked"),
        (foreign, a_draft("15:00", "16:00"), "nobody_was_asked"),
    ):
        with pytest.raises(Invalid) as refused:
            await order_with_exception(
                session, who.booker, draft, a_statement("dispensation"), key="n", now=NOW
            )
        assert codes(refused) == [code]
    await order_with_exception(
        session, body.booker, a_draft("15:30", "16:30"), a_statement("dispensation"), key="n2", now=NOW
    )


@pytest.mark.parametrize(
    ("ordered", "day", "clock", "is_refused"),
    [
        (oslo(date(2026, 12, 1), "10:00"), NEW_YEARS_EVE, "10:00", False),
        (oslo(NEW_YEARS_EVE, "23:00"), NEW_YEARS_EVE, "23:30", False),
        (oslo(NEW_YEARS_EVE, "23:00"), NEW_YEARS_DAY, "00:00", True),
        (oslo(NEW_YEARS_EVE, "23:00"), NEW_YEARS_DAY, "10:00", True),
        (oslo(date(2026, 12, 1), "10:00"), NEW_YEARS_DAY, "10:00", True),
        (oslo(NEW_YEARS_DAY, "00:30"), NEW_YEARS_DAY, "10:00", True),  # still 2026 in UTC
    ],
)
async def test_the_order_of_december_for_january_is_refused_the_dispensation(
    session: Session, body: BuiltBody, ordered: datetime, day: date, clock: str, is_refused: bool
) -> None:
    """Tolkeloven § 7 fifth paragraph, judged by the assignment's start in Oslo, whenever it is ordered."""
    draft = a_draft(clock, "24:00" if clock > "22:00" else "11:00", day=day)
    statement = a_statement("dispensation")
    if not is_refused:
        await order_with_exception(session, body.booker, draft, statement, key="n", now=ordered)
        return
    with pytest.raises(Invalid) as refused:
        await order_with_exception(session, body.booker, draft, statement, key="n", now=ordered)
    assert codes(refused) == ["ground_not_in_force"]


async def test_an_order_of_december_is_not_moved_into_january_with_the_dispensation(
    session: Session, body: BuiltBody
) -> None:
    draft = a_draft("22:00", "23:00", day=NEW_YEARS_EVE)
    ordered = oslo(date(2026, 12, 1), "10:00")
    number = await order_with_exception(
        session, body.booker, draft, a_statement("dispensation"), key="n", now=ordered
    )
    row = await assignment_row(session, number)
    agreed = await agreed_now(session, row.id)
    later = replace(
        agreed, starts_at=agreed.starts_at + timedelta(hours=3), ends_at=agreed.ends_at + timedelta(hours=3)
    )
    with pytest.raises(RuleBroken) as refused:
        await change_assignment(session, body.booker, number, later, version=row.version, now=ordered)
    assert codes(refused) == ["ground_not_in_force"]
    sooner = replace(
        agreed, starts_at=agreed.starts_at - timedelta(hours=1), ends_at=agreed.ends_at - timedelta(hours=1)
    )
    await change_assignment(session, body.booker, number, sooner, version=row.version, now=ordered)
    assert (await assignment_row(session, number)).period.lower == sooner.starts_at


async def test_what_nobody_was_asked_about_is_moved_by_the_booker_alone_and_never_asked_for(
    session: Session, body: BuiltBody
) -> None:
    register_handlers()
    draft = a_draft("15:00", "16:00", theme="", participants="")
    number = await order_with_exception(session, body.booker, draft, a_statement(), key="n", now=NOW)
    until = (await assignment_row(session, number)).period.upper
    assert until is not None
    soon = oslo(MONDAY, "14:30")  # too late to ask an interpreter, and nobody is
    moved = await change(session, body, number, later=90, longer=30, now=soon)
    assert (moved.outcome, moved.version) == ("applied", 2)
    longer = (await assignment_row(session, number)).period.upper
    assert longer == until + timedelta(minutes=120)
    year = timedelta(days=365)  # the person is kept as long after the end, wherever it is moved
    assert await forgotten(session, Kept.OUTSIDE_INTERPRETER, now=longer + year - timedelta(days=1)) == 0
    assert await forgotten(session, Kept.OUTSIDE_INTERPRETER, now=longer + year) == 1


async def test_the_evidence_tells_who_was_free_and_which_exception_followed(
    session: Session, body: BuiltBody
) -> None:
    interpreter = await an_interpreter(session, hours=True)
    number = await order_with_exception(
        session, body.booker, a_draft("15:00", "16:00"), a_statement(), key="n", now=NOW
    )
    row = await assignment_row(session, number)
    kinds = await session.execute(
        text("SELECT kind, details FROM search_evidence WHERE assignment_id = :id ORDER BY id"),
        {"id": row.id},
    )
    drawn, stated = kinds.all()
    assert (drawn.kind, drawn.details["places"]) == ("queue_drawn", [interpreter.number])
    assert (stated.kind, stated.details["ground"]) == ("exception", "not_defensible_to_wait")
    assert await offers_of(session, number) == []


def test_the_moments_of_the_tables_above_are_what_they_say() -> None:
    assert oslo(NEW_YEARS_DAY, "00:30").astimezone(UTC).date() == NEW_YEARS_EVE

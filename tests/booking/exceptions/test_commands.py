"""Somebody outside the register: the three ways in, what is refused, and what is counted. Rules B4–B7."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from booking.assignments.commands import confirm_delivered
from booking.changes.agreed import agreed_now
from booking.changes.commands import change_assignment
from booking.exceptions.commands import (
    complete_exception,
    order_with_exception,
    record_afterwards,
    state_exception,
)
from booking.exceptions.rules.statement import Statement
from booking.handlers import register_handlers
from booking.offers.commands import accept_offer, decline_offer
from booking.sending.commands import send_request
from tests.builders.answers import assignment_row, mails, offers_of, open_offer, value
from tests.builders.bodies import BuiltBody, a_body
from tests.builders.changes import change
from tests.builders.drafts import a_draft
from tests.builders.interpreters import an_entry, an_interpreter
from tests.builders.statements import WHY, a_statement
from tests.builders.times import MONDAY, NOW, oslo
from tests.fixtures.database import count_rows
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Conflict, Invalid, NotAllowed, NotFound, RuleBroken

NEW_YEARS_EVE, NEW_YEARS_DAY = date(2026, 12, 31), date(2027, 1, 1)


@pytest.fixture
async def body(session: Session) -> BuiltBody:
    """Who orders."""
    return await a_body(session)


async def unfilled(session: Session, body: BuiltBody, **changes: Any) -> str:
    """An order nobody could take."""
    number = await send_request(session, body.booker, a_draft(**changes), key="order", now=NOW)
    assert (await assignment_row(session, number)).state == "unfilled"
    return number


async def facts(session: Session, number: str) -> list[tuple[int, int, str, str | None, str | None]]:
    """(version, weight, qualification, basis, ground) of an assignment, oldest first."""
    rows = await session.execute(
        text(
            "SELECT version, weight, qualification, basis, ground FROM assignment_fact"
            " WHERE reference = :n ORDER BY id"
        ),
        {"n": number},
    )  # fmt: skip
    return [tuple(row) for row in rows]


def codes(refused: pytest.ExceptionInfo[Any]) -> list[str]:
    """Why it was refused."""
    return [each.code for each in refused.value.reasons]


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
        assert "318" not in (stored or ""), table


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


async def test_a_child_is_never_put_on_an_assignment(session: Session, body: BuiltBody) -> None:
    """Tolkeloven § 4, B7: without the word that the person is of age there is no order."""
    with pytest.raises(Invalid) as refused:
        await order_with_exception(
            session, body.booker, a_draft("15:00", "16:00"), a_statement(is_adult=False), key="n1", now=NOW
        )
    assert codes(refused) == ["is_adult_unconfirmed"]


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


@pytest.mark.parametrize(
    ("recorded", "day", "starts", "ends", "is_refused"),
    [
        (oslo(NEW_YEARS_EVE, "23:30"), NEW_YEARS_EVE, "22:00", "23:00", False),
        (oslo(NEW_YEARS_DAY, "00:30"), NEW_YEARS_EVE, "22:00", "23:00", False),
        (oslo(date(2027, 1, 4), "09:00"), NEW_YEARS_EVE, "10:00", "11:00", False),
        (oslo(date(2027, 1, 4), "09:00"), NEW_YEARS_EVE, "23:30", "24:30", False),
        (oslo(date(2027, 1, 4), "09:00"), NEW_YEARS_DAY, "00:00", "01:00", True),
        (oslo(date(2027, 1, 4), "09:00"), NEW_YEARS_DAY, "10:00", "11:00", True),
    ],
)
async def test_the_assignment_of_december_recorded_in_january_has_the_dispensation(
    session: Session, body: BuiltBody, recorded: datetime, day: date, starts: str, ends: str, is_refused: bool
) -> None:
    draft, statement = a_draft(starts, ends, day=day), a_statement("dispensation")
    if is_refused:
        with pytest.raises(Invalid) as refused:
            await record_afterwards(session, body.booker, draft, statement, key="a", now=recorded)
        assert codes(refused) == ["ground_not_in_force"]
        return
    number = await record_afterwards(session, body.booker, draft, statement, key="a", now=recorded)
    assert await facts(session, number) == [(1, 1, "unqualified", "unlisted", "dispensation")]
    counted = await value(session, "SELECT day FROM assignment_fact WHERE reference = :n", n=number)
    assert counted == NEW_YEARS_EVE


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
    kept = "SELECT delete_after FROM outside_interpreter"
    until = await value(session, kept)
    soon = oslo(MONDAY, "14:30")  # too late to ask an interpreter, and nobody is
    moved = await change(session, body, number, later=90, longer=30, now=soon)
    assert (moved.outcome, moved.version) == ("applied", 2)
    assert await value(session, kept) - until == timedelta(minutes=120), (
        "the person is kept as long after the end"
    )


async def test_an_assignment_under_way_is_recorded_and_confirmed_later(
    session: Session, body: BuiltBody
) -> None:
    start = oslo(MONDAY, "10:00")
    number = await record_afterwards(
        session, body.booker, a_draft(theme="", participants=""), a_statement(), key="a",
        now=start + timedelta(minutes=10),
    )  # fmt: skip
    assert (await assignment_row(session, number)).state == "accepted"
    assert await facts(session, number) == []


async def test_what_has_not_begun_cannot_be_recorded_as_done(session: Session, body: BuiltBody) -> None:
    with pytest.raises(Invalid) as refused:
        await record_afterwards(session, body.booker, a_draft(), a_statement(), key="a", now=NOW)
    assert codes(refused) == ["not_started"]


async def test_in_an_emergency_the_rest_follows_and_both_versions_stay(
    session: Session, body: BuiltBody
) -> None:
    number = await order_with_exception(
        session, body.booker, a_draft("09:30", "10:00", theme="", participants=""),
        Statement("emergency", "Vakthavende lege"), key="n", now=NOW,
    )  # fmt: skip
    due = await value(session, "SELECT complete_by FROM exception_use")
    assert due == oslo(date(2026, 3, 5), "24:00")
    await confirm_delivered(session, body.booker, number, now=oslo(MONDAY, "11:00"))
    rest = a_statement(
        "strong_reasons", decided_by="En annen", claim="unlisted", proof="Bachelor, OsloMet 2022"
    )
    late = due + timedelta(days=4)
    for _ in range(2):
        await complete_exception(session, body.booker, number, rest, key="c", now=late)
    versions = await session.execute(
        text(
            "SELECT version, ground, decided_by, is_complete, reason FROM exception_version ORDER BY version"
        )
    )
    assert [tuple(row) for row in versions] == [
        (1, "emergency", "Vakthavende lege", False, None),
        (2, "emergency", "Vakthavende lege", True, WHY),
    ]
    assert await facts(session, number) == [
        (1, 1, "unqualified", "unlisted", "emergency"),
        (1, -1, "unqualified", "unlisted", "emergency"),
        (2, 1, "unknown", "unlisted", "emergency"),
    ]
    with pytest.raises(Conflict):
        await complete_exception(session, body.booker, number, rest, key="c2", now=late)


async def test_the_rest_must_be_whole(session: Session, body: BuiltBody) -> None:
    number = await unfilled(session, body)
    await state_exception(
        session, body.booker, number, Statement("emergency", "Vakthavende lege"), key="e", now=NOW
    )
    with pytest.raises(Invalid) as refused:
        await complete_exception(
            session, body.booker, number, a_statement(name=None, reason=None), key="c", now=NOW
        )
    assert set(codes(refused)) == {"reason_missing", "outside_name_missing"}


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


def test_the_moments_of_the_tables_above_are_what_they_say() -> None:
    assert oslo(NEW_YEARS_DAY, "00:30").astimezone(UTC).date() == NEW_YEARS_EVE

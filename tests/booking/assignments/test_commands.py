"""After acceptance: cancelled, begun, confirmed, or given to another."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from booking.assignments import commands
from booking.assignments.commands import check_at_start, confirm_delivered, confirm_not_delivered
from booking.assignments.overview import list_orders
from booking.assignments.own import own_assignments
from booking.assignments.replacement import give_back
from booking.assignments.status import status_page
from booking.changes.cancelling import cancel
from booking.handlers import register_handlers
from booking.offers.commands import accept_offer
from booking.search.queries import SearchCriteria, find
from booking.sending.commands import send_request
from tests.builders.answers import assignment_row, mails, offers_of, open_offer, value
from tests.builders.assignments import an_assignment, busy
from tests.builders.bodies import BuiltBody, a_body, an_officer
from tests.builders.drafts import a_draft
from tests.builders.interpreters import BuiltInterpreter, an_interpreter
from tests.builders.times import MONDAY, NOW, between, oslo
from tolkeregister.core.database import Session
from tolkeregister.core.errors import NotAllowed, NotFound, RuleBroken
from tolkeregister.entries.commands import remove_interpreter

START, END = oslo(MONDAY, "10:00"), oslo(MONDAY, "11:00")
AFTER = END + timedelta(minutes=10)
QUALIFICATION = "SELECT qualification || ':' || coalesce(basis, '') FROM assignment_fact"


async def accepted(session: Session, body: BuiltBody, tolk: BuiltInterpreter, **changes: Any) -> str:
    number = await send_request(session, body.booker, a_draft(**changes), key=str(changes), now=NOW)
    offer = await open_offer(session, number, tolk.id)
    await accept_offer(session, tolk.actor, offer, declaration=True, now=NOW)
    return number


async def test_only_the_own_unit_confirms(session: Session) -> None:
    body, foreign = await a_body(session), await a_body(session)
    tolk = await an_interpreter(session, hours=True)
    number = await accepted(session, body, tolk)
    with pytest.raises(NotFound):
        await confirm_delivered(session, foreign.booker, number, now=AFTER)
    with pytest.raises(NotAllowed):
        await confirm_delivered(session, tolk.actor, number, now=AFTER)


async def test_nothing_is_confirmed_before_it_has_begun_or_twice(session: Session) -> None:
    body, tolk = await a_body(session), await an_interpreter(session, hours=True)
    number = await accepted(session, body, tolk)
    with pytest.raises(RuleBroken, match="not_started"):
        await confirm_delivered(session, body.booker, number, now=NOW)
    unconfirmed = await list_orders(session, body.booker, which="unconfirmed", now=AFTER)
    assert [line.number for line in unconfirmed.lines] == [number]
    await confirm_delivered(session, body.booker, number, now=AFTER)
    with pytest.raises(RuleBroken, match="already_ended"):
        await confirm_not_delivered(session, body.booker, number, cause="body_absent", now=AFTER)
    assert await value(session, "SELECT count(*) FROM assignment_fact") == 1


async def test_what_was_not_delivered_is_no_fact(session: Session) -> None:
    """Rule T3, and each side's absence is its own (failure mode 15)."""
    body, tolk = await a_body(session), await an_interpreter(session, hours=True)
    number = await accepted(session, body, tolk)
    with pytest.raises(RuleBroken, match="cause_missing"):
        await confirm_not_delivered(session, body.booker, number, cause=None, now=AFTER)
    await confirm_not_delivered(session, body.booker, number, cause="participant_absent", now=AFTER)
    row = await assignment_row(session, number)
    assert (row.state, row.end_reason) == ("not_delivered", "participant_absent")
    assert await value(session, "SELECT count(*) FROM assignment_fact") == 0


async def test_the_fact_holds_the_standing_at_the_start_and_not_at_acceptance(session: Session) -> None:
    """Decided: both checks are stored; the fact uses the second. Listed and qualified are two questions (Q7)."""
    body = await a_body(session)
    tolk = await an_interpreter(session, hours=True)
    number = await accepted(session, body, tolk)
    row = await assignment_row(session, number)
    await session.execute(
        text("UPDATE entry_listing SET valid = tstzrange(lower(valid), :at)"), {"at": START}
    )
    await check_at_start(session, row.id, now=START)
    await confirm_delivered(session, body.booker, number, now=AFTER)
    row = await assignment_row(session, number)
    assert (row.standing_at_acceptance, row.standing_at_start) == ("listed", "unlisted")
    assert await value(session, QUALIFICATION) == "qualified:unlisted"


async def test_the_check_looks_at_the_start_even_when_it_runs_late(session: Session) -> None:
    body, officer = await a_body(session), await an_officer(session)
    tolk = await an_interpreter(session, hours=True)
    number = await accepted(session, body, tolk)
    await remove_interpreter(session, officer, tolk.number, "excluded", END, now=END)
    await confirm_delivered(session, body.booker, number, now=AFTER)
    assert await value(session, QUALIFICATION) == "qualified:listed", "what the register said at 10.00"


async def test_a_register_that_does_not_answer_counts_as_unknown_and_stops_nobody(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def gone(*_: object, **__: object) -> None:
        raise OperationalError("register", {}, Exception("gone"))

    body, tolk = await a_body(session), await an_interpreter(session, hours=True)
    number = await accepted(session, body, tolk)
    monkeypatch.setattr(commands, "standing_at", gone)
    await check_at_start(session, (await assignment_row(session, number)).id, now=START)
    monkeypatch.undo()
    await confirm_delivered(session, body.booker, number, now=AFTER)
    assert await value(session, QUALIFICATION) == "unknown:"


async def test_the_check_at_start_is_ordered_at_acceptance_and_leaves_a_cancelled_one_alone(
    session: Session,
) -> None:
    body, tolk = await a_body(session), await an_interpreter(session, hours=True)
    number = await accepted(session, body, tolk)
    assert await value(session, "SELECT run_at FROM job WHERE name = 'assignments.check_at_start'") == START
    row = await assignment_row(session, number)
    await cancel(session, body.booker, number, why="other", now=NOW)
    await check_at_start(session, row.id, now=START)
    assert (await assignment_row(session, number)).standing_at_start is None


async def test_a_removal_at_noon_is_seen_in_search_offer_and_assignment_at_once(session: Session) -> None:
    """Failure mode 28, rule W11: search hides, accepting fails, the offer closes, the booker gets another."""
    register_handlers()
    body, officer = await a_body(session), await an_officer(session)
    tolk = await an_interpreter(session, category="A", hours=True)
    booked = await accepted(session, body, tolk, starts="15:00", ends="16:00")
    pending = await send_request(session, body.booker, a_draft("17:00", "18:00"), key="p", now=NOW)
    offer = await open_offer(session, pending, tolk.id)
    other = await an_interpreter(session, category="B", hours=True)
    noon = oslo(MONDAY, "12:00")
    await session.execute(
        text("UPDATE offer SET answer_by = :t WHERE state = 'open'"), {"t": noon + timedelta(hours=1)}
    )
    await remove_interpreter(session, officer, tolk.number, "excluded", noon, now=noon)
    starts_at, ends_at = between(MONDAY, "13:00", "14:00")
    criteria = SearchCriteria(language_tag="ar", mode="screen", starts_at=starts_at, ends_at=ends_at)
    assert [each.number for each in (await find(session, criteria, now=noon)).interpreters] == [other.number]
    with pytest.raises(RuleBroken, match="withdrawn") as refused:
        await accept_offer(session, tolk.actor, offer, declaration=True, now=noon)
    assert "excluded" not in str(refused.value.reasons)
    await _assert_released(session, body, booked, tolk, other)
    told = await mails(session)
    assert ("offer_withdrawn", tolk.email) in told
    assert ("interpreter_no_longer_available", body.booker_email) in told
    assert "excluded" not in str(await value(session, "SELECT jsonb_agg(data) FROM mail_message"))


async def _assert_released(
    session: Session, body: BuiltBody, number: str, tolk: BuiltInterpreter, other: BuiltInterpreter
) -> None:
    row = await assignment_row(session, number)
    assert (row.state, row.interpreter_id) == ("open", None)
    assert await value(session, "SELECT count(*) FROM booked") == 0
    assert [(who, state) for who, state, _ in await offers_of(session, number)] == [
        (tolk.id, "accepted"),
        (other.id, "open"),
    ], "the queue was drawn again, because the stored one had nobody left"
    steps = [each.step for each in (await status_page(session, body.booker, number)).asked]
    assert steps == ["no_longer_available", "asked"]


async def test_what_has_begun_is_left_to_run_when_somebody_is_removed(session: Session) -> None:
    register_handlers()
    body, officer = await a_body(session), await an_officer(session)
    tolk = await an_interpreter(session, hours=True)
    number = await accepted(session, body, tolk)
    now = START + timedelta(minutes=5)
    await remove_interpreter(session, officer, tolk.number, "excluded", now, now=now)
    assert (await assignment_row(session, number)).state == "accepted"


async def test_an_interpreter_who_gives_back_is_followed_by_the_next(session: Session) -> None:
    body = await a_body(session)
    first = await an_interpreter(session, category="A", hours=True)
    second = await an_interpreter(session, category="B", hours=True)
    number = await accepted(session, body, first)
    assert [each.number for each in await own_assignments(session, first.actor, since=NOW)] == [number]
    with pytest.raises(NotFound):
        await give_back(session, second.actor, number, now=NOW)
    await give_back(session, first.actor, number, now=NOW)
    assert await own_assignments(session, first.actor, since=NOW) == ()
    offer = await open_offer(session, number, second.id)
    await accept_offer(session, second.actor, offer, declaration=True, now=NOW)
    assert (await assignment_row(session, number)).interpreter_id == second.id


async def test_the_database_refuses_an_overlap_whoever_writes(session: Session) -> None:
    """Failure modes 1 and 3: an overlap by raw SQL; end to end is allowed."""
    body, tolk = await a_body(session), await an_interpreter(session)
    await busy(session, body, tolk.id, START, END)
    later = await an_assignment(session, body, END, END + timedelta(hours=1))
    sql = text("INSERT INTO booked VALUES (:a, :i, tstzrange(:f, :t))")
    with pytest.raises(IntegrityError, match="booked_no_overlap"):
        async with session.begin_nested():
            await session.execute(
                sql,
                {"a": later.id, "i": tolk.id, "f": END - timedelta(minutes=1), "t": END + timedelta(hours=1)},
            )
    with pytest.raises(IntegrityError, match="booked_no_overlap"):
        async with session.begin_nested():
            await session.execute(
                text(
                    "INSERT INTO booked VALUES (:a, :i, tstzrange(:f, :t)) ON CONFLICT (assignment_id, part) DO NOTHING"
                ),
                {"a": later.id, "i": tolk.id, "f": START, "t": END},
            )
    await session.execute(sql, {"a": later.id, "i": tolk.id, "f": END, "t": END + timedelta(hours=1)})
    with pytest.raises(IntegrityError, match="booked_no_overlap"):
        async with session.begin_nested():
            await session.execute(
                text("UPDATE booked SET period = tstzrange(:f, :t) WHERE assignment_id = :a"),
                {"a": later.id, "f": START, "t": END},
            )


async def test_the_database_refuses_two_winners_of_a_round_whoever_writes(session: Session) -> None:
    body = await a_body(session)
    first, second = await an_interpreter(session, hours=True), await an_interpreter(session, hours=True)
    number = await send_request(session, body.booker, a_draft(offers_per_round=2), key="k", now=NOW)
    accept = text("UPDATE offer SET state = 'accepted', ended_at = :now WHERE id = :offer")
    await session.execute(accept, {"now": NOW, "offer": await open_offer(session, number, first.id)})
    with pytest.raises(IntegrityError, match="offer_one_accepted_key"):
        async with session.begin_nested():
            await session.execute(accept, {"now": NOW, "offer": await open_offer(session, number, second.id)})

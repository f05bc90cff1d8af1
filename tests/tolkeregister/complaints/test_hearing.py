"""The interpreter is heard before anything goes against them: the last day, the clock, and that nobody signs before."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text

from booking.handlers import register_handlers
from tests.builders.answers import value
from tests.builders.complaints import WARNING, a_complaint
from tests.builders.hearings import CONSIDERED, SHOWN, a_heard_complaint
from tests.builders.times import NOW, oslo
from tolkeregister.complaints.clocking import clocks_of, extend, resume, suspend
from tolkeregister.complaints.deciding import propose_reaction
from tolkeregister.complaints.heard.statements import give_statement
from tolkeregister.complaints.hearing import hear
from tolkeregister.complaints.rules.words import Basis, Stage
from tolkeregister.core.database import Session
from tolkeregister.core.errors import NotFound, RuleBroken
from tolkeregister.decisions.notices.commands import go_without_notice, reply_to_notice
from tolkeregister.decisions.outcomes.commands import approve_decision, sign_decision

DAY = timedelta(days=1)
STATE = "SELECT state FROM complaint WHERE id = :id"
RUNS = (
    "SELECT count(*) FROM complaint_stage WHERE complaint_id = :id AND stage = 'hearing' AND ended_at IS NULL"
)
STATED = "SELECT facts FROM complaint_log WHERE complaint_id = :id AND code = 'interpreter.stated'"


@pytest.fixture(autouse=True)
def _handlers() -> None:
    register_handlers()


async def last_day(session: Session, complaint_id: int, now: datetime) -> date:
    clocks = [each for each in await clocks_of(session, complaint_id, now=now) if each.stage is Stage.HEARING]
    assert clocks[-1].last_day is not None
    return clocks[-1].last_day


async def test_w3_nobody_signs_before_the_interpreter_is_heard(session: Session) -> None:
    built = await a_complaint(session, now=NOW, basis=Basis.CONFIDENTIALITY)
    made = await propose_reaction(session, built.officer, built.number, WARNING, now=NOW)
    await approve_decision(session, built.second, made.id, now=NOW)
    with pytest.raises(RuleBroken, match="notice_missing"):
        await sign_decision(session, built.officer, made.id, now=NOW)
    await hear(session, built.officer, built.number, SHOWN, CONSIDERED, now=NOW)
    assert await value(session, STATE, id=built.id) == "hearing"
    with pytest.raises(RuleBroken, match="reply_time_runs"):
        await sign_decision(session, built.officer, made.id, now=NOW + DAY)


async def test_an_extension_or_a_suspension_keeps_the_signature_waiting_also_after_the_letters_last_day(
    session: Session,
) -> None:
    built, _ = await a_heard_complaint(session, now=NOW)
    made = await propose_reaction(session, built.officer, built.number, WARNING, now=NOW)
    await approve_decision(session, built.second, made.id, now=NOW)
    await extend(session, built.officer, built.number, Stage.HEARING, "Syk", days=14, now=NOW)
    after = NOW + 25 * DAY
    with pytest.raises(RuleBroken, match="reply_time_runs"):
        async with session.begin_nested():
            await sign_decision(session, built.officer, made.id, now=after)
    await suspend(session, built.officer, built.number, "Venter på advokat", now=after)
    with pytest.raises(RuleBroken, match="reply_time_stands"):
        async with session.begin_nested():
            await sign_decision(session, built.officer, made.id, now=after + 60 * DAY)
    await resume(session, built.officer, built.number, now=after + 60 * DAY)
    await sign_decision(session, built.officer, made.id, now=after + 90 * DAY)
    assert await value(session, STATE, id=built.id) == "decided"


async def test_an_urgency_after_the_question_ends_the_waiting(session: Session) -> None:
    built, _ = await a_heard_complaint(session, now=NOW)
    case_id = int(await value(session, "SELECT case_id FROM complaint WHERE id = :id", id=built.id))
    await go_without_notice(session, built.officer, case_id, "Fare for liv.", now=NOW)
    made = await propose_reaction(session, built.officer, built.number, WARNING, now=NOW)
    await approve_decision(session, built.second, made.id, now=NOW)
    await sign_decision(session, built.officer, made.id, now=NOW)


@pytest.mark.parametrize(("late_by", "is_late"), [(timedelta(seconds=-1), False), (timedelta(0), True)])
async def test_one_second_before_midnight_in_norway_is_in_time_and_midnight_is_late_but_taken(
    session: Session, late_by: timedelta, is_late: bool
) -> None:
    """Failure mode 23: the last day lasts until midnight in Oslo, in summer and in winter time."""
    built, heard = await a_heard_complaint(session, now=NOW)
    last = await last_day(session, built.id, NOW)
    at = oslo(last + DAY, "00:00") + late_by
    await give_statement(session, heard, "Det stemmer ikke.", now=at)
    assert await value(session, STATED, id=built.id) == {"late": is_late}
    assert await value(session, RUNS, id=built.id) == 0, "stopped in the same transaction"
    [clock] = [each for each in await clocks_of(session, built.id, now=at) if each.stage is Stage.HEARING]
    assert clock.is_late is is_late


async def test_an_answer_that_comes_another_way_stops_the_clock_too(session: Session) -> None:
    built, _ = await a_heard_complaint(session, now=NOW)
    notice = int(await value(session, "SELECT id FROM case_notice"))
    await reply_to_notice(session, built.tolk.actor, notice, "Det stemmer ikke.", now=NOW)
    assert await value(session, RUNS, id=built.id) == 0


async def test_a_suspension_over_easter_moves_a_hearing_by_exactly_the_days_that_did_not_count(
    session: Session,
) -> None:
    """Easter 2027: Holy Thursday 25 March to Easter Monday 29 March. Three weeks from 10 March end on 31 March."""
    asked = datetime(2027, 3, 10, 9, tzinfo=UTC)
    built, _ = await a_heard_complaint(session, now=asked)
    assert await last_day(session, built.id, asked) == date(2027, 3, 31)
    await suspend(session, built.officer, built.number, "Ferie", now=datetime(2027, 3, 22, 9, tzinfo=UTC))
    with pytest.raises(RuleBroken, match="already_suspended"):
        await suspend(
            session, built.officer, built.number, "Om igjen", now=datetime(2027, 3, 24, 9, tzinfo=UTC)
        )
    again = datetime(2027, 3, 31, 9, tzinfo=UTC)
    await resume(session, built.officer, built.number, now=again)
    assert await last_day(session, built.id, again) == date(2027, 4, 9), "nine days did not count"
    inside = date(2027, 3, 25)
    with pytest.raises(RuleBroken, match="suspension_overlaps"):
        await suspend(session, built.officer, built.number, "Inni", since=inside, now=again)


async def test_nothing_is_asked_of_somebody_who_is_dead(session: Session) -> None:
    built = await a_complaint(session, now=NOW, basis=Basis.CONFIDENTIALITY)
    await session.execute(
        text("UPDATE person SET dead_on = current_date WHERE id = :p"), {"p": built.tolk.person_id}
    )
    with pytest.raises(RuleBroken, match="person_is_dead"):
        await hear(session, built.officer, built.number, SHOWN, CONSIDERED, now=NOW)
    with pytest.raises(NotFound):
        await reply_to_notice(session, built.tolk.actor, 1, "Nei.", now=NOW)

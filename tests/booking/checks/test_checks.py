"""The register asked at the start and again: unknown is never qualified, and what differs is told without a reason."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from booking.assignments import commands
from booking.assignments.commands import check_again, check_at_start, confirm_delivered
from booking.checks.commands import watch
from booking.checks.queries import confirmation_of
from booking.handlers import register_handlers
from tests.builders.answers import assignment_row, mails, value
from tests.builders.bodies import BuiltBody, an_officer
from tests.builders.changes import an_agreement
from tests.builders.interpreters import BuiltInterpreter, an_interpreter
from tests.builders.times import MONDAY, NOW, oslo
from tolkeregister.core.database import Session
from tolkeregister.entries.commands import CategorySpan, remove_interpreter, set_category
from tolkeregister.entries.queries import standing_at

START = oslo(MONDAY, "14:30")
HOUR = timedelta(hours=1)
FACTS = "SELECT version, weight, qualification, category, basis FROM assignment_fact ORDER BY id"
CHECKS = "SELECT purpose, standing, category, known_at FROM status_check ORDER BY id"
TEMPLATE = "interpreter_status_differs"


@pytest.fixture(autouse=True)
def _handlers() -> None:
    register_handlers()


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> dict[str, bool]:
    """The register, which answers unless told otherwise."""
    state, real = {"answers": True}, standing_at

    async def ask(*given: Any, **named: Any) -> Any:
        if not state["answers"]:
            raise OperationalError("register", {}, Exception("gone"))
        return await real(*given, **named)

    monkeypatch.setattr(commands, "standing_at", ask)
    return state


async def rows(session: Session, sql: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in await session.execute(text(sql))]


async def news(session: Session) -> list[str]:
    """What the booker has been told that differs, oldest first."""
    sql = "SELECT data ->> 'news' FROM mail_message WHERE template = :t ORDER BY id"
    return list((await session.execute(text(sql), {"t": TEMPLATE})).scalars())


async def test_the_first_two_checks_are_written_down(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter
) -> None:
    number = await an_agreement(session, body, tolk)
    await check_at_start(session, (await assignment_row(session, number)).id, now=START + HOUR)
    assert await rows(session, CHECKS) == [
        ("acceptance", "listed", "A", NOW),
        ("start", "listed", "A", START),
    ]
    confirmation = await confirmation_of(session, number)
    assert confirmation is not None
    assert (confirmation.is_confirmed, confirmation.confirmed_at, confirmation.news) == (
        True,
        START + HOUR,
        None,
    )


async def test_without_an_answer_it_counts_as_unknown_until_there_is_one_and_then_is_corrected(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter, register: dict[str, bool]
) -> None:
    number = await an_agreement(session, body, tolk)
    row = await assignment_row(session, number)
    register["answers"] = False
    await check_at_start(session, row.id, now=START)
    waiting = text("SELECT args ->> 'assignment_id', run_at FROM job WHERE name = 'checks.repeat'")
    assert [tuple(each) for each in await session.execute(waiting)] == [
        (str(row.id), START + timedelta(minutes=1))
    ]
    seen = await confirmation_of(session, number)
    assert seen is not None
    assert (seen.is_confirmed, seen.confirmed_at) == (False, NOW), "the last time it was confirmed"
    await confirm_delivered(session, body.booker, number, now=START + HOUR)
    await check_again(session, row.id, now=START + 2 * HOUR)
    assert [fact[1:3] for fact in await rows(session, FACTS)] == [(1, "unknown")], "never as qualified"
    register["answers"] = True
    for hour in (3, 4):
        await check_again(session, row.id, now=START + hour * HOUR)
    assert await rows(session, FACTS) == [
        (1, 1, "unknown", None, None), (1, -1, "unknown", None, None), (2, 1, "qualified", "A", "listed"),
    ]  # fmt: skip
    assert [(each[0], each[1]) for each in await rows(session, CHECKS)] == [
        ("acceptance", "listed"), ("start", "unknown"), ("repeat", "unknown"), ("repeat", "listed"),
    ]  # fmt: skip
    assert await news(session) == []


async def test_an_answer_before_it_is_confirmed_is_what_is_counted(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter, register: dict[str, bool]
) -> None:
    number = await an_agreement(session, body, tolk)
    row = await assignment_row(session, number)
    register["answers"] = False
    await check_at_start(session, row.id, now=START)
    register["answers"] = True
    await check_again(session, row.id, now=START + HOUR)
    await confirm_delivered(session, body.booker, number, now=START + 2 * HOUR)
    assert [fact[:3] for fact in await rows(session, FACTS)] == [(1, 1, "qualified")]


async def test_the_pauses_between_questions_grow_and_one_job_waits(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter, register: dict[str, bool]
) -> None:
    number = await an_agreement(session, body, tolk)
    row = await assignment_row(session, number)
    register["answers"] = False
    await check_at_start(session, row.id, now=START)
    pauses = []
    for _ in range(7):
        due = await value(session, "SELECT run_at FROM job WHERE name = 'checks.repeat'")
        await session.execute(text("DELETE FROM job WHERE name = 'checks.repeat'"))
        await check_again(session, row.id, now=due)
        following = await value(session, "SELECT run_at FROM job WHERE name = 'checks.repeat'")
        pauses.append((following - due) // timedelta(minutes=1))
    assert pauses == [5, 15, 60, 240, 720, 720, 720]


async def test_a_late_answer_is_about_the_start_as_it_was_known_then(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter, register: dict[str, bool]
) -> None:
    """Rule Q8: what was recorded after the start is news to tell, and not what the assignment counts as."""
    number = await an_agreement(session, body, tolk)
    row = await assignment_row(session, number)
    register["answers"] = False
    await confirm_delivered(session, body.booker, number, now=START)
    register["answers"] = True
    await category_from_before(session, tolk, "D", now=START + HOUR)
    await watch(session, now=START + HOUR)
    await check_again(session, row.id, now=START + 2 * HOUR)
    await watch(session, now=START + 3 * HOUR)
    assert (await rows(session, FACTS))[-1][1:4] == (1, "qualified", "A")
    assert await news(session) == ["other_category"]


async def category_from_before(session: Session, tolk: BuiltInterpreter, category: str, *, now: Any) -> None:
    """The directorate records that the category was another one all the time."""
    span = CategorySpan(category, START - timedelta(days=100), None, "test")
    await set_category(session, tolk.entry_id, [span], now=now)


@pytest.mark.parametrize(("at", "has_begun"), [(START - HOUR, False), (START + 48 * HOUR, True)])
async def test_another_category_is_told_before_and_after_the_assignment_once(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter, at: Any, has_begun: bool
) -> None:
    """Feature 12."""
    number = await an_agreement(session, body, tolk)
    if has_begun:
        await confirm_delivered(session, body.booker, number, now=START + HOUR)
    await category_from_before(session, tolk, "C", now=at)
    assert [await watch(session, now=at), await watch(session, now=at + HOUR)] == [1, 0]
    assert await mails(session, TEMPLATE) == [(TEMPLATE, body.booker_email)]
    told = await value(session, "SELECT data FROM mail_message WHERE template = :t", t=TEMPLATE)
    assert (told["news"], told["category"], told["has_begun"]) == ("other_category", "C", has_begun)
    assert (await confirmation_of(session, number)).news == "other_category"  # type: ignore[union-attr]
    assert await value(session, "SELECT count(*) FROM assignment_fact") == int(has_begun), (
        "the fact stands (T1)"
    )


async def test_who_is_taken_out_with_effect_from_before_is_told_of_without_a_reason(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter
) -> None:
    """Rule W11: "no longer available", and nothing of why, also in what is stored with the message."""
    number = await an_agreement(session, body, tolk)
    await confirm_delivered(session, body.booker, number, now=START + HOUR)
    officer = await an_officer(session)
    late = START + 48 * HOUR
    await remove_interpreter(session, officer, tolk.number, "excluded", START - HOUR, now=late)
    await watch(session, now=late)
    assert await news(session) == ["no_longer_available"]
    stored = str(await value(session, "SELECT data FROM mail_message WHERE template = :t", t=TEMPLATE))
    assert "exclu" not in stored.lower()


async def test_what_was_changed_but_not_for_the_time_of_the_assignment_is_no_news(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter
) -> None:
    number = await an_agreement(session, body, tolk)
    await confirm_delivered(session, body.booker, number, now=START + HOUR)
    officer = await an_officer(session)
    late = START + 48 * HOUR
    await set_category(session, tolk.entry_id, [
        CategorySpan("A", START - timedelta(days=100), late, "test"), CategorySpan("B", late, None, "test"),
    ], now=late)  # fmt: skip
    await remove_interpreter(session, officer, tolk.number, "own_wish", late, now=late)
    assert await watch(session, now=late) == 0
    assert await news(session) == []


async def test_a_difference_that_the_check_at_the_start_finds_is_told(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter
) -> None:
    number = await an_agreement(session, body, tolk)
    await category_from_before(session, tolk, "B", now=START - HOUR)
    await check_at_start(session, (await assignment_row(session, number)).id, now=START)
    await watch(session, now=START)
    assert await news(session) == ["other_category"]


async def test_an_end_of_the_listing_that_was_planned_all_the_time_is_no_news(
    session: Session, body: BuiltBody
) -> None:
    tolk = await an_interpreter(session, hours=True, listed_to=START + 24 * HOUR)
    await an_agreement(session, body, tolk)
    await session.execute(
        text("UPDATE entry_listing SET recorded = tstzrange(:now, NULL)"), {"now": NOW - HOUR}
    )
    assert await watch(session, now=START + 48 * HOUR) == 0

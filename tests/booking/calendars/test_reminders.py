"""Reminders after what can happen in between: nothing to the old one or of the old time (failure mode 11)."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from booking.assignments.replacement import give_back
from booking.calendars.feeds import choose
from booking.calendars.reminders import send_reminders
from booking.changes.answers import accept_change
from booking.changes.cancelling import cancel
from booking.handlers import register_handlers
from booking.offers.commands import accept_offer
from tests.builders.answers import mails, open_offer
from tests.builders.bodies import BuiltBody
from tests.builders.changes import an_agreement, change, proposed
from tests.builders.interpreters import BuiltInterpreter, an_interpreter
from tests.builders.mail import a_post_box, empty_outbox
from tests.builders.times import MONDAY, NOW, oslo
from tolkeregister.core.database import Session

THURSDAY = MONDAY + timedelta(days=3)
START = oslo(THURSDAY, "14:30")
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture(autouse=True)
def _handlers() -> None:
    register_handlers()


async def reminded(session: Session, *at: datetime) -> list[str]:
    """Everyone who has been reminded when the job has run at these times, and twice each time."""
    for now in (each for each in at for _ in range(2)):
        await send_reminders(session, now=now)
    return sorted(to for template, to in await mails(session) if template.endswith("_reminder"))


async def test_both_are_reminded_the_day_before_and_shortly_before_once_each(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter
) -> None:
    await an_agreement(session, body, tolk, day=THURSDAY)
    assert await reminded(session, START - DAY - HOUR) == []
    both = sorted([tolk.email, body.booker_email])
    assert await reminded(session, START - DAY, START - DAY + HOUR) == both
    assert await reminded(session, START - 2 * HOUR, START - HOUR, START, START + HOUR) == sorted(both * 2)


async def test_after_a_cancellation_nobody_is(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter
) -> None:
    number = await an_agreement(session, body, tolk, day=THURSDAY)
    await cancel(session, body.booker, number, why="other", now=NOW)
    assert await reminded(session, START - DAY, START - 2 * HOUR) == []


@pytest.mark.parametrize(
    "otherwise",
    ["state = 'cancelled'", "period = tstzrange(lower(period) - interval '5 min', upper(period))"],
)
async def test_the_assignment_itself_is_asked_and_not_only_its_entry(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter, otherwise: str
) -> None:
    """Something changed it and told nobody: better no reminder than a wrong one."""
    await an_agreement(session, body, tolk, day=THURSDAY)
    await session.execute(text(f"UPDATE assignment SET {otherwise}"))
    assert await reminded(session, START - DAY, START - 2 * HOUR) == []


async def test_after_a_move_only_of_the_new_time(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter
) -> None:
    number = await an_agreement(session, body, tolk, day=THURSDAY)
    assert len(await reminded(session, START - DAY)) == 2, "of the first time, while it held"
    await change(session, body, number, later=24 * 60, now=START - DAY + HOUR)
    await accept_change(
        session,
        tolk.actor,
        number,
        await proposed(session, number),
        is_impartial=True,
        now=START - DAY + HOUR,
    )
    assert len(await reminded(session, START - 2 * HOUR)) == 2, "nothing of the old time"
    assert len(await reminded(session, START)) == 4, "and a day before the new one"
    sql = "SELECT DISTINCT data ->> 'starts_at' FROM mail_message WHERE template LIKE '%reminder' AND created_at = :at"
    told = list((await session.execute(text(sql), {"at": START})).scalars())
    assert [datetime.fromisoformat(each) for each in told] == [START + DAY]


async def test_after_a_replacement_the_new_one_and_not_the_old(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter
) -> None:
    other = await an_interpreter(session, category="B", hours=True)
    number = await an_agreement(session, body, tolk, day=THURSDAY)
    await give_back(session, tolk.actor, number, now=NOW)
    assert await reminded(session, START - DAY) == [], "while nobody has it"
    offer = await open_offer(session, number, other.id)
    await session.execute(text("UPDATE offer SET answer_by = :until"), {"until": START})
    await accept_offer(session, other.actor, offer, declaration=True, now=START - DAY + HOUR)
    assert await reminded(session, START - 2 * HOUR) == sorted([other.email, body.booker_email])


async def test_one_who_wants_none_gets_none_and_the_other_does(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter
) -> None:
    await an_agreement(session, body, tolk, day=THURSDAY)
    await choose(session, tolk.actor, wants_reminders=False, shows_details=False, now=NOW)
    assert await reminded(session, START - DAY) == [body.booker_email]


async def test_what_waits_in_the_outbox_while_it_is_cancelled_does_not_leave_it(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = a_post_box(monkeypatch)
    number = await an_agreement(session, body, tolk, day=THURSDAY)
    await empty_outbox(session, now=NOW)
    await reminded(session, START - DAY)
    await cancel(session, body.booker, number, why="other", now=START - DAY + HOUR)
    await empty_outbox(session, now=START - DAY + HOUR, newest_first=True)
    assert not [each for each in taken if "Påminnelse" in str(each["Subject"])]


async def test_a_reminder_that_comes_out_after_the_start_is_not_sent(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = a_post_box(monkeypatch)
    await an_agreement(session, body, tolk, day=THURSDAY)
    await empty_outbox(session, now=NOW)
    await reminded(session, START - HOUR)
    await empty_outbox(session, now=START)
    assert not [each for each in taken if "Påminnelse" in str(each["Subject"])]


async def test_other_hours_hold_from_their_date_on(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter
) -> None:
    for day in (THURSDAY - DAY, THURSDAY + DAY):
        minutes = 180 if day < THURSDAY else 600
        await session.execute(
            text("INSERT INTO reminder_time VALUES ('soon', :day, :minutes, 30)"),
            {"day": day, "minutes": minutes},
        )
    await an_agreement(session, body, tolk, day=THURSDAY)
    assert len(await reminded(session, START - 4 * HOUR)) == 0
    assert len(await reminded(session, START - 3 * HOUR)) == 2

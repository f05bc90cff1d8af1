"""What calendars are told from acceptance to the end: one UID for each, a sequence that rises, never the old time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any

import icalendar
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from booking.assignments.replacement import give_back
from booking.calendars.commands import catch_up, settle
from booking.changes.answers import accept_change
from booking.changes.cancelling import cancel
from booking.exceptions.commands import record_afterwards, state_exception
from booking.handlers import register_handlers
from booking.offers.commands import accept_offer
from booking.sending.commands import send_request
from tests.builders.answers import assignment_row, open_offer, value
from tests.builders.assignments import accepted_by, an_assignment
from tests.builders.bodies import BuiltBody
from tests.builders.changes import an_agreement, change, proposed
from tests.builders.drafts import a_draft
from tests.builders.interpreters import BuiltInterpreter, an_interpreter
from tests.builders.mail import SENDER, a_post_box, empty_outbox
from tests.builders.statements import a_statement
from tests.builders.times import MONDAY, NOW, oslo
from tolkeregister.core.database import Session

START = oslo(MONDAY, "14:30")
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _handlers() -> None:
    register_handlers()


@dataclass(frozen=True, slots=True)
class Told:
    """What one calendar part said."""

    to: str
    uid: str
    sequence: int
    method: str
    starts_at: datetime


def told(message: EmailMessage) -> Told | None:
    """The calendar of a message, which must agree with itself wherever it says something twice."""
    parts = [
        part for part in message.walk() if part.get_content_type() in ("text/calendar", "application/ics")
    ]
    if not parts:
        return None
    alternative, file = parts
    assert alternative.get_payload(decode=True) == file.get_payload(decode=True)
    assert file.get_filename() == "tolkeoppdrag.ics"
    calendar: Any = icalendar.Calendar.from_ical(alternative.get_payload(decode=True))  # type: ignore[arg-type]
    (event,) = calendar.walk("VEVENT")
    method = str(calendar["METHOD"])
    assert alternative.get_param("method") == method
    assert str(event["STATUS"]) == {"REQUEST": "CONFIRMED", "CANCEL": "CANCELLED"}[method]
    assert str(event["ORGANIZER"]) == f"mailto:{SENDER}"
    assert SENDER in str(message["From"])
    assert str(event["ATTENDEE"]) == f"mailto:{message['To']}"
    return Told(str(message["To"]), str(event["UID"]), int(event["SEQUENCE"]), method, event["DTSTART"].dt)


async def said(session: Session, taken: list[EmailMessage], *, now: datetime = NOW) -> list[Told]:
    """What calendars are told when the outbox is emptied now."""
    before = len(taken)
    await empty_outbox(session, now=now)
    return [each for message in taken[before:] if (each := told(message))]


async def test_from_acceptance_over_a_move_to_the_cancellation(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = a_post_box(monkeypatch)
    number = await an_agreement(session, body, tolk)
    life = await said(session, taken)
    assert {(each.to, each.sequence, each.method) for each in life} == {
        (tolk.email, 0, "REQUEST"), (body.booker_email, 0, "REQUEST"),
    }  # fmt: skip
    await change(session, body, number, later=60)
    assert await said(session, taken) == [], "what is only proposed is nothing for a calendar"
    await accept_change(
        session, tolk.actor, number, await proposed(session, number), is_impartial=True, now=NOW
    )
    life += (moved := await said(session, taken))
    assert {(each.method, each.starts_at) for each in moved} == {("REQUEST", START + HOUR)}
    await cancel(session, body.booker, number, why="other", now=NOW)
    life += (ended := await said(session, taken))
    assert {(each.to, each.method) for each in ended} == {
        (tolk.email, "CANCEL"),
        (body.booker_email, "CANCEL"),
    }
    for who in (tolk.email, body.booker_email):
        own = [each for each in life if each.to == who]
        assert len({each.uid for each in own}) == 1
        assert [each.sequence for each in own] == [0, 1, 2]


async def test_another_interpreter_gets_the_invitation_and_the_first_the_cancellation_and_back_again(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cancelled, restored and cancelled again: the number goes on rising, for each under one UID of their own."""
    taken = a_post_box(monkeypatch)
    other = await an_interpreter(session, category="B", hours=True)
    number = await an_agreement(session, body, tolk)
    life = await said(session, taken)
    await give_back(session, tolk.actor, number, now=NOW)
    life += (released := await said(session, taken))
    assert {(each.to, each.method) for each in released} == {
        (tolk.email, "CANCEL"),
        (body.booker_email, "CANCEL"),
    }
    await accept_offer(
        session, other.actor, await open_offer(session, number, other.id), declaration=True, now=NOW
    )
    life += (again := await said(session, taken))
    assert {(each.to, each.method) for each in again} == {
        (other.email, "REQUEST"),
        (body.booker_email, "REQUEST"),
    }
    await give_back(session, other.actor, number, now=NOW)
    life += await said(session, taken)
    theirs = {who: [(each.sequence, each.method) for each in life if each.to == who]
              for who in (tolk.email, other.email, body.booker_email)}  # fmt: skip
    assert theirs == {
        tolk.email: [(0, "REQUEST"), (1, "CANCEL")], other.email: [(0, "REQUEST"), (1, "CANCEL")],
        body.booker_email: [(0, "REQUEST"), (1, "CANCEL"), (2, "REQUEST"), (3, "CANCEL")],
    }  # fmt: skip
    assert len({each.uid for each in life}) == 3


async def test_the_same_interpreter_again_has_the_same_entry_one_higher(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter
) -> None:
    number = await an_agreement(session, body, tolk)
    row = await assignment_row(session, number)
    sql = text("SELECT uid, sequence, is_cancelled FROM calendar_entry WHERE interpreter_id = :id")

    async def own() -> tuple[str, int, bool]:
        uid, sequence, is_cancelled = (await session.execute(sql, {"id": tolk.id})).one()
        return uid, sequence, is_cancelled

    uid, first, _ = await own()
    await give_back(session, tolk.actor, number, now=NOW)
    await session.execute(
        text(
            "UPDATE assignment SET state = 'accepted', interpreter_id = :tolk, accepted_at = :now WHERE id = :id"
        ),
        {"tolk": tolk.id, "id": row.id, "now": NOW},
    )
    await settle(session, row.id, now=NOW)
    assert await own() == (uid, first + 2, False)
    await settle(session, row.id, now=NOW)
    assert await own() == (uid, first + 2, False), "nothing has changed since"


@pytest.mark.parametrize(
    "change_of",
    ["sequence = sequence", "sequence = sequence - 1, is_cancelled = true", "uid = 'x', sequence = 9"],
)
async def test_the_database_refuses_a_sequence_that_does_not_rise_and_another_uid(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter, change_of: str
) -> None:
    await an_agreement(session, body, tolk)
    with pytest.raises(IntegrityError, match="its sequence rises"):
        await session.execute(text(f"UPDATE calendar_entry SET {change_of}"))


async def test_a_mail_that_waited_while_it_was_cancelled_never_tells_the_old_time(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Failure mode 11: the mail server was down, and the newest message leaves first."""
    down = [True]
    taken = a_post_box(monkeypatch, is_down=lambda: down[0])
    number = await an_agreement(session, body, tolk)
    await empty_outbox(session, now=NOW)
    await cancel(session, body.booker, number, why="other", now=NOW)
    down[0] = False
    await empty_outbox(session, now=NOW, newest_first=True)
    states = {
        row.template: row.state
        for row in await session.execute(text("SELECT template, state FROM mail_message"))
    }
    assert (states["offer_accepted"], states["request_accepted"]) == ("void", "void")
    assert (states["assignment_cancelled"], states["request_cancelled"]) == ("sent", "sent")
    assert {each.method for message in taken if (each := told(message))} == {"CANCEL"}
    assert not [message for message in taken if "klar" in str(message["Subject"])]


async def test_a_mail_that_waited_while_it_was_moved_is_replaced_by_the_one_with_the_new_time(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = a_post_box(monkeypatch)
    number = await an_agreement(session, body, tolk)
    await change(session, body, number, later=60)
    await accept_change(
        session, tolk.actor, number, await proposed(session, number), is_impartial=True, now=NOW
    )
    found = await said(session, taken)
    assert {(each.to, each.sequence, each.starts_at) for each in found} == {
        (tolk.email, 1, START + HOUR), (body.booker_email, 1, START + HOUR),
    }  # fmt: skip
    assert await value(session, "SELECT count(*) FROM mail_message WHERE state = 'void'") == 2


async def test_what_a_calendar_gets_names_no_language_place_or_theme(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = a_post_box(monkeypatch)
    await an_agreement(
        session, body, tolk, theme="samtale om kanarifugl", mode="in_person", address="Gulnebbveien 7"
    )
    await empty_outbox(session, now=NOW)
    parts = [part.get_payload(decode=True) for message in taken for part in message.walk()
             if part.get_content_type() in ("text/calendar", "application/ics")]  # fmt: skip
    assert len(parts) == 4
    for content in parts:
        words = content.decode().lower()  # type: ignore[union-attr]
        assert not [
            each for each in ("kanari", "gulnebb", "arab", "oslo", "fjordvik kommune") if each in words
        ]


async def test_what_no_event_told_of_is_found_and_mended(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter
) -> None:
    assignment = await an_assignment(session, body, START, START + HOUR)
    await accepted_by(session, assignment, tolk.id, at=NOW - HOUR)
    entries = text("SELECT is_cancelled, sequence, changed_at FROM calendar_entry ORDER BY id")
    await catch_up(session, now=NOW)
    assert [tuple(row) for row in await session.execute(entries)] == [(False, 0, NOW - HOUR)] * 2
    await session.execute(text("UPDATE assignment SET state = 'cancelled'"))
    for _ in range(2):
        await catch_up(session, now=NOW)
    assert [tuple(row) for row in await session.execute(entries)] == [(True, 1, NOW)] * 2


async def test_an_order_taken_over_in_an_emergency_is_in_the_calendar_at_once_moved_and_cancelled(
    session: Session, body: BuiltBody
) -> None:
    number = await send_request(session, body.booker, a_draft("14:30", "16:30"), key="k", now=NOW)
    statement = a_statement(ground="emergency", reason=None)
    await state_exception(session, body.booker, number, statement, key="e", now=NOW)
    entry = """SELECT jsonb_agg(jsonb_build_array(e.account_id IS NOT NULL, sequence, is_cancelled, lower(e.period)
                                = lower(a.period)))
                 FROM calendar_entry e JOIN assignment a ON a.id = e.assignment_id WHERE a.number = :n"""
    assert await value(session, entry, n=number) == [[True, 0, False, True]]
    await change(session, body, number, later=30)
    assert await value(session, entry, n=number) == [[True, 1, False, True]]
    await cancel(session, body.booker, number, why="no_longer_needed", now=NOW)
    assert await value(session, entry, n=number) == [[True, 2, True, True]]


async def test_what_is_recorded_when_it_is_over_is_in_nobodys_calendar(
    session: Session, body: BuiltBody
) -> None:
    done = a_draft("14:30", "16:30")
    await record_afterwards(session, body.booker, done, a_statement(), key="a", now=START + 3 * HOUR)
    assert await value(session, "SELECT count(*) FROM calendar_entry") == 0

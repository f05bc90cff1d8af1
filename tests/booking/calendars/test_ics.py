"""Two other libraries read back what we write: the same instants in January, in July and when the clock changes."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import ics  # type: ignore[import-untyped]
import pytest
import vobject  # type: ignore[import-untyped]

from booking.calendars.mail import neutral_title
from tests.builders.times import oslo
from tolkeregister.core.ics import CalendarEvent, itip, publication

SENDER, RECEIVER = "ikke-svar@tolkeregister.example", "kari@fjordvik.example"
CHANGED = datetime(2026, 1, 5, 8, 30, 15, 123456, tzinfo=UTC)
# Norwegian clock → the instant, counted by hand: winter is one hour before UTC, summer two.
INSTANTS = {
    "January": (oslo(date(2026, 1, 15), "10:00"), datetime(2026, 1, 15, 9, tzinfo=UTC)),
    "July": (oslo(date(2026, 7, 15), "10:00"), datetime(2026, 7, 15, 8, tzinfo=UTC)),
    "the hour before the spring jump": (oslo(date(2026, 3, 29), "01:30"), datetime(2026, 3, 29, 0, 30, tzinfo=UTC)),
    "the hour after the spring jump": (oslo(date(2026, 3, 29), "03:30"), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
    "the first 02.30 in autumn": (oslo(date(2026, 10, 25), "02:30"), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    "the second 02.30 in autumn": (
        oslo(date(2026, 10, 25), "02:30", fold=1), datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    ),
}  # fmt: skip


def an_event(starts_at: datetime = INSTANTS["January"][0], **changes: Any) -> CalendarEvent:
    """One hour, in somebody's calendar."""
    event = CalendarEvent(
        "u-1@tolkeregister.example", 0, starts_at, starts_at + timedelta(hours=1), False, CHANGED,
        neutral_title("26-000123"), "https://tolk.example/bestilling/26-000123",
    )  # fmt: skip
    return replace(event, **changes)


def by_vobject(content: bytes) -> tuple[str, str, int, datetime, datetime]:
    """Method, uid, sequence, start and end as the first reader has them."""
    calendar = vobject.readOne(content.decode())
    event = calendar.vevent
    return (
        calendar.method.value,
        event.uid.value,
        int(event.sequence.value),
        event.dtstart.value,
        event.dtend.value,
    )


def by_ics(content: bytes) -> tuple[str, str, int, datetime, datetime]:
    """The same, by the second."""
    calendar = ics.Calendar(content.decode())
    (event,) = calendar.events
    sequence = next(int(line.value) for line in event.extra if line.name == "SEQUENCE")
    return str(calendar.method), event.uid, sequence, event.begin.datetime, event.end.datetime


@pytest.mark.parametrize("when", INSTANTS)
@pytest.mark.parametrize("read", [by_vobject, by_ics])
def test_both_readers_get_the_instant_that_was_agreed(read: Any, when: str) -> None:
    """Failure mode 7."""
    agreed, by_hand = INSTANTS[when]
    assert agreed == by_hand
    found = read(itip(an_event(agreed), sender=SENDER, receiver=RECEIVER).content)
    assert found == ("REQUEST", "u-1@tolkeregister.example", 0, by_hand, by_hand + timedelta(hours=1))


@pytest.mark.parametrize("read", [by_vobject, by_ics])
def test_a_life_from_request_over_move_and_cancellation_to_another_is_one_entry_that_rises(read: Any) -> None:
    """Failure mode 8."""
    later = timedelta(hours=2)
    moved = {"starts_at": an_event().starts_at + later, "ends_at": an_event().ends_at + later}
    life = [
        an_event(), an_event(sequence=1, **moved), an_event(sequence=2, is_cancelled=True, **moved),
        an_event(sequence=3, **moved), an_event(sequence=4, is_cancelled=True, **moved),
    ]  # fmt: skip
    read_back = [read(itip(each, sender=SENDER, receiver=RECEIVER).content) for each in life]
    assert [found[0] for found in read_back] == ["REQUEST", "REQUEST", "CANCEL", "REQUEST", "CANCEL"]
    assert {found[1] for found in read_back} == {"u-1@tolkeregister.example"}
    assert [found[2] for found in read_back] == [0, 1, 2, 3, 4]
    assert {found[3] for found in read_back[1:]} == {moved["starts_at"]}


def unfolded(content: bytes) -> list[str]:
    """The lines of a calendar, those that were folded put together."""
    return re.sub(r"\r\n[ \t]", "", content.decode()).splitlines()


GOLDEN_CANCELLATION = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Nasjonalt tolkeregister//Tolkeregister//NO
CALSCALE:GREGORIAN
METHOD:CANCEL
BEGIN:VEVENT
SUMMARY:Tolkeoppdrag 26-000123
DTSTART:20260115T090000Z
DTEND:20260115T100000Z
DTSTAMP:20260105T083015Z
UID:u-1@tolkeregister.example
SEQUENCE:3
ATTENDEE;CUTYPE=INDIVIDUAL;PARTSTAT=ACCEPTED;ROLE=REQ-PARTICIPANT;RSVP=FALSE:mailto:kari@fjordvik.example
CLASS:PRIVATE
LAST-MODIFIED:20260105T083015Z
ORGANIZER;CN="Nasjonalt tolkeregister":mailto:ikke-svar@tolkeregister.example
STATUS:CANCELLED
TRANSP:TRANSPARENT
URL:https://tolk.example/bestilling/26-000123
END:VEVENT
END:VCALENDAR""".splitlines()


def test_a_cancellation_line_by_line() -> None:
    file = itip(an_event(sequence=3, is_cancelled=True), sender=SENDER, receiver=RECEIVER)
    assert unfolded(file.content) == GOLDEN_CANCELLATION
    assert file.media_type == "text/calendar; method=CANCEL"


def test_every_line_is_short_and_ends_as_the_standard_says() -> None:
    content = itip(an_event(title="Tolkeoppdrag " + "ø" * 200), sender=SENDER, receiver=RECEIVER).content
    assert content.count(b"\r\n") == content.count(b"\n")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75


@pytest.mark.parametrize("read", [by_vobject, by_ics])
def test_a_publication_has_nobody_to_answer_and_the_same_bytes_each_time(read: Any) -> None:
    files = [publication([an_event(sequence=2)], sender=SENDER, name="Tolkeoppdrag") for _ in range(2)]
    assert files[0] == files[1]
    assert read(files[0].content)[:3] == ("PUBLISH", "u-1@tolkeregister.example", 2)
    assert not [
        line for line in unfolded(files[0].content) if line.startswith(("ATTENDEE", "BEGIN:VTIMEZONE"))
    ]


def test_words_with_signs_of_the_format_come_through_whole() -> None:
    event = an_event(title="Tolking; arabisk, skjerm", place="Storgata 1, 2. etasje\\Oslo")
    read = vobject.readOne(publication([event], sender=SENDER).content.decode()).vevent
    assert (read.summary.value, read.location.value) == (event.title, event.place)

"""A meeting in its members' calendars: the entry that goes with each e-mail, judged when the e-mail is sent."""

from sqlalchemy import text

from tolkeregister.complaints.committee.access import MeetingFacts, expected_at, meeting_facts
from tolkeregister.complaints.committee.messages import CALLED_OFF, INVITED
from tolkeregister.core.database import Session
from tolkeregister.core.ics import CalendarEvent, CalendarFile, itip
from tolkeregister.core.mail.calendar_parts import provide_calendar
from tolkeregister.core.mail.overtaken import Queued, ask_before_sending

TITLE = "Møte i rådgivende utvalg"
_RECEIVER = text("SELECT id FROM account WHERE email = :email AND door = 'directorate' AND closed_at IS NULL")


def event_of(meeting: MeetingFacts, base_url: str, *, is_off: bool = False) -> CalendarEvent:
    """The entry: neutral, with the place or the link. The same meeting gives the same uid for ever."""
    return CalendarEvent(
        f"utvalg-{meeting.id}@tolkeregister.example", meeting.sequence, meeting.starts_at, meeting.ends_at,
        meeting.is_cancelled or is_off, meeting.changed_at, TITLE, f"{base_url}/utvalg/{meeting.id}",
        meeting.venue or meeting.video_link,
    )  # fmt: skip


async def still_so(session: Session, mail: Queued) -> bool:
    """Whether an invitation or a cancellation still says what is so (failure mode 11)."""
    meeting = await meeting_facts(session, int(mail.subject_id))
    is_expected = not meeting.is_cancelled and await _is_expected(session, mail)
    if mail.template == CALLED_OFF:
        return not is_expected
    return is_expected and mail.data["sequence"] == meeting.sequence


async def calendar_of(session: Session, mail: Queued, sender: str, base_url: str) -> CalendarFile | None:
    """The invitation or cancellation that goes with the e-mail."""
    meeting = await meeting_facts(session, int(mail.subject_id))
    event = event_of(meeting, base_url, is_off=mail.template == CALLED_OFF)
    return itip(event, sender=sender, receiver=mail.recipient)


async def _is_expected(session: Session, mail: Queued) -> bool:
    expected = await expected_at(session, int(mail.subject_id))
    found = (await session.execute(_RECEIVER, {"email": mail.recipient})).scalars()
    return not expected.isdisjoint(found)


for each in (INVITED, CALLED_OFF):
    ask_before_sending(each, still_so)
    provide_calendar(each, calendar_of)

"""Calendar entries as iCalendar (RFC 5545) and iTIP (RFC 5546): neutral, in UTC, the method said once and the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, vCalAddress, vText, vUri

PRODUCT = "-//Nasjonalt tolkeregister//Tolkeregister//NO"
ORGANISER = "Nasjonalt tolkeregister"
READ_AGAIN_AFTER = timedelta(hours=1)  # what a feed asks of those who follow it


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One entry as a calendar may show it. `title` and `place` are neutral unless the owner has chosen more."""

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    is_cancelled: bool
    changed_at: datetime
    title: str
    address: str  # of the page about it, behind sign-in
    place: str = ""


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """A calendar and its method, which the MIME type must repeat."""

    content: bytes
    method: str

    @property
    def media_type(self) -> str:
        """As a header says it, but for the charset, which the server adds."""
        return f"text/calendar; method={self.method}"


def itip(event: CalendarEvent, *, sender: str, receiver: str) -> CalendarFile:
    """An invitation, or its cancellation, to one receiver. `sender` is the address the mail comes from."""
    method = "CANCEL" if event.is_cancelled else "REQUEST"
    calendar = _calendar(method)
    made = _event(event, sender)
    attendee = vCalAddress(f"mailto:{receiver}")
    # it is agreed already, or answered on its page: nobody is to answer a mailbox that nobody reads
    attendee.params.update(
        {"CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT", "PARTSTAT": "ACCEPTED", "RSVP": "FALSE"}
    )
    made.add("attendee", attendee, encode=False)
    calendar.add_component(made)
    return CalendarFile(calendar.to_ical(), method)


def publication(events: Iterable[CalendarEvent], *, sender: str, name: str | None = None) -> CalendarFile:
    """Entries for a file or a feed: no attendees, nothing to answer. `name` is what a feed is called."""
    calendar = _calendar("PUBLISH")
    if name is not None:
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", READ_AGAIN_AFTER, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT1H")
    for each in events:
        calendar.add_component(_event(each, sender))
    return CalendarFile(calendar.to_ical(), "PUBLISH")


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    return calendar


def _event(event: CalendarEvent, sender: str) -> Event:
    """The same entry gives the same bytes: the stamp is when it was last changed, not when it was written out."""
    made = Event()
    made.add("uid", event.uid)
    made.add("sequence", event.sequence)
    for name, at in (("dtstamp", event.changed_at), ("last-modified", event.changed_at),
                     ("dtstart", event.starts_at), ("dtend", event.ends_at)):  # fmt: skip
        made.add(name, at.astimezone(UTC).replace(microsecond=0))
    made.add("summary", vText(event.title))
    made.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    made.add("transp", "TRANSPARENT" if event.is_cancelled else "OPAQUE")
    made.add("class", "PRIVATE")
    made.add("url", vUri(event.address))
    if event.place:
        made.add("location", vText(event.place))
    organiser = vCalAddress(f"mailto:{sender}")
    organiser.params["CN"] = vText(ORGANISER)
    made.add("organizer", organiser, encode=False)
    return made

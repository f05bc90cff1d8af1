"""What may be done with a meeting, and when."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tolkeregister.core.decisions import Decision, Reason, allowed, reason, refused

LONGEST = timedelta(hours=10)


@dataclass(frozen=True, slots=True)
class Meeting:
    """What the rules need of a meeting."""

    starts_at: datetime
    ends_at: datetime
    is_cancelled: bool = False
    is_approved: bool = False  # its minutes are


def may_plan(starts_at: datetime, ends_at: datetime, venue: str, video_link: str, now: datetime) -> Decision:
    """Ahead, no longer than a day's work, and somewhere: a place, or a link to come by."""
    wants: list[Reason] = []
    if starts_at <= now:
        wants.append(reason("meeting_in_the_past", field="dato"))
    if not starts_at < ends_at <= starts_at + LONGEST:
        wants.append(reason("meeting_length", field="til"))
    if not venue.strip() and not video_link.strip():
        wants.append(reason("meeting_nowhere", field="sted"))
    if video_link.strip() and not video_link.strip().startswith("https://"):
        wants.append(reason("link_not_secure", field="lenke"))
    return refused(*wants) if wants else allowed()


def may_change(meeting: Meeting, now: datetime) -> Decision:
    """Until it begins, unless it is cancelled."""
    if meeting.is_cancelled:
        return refused(reason("meeting_cancelled"))
    if now >= meeting.starts_at:
        return refused(reason("meeting_has_begun"))
    return allowed()


def may_add_case(meeting: Meeting, *, has_case: bool, is_decided: bool, waits_elsewhere: bool) -> Decision:
    """A complaint that is found to be about the law, before it is decided, on one agenda at a time."""
    wants: list[Reason] = []
    if meeting.is_cancelled:
        wants.append(reason("meeting_cancelled", field="mote"))
    if meeting.is_approved:
        wants.append(reason("minutes_approved", field="mote"))
    if not has_case:
        wants.append(reason("no_case_yet"))
    if is_decided:
        wants.append(reason("complaint_is_decided"))
    if waits_elsewhere:
        wants.append(reason("on_an_agenda"))
    return refused(*wants) if wants else allowed()


def is_open(meeting: Meeting) -> Decision:
    """Whether votes and minutes may still be written: it stands, and the leader has not approved its minutes."""
    if meeting.is_cancelled:
        return refused(reason("meeting_cancelled"))
    if meeting.is_approved:
        return refused(reason("minutes_approved"))
    return allowed()

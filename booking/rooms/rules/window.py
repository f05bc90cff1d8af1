"""When a room is open: some minutes before the assignment, so that the equipment can be tried, until some after it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tolkeregister.core.decisions import Decision, allowed, reason, refused
from tolkeregister.core.rules.dated import in_force
from tolkeregister.core.rules.oslo_time import oslo_date


@dataclass(frozen=True, slots=True)
class RoomTerms:
    """Minutes around the assignment, from a date on."""

    valid_from: date
    opens_before: int
    closes_after: int


# Own practice: a quarter of an hour to try the equipment, half an hour for a conversation that goes on.
TERMS: tuple[RoomTerms, ...] = (RoomTerms(date(2020, 1, 1), 15, 30),)
USUAL_TEST = 15  # minutes before the start that are set off for trying the equipment (rule R2)


@dataclass(frozen=True, slots=True)
class Window:
    """From and until when somebody may take a seat; half open."""

    opens_at: datetime
    closes_at: datetime


def window_of(starts_at: datetime, ends_at: datetime, test_minutes: int | None) -> Window:
    """The window of an assignment; a longer time to try the equipment opens it earlier."""
    terms = in_force(TERMS, oslo_date(starts_at))
    before = timedelta(minutes=max(terms.opens_before, test_minutes or 0))
    return Window(starts_at - before, ends_at + timedelta(minutes=terms.closes_after))


def kept_open(window: Window, was: Window, now: datetime) -> Window:
    """The window of a room whose time for trying the equipment is another: nobody who came in time is shut out."""
    is_same_time = window.closes_at == was.closes_at
    if is_same_time and was.opens_at <= now < window.opens_at:
        return Window(was.opens_at, window.closes_at)
    return window


def is_open(window: Window, ended_at: datetime | None, now: datetime) -> Decision:
    """Whether the room can be entered now; too early says from when."""
    if ended_at is not None and ended_at <= now:
        return refused(reason("room_ended", at=ended_at))
    if now < window.opens_at:
        return refused(reason("room_not_open_yet", at=window.opens_at))
    if now >= window.closes_at:
        return refused(reason("room_closed", at=window.closes_at))
    return allowed(reason("room_open", until=window.closes_at))

"""Free, busy or not stated: joined hours, midnight, clock changes, buffers."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.availability.rules import (
    Availability,
    Buffer,
    OneOffStretch,
    availability_at,
    booked_period,
    buffer_on,
    stated_hours,
)
from tolkeregister.core.rules.oslo_time import (
    OSLO,
    Interval,
    WeeklyStretch,
    merged,
    weekly_intervals,
)

MONDAY, FRIDAY, SATURDAY, SUNDAY = 0, 4, 5, 6
OFFICE = tuple(WeeklyStretch(day, 8 * 60, 16 * 60) for day in range(5))


def local(day: str, clock: str, *, fold: int = 0) -> datetime:
    """`local("2026-11-23", "10:00")`: an instant by its Norwegian wall clock."""
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=OSLO, fold=fold).astimezone(UTC)


def ask(
    weekly: Sequence[WeeklyStretch],
    wanted: Interval,
    *,
    one_off: Sequence[OneOffStretch] = (),
    absences: Sequence[Interval] = (),
    booked: Sequence[Interval] = (),
    mode: str = "phone",
) -> Availability:
    """`availability_at` for an interval."""
    return availability_at(
        weekly, one_off, absences, booked, starts_at=wanted.starts_at, ends_at=wanted.ends_at, mode=mode
    )


def on(day: str, start: str, end: str) -> Interval:
    """An interval by the Norwegian wall clock of one day."""
    return Interval(local(day, start), local(day, end))


def hours(text: str) -> tuple[WeeklyStretch, ...]:
    """`hours("0 08-12, 6 22-26")`: weekday and hours of the clock."""
    stretches = (each.split() for each in text.split(", ") if each)
    return tuple(WeeklyStretch(int(day), *(int(h) * 60 for h in span.split("-"))) for day, span in stretches)


@pytest.mark.parametrize(
    ("weekly", "start", "end", "state"),
    [
        ("0 08-16", "2026-11-23 10:00", "2026-11-23 11:00", "free"),
        ("0 08-16", "2026-11-23 08:00", "2026-11-23 16:00", "free"),
        ("0 08-16", "2026-11-23 07:59", "2026-11-23 09:00", "busy"),
        ("0 08-16", "2026-11-23 15:30", "2026-11-23 16:01", "busy"),
        ("0 08-16", "2026-11-24 10:00", "2026-11-24 11:00", "busy"),
        ("0 08-12, 0 12-16", "2026-11-23 11:00", "2026-11-23 13:00", "free"),
        ("0 08-12, 0 13-16", "2026-11-23 11:00", "2026-11-23 14:00", "busy"),
        ("0 08-14, 0 10-16", "2026-11-23 08:00", "2026-11-23 16:00", "free"),
        ("4 22-26", "2026-11-27 23:00", "2026-11-28 02:00", "free"),
        ("4 22-26", "2026-11-28 00:30", "2026-11-28 01:30", "free"),
        ("4 22-26", "2026-11-28 01:30", "2026-11-28 02:30", "busy"),
        ("6 20-24, 0 00-04", "2026-11-22 23:00", "2026-11-23 01:00", "free"),
        ("6 20-28, 0 04-08", "2026-11-22 22:00", "2026-11-23 07:00", "free"),
        ("3 22-24, 4 00-02", "2026-12-31 23:30", "2027-01-01 00:30", "free"),
    ],
)
def test_stated_hours_must_cover_the_whole_assignment(weekly: str, start: str, end: str, state: str) -> None:
    found = availability_at(
        hours(weekly),
        (),
        (),
        (),
        starts_at=local(*start.split()),
        ends_at=local(*end.split()),
        mode="phone",
    )
    assert found.state == state


@pytest.mark.parametrize(
    ("absent", "booked", "state", "codes"),
    [
        (False, False, "not_stated", ("hours_not_stated",)),
        (True, False, "busy", ("absent",)),
        (False, True, "busy", ("already_booked",)),
        (True, True, "busy", ("absent", "already_booked")),
    ],
)
def test_without_hours_one_is_not_stated_unless_absent_or_booked(
    absent: bool, booked: bool, state: str, codes: tuple[str, ...]
) -> None:
    taken = [Interval(local("2026-11-23", "10:30"), local("2026-11-23", "12:00"))]
    found = availability_at(
        (),
        (),
        taken if absent else (),
        taken if booked else (),
        starts_at=local("2026-11-23", "10:00"),
        ends_at=local("2026-11-23", "11:00"),
        mode="screen",
    )
    assert (found.state, found.codes) == (state, codes)


def test_one_off_hours_add_to_the_weekly_ones_and_count_as_stated() -> None:
    saturday = OneOffStretch(date(2026, 11, 28), 600, 720)
    wanted, week_later = on("2026-11-28", "10:00", "12:00"), on("2026-12-05", "10:00", "12:00")
    assert ask(OFFICE, wanted, one_off=[saturday]).state == "free"
    assert ask((), wanted, one_off=[saturday]).state == "free"
    assert ask((), week_later, one_off=[saturday]).state == "busy"


def test_one_off_hours_of_the_day_before_reach_past_midnight() -> None:
    friday_night = OneOffStretch(date(2026, 11, 27), 22 * 60, 26 * 60)
    assert ask((), on("2026-11-28", "00:30", "02:00"), one_off=[friday_night]).state == "free"
    assert ask((), on("2026-11-28", "00:30", "02:01"), one_off=[friday_night]).state == "busy"


def test_one_off_hours_join_the_weekly_ones() -> None:
    evening = OneOffStretch(date(2026, 11, 23), 16 * 60, 18 * 60)
    assert ask(OFFICE, on("2026-11-23", "15:00", "17:00"), one_off=[evening]).state == "free"


@pytest.mark.parametrize(
    ("mode", "gap_minutes", "state"),
    [
        ("phone", 0, "free"),
        ("screen", 0, "free"),
        ("in_person", 29, "busy"),
        ("in_person", 30, "free"),
    ],
)
def test_beside_a_remote_booking(mode: str, gap_minutes: int, state: str) -> None:
    booked = booked_period(local("2026-11-23", "09:00"), local("2026-11-23", "10:00"), "phone", 30)
    starts_at = local("2026-11-23", "10:00") + timedelta(minutes=gap_minutes)
    found = availability_at(
        OFFICE, (), (), [booked], starts_at=starts_at, ends_at=starts_at + timedelta(hours=1), mode=mode
    )
    assert found.state == state


@pytest.mark.parametrize(
    ("mode", "gap_minutes", "state"),
    [("phone", 29, "busy"), ("phone", 30, "free"), ("in_person", 59, "busy"), ("in_person", 60, "free")],
)
def test_beside_an_in_person_booking(mode: str, gap_minutes: int, state: str) -> None:
    booked = booked_period(local("2026-11-23", "09:00"), local("2026-11-23", "10:00"), "in_person", 30)
    starts_at = local("2026-11-23", "10:00") + timedelta(minutes=gap_minutes)
    found = availability_at(
        OFFICE, (), (), [booked], starts_at=starts_at, ends_at=starts_at + timedelta(hours=1), mode=mode
    )
    assert found.state == state


def test_the_buffer_may_reach_outside_the_stated_hours() -> None:
    found = availability_at(
        OFFICE,
        (),
        (),
        (),
        starts_at=local("2026-11-23", "08:00"),
        ends_at=local("2026-11-23", "16:00"),
        mode="in_person",
    )
    assert found.state == "free"


def test_an_absence_counts_against_the_assignment_and_not_against_its_buffer() -> None:
    holiday = Interval(local("2026-11-23", "11:00"), local("2026-11-30", "00:00"))
    wanted = on("2026-11-23", "10:00", "11:00")
    assert ask(OFFICE, wanted, absences=[holiday], mode="in_person").state == "free"


def test_a_changed_buffer_holds_from_the_date_of_the_assignment() -> None:
    """Decided: dated rules are judged by the assignment's start in Norway."""
    table = (Buffer(date(2020, 1, 1), 30), Buffer(date(2027, 1, 1), 45))
    assert buffer_on(local("2026-12-31", "23:59"), table) == 30
    assert buffer_on(local("2027-01-01", "00:00"), table) == 45


@pytest.mark.parametrize("sunday", ["2026-03-29", "2026-10-25", "2027-03-28", "2027-10-31"])
@pytest.mark.parametrize("days", range(-7, 8))
def test_local_hours_are_kept_across_clock_changes(sunday: str, days: int) -> None:
    every_day = tuple(WeeklyStretch(day, 9 * 60, 16 * 60) for day in range(7))
    day = (date.fromisoformat(sunday) + timedelta(days=days)).isoformat()
    starts_at, ends_at, minute = local(day, "09:00"), local(day, "16:00"), timedelta(minutes=1)
    assert ask(every_day, Interval(starts_at, ends_at)).state == "free"
    assert ask(every_day, Interval(starts_at - minute, ends_at)).state == "busy"
    assert ask(every_day, Interval(starts_at, ends_at + minute)).state == "busy"


def test_the_repeated_hour_in_autumn_is_covered_both_times() -> None:
    night = hours("6 01-04")
    for fold in (0, 1):
        starts_at = local("2026-10-25", "02:15", fold=fold)
        found = availability_at(
            night, (), (), (), starts_at=starts_at, ends_at=starts_at + timedelta(minutes=30), mode="phone"
        )
        assert found.state == "free"


@pytest.mark.parametrize(("mode", "minutes"), [("post", 60), ("phone", 0), ("phone", -5)])
def test_unknown_modes_and_empty_assignments_are_refused(mode: str, minutes: int) -> None:
    starts_at = local("2026-11-23", "10:00")
    with pytest.raises(ValueError, match=r"unknown mode|must end after"):
        booked_period(starts_at, starts_at + timedelta(minutes=minutes), mode, 30)


WEEKS = st.lists(
    st.builds(
        lambda day, start, length: WeeklyStretch(day, start * 30, start * 30 + length * 30),
        st.integers(0, 6),
        st.integers(0, 47),
        st.integers(1, 48),
    ),
    max_size=8,
)
WINDOWS = st.tuples(st.integers(0, 48 * 380), st.integers(1, 48))


@given(WEEKS, WINDOWS)
def test_free_means_every_minute_is_within_some_stretch(
    weekly: list[WeeklyStretch], window: tuple[int, int]
) -> None:
    """An independent reading: minute by minute on the clock face, without intervals or joining."""
    starts_at = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(minutes=30 * window[0])
    ends_at = starts_at + timedelta(minutes=30 * window[1])

    def is_stated(at: datetime) -> bool:
        shown = at.astimezone(OSLO)
        minute = shown.hour * 60 + shown.minute
        return any(
            (h.weekday == shown.weekday() and h.start_minute <= minute < h.end_minute)
            or (h.weekday == (shown.weekday() - 1) % 7 and minute + 1440 < h.end_minute)
            for h in weekly
        )

    ticks = [starts_at + timedelta(minutes=30 * n) for n in range(window[1])]
    found = availability_at(weekly, (), (), (), starts_at=starts_at, ends_at=ends_at, mode="phone")
    if not weekly:
        assert found.state == "not_stated"
    elif not any(
        date(2026, m, d) in {t.astimezone(OSLO).date() for t in ticks} for m, d in ((3, 29), (10, 25))
    ):
        assert found.state == ("free" if all(map(is_stated, ticks)) else "busy")


@given(WEEKS, WINDOWS)
def test_looking_further_around_changes_nothing(weekly: list[WeeklyStretch], window: tuple[int, int]) -> None:
    starts_at = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(minutes=30 * window[0])
    wanted = Interval(starts_at, starts_at + timedelta(minutes=30 * window[1]))
    first = starts_at.date() - timedelta(days=9)
    wide = merged(weekly_intervals(weekly, first, first + timedelta(days=20)))
    near = stated_hours(weekly, (), wanted)
    assert any(each.covers(wanted) for each in wide) == any(each.covers(wanted) for each in near)

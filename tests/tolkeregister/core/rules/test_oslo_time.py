"""Norwegian wall-clock time: ordinary days, the two odd ones, weekly patterns."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tolkeregister.core.rules.oslo_time import (
    MINUTES_OF_WEEK,
    OSLO,
    Ambiguous,
    Instant,
    Interval,
    Missing,
    WeeklyStretch,
    in_oslo,
    local_day,
    merged,
    minute_of_week,
    on_day,
    oslo_date,
    settled,
    wall_clock,
    weekly_intervals,
)

SPRING, AUTUMN = date(2027, 3, 28), date(2026, 10, 25)


def utc(text: str) -> datetime:
    """An instant by its UTC clock."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "clock", "expected"),
    [
        (date(2026, 11, 23), "10:00", Instant(utc("2026-11-23 09:00"))),
        (date(2026, 7, 1), "10:00", Instant(utc("2026-07-01 08:00"))),
        (date(2026, 7, 1), "24:00", Instant(utc("2026-07-01 22:00"))),
        (date(2026, 7, 1), "26:30", Instant(utc("2026-07-02 00:30"))),
        (SPRING, "01:59", Instant(utc("2027-03-28 00:59"))),
        (SPRING, "02:00", Missing(utc("2027-03-28 01:00"))),
        (SPRING, "02:30", Missing(utc("2027-03-28 01:00"))),
        (SPRING, "02:59", Missing(utc("2027-03-28 01:00"))),
        (SPRING, "03:00", Instant(utc("2027-03-28 01:00"))),
        (AUTUMN, "01:59", Instant(utc("2026-10-24 23:59"))),
        (AUTUMN, "02:00", Ambiguous(utc("2026-10-25 00:00"), utc("2026-10-25 01:00"))),
        (AUTUMN, "02:30", Ambiguous(utc("2026-10-25 00:30"), utc("2026-10-25 01:30"))),
        (AUTUMN, "03:00", Instant(utc("2026-10-25 02:00"))),
        (AUTUMN - timedelta(days=1), "26:30", Ambiguous(utc("2026-10-25 00:30"), utc("2026-10-25 01:30"))),
    ],
)
def test_a_wall_clock_time_is_one_instant_none_or_two(
    day: date, clock: str, expected: Instant | Missing | Ambiguous
) -> None:
    """Failure mode 6: 02.30 in spring does not exist, in autumn it must be asked which."""
    hour, minute = clock.split(":")
    assert wall_clock(day, int(hour) * 60 + int(minute)) == expected


@pytest.mark.parametrize(
    ("day", "hours"),
    [(SPRING, 23), (AUTUMN, 25), (date(2026, 3, 29), 23), (date(2027, 10, 31), 25), (date(2028, 2, 29), 24)],
)
def test_a_local_day_lasts_23_24_or_25_hours(day: date, hours: int) -> None:
    assert local_day(day).minutes == hours * 60


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_days_follow_each_other_without_gap(day: date) -> None:
    assert local_day(day).ends_at == local_day(day + timedelta(days=1)).starts_at
    assert oslo_date(local_day(day).starts_at) == day
    assert oslo_date(local_day(day).ends_at - timedelta(microseconds=1)) == day


@given(st.dates(date(2000, 1, 1), date(2035, 12, 31)), st.integers(0, 1439))
def test_every_instant_found_shows_the_time_asked_for(day: date, minute: int) -> None:
    found = wall_clock(day, minute)
    instants = [found.at] if isinstance(found, Instant) else []
    if isinstance(found, Ambiguous):
        instants = [found.earlier, found.later]
        assert found.earlier < found.later
    if isinstance(found, Missing):
        jump = in_oslo(found.jump)
        assert (in_oslo(found.jump - timedelta(minutes=1)).hour, jump.hour) == (1, 3)
    for at in instants:
        shown = in_oslo(at)
        assert (shown.date(), shown.hour * 60 + shown.minute) == (day, minute)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_no_instant_is_lost(at: datetime) -> None:
    """Back from what the clock shows, the instant is among the candidates."""
    at = at.replace(second=0, microsecond=0)
    shown = at.astimezone(OSLO)
    found = wall_clock(shown.date(), shown.hour * 60 + shown.minute)
    assert at in ([found.at] if isinstance(found, Instant) else [found.earlier, found.later])  # type: ignore[union-attr]


def test_a_pattern_settles_the_odd_hours_by_name() -> None:
    gap, twice = wall_clock(SPRING, 150), wall_clock(AUTUMN, 150)
    assert settled(gap, repeated="earlier") == settled(gap, repeated="later") == utc("2027-03-28 01:00")
    assert settled(twice, repeated="earlier") == utc("2026-10-25 00:30")
    assert settled(twice, repeated="later") == utc("2026-10-25 01:30")


@pytest.mark.parametrize(
    ("day", "start", "end", "minutes"),
    [
        (SPRING, 60, 240, 120),
        (SPRING, 130, 170, None),
        (SPRING, 90, 150, 30),
        (AUTUMN, 60, 240, 240),
        (AUTUMN, 120, 180, 120),
        (AUTUMN, 130, 140, 70),
        (date(2026, 11, 27), 22 * 60, 26 * 60, 240),
        (SPRING - timedelta(days=1), 22 * 60, 28 * 60, 300),
    ],
)
def test_a_stretch_of_the_clock_face_in_real_minutes(
    day: date, start: int, end: int, minutes: int | None
) -> None:
    interval = on_day(day, start, end)
    assert (interval.minutes if interval else None) == minutes


@pytest.mark.parametrize("sunday", [date(2026, 3, 29), AUTUMN, SPRING, date(2027, 10, 31)])
def test_a_weekly_pattern_keeps_local_time_across_clock_changes(sunday: date) -> None:
    pattern = [WeeklyStretch(day, 9 * 60, 16 * 60) for day in range(7)]
    found = weekly_intervals(pattern, sunday - timedelta(days=7), sunday + timedelta(days=7))
    assert len(found) == 15
    for each in found:
        assert (in_oslo(each.starts_at).hour, in_oslo(each.ends_at).hour, each.minutes) == (9, 16, 420)


def test_a_weekly_pattern_may_cross_midnight_and_the_turn_of_the_week() -> None:
    (found,) = weekly_intervals([WeeklyStretch(6, 22 * 60, 30 * 60)], date(2026, 11, 21), date(2026, 11, 27))
    assert found == Interval(utc("2026-11-22 21:00"), utc("2026-11-23 05:00"))


@pytest.mark.parametrize(
    ("weekday", "start", "end"),
    [(7, 0, 60), (-1, 0, 60), (0, -1, 60), (0, 1440, 1500), (0, 60, 60), (0, 60, 1501)],
)
def test_impossible_stretches_are_refused(weekday: int, start: int, end: int) -> None:
    with pytest.raises(ValueError, match=r"weekday|minute of the day|lasts more than nothing"):
        WeeklyStretch(weekday, start, end)


def test_naive_times_and_empty_stretches_are_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        oslo_date(datetime(2026, 11, 23))  # noqa: DTZ001
    with pytest.raises(ValueError, match="end after"):
        on_day(SPRING, 60, 60)


@pytest.mark.parametrize(
    ("at", "minute"),
    [
        ("2026-11-22 23:00", 0),
        ("2026-11-22 22:59", MINUTES_OF_WEEK - 1),
        ("2026-07-01 10:30", 2 * 1440 + 750),
    ],
)
def test_the_minute_of_the_local_week(at: str, minute: int) -> None:
    assert minute_of_week(utc(at)) == minute


MINUTES = st.integers(0, 300)
START = utc("2026-11-23 08:00")


@given(st.lists(st.tuples(MINUTES, st.integers(1, 60)), max_size=10))
def test_merging_keeps_exactly_the_same_minutes(stretches: list[tuple[int, int]]) -> None:
    intervals = [
        Interval(START + timedelta(minutes=first), START + timedelta(minutes=first + length))
        for first, length in stretches
    ]
    joined = merged(intervals)
    for earlier, later in pairwise(joined):
        assert earlier.ends_at < later.starts_at
    for tick in range(370):
        minute = Interval(START + timedelta(minutes=tick), START + timedelta(minutes=tick + 1))
        assert any(each.covers(minute) for each in intervals) == any(each.covers(minute) for each in joined)


def between(first: int, last: int) -> Interval:
    """An interval by minutes from the start."""
    return Interval(START + timedelta(minutes=first), START + timedelta(minutes=last))


@pytest.mark.parametrize(
    ("other", "overlaps", "covers"),
    [
        (between(60, 120), True, True),
        (between(70, 110), True, True),
        (between(60, 110), True, True),
        (between(70, 120), True, True),
        (between(59, 110), True, False),
        (between(70, 121), True, False),
        (between(0, 61), True, False),
        (between(119, 200), True, False),
        (between(0, 60), False, False),
        (between(120, 180), False, False),
        (between(0, 10), False, False),
    ],
)
def test_overlapping_and_covering(other: Interval, overlaps: bool, covers: bool) -> None:
    """End to end is no overlap."""
    hour = between(60, 120)
    assert (hour.overlaps(other), other.overlaps(hour), hour.covers(other)) == (overlaps, overlaps, covers)


@pytest.mark.parametrize(("start", "end"), [(0, 1), (0, 1440), (1439, 2879), (1439, 1440)])
def test_a_stretch_may_begin_at_midnight_and_last_a_whole_day(start: int, end: int) -> None:
    assert WeeklyStretch(0, start, end).end_minute == end

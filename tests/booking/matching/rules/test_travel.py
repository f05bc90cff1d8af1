"""Distances, minutes and whether two assignments leave time to travel."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.matching.rules.travel import (
    BUCKETS_KM,
    Point,
    Stop,
    TravelSpeed,
    enough_time_between,
    great_circle_km,
    km_bucket,
    road_km,
    travel_minutes,
)

OSLO, BERGEN = Point(59.9139, 10.7522), Point(60.3913, 5.3221)
ON = date(2026, 11, 23)
TEN = datetime(2026, 11, 23, 9, tzinfo=UTC)
POINTS = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))


def stop(start_minute: int, end_minute: int, place: Point | None = OSLO) -> Stop:
    """An assignment so many minutes from ten o'clock."""
    return Stop(TEN + timedelta(minutes=start_minute), TEN + timedelta(minutes=end_minute), place)


def test_oslo_to_bergen_is_about_305_km_as_the_crow_flies_and_a_third_more_by_road() -> None:
    assert great_circle_km(OSLO, BERGEN) == pytest.approx(305, abs=2)
    assert road_km(OSLO, BERGEN, ON) == pytest.approx(397, abs=3)


def test_a_quarter_of_the_globe_is_ten_thousand_kilometres() -> None:
    assert great_circle_km(Point(0, 0), Point(90, 0)) == pytest.approx(10_007.6, abs=0.1)


@given(POINTS, POINTS)
def test_distance_is_symmetric_and_at_most_half_the_globe(one: Point, other: Point) -> None:
    there, back = great_circle_km(one, other), great_circle_km(other, one)
    assert there == pytest.approx(back, abs=1e-6)
    assert 0 <= there <= 20_016


@pytest.mark.parametrize(("km", "minutes"), [(0, 0), (0.1, 1), (45, 45), (45.5, 46), (100, 100)])
def test_minutes_are_rounded_up(km: float, minutes: int) -> None:
    assert travel_minutes(km, ON) == minutes


def test_a_changed_speed_holds_from_its_date() -> None:
    table = (TravelSpeed(date(2020, 1, 1), 1.3, 60), TravelSpeed(date(2027, 1, 1), 1.3, 30))
    assert travel_minutes(30, date(2026, 12, 31), table) == 30
    assert travel_minutes(30, date(2027, 1, 1), table) == 60


@pytest.mark.parametrize(
    ("km", "bucket"), [(0, 0), (10, 0), (10.1, 1), (25, 1), (400, 5), (401, 6), (None, 7)]
)
def test_buckets_of_distance(km: float | None, bucket: int) -> None:
    assert km_bucket(km) == bucket
    assert len(BUCKETS_KM) == 6


@pytest.mark.parametrize(("gap", "is_allowed"), [(60, True), (59, False), (0, False), (-10, False)])
def test_at_one_place_the_two_buffers_are_enough(gap: int, is_allowed: bool) -> None:
    decision = enough_time_between(stop(0, 60), stop(60 + gap, 180 + gap), buffer_minutes=30)
    assert decision.allowed is is_allowed


def test_travel_comes_on_top_of_the_buffers() -> None:
    """Decided: the accept rule adds travel by distance on top."""
    needed = 60 + travel_minutes(road_km(OSLO, BERGEN, ON), ON)
    just = enough_time_between(stop(0, 60), stop(60 + needed, 600 + needed, BERGEN), buffer_minutes=30)
    short = enough_time_between(stop(0, 60), stop(59 + needed, 600 + needed, BERGEN), buffer_minutes=30)
    assert (just.allowed, just.codes) == (True, ("time_to_travel",))
    assert (short.allowed, short.codes) == (False, ("too_little_time_to_travel",))
    assert short.reasons[0].facts["minutes_needed"] == needed


def test_an_unknown_place_is_said_and_asks_only_for_the_buffers() -> None:
    decision = enough_time_between(stop(0, 60), stop(120, 180, None), buffer_minutes=30)
    assert (decision.allowed, decision.codes) == (True, ("travel_not_known",))


@given(st.integers(-600, 600), POINTS, POINTS)
def test_which_is_named_first_means_nothing(start: int, here: Point, there: Point) -> None:
    one, other = stop(0, 60, here), stop(start, start + 90, there)
    forwards = enough_time_between(one, other, buffer_minutes=30)
    backwards = enough_time_between(other, one, buffer_minutes=30)
    assert start == 0 or forwards.allowed is backwards.allowed

"""Travel between places: estimated road kilometres and minutes, and whether two assignments leave time for
it.

An estimate that favours caution, not a route: the great circle times a factor, at one dated speed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import asin, ceil, cos, radians, sin, sqrt

from tolkeregister.core.decisions import Decision, allowed, reason, refused
from tolkeregister.core.rules.dated import in_force
from tolkeregister.core.rules.oslo_time import oslo_date

EARTH_RADIUS_KM = 6371.0088
# Upper bounds in km: inside one bucket the draw decides, so that a few streets are no advantage.
BUCKETS_KM: tuple[int, ...] = (10, 25, 50, 100, 200, 400)


@dataclass(frozen=True, slots=True)
class Point:
    """A place in decimal degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class TravelSpeed:
    """How a great circle becomes minutes on the road."""

    valid_from: date
    road_factor: float
    km_per_hour: float


# Product decision: door to door by car or train, fjords and mountains included.
SPEEDS: tuple[TravelSpeed, ...] = (TravelSpeed(date(2020, 1, 1), road_factor=1.3, km_per_hour=60),)


@dataclass(frozen=True, slots=True)
class Stop:
    """An in-person assignment seen as a place to be; `place` is None when it is not known."""

    starts_at: datetime
    ends_at: datetime
    place: Point | None


def great_circle_km(one: Point, other: Point) -> float:
    """The shortest distance over the globe (haversine)."""
    north, south = radians(one.latitude), radians(other.latitude)
    across = radians(other.longitude - one.longitude)
    half = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(across / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(half)))


def road_km(one: Point, other: Point, on: date, table: Sequence[TravelSpeed] = SPEEDS) -> float:
    """Estimated kilometres by road."""
    return great_circle_km(one, other) * in_force(table, on).road_factor


def travel_minutes(km: float, on: date, table: Sequence[TravelSpeed] = SPEEDS) -> int:
    """Whole minutes for so many road kilometres, rounded up."""
    # Nine decimals: 45.0 km must not become 46 minutes because of the last binary digit.
    return ceil(round(km / in_force(table, on).km_per_hour * 60, 9))


def km_bucket(km: float | None) -> int:
    """Which bucket of distance: 0 is nearest; an unknown distance comes after all known ones."""
    if km is None:
        return len(BUCKETS_KM) + 1
    return sum(km > bound for bound in BUCKETS_KM)


def enough_time_between(
    one: Stop, other: Stop, *, buffer_minutes: int, table: Sequence[TravelSpeed] = SPEEDS
) -> Decision:
    """Whether an interpreter can do both: the gap must hold both buffers and the travel on top of them.

    Symmetric. `buffer_minutes` is the buffer on one side. With an unknown place only the buffers are asked
    for, and the answer says so. The rule in force at the start of the later one is used.
    """
    earlier, later = sorted((one, other), key=lambda stop: stop.starts_at)
    gap = later.starts_at - earlier.ends_at
    if earlier.place is None or later.place is None:
        travel, note = 0, "travel_not_known"
    else:
        on = oslo_date(later.starts_at)
        km = road_km(earlier.place, later.place, on, table)
        travel, note = travel_minutes(km, on, table), "time_to_travel"
    needed = 2 * buffer_minutes + travel
    facts = {"minutes_between": int(gap.total_seconds() // 60), "minutes_needed": needed, "travel": travel}
    if gap < timedelta(minutes=needed):
        return refused(reason("too_little_time_to_travel", **facts))
    return allowed(reason(note, **facts))

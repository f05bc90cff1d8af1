"""When a reported row and an assignment booked here are one (feature 105)."""

from datetime import UTC, datetime, timedelta

import pytest

from booking.reports.rules.matching import Comparison, Traits, compare

AT = datetime(2026, 9, 15, 7, 30, tzinfo=UTC)
BOOKED = Traits(1, "100", AT, "ar")


@pytest.mark.parametrize(
    ("reported", "expected"),
    [
        (Traits(1, "100", AT, "ar"), Comparison("sure")),
        (Traits(2, "100", AT, "ar"), Comparison("no")),
        (Traits(None, "100", AT, "ar"), Comparison("no")),
        (Traits(1, None, AT, "ar"), Comparison("perhaps", ("interpreter",))),
        (Traits(1, "200", AT, "ar"), Comparison("no", ("interpreter",))),
        (Traits(1, "100", AT + timedelta(minutes=30), "ar"), Comparison("perhaps", ("time",))),
        (Traits(1, "100", AT + timedelta(minutes=61), "ar"), Comparison("no", ("time",))),
        (Traits(1, "100", AT, "so"), Comparison("perhaps", ("language",))),
        (Traits(1, None, AT, "so"), Comparison("no", ("interpreter", "language"))),
    ],
)
def test_how_alike(reported: Traits, expected: Comparison) -> None:
    assert compare(reported, BOOKED) == expected

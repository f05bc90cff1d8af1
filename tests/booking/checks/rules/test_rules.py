"""When the register is asked again, and what of its answers a booker is told."""

from datetime import timedelta

import pytest

from booking.checks.rules.difference import Found, worth_telling
from booking.checks.rules.repeating import PAUSES, ask_again
from tests.builders.times import NOW


def test_the_pauses_grow_and_the_last_one_stays() -> None:
    waits = [ask_again(n, NOW, NOW).reasons[0].facts["at"] - NOW for n in range(1, 12)]  # type: ignore[operator]
    assert waits[:6] == [timedelta(minutes=each) for each in (1, 5, 15, 60, 240, 720)]
    assert set(waits[6:]) == {PAUSES[-1]}


@pytest.mark.parametrize(("days", "is_asked"), [(0, True), (29, True), (30, False), (400, False)])
def test_after_a_month_a_person_must_look(days: int, is_asked: bool) -> None:
    assert ask_again(50, NOW - timedelta(days=days), NOW).allowed is is_asked


A, B, NONE = Found("listed", "A"), Found("listed", "B"), Found("listed", None)
GONE, SILENT = Found("unlisted", "A"), Found("unknown", None)


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        (A, A, None), (A, B, "other_category"), (B, A, "other_category"), (A, NONE, "other_category"),
        (A, GONE, "no_longer_available"), (GONE, A, "available_again"), (GONE, Found("unlisted", "A"), None),
        (A, SILENT, None), (SILENT, A, None), (None, A, None), (None, GONE, None),
    ],
)  # fmt: skip
def test_only_an_answer_that_differs_from_an_answer_is_told(
    before: Found | None, now: Found, told: str | None
) -> None:
    decision = worth_telling(before, now)
    assert decision.allowed is (told is not None)
    if told:
        assert decision.codes == (told,)

"""Time to answer, the states of an offer, and who may accept."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.offers.rules import (
    OFFER_MOVES,
    AcceptFacts,
    AnswerTime,
    AnswerTimes,
    Habilitet,
    OfferState,
    Party,
    answer_by,
    may_accept,
    move,
)
from tolkeregister.core.decisions import reason, refused
from tolkeregister.core.rules.oslo_time import OSLO, Interval

STATES: tuple[OfferState, ...] = ("open", "accepted", "declined", "expired", "taken", "withdrawn")
PARTIES: tuple[Party, ...] = ("interpreter", "booker", "system")
CHRISTMAS = frozenset({date(2026, 12, 25), date(2026, 12, 26), date(2027, 1, 1)})


def local(text: str) -> datetime:
    """`local("2026-11-23 10:00")`: an instant by its Norwegian wall clock."""
    return datetime.fromisoformat(text).replace(tzinfo=OSLO).astimezone(UTC)


@pytest.mark.parametrize(
    ("sent", "starts", "expected"),
    [
        # the same working day: ten minutes, also at night
        ("2026-11-23 09:00", "2026-11-23 14:00", "2026-11-23 09:10"),
        ("2026-11-23 22:00", "2026-11-23 23:30", "2026-11-23 22:10"),
        ("2026-11-23 02:00", "2026-11-23 10:00", "2026-11-23 02:10"),
        # no working day before a start in the weekend
        ("2026-11-27 15:00", "2026-11-28 10:00", "2026-11-27 15:10"),
        # one to five working days: fifteen minutes in the day
        ("2026-11-23 09:00", "2026-11-24 09:00", "2026-11-23 09:15"),
        ("2026-11-27 15:00", "2026-11-30 09:00", "2026-11-27 15:15"),
        ("2026-11-23 09:00", "2026-11-30 09:00", "2026-11-23 09:15"),
        ("2026-11-23 20:45", "2026-11-24 09:00", "2026-11-23 21:00"),
        ("2026-11-23 20:50", "2026-11-24 09:00", "2026-11-24 07:05"),
        ("2026-11-23 21:00", "2026-11-24 09:00", "2026-11-24 07:15"),
        ("2026-11-23 23:30", "2026-11-25 09:00", "2026-11-24 07:15"),
        ("2026-11-23 03:00", "2026-11-24 09:00", "2026-11-23 07:15"),
        # more: two hours in the day
        ("2026-11-23 09:00", "2026-12-01 09:00", "2026-11-23 11:00"),
        ("2026-11-23 20:00", "2026-12-01 09:00", "2026-11-24 08:00"),
        # the clock does not stand on Sundays
        ("2026-11-22 12:00", "2026-12-01 09:00", "2026-11-22 14:00"),
        # holidays are no working days: 24 December to 28 December is one, not two
        ("2026-12-24 10:00", "2026-12-28 09:00", "2026-12-24 10:15"),
        ("2026-12-24 10:00", "2026-12-26 09:00", "2026-12-24 10:10"),
        # never later than the start
        ("2026-11-23 09:00", "2026-11-23 09:05", "2026-11-23 09:05"),
        ("2026-11-23 21:30", "2026-11-24 07:10", "2026-11-24 07:10"),
        # nights in which the clock is changed
        ("2026-10-24 20:50", "2026-10-26 09:00", "2026-10-25 07:05"),
        ("2027-03-27 20:50", "2027-03-29 09:00", "2027-03-28 07:05"),
    ],
)
def test_time_to_answer_by_working_days(sent: str, starts: str, expected: str) -> None:
    assert answer_by(local(sent), local(starts), CHRISTMAS) == local(expected)


def test_the_table_in_force_at_the_start_is_used() -> None:
    new = AnswerTimes(date(2027, 1, 1), (AnswerTime(None, 30, False),), 1260, 420)
    old = AnswerTimes(date(2020, 1, 1), (AnswerTime(None, 60, False),), 1260, 420)
    sent = local("2026-12-30 10:00")
    assert answer_by(sent, local("2026-12-31 10:00"), CHRISTMAS, (old, new)) == sent + timedelta(minutes=60)
    assert answer_by(sent, local("2027-01-04 10:00"), CHRISTMAS, (old, new)) == sent + timedelta(minutes=30)


def test_a_table_that_does_not_reach_far_enough_is_an_error() -> None:
    short = (AnswerTimes(date(2020, 1, 1), (AnswerTime(0, 10, False),), 1260, 420),)
    with pytest.raises(LookupError, match="working days"):
        answer_by(local("2026-11-23 10:00"), local("2026-11-30 10:00"), CHRISTMAS, short)


def test_an_assignment_that_has_begun_is_not_offered() -> None:
    with pytest.raises(ValueError, match="before the assignment starts"):
        answer_by(local("2026-11-23 10:00"), local("2026-11-23 10:00"), CHRISTMAS)


MOMENTS = st.integers(0, 60 * 24 * 400).map(lambda m: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=m))


@given(MOMENTS, st.integers(1, 60 * 24 * 20))
def test_there_is_always_time_to_answer_and_never_a_deadline_at_night_with_a_standing_clock(
    sent: datetime, lead: int
) -> None:
    starts = sent + timedelta(minutes=lead)
    ends = answer_by(sent, starts, CHRISTMAS)
    assert sent < ends <= starts
    minutes = (ends - sent) / timedelta(minutes=1)
    shown = ends.astimezone(OSLO)
    if ends < starts and minutes != 10:
        assert (7, 0) <= (shown.hour, shown.minute) <= (21, 0)
        assert 15 <= minutes <= 120 + 11 * 60  # at most one night, which is an hour longer in autumn


def whole_matrix() -> Mapping[tuple[OfferState, OfferState, Party], bool]:
    """Every state, target and party, written out by hand here and not read from the rules."""
    may = {
        ("open", "accepted", "interpreter"),
        ("open", "declined", "interpreter"),
        ("open", "expired", "system"),
        ("open", "taken", "system"),
        ("open", "withdrawn", "booker"),
        ("open", "withdrawn", "system"),
    }
    return {each: each in may for each in product(STATES, STATES, PARTIES)}


@pytest.mark.parametrize(("state", "target", "by"), list(product(STATES, STATES, PARTIES)))
def test_the_whole_matrix_of_moves(state: OfferState, target: OfferState, by: Party) -> None:
    decision = move(state, target, by)
    assert decision.allowed is whole_matrix()[state, target, by]
    assert decision.codes


def test_every_ended_offer_stays_ended() -> None:
    assert {state for state, targets in OFFER_MOVES.items() if targets} == {"open"}
    assert move("expired", "accepted", "interpreter").codes == ("offer_not_open",)
    assert move("open", "accepted", "booker").codes == ("not_yours_to_decide",)
    assert move("open", "open", "system").codes == ("no_such_move",)


NOW = local("2026-11-23 09:00")
STARTS = local("2026-11-24 10:00")
GOOD = AcceptFacts(
    state="open",
    answer_by=NOW + timedelta(minutes=15),
    starts_at=STARTS,
    is_assignment_open=True,
    is_listed_now=True,
    is_listed_at_start=True,
    habilitet="clear",
    has_stated_circumstances=False,
    period=Interval(STARTS - timedelta(minutes=30), STARTS + timedelta(minutes=90)),
)
CLASH = Interval(STARTS, STARTS + timedelta(hours=1))
BESIDE = Interval(GOOD.period.ends_at, GOOD.period.ends_at + timedelta(hours=1))


def test_an_open_offer_in_time_may_be_accepted() -> None:
    assert may_accept(GOOD, NOW).allowed
    assert may_accept(replace(GOOD, booked=(BESIDE,)), NOW).allowed


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        (replace(GOOD, answer_by=NOW), ("expired",)),
        (replace(GOOD, starts_at=NOW), ("expired",)),
        (replace(GOOD, state="expired"), ("expired",)),
        (replace(GOOD, state="taken"), ("taken",)),
        (replace(GOOD, state="withdrawn"), ("withdrawn",)),
        (replace(GOOD, state="declined"), ("already_answered",)),
        (replace(GOOD, state="accepted", is_assignment_open=False), ("already_answered",)),
        (replace(GOOD, is_assignment_open=False), ("taken",)),
        (replace(GOOD, is_listed_now=False), ("not_listed",)),
        (replace(GOOD, is_listed_at_start=False), ("not_listed_at_start",)),
        (replace(GOOD, booked=(BESIDE, CLASH)), ("overlap",)),
        (
            replace(GOOD, travel=(refused(reason("too_little_time_to_travel")),)),
            ("too_little_time_to_travel",),
        ),
        (
            replace(GOOD, answer_by=NOW, is_listed_now=False, booked=(CLASH,), habilitet="undeclared"),
            ("expired", "not_listed", "overlap", "habilitet_undeclared"),
        ),
    ],
)
def test_every_hindrance_has_its_code(facts: AcceptFacts, codes: tuple[str, ...]) -> None:
    decision = may_accept(facts, NOW)
    assert (decision.allowed, decision.codes) == (False, codes)


@pytest.mark.parametrize(
    ("declared", "has_stated", "is_allowed", "code"),
    [
        ("clear", False, True, "habilitet_clear"),
        ("not_impartial", False, False, "habilitet_not_impartial"),
        ("undeclared", False, False, "habilitet_undeclared"),
        # once stated, circumstances are the body's to judge, unless they are taken back with a new declaration
        ("clear", True, False, "habilitet_awaits_body"),
        ("circumstances_accepted", True, True, "habilitet_circumstances_accepted"),
        ("circumstances_withdrawn", True, True, "habilitet_circumstances_withdrawn"),
        ("not_impartial", True, False, "habilitet_not_impartial"),
        ("undeclared", True, False, "habilitet_undeclared"),
        # nobody decides about what was never stated
        ("circumstances_accepted", False, False, "no_circumstances_stated"),
        ("circumstances_withdrawn", False, False, "no_circumstances_stated"),
    ],
)
def test_habilitet_is_declared_for_each_assignment(
    declared: Habilitet, has_stated: bool, is_allowed: bool, code: str
) -> None:
    """Tolkeloven § 16; H1: a "yes, but" is decided by the body."""
    decision = may_accept(replace(GOOD, habilitet=declared, has_stated_circumstances=has_stated), NOW)
    assert decision.allowed is is_allowed
    assert code in decision.codes

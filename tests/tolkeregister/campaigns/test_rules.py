"""Campaigns of re-registration: the days they can have and what becomes of each person asked (story I05)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tolkeregister.campaigns.models import MemberState
from tolkeregister.campaigns.rules.days import CampaignDays, check_days, due_reminder, suggested_days
from tolkeregister.campaigns.rules.members import after_a_yes, at_deadline, can_want_out, may_exempt, may_stop

TODAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 11, tzinfo=UTC)
DAY = timedelta(days=1)


def days(answer_by: int, *remind_on: int) -> CampaignDays:
    """Counted from today."""
    return CampaignDays(TODAY + answer_by * DAY, tuple(TODAY + each * DAY for each in remind_on))


@pytest.mark.parametrize(("given_days", "codes"), [
    (days(14, 12), ()), (days(180, 1, 90, 178), ()),
    (days(13, 5), ("campaign_deadline",)), (days(181, 5), ("campaign_deadline",)),
    (days(30), ("campaign_needs_a_reminder",)), (days(30, 5, 6, 7, 8), ("campaign_needs_a_reminder",)),
    (days(30, 0), ("campaign_reminder_outside",)), (days(30, 29), ("campaign_reminder_outside",)),
    (days(30, 28), ()),
    (days(30, 20, 10), ("campaign_reminders_in_order",)), (days(30, 10, 10), ("campaign_reminders_in_order",)),
    (days(5, 40), ("campaign_deadline", "campaign_reminder_outside")),
])  # fmt: skip
def test_a_campaign_gives_time_and_a_reminder(given_days: CampaignDays, codes: tuple[str, ...]) -> None:
    assert check_days(given_days, today=TODAY).codes == codes


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)))
@settings(max_examples=30)
def test_what_is_suggested_can_be(today: date) -> None:
    assert check_days(suggested_days(today), today=today).allowed


@pytest.mark.parametrize(("today", "asked", "reminded", "due"), [
    (9, 0, None, None), (10, 0, None, 10), (11, 0, 10, None), (20, 0, 10, 20), (25, 0, None, 20), (25, 0, 20, None),
    (30, 0, 10, 20), (31, 0, 10, None),
    (15, 12, None, None),  # asked late: the reminder before it was asked is none
    (20, 12, None, 20), (10, 10, None, None),
])  # fmt: skip
def test_a_missed_reminder_comes_once_and_none_after_the_end(
    today: int, asked: int, reminded: int | None, due: int | None
) -> None:
    found = due_reminder(
        days(30, 10, 20), asked_on=TODAY + asked * DAY, today=TODAY + today * DAY,
        reminded_on=None if reminded is None else TODAY + reminded * DAY,
    )  # fmt: skip
    assert found == (None if due is None else TODAY + due * DAY)


@given(st.lists(st.integers(0, 40), max_size=30).map(sorted))
@settings(max_examples=50)
def test_nobody_is_reminded_more_often_than_there_are_days_for_it(runs: list[int]) -> None:
    """However often the worker looks, and however long it was away."""
    campaign, reminded, sent = days(30, 10, 20), None, 0
    for run in runs:
        due = due_reminder(campaign, asked_on=TODAY, reminded_on=reminded, today=TODAY + run * DAY)
        if due is not None:
            reminded, sent = due, sent + 1
    assert sent <= len(campaign.remind_on)


@pytest.mark.parametrize(("today", "asked", "listed", "outcome"), [
    (30, 0, True, "wait"), (31, 0, True, "inactive"), (31, None, True, "wait"), (31, 18, True, "wait"),
    (31, 17, True, "inactive"), (32, 18, True, "inactive"), (5, 0, False, "left"), (31, None, False, "left"),
])  # fmt: skip
def test_nobody_becomes_inactive_before_the_end_or_without_having_been_asked_in_time(
    today: int, asked: int | None, listed: bool, outcome: str
) -> None:
    asked_at = None if asked is None else NOON + asked * DAY
    found = at_deadline(answer_by=TODAY + 30 * DAY, asked_at=asked_at, is_listed=listed, today=TODAY + today * DAY,
                        now=NOON + today * DAY)  # fmt: skip
    assert found == outcome


def test_a_yes_counts_also_afterwards_and_only_where_something_was_asked() -> None:
    assert {state.value: after_a_yes(state) for state in MemberState} == {
        "waiting": "confirmed", "wants_out": "confirmed", "inactive": "returned", "confirmed": None,
        "exempted": None, "left": None, "returned": None, "released": None,
    }  # fmt: skip
    assert [state.value for state in MemberState if can_want_out(state)] == ["waiting", "inactive"]


@pytest.mark.parametrize(("state", "own", "known", "codes"), [
    ("waiting", False, True, ()), ("inactive", False, True, ()),
    ("confirmed", False, True, ("campaign_answered",)), ("left", False, True, ("campaign_answered",)),
    ("waiting", True, True, ("own_case",)), ("waiting", False, False, ("unknown_value",)),
    ("released", True, False, ("campaign_answered", "own_case", "unknown_value")),
])  # fmt: skip
def test_an_officer_exempts_somebody_else_with_a_reason(
    state: str, own: bool, known: bool, codes: tuple[str, ...]
) -> None:
    assert may_exempt(state=state, is_own=own, known_reason=known).codes == codes


@pytest.mark.parametrize(("stopped", "closed", "today", "codes"), [
    (False, False, 30, ()), (False, False, 31, ("campaign_is_over",)), (True, False, 5, ("campaign_stopped",)),
    (False, True, 5, ("campaign_is_over",)),
])  # fmt: skip
def test_a_campaign_is_stopped_before_its_end_and_once(
    stopped: bool, closed: bool, today: int, codes: tuple[str, ...]
) -> None:
    decision = may_stop(
        is_stopped=stopped, is_closed=closed, answer_by=TODAY + 30 * DAY, today=TODAY + today * DAY
    )
    assert decision.codes == codes

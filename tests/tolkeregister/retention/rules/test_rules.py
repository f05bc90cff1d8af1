"""How long things are kept, and that nothing goes early, held, or against the law of archives."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tolkeregister.retention.rules.due import due_on, ended_before, may_go, may_go_by_the_hour
from tolkeregister.retention.rules.terms import RULES, Action, Kept, RetentionRule, rule_for

TODAY = date(2026, 3, 2)
DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))


def test_every_object_has_a_rule_with_a_source_and_nothing_kept_has_a_time() -> None:
    for kind in Kept:
        rule = rule_for(kind, TODAY)
        assert len(rule.source) > 10
        has_time = bool(rule.years or rule.days or rule.hours)
        assert (rule.action is not Action.KEPT) == has_time == bool(rule.counted_from) == rule.is_practice


def test_a_new_rule_holds_from_its_day() -> None:
    old = rule_for(Kept.MAIL, TODAY)
    new = RetentionRule(Kept.MAIL, date(2027, 1, 1), Action.DELETED, "sent", "ny kilde", days=30)
    assert rule_for(Kept.MAIL, date(2026, 12, 31), (*RULES, new)) is old
    assert rule_for(Kept.MAIL, date(2027, 1, 1), (*RULES, new)) is new


@pytest.mark.parametrize(
    ("ended", "years", "days", "goes"),
    [
        (date(2025, 3, 2), 1, 0, date(2026, 3, 2)), (date(2024, 2, 29), 1, 0, date(2025, 3, 1)),
        (date(2024, 2, 29), 4, 0, date(2028, 2, 29)), (date(2026, 1, 1), 0, 180, date(2026, 6, 30)),
    ],
)  # fmt: skip
def test_the_day_it_goes(ended: date, years: int, days: int, goes: date) -> None:
    rule = RetentionRule(Kept.MAIL, date(2022, 1, 1), Action.DELETED, "sent", "kilde", years=years, days=days)
    assert due_on(rule, ended) == goes
    early = may_go(rule, ended, goes - timedelta(days=1), is_held=False)
    assert [(each.code, each.facts["until"]) for each in early.reasons] == [("still_kept", goes)]
    assert may_go(rule, ended, goes, is_held=False).codes == ("retention_over",)


def test_what_is_held_open_or_kept_by_law_never_goes() -> None:
    rule = rule_for(Kept.REPORT_HANDLED, TODAY)
    assert may_go(rule, date(2000, 1, 1), TODAY, is_held=True).codes == ("under_hold",)
    assert may_go(rule, None, TODAY, is_held=False).codes == ("not_ended",)
    kept = may_go(rule_for(Kept.JOURNAL, TODAY), date(2000, 1, 1), TODAY, is_held=False)
    assert kept.codes == ("kept_by_law",)


def test_what_lives_less_than_a_day_goes_on_the_instant() -> None:
    rule = RetentionRule(Kept.FORM_DRAFT, date(2022, 1, 1), Action.DELETED, "begun", "kilde", hours=1)
    begun = datetime(2026, 3, 2, 12, tzinfo=UTC)
    assert may_go_by_the_hour(rule, begun, begun + timedelta(minutes=59)).codes == ("still_kept",)
    assert may_go_by_the_hour(rule, begun, begun + timedelta(hours=1)).codes == ("retention_over",)


@given(
    st.sampled_from([each for each in RULES if each.action is not Action.KEPT and not each.hours]), DAYS, DAYS
)
def test_the_question_to_the_database_leaves_out_nothing_that_is_due(
    rule: RetentionRule, ended: date, today: date
) -> None:
    if may_go(rule, ended, today, is_held=False).allowed:
        assert ended <= ended_before(rule, today)

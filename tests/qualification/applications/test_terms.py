"""The days in the handling of an application are dated, and are the directorate's own practice."""

from datetime import UTC, date, datetime, timedelta

from qualification.applications.rules.checking import supplement_by
from qualification.applications.rules.terms import TERMS, Terms, decide_by, terms_on


def test_an_application_keeps_the_days_that_held_when_it_came() -> None:
    changed = (*TERMS, Terms(date(2027, 1, 1), 45, 28, 14, 60))
    before = datetime(2026, 12, 31, 22, 59, tzinfo=UTC)  # a minute to midnight in Norway
    after = before + timedelta(minutes=1)
    assert decide_by(before, changed) == before + timedelta(days=30)
    assert decide_by(after, changed) == after + timedelta(days=45)
    assert terms_on(date(2027, 1, 1), changed).supplement_days == 28


def test_a_fair_time_to_answer_has_bounds() -> None:
    today = date(2026, 11, 23)
    assert [supplement_by(today, days).allowed for days in (6, 7, 90, 91)] == [False, True, True, False]

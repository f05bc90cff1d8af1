"""Whether one object may go today, and why or why not."""

from datetime import date, datetime, timedelta

from tolkeregister.core.decisions import Decision, allowed, reason, refused
from tolkeregister.retention.rules.terms import Action, RetentionRule


def due_on(rule: RetentionRule, ended_on: date) -> date:
    """The first day something that ended on a day is no longer kept; of 29 February, 1 March where there is none."""
    year = ended_on.year + rule.years
    try:
        then = ended_on.replace(year=year)
    except ValueError:
        then = date(year, 3, 1)
    return then + timedelta(days=rule.days)


def may_go(rule: RetentionRule, ended_on: date | None, today: date, *, is_held: bool) -> Decision:
    """Whether an object that ended on a day (None: it has not) goes today. Every reason against it at once."""
    if rule.action is Action.KEPT:
        return refused(reason("kept_by_law"))
    against = [reason("under_hold")] if is_held else []
    if ended_on is None:
        against.append(reason("not_ended"))
    elif today < (until := due_on(rule, ended_on)):
        against.append(reason("still_kept", until=until))
    return refused(*against) if against else allowed(reason("retention_over"))


def may_go_by_the_hour(rule: RetentionRule, ended_at: datetime, now: datetime) -> Decision:
    """The same for what lives less than a day, and that nobody holds: counted from the instant."""
    until = ended_at + timedelta(hours=rule.hours)
    if now < until:
        return refused(reason("still_kept", until=until))
    return allowed(reason("retention_over"))


def ended_before(rule: RetentionRule, today: date) -> date:
    """The last day on which something may have ended to go today; what a question to the database is narrowed by."""
    day = today - timedelta(days=rule.days)
    try:
        day = day.replace(year=day.year - rule.years)
    except ValueError:
        day = date(day.year - rule.years, 2, 28)
    return day

"""The days of a campaign: when one must have answered, and when those who have not are reminded.

Nobody becomes inactive without having had two weeks and a reminder; the mail itself must have gone out (see `members`).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from tolkeregister.core.decisions import Decision, Reason, allowed, reason, refused

SHORTEST, LONGEST = timedelta(days=14), timedelta(days=180)
MOST_REMINDERS = 3
LAST_REMINDER = timedelta(days=2)  # before the deadline at the latest, so that there is time to answer


@dataclass(frozen=True, slots=True)
class CampaignDays:
    """The last day to answer, and the days on which those who have not answered are reminded."""

    answer_by: date
    remind_on: tuple[date, ...]


def suggested_days(today: date) -> CampaignDays:
    """Six weeks, with a reminder half way and a week before the end."""
    return CampaignDays(today + timedelta(days=42), (today + timedelta(days=21), today + timedelta(days=35)))


def check_days(days: CampaignDays, *, today: date) -> Decision:
    """Whether a campaign that starts today can have these days; each reason's fact `field` names the field."""
    wrong: list[Reason] = []
    if not SHORTEST <= days.answer_by - today <= LONGEST:
        wrong.append(reason("campaign_deadline", field="answer_by", least=SHORTEST.days, most=LONGEST.days))
    if not 1 <= len(days.remind_on) <= MOST_REMINDERS:
        wrong.append(reason("campaign_needs_a_reminder", field="remind_on"))
    if any(not today < each <= days.answer_by - LAST_REMINDER for each in days.remind_on):
        wrong.append(reason("campaign_reminder_outside", field="remind_on", before=LAST_REMINDER.days))
    if list(days.remind_on) != sorted(set(days.remind_on)):
        wrong.append(reason("campaign_reminders_in_order", field="remind_on"))
    return refused(*wrong) if wrong else allowed()


def due_reminder(days: CampaignDays, *, asked_on: date, reminded_on: date | None, today: date) -> date | None:
    """The reminder somebody should have today, if any. Two that were missed are one, and none comes after the end."""
    passed = [each for each in days.remind_on if each <= today and each > asked_on]
    if not passed or today > days.answer_by:
        return None
    latest = max(passed)
    return latest if reminded_on is None or reminded_on < latest else None

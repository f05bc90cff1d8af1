"""What a campaign writes to those it asks: one question, and reminders that lead to the same page."""

from datetime import date, datetime

from tolkeregister.core.mail.outbox import Message
from tolkeregister.core.rules.oslo_time import local_day

ASKED, REMINDED, NOW_INACTIVE = "campaign_asked", "campaign_reminder", "campaign_inactive"
PAGE = "/min-side/status"


def asked_key(campaign_id: int, number: str) -> str:
    """The key of the first message to somebody, by which its delivery is found."""
    return f"{ASKED}:{campaign_id}:{number}"


def asking(campaign_id: int, number: str, recipient: str, written_form: str, answer_by: date) -> Message:
    """«Are you still to be in the register?»"""
    return _message(
        ASKED, asked_key(campaign_id, number), number, recipient, written_form, campaign_id, answer_by
    )


def reminding(
    campaign_id: int, number: str, recipient: str, written_form: str, answer_by: date, due: date
) -> Message:
    """The same question again, once for each day it was to be asked."""
    event_key = f"{REMINDED}:{campaign_id}:{number}:{due.isoformat()}"
    return _message(REMINDED, event_key, number, recipient, written_form, campaign_id, answer_by)


def telling_inactive(
    campaign_id: int, number: str, recipient: str, written_form: str, answer_by: date
) -> Message:
    """«You are not active from now on»; one click and one is."""
    event_key = f"{NOW_INACTIVE}:{campaign_id}:{number}"
    return _message(NOW_INACTIVE, event_key, number, recipient, written_form, campaign_id, answer_by)


def _message(
    template: str,
    event_key: str,
    number: str,
    recipient: str,
    written_form: str,
    campaign_id: int,
    answer_by: date,
) -> Message:
    last_day: datetime = local_day(answer_by).starts_at
    return Message(
        template=template, recipient=recipient, event_key=event_key, subject_kind="interpreter", subject_id=number,
        written_form=written_form,
        data={"campaign_id": campaign_id, "answer_by": last_day.isoformat(), "path": PAGE},
    )  # fmt: skip

"""What people are told about the plan."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from tolkeregister.core.mail.outbox import Message

OWN_PAGE = "/min-side/kvalifisering"
COHORTS_PAGE = "/sak/sprakplan/frister"
EXAM_OPENS = "exam_opens"


def opening_message(
    *, interest_id: int, line: int, recipient: str, written_form: str, language_tag: str, test: str,
    institution: str, fee_nok: int | None, closes_at: datetime,
) -> Message:  # fmt: skip
    """To somebody who has wished for it: one can apply, until when, and what it costs (stories T07 and T08)."""
    return Message(
        template="test_opens", recipient=recipient, event_key=f"test_opens:{interest_id}:{line}",
        subject_kind="test_interest", subject_id=str(interest_id), written_form=written_form,
        data={"language_tag": language_tag, "test": test, "institution": institution, "fee": fee_nok,
              "answer_by": closes_at.isoformat(), "path": OWN_PAGE},
    )  # fmt: skip


def exam_message(
    *, number: str, line: int, recipient: str, written_form: str, language_tag: str, test: str, institution: str,
    fee_nok: int | None, closes_at: datetime,
) -> Message:  # fmt: skip
    """To somebody in the register who has not asked for it; the last line leads to where one says no (survey C14).

    `opt_out_of` is the number the address of that page is signed for when the mail is sent.
    """
    return Message(
        template=EXAM_OPENS, recipient=recipient, event_key=f"{EXAM_OPENS}:{number}:{line}",
        subject_kind="interpreter", subject_id=number, written_form=written_form,
        data={"language_tag": language_tag, "test": test, "institution": institution, "fee": fee_nok,
              "answer_by": closes_at.isoformat(), "path": OWN_PAGE, "opt_out_of": number},
    )  # fmt: skip


def alarm_message(
    *, account_id: int, recipient: str, written_form: str, cohorts: Sequence[dict[str, Any]], now: datetime
) -> Message:
    """To a planner: these graduates near or have passed three years without an exam (tolkeloven § 18)."""
    return Message(
        template="graduate_alarms", recipient=recipient,
        event_key=f"graduate_alarms:{account_id}:{now.isoformat()}", subject_kind="account",
        subject_id=str(account_id), written_form=written_form, data={"rows": list(cohorts), "path": COHORTS_PAGE},
    )  # fmt: skip

"""What people are told about the plan."""

from datetime import datetime

from tolkeregister.core.mail.outbox import Message

OWN_PAGE = "/min-side/kvalifisering"


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

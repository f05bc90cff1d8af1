"""The e-mails about complaints, as values. None says what a complaint is about, or whom."""

from datetime import date

from tolkeregister.core.mail.outbox import Message


def information_asked(request_id: int, email: str, token: str, due: date) -> Message:
    """The questions' own address to the body that is asked."""
    return Message(
        template="information_asked", recipient=email, event_key=f"information_asked:{request_id}",
        subject_kind="information_request", subject_id=str(request_id),
        data={"path": f"/opplysninger/{token}", "answer_by": due.isoformat()},
    )  # fmt: skip


def information_reminder(request_id: int, email: str, path: str, due: date) -> Message:
    """The same body once more, with the same address."""
    return Message(
        template="information_reminder", recipient=email, event_key=f"information_reminder:{request_id}",
        subject_kind="information_request", subject_id=str(request_id),
        data={"path": path, "answer_by": due.isoformat()},
    )  # fmt: skip


def last_day_near(number: str, email: str, stage: str, last: date, written_form: str) -> Message:
    """To the officer: a last day is near. Once for each clock and day."""
    return Message(
        template="complaint_deadline", recipient=email, event_key=f"complaint_deadline:{number}:{stage}:{last}",
        subject_kind="complaint", subject_id=number, written_form=written_form,
        data={"number": number, "answer_by": last.isoformat(), "path": f"/sak/varsel/{number.replace('/', '-')}"},
    )  # fmt: skip

"""The e-mails to the committee, as values. None says what a case is about, or whom."""

from datetime import datetime

from tolkeregister.core.mail.outbox import Message

INVITED, CALLED_OFF = "committee_meeting", "committee_meeting_cancelled"
PAPERS, MINUTES = "committee_papers", "committee_minutes"


def meeting_at(
    meeting_id: int, sequence: int, email: str, written_form: str, starts_at: datetime, ends_at: datetime, *,
    again: int = 0,
) -> Message:  # fmt: skip
    """Come to a meeting, or: it is changed. Once for each version of it, and each time an absence is taken back."""
    return _message(INVITED, meeting_id, sequence, email, written_form, starts_at, ends_at, again)


def meeting_off(
    meeting_id: int, sequence: int, email: str, written_form: str, starts_at: datetime, ends_at: datetime, *,
    again: int = 0,
) -> Message:  # fmt: skip
    """The meeting is not held, or not with the receiver."""
    return _message(CALLED_OFF, meeting_id, sequence, email, written_form, starts_at, ends_at, again)


def papers_ready(pack_id: int, meeting_id: int, item_id: int, email: str, written_form: str) -> Message:
    """A case's papers are released: say first whether you are impartial."""
    return Message(
        template=PAPERS, recipient=email, event_key=f"{PAPERS}:{pack_id}:{email}", subject_kind="committee_meeting",
        subject_id=str(meeting_id), written_form=written_form, data={"path": f"/utvalg/{meeting_id}/sak/{item_id}"},
    )  # fmt: skip


def minutes_to_read(
    minutes_id: int, meeting_id: int, email: str, written_form: str, answer_by: str
) -> Message:
    """The minutes of a meeting are written: say whether they are right."""
    return Message(
        template=MINUTES, recipient=email, event_key=f"{MINUTES}:{minutes_id}:{email}",
        subject_kind="committee_meeting", subject_id=str(meeting_id), written_form=written_form,
        data={"path": f"/utvalg/{meeting_id}/referat", "answer_by": answer_by},
    )  # fmt: skip


def _message(
    template: str, meeting_id: int, sequence: int, email: str, written_form: str, starts_at: datetime,
    ends_at: datetime, again: int,
) -> Message:  # fmt: skip
    version = f"{sequence}.{again}" if again else str(sequence)
    return Message(
        template=template, recipient=email, event_key=f"{template}:{meeting_id}:{version}:{email}",
        subject_kind="committee_meeting", subject_id=str(meeting_id), written_form=written_form,
        data={"path": f"/utvalg/{meeting_id}", "sequence": sequence, "starts_at": starts_at.isoformat(),
              "ends_at": ends_at.isoformat()},
    )  # fmt: skip

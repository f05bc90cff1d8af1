"""The e-mails to whoever is heard and to their representative: that there is something, never what or about whom."""

from tolkeregister.core.mail.outbox import Message

NAMED, NEWS = "representative_named", "heard_news"


def named_key(representative_id: int) -> str:
    """By which the e-mail with the address is found again: only a hash of the address is kept elsewhere."""
    return f"{NAMED}:{representative_id}"


def representative_named(representative_id: int, email: str, token: str) -> Message:
    """The address of the representative's own page."""
    return Message(
        template=NAMED, recipient=email, event_key=named_key(representative_id), subject_kind="representative",
        subject_id=str(representative_id), data={"path": f"/fullmektig/{token}"},
    )  # fmt: skip


def heard_news(complaint_id: int, email: str, path: str, what: str, written_form: str = "nb") -> Message:
    """There is something new in a case. `what` makes the same news be told once."""
    return Message(
        template=NEWS, recipient=email, event_key=f"{NEWS}:{what}:{email}", subject_kind="heard_complaint",
        subject_id=str(complaint_id), data={"path": path}, written_form=written_form,
    )  # fmt: skip

"""The outbox emptied by hand: what would leave it now, without a mail server."""

from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage

import pytest
from sqlalchemy import text

from tolkeregister.core.database import Session
from tolkeregister.core.mail.smtp import Server
from web import outgoing_mail

SENDER = "ikke-svar@tolkeregister.example"
WAITING = text("SELECT id FROM mail_message WHERE state = 'queued' ORDER BY id")


def a_post_box(
    monkeypatch: pytest.MonkeyPatch, *, is_down: Callable[[], bool] = lambda: False
) -> list[EmailMessage]:
    """What the mail server is handed from now on; while `is_down` it takes nothing."""
    taken: list[EmailMessage] = []

    async def take(_server: Server, message: EmailMessage) -> None:
        if is_down():
            raise OSError("nobody answers")
        taken.append(message)

    monkeypatch.setattr(outgoing_mail, "send", take)
    monkeypatch.setattr(outgoing_mail._Outside, "server", Server("", 0, SENDER))
    monkeypatch.setattr(outgoing_mail._Outside, "base_url", "https://tolk.example")
    return taken


async def empty_outbox(session: Session, *, now: datetime, newest_first: bool = False) -> None:
    """The worker's attempt at everything that waits."""
    ids = list((await session.execute(WAITING)).scalars())
    for mail_id in reversed(ids) if newest_first else ids:
        await outgoing_mail.send_mail(session, now=now, mail_id=mail_id)
        await session.flush()
        session.expire_all()

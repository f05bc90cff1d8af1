"""One message over SMTP: a new connection each time, with a time limit, so that nothing hangs or mixes replies."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

import aiosmtplib

TIMEOUT = 10.0  # seconds, for each step


@dataclass(frozen=True, slots=True)
class CalendarPart:
    """An invitation or its cancellation; `method` is the one that stands in the calendar itself."""

    content: bytes
    method: str


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail is handed over, and the aligned sender address."""

    host: str
    port: int
    sender: str


def compose(
    *, sender: str, recipient: str, subject: str, body: str, message_id: str, written_form: str, at: datetime,
    calendar: CalendarPart | None = None, unsubscribe: str = "",
) -> EmailMessage:  # fmt: skip
    """A plain text message with the headers that keep it out of the spam folder and of auto-replies.

    `unsubscribe` is an address that a mail program may post to by itself when the reader wants no more (RFC 8058).
    A calendar is an alternative, which calendars act on by themselves, and a file, for people whose program does not.
    """
    message = EmailMessage()
    message["From"] = f"Nasjonalt tolkeregister <{sender}>"
    message["To"] = recipient
    message["Subject"] = subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = message_id
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = written_form
    if unsubscribe:
        message["List-Unsubscribe"] = f"<{unsubscribe}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(body)
    if calendar is not None:
        about = {"method": calendar.method, "charset": "utf-8"}
        message.add_alternative(calendar.content, maintype="text", subtype="calendar", params=about)
        message.add_attachment(
            calendar.content, maintype="application", subtype="ics", filename="tolkeoppdrag.ics"
        )
    return message


async def send(server: Server, message: EmailMessage) -> None:
    """Hand the message over, or raise (OSError or aiosmtplib.SMTPException)."""
    await aiosmtplib.send(
        message, hostname=server.host, port=server.port, sender=server.sender, timeout=TIMEOUT
    )

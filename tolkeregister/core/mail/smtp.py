"""One message over SMTP: a new connection each time, with a time limit, so that nothing hangs or mixes replies."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

import aiosmtplib

TIMEOUT = 10.0  # seconds, for each step


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail is handed over, and the aligned sender address."""

    host: str
    port: int
    sender: str


def compose(
    *, sender: str, recipient: str, subject: str, body: str, message_id: str, written_form: str, at: datetime
) -> EmailMessage:
    """A plain text message with the headers that keep it out of the spam folder and of auto-replies."""
    message = EmailMessage()
    message["From"] = f"Nasjonalt tolkeregister <{sender}>"
    message["To"] = recipient
    message["Subject"] = subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = message_id
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = written_form
    message.set_content(body)
    return message


async def send(server: Server, message: EmailMessage) -> None:
    """Hand the message over, or raise (OSError or aiosmtplib.SMTPException)."""
    await aiosmtplib.send(
        message, hostname=server.host, port=server.port, sender=server.sender, timeout=TIMEOUT
    )

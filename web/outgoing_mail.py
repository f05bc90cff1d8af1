"""The job that renders a queued message and hands it to the mail server.

Templates live in `web/templates/mail/`; their first line is the subject. If the process dies between the
server's yes and our mark, the message goes out again with the same Message-ID (docs/drift.md).
"""

import random
from datetime import date, datetime
from typing import Any

import aiosmtplib
import structlog
from sqlmodel import col, select

from booking.calendars.mail import Verdict, calendar_says
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.jobs.queue import enqueue
from tolkeregister.core.jobs.registry import job
from tolkeregister.core.jobs.rules import wait_after
from tolkeregister.core.mail.calendar_parts import calendar_with
from tolkeregister.core.mail.models import MailMessage, MailState
from tolkeregister.core.mail.outbox import SEND_MAIL
from tolkeregister.core.mail.overtaken import Queued, is_overtaken
from tolkeregister.core.mail.smtp import CalendarPart, Server, compose, send
from tolkeregister.core.settings import Settings
from tolkeregister.languages.queries import languages
from web import built
from web.mail_choices import choice_path
from web.view.addresses import Form, address
from web.view.formats import JOINER

log = structlog.get_logger()


class _Outside:
    """Where mail goes and what links in it point at; set once when the process starts."""

    server = Server("", 0, "")
    base_url = ""
    secret_key = ""


def use_mail_server(settings: Settings) -> None:
    """Say where mail is handed over, before the worker starts."""
    _Outside.server = Server(settings.smtp_host, settings.smtp_port, settings.mail_from)
    _Outside.base_url, _Outside.secret_key = settings.base_url, settings.secret_key


def render_mail(template: str, form: Form, data: dict[str, object], base_url: str) -> tuple[str, str]:
    """Subject and body of a message in a written form."""
    shown: dict[str, Any] = {**_read(data), "opt_out_path": opt_out_path(data)}
    text = built.pages().render(f"mail/{template}.txt", form=form, base_url=base_url, **shown)
    # in plain text some mail programs draw a box for what keeps a range on one line
    subject, _, body = text.replace(JOINER, "").strip().partition("\n")
    return subject.strip(), body.strip() + "\n"


def opt_out_path(data: dict[str, object]) -> str:
    """Where the reader says no to more mail of this kind; empty for mail that nobody can say no to."""
    number = data.get("opt_out_of")
    return choice_path(_Outside.secret_key, str(number)) if number else ""


def _read(data: dict[str, object]) -> dict[str, object]:
    """Instants and days, which the outbox keeps as text, as such again; they are named `…_at` and `answer_by`."""
    return {name: _value(name, value) for name, value in data.items()}


def _value(name: str, value: object) -> object:
    if isinstance(value, list):  # a table: one line for each
        return [_read(each) if isinstance(each, dict) else each for each in value]
    if not isinstance(value, str) or not name.endswith(("_at", "_by")):
        return value
    return date.fromisoformat(value) if len(value) == len("2026-11-26") else datetime.fromisoformat(value)


async def _with_language(
    session: Session, data: dict[str, object], form: Form, now: datetime
) -> dict[str, object]:
    """The data, and each of its rows, with the language's name in the message's written form."""
    rows = [each for each in (data, *_rows(data)) if "language_tag" in each]
    if not rows:
        return data
    named = {each.tag: each.name(form) for each in await languages(session, on=oslo_date(now))}
    tagged = [_named(each, named) for each in _rows(data)]
    return _named({**data, "rows": tagged} if tagged else data, named)


def _rows(data: dict[str, object]) -> list[dict[str, object]]:
    rows = data.get("rows")
    return [each for each in rows if isinstance(each, dict)] if isinstance(rows, list) else []


def _named(data: dict[str, object], named: dict[str, str]) -> dict[str, object]:
    tag = data.get("language_tag")
    return data if tag is None else {**data, "language": named.get(str(tag), str(tag))}


@job(SEND_MAIL)
async def send_mail(session: Session, *, now: datetime, mail_id: int) -> None:
    """Send one message once; what is sent already is left alone, and what is no longer so is not sent."""
    statement = select(MailMessage).where(col(MailMessage.id) == mail_id).with_for_update(skip_locked=True)
    mail = (await session.exec(statement)).first()
    if mail is None or mail.state in (MailState.SENT, MailState.VOID):
        return
    verdict = await _judge(session, mail, now)
    if verdict.is_overtaken:
        mail.state, mail.last_error = MailState.VOID, None
        session.add(mail)
        return
    form: Form = "nn" if mail.written_form == "nn" else "nb"
    data = await _with_language(session, mail.data, form, now)
    subject, body = render_mail(mail.template, form, data, _Outside.base_url)
    mail.attempts += 1
    try:
        message = compose(
            sender=_Outside.server.sender, recipient=mail.recipient, subject=subject, body=body,
            message_id=mail.message_id, written_form=form, at=now, calendar=_part(verdict),
            unsubscribe=_unsubscribe(data, form),
        )  # fmt: skip
        await send(_Outside.server, message)
    except (OSError, ValueError, aiosmtplib.SMTPException) as problem:  # ValueError: no possible address
        await _try_later(session, mail, type(problem).__name__, now)
    else:
        mail.state, mail.sent_at, mail.last_error = MailState.SENT, now, None
    session.add(mail)


async def _judge(session: Session, mail: MailMessage, now: datetime) -> Verdict:
    """What is so now, and the receiver's calendar, which may be long after it was queued."""
    queued = Queued(mail.template, mail.recipient, mail.subject_kind, mail.subject_id, mail.data)
    if await is_overtaken(session, queued):
        return Verdict(is_overtaken=True)
    to = {"sender": _Outside.server.sender, "base_url": _Outside.base_url}
    file = await calendar_with(session, queued, **to)
    if file is not None:
        return Verdict(calendar=file)
    return await calendar_says(
        session, queued, sender=_Outside.server.sender, base_url=_Outside.base_url, now=now
    )


def _unsubscribe(data: dict[str, object], form: Form) -> str:
    path = opt_out_path(data)
    return f"{_Outside.base_url}{address(path, form)}" if path else ""


def _part(verdict: Verdict) -> CalendarPart | None:
    file = verdict.calendar
    return None if file is None else CalendarPart(file.content, file.method)


async def _try_later(session: Session, mail: MailMessage, error: str, now: datetime) -> None:
    """Keep the reason where staff can see it, and queue the next attempt; raising would undo both."""
    log.warning("mail.not_delivered", mail_id=mail.id, attempt=mail.attempts, error=error)
    mail.last_error = error
    wait = wait_after(mail.attempts, random.random())
    if wait is None:
        mail.state = MailState.FAILED
    else:
        await enqueue(session, SEND_MAIL, run_at=now + wait, mail_id=mail.id)

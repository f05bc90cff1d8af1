"""Putting a rendered letter in the journal and in the queue of what is to be delivered."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import text

from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.events import raise_event
from tolkeregister.core.jobs.queue import enqueue
from tolkeregister.decisions.cases.journal import NewPost, journal
from tolkeregister.decisions.cases.models import Counterpart, Direction
from tolkeregister.decisions.letters.models import (
    DeliveryState,
    Letter,
    LetterDelivery,
    LetterDeliveryEvent,
    Route,
)
from tolkeregister.decisions.letters.render import Rendered

DELIVER = "letter.deliver"
WRITTEN = "letter.written"  # to the party of a case
MONTHS = ("januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
          "desember")  # fmt: skip

_PARTY = text(
    """
    SELECT p.given_name || ' ' || p.family_name AS name, coalesce(a.written_form, 'nb') AS written_form
      FROM case_file c JOIN person p ON p.id = c.person_id
      LEFT JOIN account a ON (a.person_id = p.id OR a.subject = p.national_id) AND a.door = 'interpreter'
                         AND a.closed_at IS NULL
     WHERE c.id = :case ORDER BY a.id LIMIT 1
    """
)
_NAME = text("SELECT name FROM account WHERE id = :account")


@dataclass(frozen=True, slots=True)
class Party:
    """Who the letters of a case go to, and in which written form they are (språklova § 13)."""

    name: str
    written_form: str


async def party_of(session: Session, case_id: int) -> Party:
    """The person the case is about."""
    row = (await session.execute(_PARTY, {"case": case_id})).one()
    return Party(row.name, row.written_form)


async def name_of(session: Session, account_id: int | None) -> str:
    """The name an officer signs by; "" for the system."""
    if account_id is None:
        return ""
    return str((await session.execute(_NAME, {"account": account_id})).scalar_one())


def written_date(day: date) -> str:
    """The day as letters say it; the same in both written forms."""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


async def write_letter(
    session: Session, actor: Actor, case_id: int, kind: str, title: str, made: Rendered, *, now: datetime,
    to: Counterpart = Counterpart.PARTY,
) -> int:  # fmt: skip
    """Journal a letter and, when it is for the person, queue its delivery in the same transaction. Returns its id."""
    post = NewPost(kind, title, Direction.OUTGOING, made.pdf, counterpart=to)
    letter = Letter(
        case_id=case_id, journal_post_id=await journal(session, actor, case_id, post, now=now), sha256=made.sha256,
        template=made.template.name, template_from=made.template.valid_from, written_form=made.written_form,
        data=made.data, made_at=now,
    )  # fmt: skip
    session.add(letter)
    await session.flush()
    assert letter.id is not None
    if to is Counterpart.PARTY:
        await _queue(session, letter.id, now)
        await raise_event(session, actor, WRITTEN, now=now, case_id=case_id, letter_id=letter.id)
    return letter.id


async def _queue(session: Session, letter_id: int, now: datetime) -> None:
    delivery = LetterDelivery(
        letter_id=letter_id, route=Route.MAILBOX, state=DeliveryState.QUEUED, attempts=0, next_at=now,
        reference=secrets.token_hex(16),
    )  # fmt: skip
    session.add(delivery)
    await session.flush()
    assert delivery.id is not None
    session.add(LetterDeliveryEvent(
        delivery_id=delivery.id, happened_at=now, known_at=now, route=delivery.route, state=delivery.state
    ))  # fmt: skip
    await session.flush()
    await enqueue(session, DELIVER, delivery_id=delivery.id)

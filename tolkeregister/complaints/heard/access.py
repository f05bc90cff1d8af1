"""Who reaches a case from the other side: the interpreter it is about, signed in, or their representative's address.

Anybody else's case answers as an unknown one, and so does a wrong, withdrawn or outlived address.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import text
from sqlmodel import col, select

from tolkeregister.complaints.access import lock_cases_first, own_complaint
from tolkeregister.complaints.heard.models import ComplaintPartyLook, ComplaintRepresentative
from tolkeregister.complaints.models import Complaint
from tolkeregister.complaints.rules.words import Closing, ComplaintState
from tolkeregister.core.actor import NOBODY, Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotFound, conflict
from tolkeregister.decisions.cases.access import person_of

OUTLIVES = timedelta(days=30)  # so long a representative may read after the case is closed
_TOKEN_BYTES = 32
_STANDING = text("SELECT id FROM complaint_representative WHERE id = :id AND withdrawn_at IS NULL")


@dataclass(frozen=True, slots=True)
class Heard:
    """A case as its party or the party's representative reached it. `actor` is nobody for a representative."""

    complaint_id: int
    number: str
    actor: Actor
    representative_id: int | None = None

    @property
    def account_id(self) -> int | None:
        """The party's account; nobody's when a representative acts."""
        return None if self.representative_id is not None else self.actor.account_id


async def heard_in_person(session: Session, actor: Actor, number: str) -> Heard:
    """The signed-in person's own case; NotFound for all others alike."""
    found = await own_complaint(session, actor, number)
    assert found.id is not None
    return Heard(found.id, found.number, actor)


async def heard_through(session: Session, token: str, *, actor: Actor = NOBODY, now: datetime) -> Heard:
    """The case a representative's address opens. The party, signed in as `actor`, gets in nowhere this way."""
    statement = (
        select(ComplaintRepresentative, Complaint)
        .join(Complaint, col(Complaint.id) == col(ComplaintRepresentative.complaint_id))
        .where(
            col(ComplaintRepresentative.token_hash) == hash_of(token),
            col(ComplaintRepresentative.withdrawn_at).is_(None),
        )
    )
    row = (await session.exec(statement)).one_or_none()
    if row is None or _is_over(row[1], now) or await _is_party(session, actor, row[1]):
        raise NotFound(reason("complaint_not_found"))
    named, complaint = row
    assert complaint.id is not None
    return Heard(complaint.id, complaint.number, NOBODY, named.id)


async def in_hand(session: Session, heard: Heard, *, even_closed: bool = False) -> Complaint:
    """The complaint, locked, for something new from its party; two at once come one after the other.

    NotFound when the representative is withdrawn meanwhile, Conflict when the case is closed.
    """
    await lock_cases_first(session, heard.number)
    statement = (
        select(Complaint)
        .where(col(Complaint.id) == heard.complaint_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    found = (await session.exec(statement)).one()  # first the complaint, as whoever withdraws a power does
    if heard.representative_id is not None:
        still = await session.execute(_STANDING, {"id": heard.representative_id})
        if still.scalar_one_or_none() is None:
            raise NotFound(reason("complaint_not_found"))
    if found.state == ComplaintState.CLOSED and not even_closed:
        raise conflict("complaint_closed")
    return found


async def note_look(session: Session, heard: Heard, *, post_id: int | None = None, now: datetime) -> None:
    """Keep that the page, or one of the papers, was opened."""
    session.add(
        ComplaintPartyLook(
            complaint_id=heard.complaint_id,
            account_id=heard.account_id,
            representative_id=heard.representative_id,
            post_id=post_id,
            looked_at=now,
        )
    )
    await session.flush()


def new_token() -> str:
    """The secret part of a representative's address, 256 bits."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def hash_of(token: str) -> str:
    """What an address is found by."""
    return hashlib.sha256(token.encode()).hexdigest()


def _is_over(complaint: Complaint, now: datetime) -> bool:
    """Some time after the case, and at once when the party is dead: a power ends with whoever gave it."""
    if complaint.closed_at is None:
        return False
    return complaint.closed_as == Closing.DEAD or now > complaint.closed_at + OUTLIVES


async def _is_party(session: Session, actor: Actor, complaint: Complaint) -> bool:
    return actor.account_id is not None and await person_of(session, actor) == complaint.person_id

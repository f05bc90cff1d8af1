"""The journal: every document that comes in or goes out, kept by its hash and never altered (arkivforskriften § 9)."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert

from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotFound
from tolkeregister.decisions.cases.models import ArchivedFile, Counterpart, Direction, JournalPost

_NEXT = text("SELECT coalesce(max(number), 0) + 1 FROM journal_post WHERE case_id = :case")
_LOCK = text("SELECT FROM case_file WHERE id = :case FOR UPDATE")
_FILE = text(
    """
    SELECT f.content, f.media_type, p.title, f.sha256 FROM journal_post p JOIN archived_file f ON f.sha256 = p.sha256
     WHERE p.case_id = :case AND p.number = :number
    """
)


@dataclass(frozen=True, slots=True)
class NewPost:
    """A document to be journaled. `title` must not hold sensitive data: the journal is public."""

    kind: str
    title: str
    direction: Direction
    content: bytes
    media_type: str = "application/pdf"
    counterpart: Counterpart = Counterpart.PARTY
    document_on: date | None = None  # the day in Norway at `now` when left out


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A document's bytes."""

    content: bytes
    media_type: str
    title: str
    sha256: str


async def keep_file(session: Session, content: bytes, media_type: str, *, now: datetime) -> str:
    """Keep bytes once; returns their SHA-256 in hexadecimal."""
    sha256 = hashlib.sha256(content).hexdigest()
    values = {"sha256": sha256, "content": content, "media_type": media_type, "archived_at": now}
    await session.execute(insert(ArchivedFile).values(**values).on_conflict_do_nothing())
    return sha256


async def journal(session: Session, actor: Actor, case_id: int, post: NewPost, *, now: datetime) -> int:
    """Add a document to the case's journal with the next number in the case; returns the post's id."""
    await session.execute(_LOCK, {"case": case_id})
    number = (await session.execute(_NEXT, {"case": case_id})).scalar_one()
    made = JournalPost(
        case_id=case_id, number=number, direction=post.direction, kind=post.kind, title=post.title,
        counterpart=post.counterpart, document_on=post.document_on or oslo_date(now), journaled_at=now,
        account_id=actor.account_id, sha256=await keep_file(session, post.content, post.media_type, now=now),
    )  # fmt: skip
    session.add(made)
    await session.flush()
    assert made.id is not None
    return made.id


async def journal_words(
    session: Session, actor: Actor, case_id: int, kind: str, title: str, words: str, *, now: datetime,
    document_on: date | None = None,
) -> int:  # fmt: skip
    """Journal what somebody wrote on a page, as the plain text it is."""
    post = NewPost(
        kind, title, Direction.INCOMING, words.encode(), "text/plain; charset=utf-8", document_on=document_on
    )
    return await journal(session, actor, case_id, post, now=now)


async def file_of(session: Session, case_id: int, number: int) -> KeptFile:
    """The bytes of one document; NotFound for a number the case does not have. Who may see it is asked before."""
    row = (await session.execute(_FILE, {"case": case_id, "number": number})).one_or_none()
    if row is None:
        raise NotFound(reason("document_not_found"))
    return KeptFile(bytes(row.content), row.media_type, row.title, row.sha256)

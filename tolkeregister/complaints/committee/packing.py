"""The case pack: looked at by the officer, released to the meeting, opened by those who are called and impartial.

A released pack never changes; a new version is a new one. Its bytes are sealed, since a reporter's words stand in it.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from tolkeregister.complaints.access import find_complaint, impartial, note_complaint_read
from tolkeregister.complaints.committee.access import (
    MemberCase,
    case_with_papers,
    meeting_facts,
    sittings_of,
)
from tolkeregister.complaints.committee.agenda import item_in_hand
from tolkeregister.complaints.committee.drawing import draw_pages
from tolkeregister.complaints.committee.messages import papers_ready
from tolkeregister.complaints.committee.models import CommitteePack, CommitteePackContent
from tolkeregister.complaints.committee.papers import PICTURED
from tolkeregister.complaints.committee.redacting import Paper, PapersInHand, papers_in_hand
from tolkeregister.complaints.committee.rules.marking import without
from tolkeregister.complaints.committee.rules.meetings import is_open
from tolkeregister.complaints.committee.rules.packs import may_release
from tolkeregister.complaints.committee.rules.seats import called
from tolkeregister.complaints.committee.typesetting import Front, Set, set_pack
from tolkeregister.complaints.log import note
from tolkeregister.complaints.models import Complaint
from tolkeregister.complaints.reporting.sealing import Vault
from tolkeregister.core.actor import Actor
from tolkeregister.core.audit import record
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, NotFound, conflict, require
from tolkeregister.core.mail.outbox import queue_mail
from tolkeregister.decisions.letters.commands import written_date

_MEETING_OF = text("SELECT meeting_id FROM committee_item WHERE id = :item")
_NEWEST = text("SELECT coalesce(max(version), 0) FROM committee_pack WHERE item_id = :item")
_CONTENT = text(
    """
    SELECT p.id, p.version, p.sha256, c.content FROM committee_pack p
      LEFT JOIN committee_pack_content c ON c.pack_id = p.id
     WHERE p.item_id = :item AND (CAST(:version AS integer) IS NULL OR p.version = :version)
     ORDER BY p.version DESC LIMIT 1
    """
)
_ITEM_OF = text("SELECT i.id FROM committee_item i WHERE i.id = :item AND i.complaint_id = :complaint")
_EMAILS = text("SELECT email, written_form FROM account WHERE id = ANY(:accounts) ORDER BY id")
_FORGET = text(
    """
    DELETE FROM committee_pack_content WHERE pack_id IN (SELECT p.id FROM committee_pack p
      JOIN committee_item i ON i.id = p.item_id WHERE i.complaint_id = :complaint)
    """
)


@dataclass(frozen=True, slots=True)
class BuiltPack:
    """A pack as it would be released now."""

    pdf: bytes
    sha256: str
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenedPack:
    """A released pack, for somebody who may read it."""

    pdf: bytes
    version: int
    sha256: str


async def build_pack(papers: PapersInHand, *, form: str, on: datetime, now: datetime) -> BuiltPack:
    """The pack of the papers that are included, with what is hidden gone. `on` is when the committee meets."""
    shown = [await _set(each) for each in papers.papers if each.is_included]
    nn = form == "nn"
    day = written_date(oslo_date(on))
    front = Front(
        title=f"{'Sakspapir' if nn else 'Sakspapirer'}: varsel {papers.number}",
        about=f"Til møte i rådgivende utvalg {day}." if not nn else f"Til møte i rådgivande utval {day}.",
        footer=f"{'Sakspapir' if nn else 'Sakspapirer'} {papers.number}", form=form, day=oslo_date(now),
    )  # fmt: skip
    pdf = await set_pack(front, shown)
    return BuiltPack(pdf, hashlib.sha256(pdf).hexdigest(), tuple(each.title for each in shown))


async def preview_pack(
    session: Session, actor: Actor, vault: Vault, number: str, *, form: str, now: datetime
) -> BuiltPack:
    """What would be released now, read through or not, for the impartial officer."""
    papers = await papers_in_hand(session, actor, vault, number, form=form, now=now)
    return await build_pack(papers, form=form, on=await _meets_at(session, papers), now=now)


async def release_pack(
    session: Session, actor: Actor, vault: Vault, number: str, *, form: str, seen: str, newest: int, now: datetime
) -> int:  # fmt: skip
    """Release to the meeting exactly what the officer has seen (`seen`, its SHA-256), and tell those who are called.

    `newest` is the version the officer's page showed, 0 for none. Returns the new version. RuleBroken while a paper is
    not read through, Conflict when a paper is another by now or somebody else has released meanwhile.
    """
    papers = await papers_in_hand(session, actor, vault, number, form=form, lock=True, now=now)
    complaint = await session.get_one(Complaint, papers.item.complaint_id)
    item_id, meeting_id = await item_in_hand(session, complaint)
    meeting = await meeting_facts(session, meeting_id, lock=True)
    require(is_open(meeting.rule))
    version = int((await session.execute(_NEWEST, {"item": item_id})).scalar_one())
    if version != newest:
        raise conflict("pack_released_meanwhile")
    unread = [each.source.title for each in papers.papers if each.is_included and not each.is_read]
    titles = [each.source.title for each in papers.papers if each.is_included]
    require(may_release(titles, unread, has_presentation=bool(papers.item.presentation)))
    built = await build_pack(papers, form=form, on=meeting.starts_at, now=now)
    if built.sha256 != seen:
        raise conflict("pack_changed")
    assert actor.account_id is not None
    pack = CommitteePack(
        item_id=item_id, version=version + 1, sha256=built.sha256, papers=list(built.titles),
        released_by=actor.account_id, released_at=now,
    )  # fmt: skip
    session.add(pack)
    await session.flush()
    assert pack.id is not None
    sealed = vault.seal(built.pdf, _purpose(item_id, pack.version))
    session.add(CommitteePackContent(pack_id=pack.id, content=sealed))
    await session.flush()
    await _tell_those_called(session, pack.id, meeting_id, item_id, now)
    facts = {"version": str(pack.version), "sha256": pack.sha256}
    await note(session, actor, papers.item.complaint_id, "committee.released", facts, now=now)
    record(session, actor, "committee.pack_released", "complaint", number, now=now, **facts)
    return pack.version


async def pack_for_member(
    session: Session, actor: Actor, vault: Vault, meeting_id: int, item_id: int, *, now: datetime
) -> OpenedPack:
    """The newest pack, once the actor is called and has declared to be impartial; that it was opened is kept.

    NotFound for everybody else, and while nothing is released.
    """
    case: MemberCase = await case_with_papers(session, actor, meeting_id, item_id)
    opened = await _open(session, vault, item_id, None)
    await note_complaint_read(session, actor, case.complaint_id, now=now)
    record(session, actor, "committee.pack_opened", "complaint", case.number, now=now, version=opened.version)
    return opened


async def pack_for_officer(
    session: Session, actor: Actor, vault: Vault, number: str, item_id: int, version: int, *, now: datetime
) -> OpenedPack:
    """A version that was released, for the impartial officer."""
    complaint = await find_complaint(session, actor, number)
    assert complaint.id is not None
    require(await impartial(session, actor, complaint.id))
    found = await session.execute(_ITEM_OF, {"item": item_id, "complaint": complaint.id})
    if found.scalar_one_or_none() is None:
        raise NotFound(reason("document_not_found"))
    opened = await _open(session, vault, item_id, version)
    await note_complaint_read(session, actor, complaint.id, now=now)
    return opened


async def forget_packs(session: Session, complaint_id: int) -> int:
    """Remove the bytes of every pack of a complaint for good, for retention; returns how many went."""
    gone = await session.execute(_FORGET, {"complaint": complaint_id})
    return int(gone.rowcount)  # type: ignore[attr-defined]


async def _set(paper: Paper) -> Set:
    source = paper.source
    dated = written_date(source.dated) if source.dated else ""
    if source.is_text:
        return Set(source.title, dated, without(source.words, paper.marks), source.language)
    if source.media_type not in PICTURED:
        raise Invalid(reason("paper_not_drawable", title=source.title))
    return Set(source.title, dated, pictures=await draw_pages(source.content, paper.regions))


async def _meets_at(session: Session, papers: PapersInHand) -> datetime:
    meeting = (await session.execute(_MEETING_OF, {"item": papers.item.item_id})).scalar_one()
    return (await meeting_facts(session, int(meeting))).starts_at


async def _open(session: Session, vault: Vault, item_id: int, version: int | None) -> OpenedPack:
    row = (await session.execute(_CONTENT, {"item": item_id, "version": version})).one_or_none()
    if row is None or row.content is None:
        raise NotFound(reason("pack_not_released"))
    pdf = vault.open(bytes(row.content), _purpose(item_id, row.version))
    if hashlib.sha256(pdf).hexdigest() != row.sha256:
        raise RuntimeError("a released pack is not the one that was released")
    return OpenedPack(pdf, row.version, row.sha256)


async def _tell_those_called(
    session: Session, pack_id: int, meeting_id: int, item_id: int, now: datetime
) -> None:
    sittings = (await sittings_of(session, meeting_id)).get(item_id, ())
    accounts = [each.account_id for each in called(sittings).values() if each is not None]
    for row in (await session.execute(_EMAILS, {"accounts": accounts})).all():
        message = papers_ready(pack_id, meeting_id, item_id, row.email, row.written_form)
        await queue_mail(session, message, now=now)


def _purpose(item_id: int, version: int) -> str:
    return f"committee pack {item_id} {version}"

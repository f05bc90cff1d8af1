"""What the officer hides in each document before the committee sees it. Only places are kept, never the words."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from tolkeregister.complaints.access import complaint_in_hand, find_complaint, impartial
from tolkeregister.complaints.committee.drawing import count_pages
from tolkeregister.complaints.committee.papers import ItemPapers, Source, sources_of
from tolkeregister.complaints.committee.rules.marking import Span, read_marks
from tolkeregister.complaints.committee.rules.regions import Region, may_hide
from tolkeregister.complaints.reporting.sealing import Vault
from tolkeregister.core.actor import Actor
from tolkeregister.core.audit import record
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, NotFound, require

_ITEM = text(
    "SELECT id, presentation FROM committee_item WHERE complaint_id = :complaint AND state = 'open' ORDER BY id DESC"
)
_PAPERS = text(
    "SELECT source, sha256, is_included, marks, regions FROM committee_paper WHERE item_id = :item"
)
_KEEP = text(
    """
    INSERT INTO committee_paper (item_id, source, sha256, is_included, marks, regions, account_id, changed_at)
    VALUES (:item, :source, :sha256, :included, CAST(:marks AS jsonb), CAST(:regions AS jsonb), :account, :now)
    ON CONFLICT (item_id, source) DO UPDATE SET sha256 = excluded.sha256, is_included = excluded.is_included,
        marks = excluded.marks, regions = excluded.regions, account_id = excluded.account_id,
        changed_at = excluded.changed_at
    """
)


@dataclass(frozen=True, slots=True)
class Paper:
    """One document with what is hidden in it. `is_read`: somebody has looked through it as it is now."""

    source: Source
    is_included: bool
    marks: tuple[Span, ...]
    regions: tuple[Region, ...]
    is_read: bool


@dataclass(frozen=True, slots=True)
class PapersInHand:
    """The papers of a case on an agenda, for the officer who prepares them."""

    number: str
    item: ItemPapers
    papers: tuple[Paper, ...]

    def paper(self, key: str) -> Paper:
        """One of them; NotFound for a name that none has."""
        found = next((each for each in self.papers if each.source.key == key), None)
        if found is None:
            raise NotFound(reason("document_not_found"))
        return found


async def papers_in_hand(
    session: Session, actor: Actor, vault: Vault, number: str, *, form: str = "nb", lock: bool = False, now: datetime
) -> PapersInHand:  # fmt: skip
    """Every document of the case and what is hidden in it. Raises RuleBroken before the officer is impartial.

    What was marked in a document that is another by now counts no more: it must be read through again.
    """
    if lock:
        complaint = await complaint_in_hand(session, actor, number)
    else:
        complaint = await find_complaint(session, actor, number)
        assert complaint.id is not None
        require(await impartial(session, actor, complaint.id))
    assert complaint.id is not None
    row = (await session.execute(_ITEM, {"complaint": complaint.id})).one_or_none()
    if row is None:
        raise NotFound(reason("not_on_an_agenda"))
    item = ItemPapers(row.id, complaint.id, row.presentation)
    kept = {each.source: each for each in await session.execute(_PAPERS, {"item": item.item_id})}
    papers = []
    for source in await sources_of(session, actor, vault, item, form=form, now=now):
        was = kept.get(source.key)
        if was is not None and was.sha256 == source.sha256:
            marks = tuple((start, end) for start, end in was.marks)
            regions = tuple(Region(*each) for each in was.regions)
            papers.append(Paper(source, was.is_included, marks, regions, is_read=True))
        else:
            is_own = source.key == "presentation"
            papers.append(Paper(source, True, source.proposed, (), is_read=is_own))
    return PapersInHand(complaint.number, item, tuple(papers))


async def mark_text(
    session: Session, actor: Actor, vault: Vault, number: str, key: str, marked: str, *, is_included: bool,
    now: datetime,
) -> None:  # fmt: skip
    """The text read through, with what is to be hidden between marks. Invalid when the words are altered."""
    found = await papers_in_hand(session, actor, vault, number, lock=True, now=now)
    source = found.paper(key).source
    if not source.is_text:
        raise Invalid(reason("not_a_text", field="tekst"))
    read = read_marks(source.words, marked)
    if not read.decision.allowed:
        raise Invalid(*read.decision.reasons)
    await _keep(session, actor, found, Paper(source, is_included, read.spans, (), True), now=now)


async def choose_paper(
    session: Session, actor: Actor, vault: Vault, number: str, key: str, *, is_included: bool, now: datetime
) -> None:
    """Read through, with what is hidden as it stands: part of the pack or left out."""
    found = await papers_in_hand(session, actor, vault, number, lock=True, now=now)
    paper = found.paper(key)
    await _keep(
        session, actor, found, Paper(paper.source, is_included, paper.marks, paper.regions, True), now=now
    )


async def hide_region(
    session: Session, actor: Actor, vault: Vault, number: str, key: str, region: Region, *, now: datetime
) -> None:
    """Hide a page, or a box on it. RuleBroken outside the pages."""
    found = await papers_in_hand(session, actor, vault, number, lock=True, now=now)
    paper = found.paper(key)
    if paper.source.is_text:
        raise Invalid(reason("not_a_picture", field="side"))
    pages = await count_pages(paper.source.content)
    require(may_hide(region, pages=pages, hidden=len(paper.regions)))
    regions = tuple(dict.fromkeys((*paper.regions, region)))
    await _keep(session, actor, found, Paper(paper.source, paper.is_included, (), regions, True), now=now)


async def show_region(
    session: Session, actor: Actor, vault: Vault, number: str, key: str, region: Region, *, now: datetime
) -> None:
    """Hide a region no more; one that is not hidden is left as it is."""
    found = await papers_in_hand(session, actor, vault, number, lock=True, now=now)
    paper = found.paper(key)
    regions = tuple(each for each in paper.regions if each != region)
    await _keep(session, actor, found, Paper(paper.source, paper.is_included, (), regions, True), now=now)


async def _keep(session: Session, actor: Actor, found: PapersInHand, paper: Paper, *, now: datetime) -> None:
    regions = [[each.page, each.left, each.top, each.width, each.height] for each in paper.regions]
    values = {
        "item": found.item.item_id, "source": paper.source.key, "sha256": paper.source.sha256,
        "included": paper.is_included, "marks": json.dumps(paper.marks), "regions": json.dumps(regions),
        "account": actor.account_id, "now": now,
    }  # fmt: skip
    await session.execute(_KEEP, values)
    record(session, actor, "committee.paper_read", "complaint", found.number, now=now, paper=paper.source.key)

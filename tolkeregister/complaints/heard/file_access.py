"""Access to the papers of one's own case (forvaltningsloven §§ 18–19): asked, decided paper by paper, answered once.

What is given opens with the answer and not before. Nothing sealed is among the papers: what a reporter wrote, and who,
is not to be had this way.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import text
from sqlmodel import col, select

from tolkeregister.complaints.access import find_complaint, impartial
from tolkeregister.complaints.heard.access import Heard, in_hand
from tolkeregister.complaints.heard.access_words import GROUNDS, REDACTED, TITLE, VERDICTS
from tolkeregister.complaints.heard.documents import Document, documents_of
from tolkeregister.complaints.heard.models import FileAccessRequest, FileAccessVerdict
from tolkeregister.complaints.heard.refusals import decide_limited
from tolkeregister.complaints.heard.rules import (
    LONGEST_CAUSE,
    Ground,
    Proposal,
    Verdict,
    may_decide,
    proposal_for,
)
from tolkeregister.complaints.heard.telling import tell_representative
from tolkeregister.complaints.log import note
from tolkeregister.complaints.models import Complaint
from tolkeregister.complaints.reporting.cleaning import CleanFile
from tolkeregister.core.actor import Actor
from tolkeregister.core.audit import record
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, NotFound, RuleBroken, conflict, require
from tolkeregister.core.rules.dated import in_force
from tolkeregister.decisions.cases.journal import NewPost, journal, journal_words, keep_file
from tolkeregister.decisions.cases.models import CaseFile, Direction
from tolkeregister.decisions.letters.commands import name_of, party_of, write_letter, written_date
from tolkeregister.decisions.letters.registry import register_folder
from tolkeregister.decisions.letters.render import Rendered, render_letter
from tolkeregister.decisions.rules.terms import TERMS

register_folder(Path(__file__).parent / "letters" / "typst")
_VERDICTS = text(
    """
    SELECT DISTINCT ON (post_id) post_id, verdict, ground, redacted_sha256 FROM file_access_verdict
     WHERE request_id = :request ORDER BY post_id, id DESC
    """
)
_REDACTED = text("SELECT content, media_type FROM archived_file WHERE sha256 = :sha256")


@dataclass(frozen=True, slots=True)
class Decided:
    """The last word about one document."""

    verdict: Verdict
    ground: Ground | None
    redacted_sha256: str | None


@dataclass(frozen=True, slots=True)
class AskedDocument:
    """A document the party cannot read yet, with what is proposed and what is decided."""

    document: Document
    proposal: Proposal
    decided: Decided | None


@dataclass(frozen=True, slots=True)
class AccessDesk:
    """A request that waits for an answer, as the officer sees it."""

    id: int
    words: str
    asked_at: datetime
    documents: tuple[AskedDocument, ...]

    @property
    def is_ready(self) -> bool:
        """Whether every document is decided."""
        return all(each.decided is not None for each in self.documents)


async def ask_access(session: Session, heard: Heard, words: str, *, now: datetime) -> int:
    """Ask to see the papers, also after the decision and after the case. One request at a time. Returns its id."""
    complaint = await in_hand(session, heard, even_closed=True)
    if len(words) > LONGEST_CAUSE:
        raise Invalid(reason("too_long", field="hva", most=LONGEST_CAUSE))
    if await _open(session, heard.complaint_id) is not None:
        raise conflict("access_asked")
    words = words.strip()
    made = FileAccessRequest(
        complaint_id=heard.complaint_id,
        account_id=heard.account_id,
        representative_id=heard.representative_id,
        words=words,
        asked_at=now,
    )
    session.add(made)
    await journal_words(
        session, heard.actor, _case_of(complaint), "access_request", "Krav om innsyn",
        words or "Jeg ber om å få se dokumentene i saken.", now=now,
    )  # fmt: skip
    await note(session, heard.actor, heard.complaint_id, "access.asked", now=now)
    record(session, heard.actor, "access.asked", "complaint", heard.number, now=now)
    assert made.id is not None
    return made.id


async def access_desk(session: Session, actor: Actor, number: str) -> AccessDesk:
    """The open request with every document to decide; NotFound when nothing waits."""
    complaint = await _for_officer(session, actor, number, lock=False)
    return await _desk(session, complaint)


async def decide_document(
    session: Session, actor: Actor, number: str, post_id: int, verdict: Verdict, ground: Ground | None, *,
    redacted: CleanFile | None = None, now: datetime,
) -> None:  # fmt: skip
    """Given, given in part by a redacted copy, or refused by a ground in law; may be changed until it is answered."""
    complaint = await _for_officer(session, actor, number)
    desk = await _desk(session, complaint)
    if post_id not in [each.document.id for each in desk.documents]:
        raise NotFound(reason("document_not_found"))
    require(may_decide(verdict, ground, has_copy=redacted is not None))
    kept = None
    if verdict is Verdict.PARTLY and redacted is not None:
        kept = await keep_file(session, redacted.content, redacted.media_type, now=now)
    assert actor.account_id is not None
    session.add(FileAccessVerdict(
        request_id=desk.id, post_id=post_id, verdict=verdict, ground=None if verdict is Verdict.GIVEN else ground,
        redacted_sha256=kept, account_id=actor.account_id, decided_at=now,
    ))  # fmt: skip
    await session.flush()


async def answer_access(session: Session, actor: Actor, number: str, *, now: datetime) -> int:
    """Send the answer: from now on the party reads what is given. Returns the letter's id.

    When something is not given, the answer is a decision that can be appealed against (`refusals.py`).

    RuleBroken while a document is not decided; NotFound when nothing waits.
    """
    complaint = await _for_officer(session, actor, number)
    assert complaint.id is not None
    desk = await _desk(session, complaint)
    if not desk.is_ready:
        raise RuleBroken(reason("documents_undecided"))
    case_id = _case_of(complaint)
    form = (await party_of(session, case_id)).written_form
    for each in desk.documents:
        if each.decided is not None and each.decided.redacted_sha256 is not None:
            await _journal_redacted(session, actor, case_id, each, form, now)
    found = await session.get(FileAccessRequest, desk.id)
    assert found is not None
    if all(each.decided is not None and each.decided.ground is None for each in desk.documents):
        made = await _letter(session, actor, case_id, desk, now)
        letter_id = await write_letter(
            session, actor, case_id, "access_answer", TITLE.in_form(form), made, now=now
        )
    else:
        letter_id = await _refuse(session, actor, complaint, desk, found, form, now)
        await tell_representative(session, complaint.id, f"letter:{letter_id}", now=now)
    found.answered_at, found.answered_by, found.letter_id = now, actor.account_id, letter_id
    session.add(found)
    await note(session, actor, complaint.id, "access.answered", now=now)
    record(session, actor, "access.answered", "complaint", number, now=now)
    return letter_id


async def _for_officer(session: Session, actor: Actor, number: str, *, lock: bool = True) -> Complaint:
    """For an impartial officer, also when the case is closed: the right to see its papers outlives it."""
    found = await find_complaint(session, actor, number, lock=lock)
    assert found.id is not None
    require(await impartial(session, actor, found.id))
    return found


async def _desk(session: Session, complaint: Complaint) -> AccessDesk:
    assert complaint.id is not None
    found = await _open(session, complaint.id)
    if found is None or found.id is None:
        raise NotFound(reason("access_not_found"))
    decided = {
        row.post_id: Decided(
            Verdict(row.verdict), Ground(row.ground) if row.ground else None, row.redacted_sha256
        )
        for row in await session.execute(_VERDICTS, {"request": found.id})
    }
    documents = tuple(
        AskedDocument(each, proposal_for(each.direction, each.counterpart), decided.get(each.id))
        for each in await documents_of(session, complaint.id) if not each.is_open
    )  # fmt: skip
    return AccessDesk(found.id, found.words, found.asked_at, documents)


async def _open(session: Session, complaint_id: int) -> FileAccessRequest | None:
    statement = select(FileAccessRequest).where(
        col(FileAccessRequest.complaint_id) == complaint_id, col(FileAccessRequest.answered_at).is_(None)
    )
    return (await session.exec(statement)).one_or_none()


def _case_of(complaint: Complaint) -> int:
    case_id = complaint.case_id or complaint.temporary_case_id
    assert case_id is not None, "the party reaches a complaint only when it is a case"
    return case_id


async def _journal_redacted(
    session: Session, actor: Actor, case_id: int, asked: AskedDocument, form: str, now: datetime
) -> None:
    assert asked.decided is not None
    row = (await session.execute(_REDACTED, {"sha256": asked.decided.redacted_sha256})).one()
    title = REDACTED.in_form(form).format(asked.document.number)
    post = NewPost("redacted_copy", title, Direction.OUTGOING, bytes(row.content), row.media_type)
    await journal(session, actor, case_id, post, now=now)


async def _refuse(
    session: Session, actor: Actor, complaint: Complaint, desk: AccessDesk, asked: FileAccessRequest, form: str,
    now: datetime,
) -> int:  # fmt: skip
    assert complaint.person_id is not None
    verdicts = [(each.document, each.decided) for each in desk.documents if each.decided is not None]
    grounds = dict.fromkeys(decided.ground for _, decided in verdicts if decided.ground is not None)
    facts = {
        "documents": [[each.number, each.title, decided.verdict.value] for each, decided in verdicts],
        "asked_on": written_date(oslo_date(desk.asked_at)),
    }
    reasons = "\n".join(GROUNDS[each].in_form(form) for each in grounds)
    judged = [each.id for each, _ in verdicts]
    return await decide_limited(session, actor, complaint.person_id, asked, judged, facts, reasons, now=now)


async def _letter(session: Session, actor: Actor, case_id: int, desk: AccessDesk, now: datetime) -> Rendered:
    party, today = await party_of(session, case_id), oslo_date(now)
    case = await session.get_one(CaseFile, case_id)
    form = party.written_form
    verdicts = [(each.document, each.decided) for each in desk.documents if each.decided is not None]
    none_left = "Du har alle dokumenta i saka" if form == "nn" else "Du har alle dokumentene i saken"
    data = {
        "case_number": case.number, "to_name": party.name,
        "asked_on": written_date(oslo_date(desk.asked_at)),
        "facts": [[f"{document.number}. {document.title}", VERDICTS[decided.verdict].in_form(form)]
                  for document, decided in verdicts] or [["–", none_left]],
        "refused": False, "reasons": "",
        "appeal_weeks": {3: "tre"}.get(weeks := in_force(TERMS, today).appeal_weeks, str(weeks)),
        "people": [await name_of(session, actor.account_id)],
    }  # fmt: skip
    return await render_letter("file_access", form, data, on=today, title=TITLE.in_form(form))

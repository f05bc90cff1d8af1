"""The documents a case pack is made of, as they are now: what the officer wrote, the report, the journal, the files."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import text

from tolkeregister.complaints.committee.rules.marking import Span, presented, read_marks
from tolkeregister.complaints.reporting.desk import open_attachment, open_report
from tolkeregister.complaints.reporting.rules.redaction import proposed_marks
from tolkeregister.complaints.reporting.sealing import Vault
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.decisions.kinds import Words

TEXT, MINUTES_KIND = "text/plain", "committee_minutes"
PICTURED = ("application/pdf", "image/jpeg", "image/png")
TITLES = {
    "presentation": Words("Saksframlegg", "Saksframlegg"),
    "report": Words("Varselet", "Varselet"),
    "thread": Words("Spørsmål og svar med den som meldte fra", "Spørsmål og svar med den som melde frå"),
    "file": Words("Vedlegg {} til varselet", "Vedlegg {} til varselet"),
}
_HAS_REPORT = text("SELECT EXISTS (SELECT FROM complaint_report WHERE complaint_id = :complaint)")
_POSTS = text(
    """
    SELECT p.number, p.title, p.document_on, f.media_type, f.content, l.data
      FROM complaint c JOIN journal_post p ON p.case_id = c.case_id JOIN archived_file f ON f.sha256 = p.sha256
      LEFT JOIN letter l ON l.journal_post_id = p.id
     WHERE c.id = :complaint AND p.kind <> :minutes ORDER BY p.number
    """
)
# What our own letters say, in the order of the letter; the rest of their data is dates and numbers.
_WORDS_OF_LETTERS = ("lead", "subject", "reasons")


@dataclass(frozen=True, slots=True)
class Source:
    """One document. `key` is its name among the papers of the case; texts are UTF-8.

    `proposed` is what a machine would hide of it; somebody reads it before anybody else does.
    """

    key: str
    title: str
    media_type: str
    content: bytes
    dated: date | None = None
    language: str = ""
    proposed: tuple[Span, ...] = ()

    @property
    def is_text(self) -> bool:
        """Whether it is rendered anew; all else is drawn as pictures."""
        return self.media_type == TEXT

    @property
    def words(self) -> str:
        """A text as it is marked and shown."""
        return presented(self.content.decode())

    @property
    def sha256(self) -> str:
        """What was read through is this and nothing else."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class ItemPapers:
    """A case on an agenda whose papers are looked at by an officer."""

    item_id: int
    complaint_id: int
    presentation: str


async def sources_of(
    session: Session, actor: Actor, vault: Vault, papers: ItemPapers, *, form: str, now: datetime
) -> tuple[Source, ...]:
    """Every document of the case, the officer's presentation first. The reporter's seal is broken, which is noted.

    Raises NotAllowed for an officer who has not declared to be impartial.
    """
    found = [_text("presentation", TITLES["presentation"].in_form(form), papers.presentation)]
    values = {"complaint": papers.complaint_id}
    if (await session.execute(_HAS_REPORT, values)).scalar_one():
        found += await _reported(session, actor, vault, papers.complaint_id, form, now)
    rows = (await session.execute(_POSTS, {**values, "minutes": MINUTES_KIND})).all()
    found += [source_of_post(row) for row in rows]
    return tuple(each for each in found if each.content.strip())


def covers(words: str, known: tuple[str, ...]) -> tuple[Span, ...]:
    """What a machine would hide of a text: addresses, numbers, and the parts of what is `known`."""
    shown = presented(words)
    return read_marks(shown, proposed_marks(shown, known)).spans


async def _reported(
    session: Session, actor: Actor, vault: Vault, complaint_id: int, form: str, now: datetime
) -> list[Source]:
    opened = await open_report(session, actor, vault, complaint_id, now=now)
    found: list[Source] = []
    known: tuple[str, ...] = ()
    if opened.report is not None:
        report = opened.report
        known = (report.name, report.contact, report.booking_code, report.place)
        words = "\n\n".join(
            part for part in (report.story, report.description, report.when, report.place) if part
        )
        found.append(
            _text("report", TITLES["report"].in_form(form), words, known=known, language=report.language)
        )
    thread = "\n\n".join(
        f"{'–' if each.is_from_reporter else 'IMDi:'} {each.words}" for each in opened.messages
    )
    found.append(_text("thread", TITLES["thread"].in_form(form), thread, known=known))
    for place, each in enumerate(opened.files, 1):
        media_type, content = await open_attachment(session, actor, vault, complaint_id, each.id, now=now)
        title = TITLES["file"].in_form(form).format(place)
        found.append(Source(f"file-{each.id}", title, media_type, content))
    return found


def _text(
    key: str, title: str, words: str, *, known: tuple[str, ...] = (), language: str = "", dated: date | None = None
) -> Source:  # fmt: skip
    proposed = covers(words, known) if key in ("report", "thread") else ()
    return Source(key, title, TEXT, words.encode(), dated, language, proposed)


def source_of_post(row: Any) -> Source:
    """A document of the journal (`number`, `title`, `document_on`, `media_type`, `content`, and `data` of a letter).

    Our own letters are taken by their words, so that they can be rendered anew.
    """
    key = f"post-{row.number}"
    if row.data is not None:
        words = "\n\n".join(str(row.data[name]) for name in _WORDS_OF_LETTERS if row.data.get(name))
        return _text(key, row.title, words, dated=row.document_on)
    if row.media_type.startswith(TEXT):
        return _text(key, row.title, bytes(row.content).decode(errors="replace"), dated=row.document_on)
    return Source(key, row.title, row.media_type, bytes(row.content), row.document_on)

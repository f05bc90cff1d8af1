"""Handing out a case: each document by an officer's choice, set anew so that what is hidden is not there, and recorded.

The report behind a complaint is not in the journal, and never among these documents: it stays sealed.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import text

from tolkeregister.complaints.committee.drawing import draw_pages
from tolkeregister.complaints.committee.papers import PICTURED, Source, covers, source_of_post
from tolkeregister.complaints.committee.rules.marking import Span, read_marks, with_marks, without
from tolkeregister.complaints.committee.typesetting import Front, Set, set_pack
from tolkeregister.core.actor import Actor
from tolkeregister.core.audit import record
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, require
from tolkeregister.decisions.cases.access import case_by_number, officer_in
from tolkeregister.decisions.cases.commands import note
from tolkeregister.decisions.letters.commands import written_date
from tolkeregister.decisions.rules.deciding import is_impartial
from tolkeregister.disclosure.models import Disclosure
from tolkeregister.disclosure.rules import LAW, Choice, Treatment, may_treat, proposed_choice

LONGEST_REQUEST = 300  # characters
_KNOWN = text(
    """
    SELECT c.kind, p.given_name, p.family_name, p.email, p.phone, p.national_id, coalesce(i.number, '') AS number,
           coalesce(i.chosen_name, '') AS chosen_name
      FROM case_file c JOIN person p ON p.id = c.person_id LEFT JOIN interpreter i ON i.person_id = p.id
     WHERE c.id = :case
    """
)
_POSTS = text(
    """
    SELECT p.number, p.title, p.direction, p.counterpart, p.document_on, f.media_type, f.content, l.data
      FROM journal_post p JOIN archived_file f ON f.sha256 = p.sha256 LEFT JOIN letter l ON l.journal_post_id = p.id
     WHERE p.case_id = :case ORDER BY p.number
    """
)
_SAID = {
    Treatment.WHOLE: "gitt i sin helhet",
    Treatment.REDACTED: "gitt med noe tatt bort",
    Treatment.WITHHELD: "holdt tilbake",
}
_LEAD = (
    "Dokumentene er gjengitt på nytt. Det som er tatt bort, er merket med [sladdet] og finnes ikke i filen. Vedlegg er "
    "gjengitt som bilder. Avslag på innsyn kan påklages (offentleglova § 32)."
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One document of the case, what is proposed, and its text with what a machine would hide between marks."""

    number: int
    title: str
    dated: date
    is_text: bool
    proposal: Choice
    marked: str
    source: Source


@dataclass(frozen=True, slots=True)
class Desk:
    """A case that somebody has asked to see."""

    id: int
    number: str
    documents: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Disclosed:
    """The file, and its name."""

    pdf: bytes
    name: str
    sha256: str


async def disclosure_desk(session: Session, actor: Actor, number: str) -> Desk:
    """Every document with what is proposed; for an impartial officer. NotFound as `case_by_number`."""
    case = await case_by_number(session, actor, number)
    require(is_impartial(await officer_in(session, actor, case.id)))
    row = (await session.execute(_KNOWN, {"case": case.id})).one()
    known = tuple(each for each in row[1:] if each)
    posts = (await session.execute(_POSTS, {"case": case.id})).all()
    return Desk(case.id, case.number, tuple(_asked(post, row.kind, known) for post in posts))


async def disclose(
    session: Session, actor: Actor, number: str, request: str, choices: Mapping[int, Choice], *, now: datetime
) -> Disclosed:
    """One PDF: an index of the journal with what is held back and by which law, and every document that is given.

    Raises Invalid without a named request, for a document nobody has chosen for, without a ground, and when the words
    of a redacted text were altered. That it was handed out, and what was not, is kept for good.
    """
    desk = await disclosure_desk(session, actor, number)
    assert actor.account_id is not None
    if not request.strip() or len(request) > LONGEST_REQUEST:
        raise Invalid(reason("request_missing", field="krav"))
    index, given, withheld = [], [], []
    for each in desk.documents:
        choice = choices.get(each.number)
        if choice is None:
            raise Invalid(reason("treatment_missing", number=each.number))
        require(may_treat(choice, is_text=each.is_text))
        law = f" ({LAW[choice.ground]})" if choice.treatment is not Treatment.WHOLE and choice.ground else ""
        index.append(
            f"{each.number}. {each.title}, {written_date(each.dated)}: {_SAID[choice.treatment]}{law}"
        )
        if choice.treatment is not Treatment.WITHHELD:
            given.append(await _set(each, choice))
        if choice.treatment is not Treatment.WHOLE:
            withheld.append([each.number, choice.treatment.value, choice.ground])
    front = Front(
        title=f"Innsyn i sak {desk.number}", about=f"Krav: {request.strip()}", footer=f"Innsyn i sak {desk.number}",
        form="nb", day=oslo_date(now), lead=_LEAD,
    )  # fmt: skip
    pdf = await set_pack(
        front, [Set("Journal", words="\n".join(index) or "Saken har ingen dokumenter."), *given]
    )
    sha256 = hashlib.sha256(pdf).hexdigest()
    session.add(Disclosure(case_id=desk.id, request=request.strip(), withheld=withheld, sha256=sha256,
                           account_id=actor.account_id, made_at=now))  # fmt: skip
    await note(session, actor, desk.id, "case.disclosed", {}, now=now)
    record(
        session, actor, "case.disclosed", "case", desk.number, now=now, withheld=len(withheld), sha256=sha256
    )
    return Disclosed(pdf, f"innsyn-{desk.number}.pdf", sha256)


def _asked(post: object, kind: str, known: tuple[str, ...]) -> Asked:
    source = source_of_post(post)
    proposal = proposed_choice(kind, post.direction, post.counterpart, is_text=source.is_text)  # type: ignore[attr-defined]
    marked = with_marks(source.words, covers(source.content.decode(), known)) if source.is_text else ""
    return Asked(post.number, post.title, post.document_on, source.is_text, proposal, marked, source)  # type: ignore[attr-defined]


async def _set(asked: Asked, choice: Choice) -> Set:
    title, dated = f"{asked.number}. {asked.title}", written_date(asked.dated)
    if not asked.is_text:
        if asked.source.media_type not in PICTURED:
            raise Invalid(reason("not_redactable"))
        return Set(title, dated, pictures=await draw_pages(asked.source.content))
    spans: tuple[Span, ...] = ()
    if choice.treatment is Treatment.REDACTED:
        read = read_marks(asked.source.words, choice.marked.replace("\r\n", "\n").strip())
        if not read.decision.allowed:
            raise Invalid(*[reason(each.code, number=asked.number) for each in read.decision.reasons])
        spans = read.spans
    return Set(title, dated, without(asked.source.words, spans))

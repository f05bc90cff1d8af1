"""What is handed out has nothing of what was hidden in it, and says by which law; that it was done is kept."""

from datetime import datetime
from io import BytesIO

import pypdf
import pytest
from PIL import Image
from sqlalchemy import text

from tests.builders.bodies import an_officer
from tests.builders.cases import BuiltCase, a_case
from tests.builders.complaints import a_complaint
from tolkeregister.complaints.hearing import hear
from tolkeregister.complaints.rules.words import Basis
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Invalid, NotAllowed, NotFound, RuleBroken
from tolkeregister.decisions.cases.journal import NewPost, journal, journal_words
from tolkeregister.decisions.cases.models import Counterpart, Direction
from tolkeregister.disclosure.commands import disclose, disclosure_desk
from tolkeregister.disclosure.journal import EXEMPT, public_journal
from tolkeregister.disclosure.rules import Choice, Ground, Treatment, may_treat, proposed_choice

CANARY = "Kanarifugl Hemmelig"
WITHHELD = Choice(Treatment.WITHHELD, Ground.PERSONAL)
WHOLE = Choice(Treatment.WHOLE)


def words_in(pdf: bytes) -> str:
    read = pypdf.PdfReader(BytesIO(pdf))
    return " ".join(" ".join(page.extract_text() for page in read.pages).split())


async def with_papers(session: Session, *, now: datetime) -> BuiltCase:
    """A case with words from a party, a picture, and a paper of our own."""
    case = await a_case(session, now=now)
    said = f"Naboen min heter {CANARY}, nummer 900 00 123. Jeg ble ikke hørt."
    await journal_words(session, case.officer, case.ref.id, "reply", "Svar", said, now=now)
    made = BytesIO()
    Image.new("RGB", (40, 30), "red").save(made, "PNG")
    picture = NewPost("attachment", "Vedlegg", Direction.INCOMING, made.getvalue(), "image/png")
    await journal(session, case.officer, case.ref.id, picture, now=now)
    note = NewPost("note", "Notat", Direction.INTERNAL, CANARY.encode(), "text/plain; charset=utf-8")
    await journal(session, case.officer, case.ref.id, note, now=now)
    return case


async def test_what_is_hidden_is_not_in_the_file_and_the_law_and_the_record_say_so(
    session: Session, now: datetime
) -> None:
    case = await with_papers(session, now=now)
    desk = await disclosure_desk(session, case.officer, case.ref.number)
    reply, picture, note = desk.documents
    assert "[[900 00 123]]" in reply.marked, "a machine proposes"
    marked = reply.marked.replace(CANARY, f"[[{CANARY}]]")
    choices = {reply.number: Choice(Treatment.REDACTED, Ground.PERSONAL, marked), picture.number: WHOLE,
               note.number: Choice(Treatment.WITHHELD, Ground.INTERNAL)}  # fmt: skip
    made = await disclose(session, case.officer, case.ref.number, "Krav fra avisen", choices, now=now)
    shown = words_in(made.pdf)
    assert "Jeg ble ikke hørt" in shown
    assert "[sladdet]" in shown
    assert "offentleglova § 14 (organinternt dokument)" in shown
    for secret in (*CANARY.split(), "900 00 123"):
        assert secret not in shown
        assert secret.encode() not in made.pdf
    assert len(pypdf.PdfReader(BytesIO(made.pdf)).pages) == 4, "index, journal, the reply and the picture"
    row = (await session.execute(text("SELECT request, withheld, sha256 FROM disclosure"))).one()
    assert row.request == "Krav fra avisen"
    assert row.withheld == [[reply.number, "redacted", "personal"], [note.number, "withheld", "internal"]]
    assert row.sha256 == made.sha256


async def test_nothing_is_handed_out_by_a_slip(session: Session, now: datetime) -> None:
    case = await with_papers(session, now=now)
    number, documents = (
        case.ref.number,
        (await disclosure_desk(session, case.officer, case.ref.number)).documents,
    )
    every = {each.number: WITHHELD for each in documents}
    altered = Choice(Treatment.REDACTED, Ground.PERSONAL, "Noe helt annet.")
    for choices, request, code in (
        ({}, "Krav", "treatment_missing"), (every, " ", "request_missing"),
        ({**every, 1: altered}, "Krav", "text_altered"),
    ):  # fmt: skip
        with pytest.raises(Invalid, match=code):
            await disclose(session, case.officer, number, request, choices, now=now)
    with pytest.raises(RuleBroken, match="disclosure_ground_missing"):
        await disclose(
            session, case.officer, number, "Krav", {**every, 1: Choice(Treatment.WITHHELD)}, now=now
        )
    with pytest.raises(NotAllowed):
        await disclosure_desk(session, case.person.actor, number)
    with pytest.raises(RuleBroken, match="habilitet_not_declared"):
        await disclosure_desk(session, await an_officer(session), number)
    with pytest.raises(NotFound):
        await disclosure_desk(session, case.officer, "2026-99999")


def test_pictures_are_given_whole_or_not_at_all_and_nothing_of_a_complaint_is_proposed() -> None:
    assert may_treat(Choice(Treatment.REDACTED, Ground.PERSONAL), is_text=False).codes == ("not_redactable",)
    for direction in ("incoming", "outgoing", "internal"):
        proposal = proposed_choice("complaint", direction, "party", is_text=True)
        assert proposal.treatment is Treatment.WITHHELD
        assert may_treat(proposal, is_text=True).allowed
    assert proposed_choice("rectification", "incoming", "other", is_text=True).ground is Ground.OBTAINED


async def test_the_public_journal_names_nobody_and_tells_of_no_complaint(
    session: Session, now: datetime
) -> None:
    case = await with_papers(session, now=now)
    built = await a_complaint(session, now=now, basis=Basis.HABILITET)
    await hear(session, built.officer, built.number, "Utdraget.", "Vi vurderer en advarsel.", now=now)
    post = NewPost("answer", "Svar på spørsmål", Direction.INCOMING, b"x", "text/plain", Counterpart.OTHER)
    await journal(session, case.officer, case.ref.id, post, now=now)
    posts = await public_journal(session, case.officer, oslo_date(now), oslo_date(now))
    titles = [each.title for each in posts]
    assert "Notat" not in titles, "an internal paper"
    assert "Svar på spørsmål" in titles
    secret = [each for each in posts if each.title == EXEMPT]
    assert len(secret) == 1
    assert secret[0].case_title == EXEMPT
    assert "arsel" not in " ".join(each.title + each.case_title for each in posts)
    with pytest.raises(NotAllowed):
        await public_journal(session, case.person.actor, oslo_date(now), oslo_date(now))

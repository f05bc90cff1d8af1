"""Access to the papers of one's own case (forvaltningsloven §§ 18–19): by request, paper by paper, by a letter."""

import io

import pypdf
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from booking.handlers import register_handlers
from tests.builders.answers import value
from tests.builders.bodies import an_officer
from tests.builders.complaints import BuiltComplaint
from tests.builders.hearings import a_heard_complaint, a_representative
from tests.builders.times import NOW
from tolkeregister.complaints.heard.access import Heard
from tolkeregister.complaints.heard.documents import Document, documents_of, open_document
from tolkeregister.complaints.heard.file_access import access_desk, answer_access, ask_access, decide_document
from tolkeregister.complaints.heard.queries import heard_page
from tolkeregister.complaints.heard.rules import Ground, Verdict, proposal_for
from tolkeregister.complaints.information import Questions, answer_information, ask_information
from tolkeregister.complaints.reporting.cleaning import CleanFile
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Conflict, NotFound, RuleBroken
from tolkeregister.decisions.cases.journal import NewPost, journal
from tolkeregister.decisions.cases.models import Counterpart, Direction

CANARY = "Varsleren heter Kanari Fuglesang."
REDACTED = CleanFile("image/png", b"\x89PNG\r\n\x1a\n sladdet")


@pytest.fixture(autouse=True)
def _handlers() -> None:
    register_handlers()


async def a_case_with_papers(session: Session) -> tuple[BuiltComplaint, Heard, dict[str, Document]]:
    """The interpreter is heard; a public body has answered with the reporter's name, and there is an internal note."""
    built, heard = await a_heard_complaint(session, now=NOW)
    asked = Questions("Nav Lillevik", "post@nav.example", "Ble oppdraget gjennomført?")
    await ask_information(session, built.officer, built.number, asked, now=NOW)
    path = "SELECT data ->> 'path' FROM mail_message WHERE template = 'information_asked'"
    token = str(await value(session, path)).removeprefix("/opplysninger/")
    await answer_information(session, token, CANARY, now=NOW)
    case_id = int(await value(session, "SELECT case_id FROM complaint WHERE id = :i", i=built.id))
    note = NewPost(
        "note",
        "Internt notat",
        Direction.INTERNAL,
        b"Internt.",
        "text/plain; charset=utf-8",
        Counterpart.PARTY,
    )
    await journal(session, built.officer, case_id, note, now=NOW)
    return built, heard, {each.kind: each for each in await documents_of(session, built.id)}


async def test_what_others_said_and_what_is_internal_is_not_there_and_is_not_proposed(
    session: Session,
) -> None:
    _, heard, papers = await a_case_with_papers(session)
    page = await heard_page(session, heard, now=NOW)
    assert [each.kind for each in page.documents] == ["notice"]
    assert page.others == 3
    for kind in ("information_answer", "note"):
        with pytest.raises(NotFound, match="document_not_found"):
            await open_document(session, heard, papers[kind].id, now=NOW)
    assert proposal_for("internal", "party").verdict is Verdict.REFUSED
    assert proposal_for("incoming", "other").verdict is Verdict.PARTLY


async def test_each_paper_is_decided_and_what_is_given_opens_with_the_answer(session: Session) -> None:
    built, heard, papers = await a_case_with_papers(session)
    await ask_access(session, heard, "Alt dere har. <script>", now=NOW)
    with pytest.raises(Conflict, match="access_asked"):
        await ask_access(session, heard, "", now=NOW)
    decide = session, built.officer, built.number
    with pytest.raises(RuleBroken, match="access_ground_missing"):
        await decide_document(*decide, papers["note"].id, Verdict.REFUSED, None, now=NOW)
    with pytest.raises(RuleBroken, match="redacted_copy_missing"):
        await decide_document(
            *decide, papers["information_answer"].id, Verdict.PARTLY, Ground.NOT_TO_BE_TOLD, now=NOW
        )
    await decide_document(*decide, papers["note"].id, Verdict.GIVEN, None, now=NOW)
    await decide_document(*decide, papers["note"].id, Verdict.REFUSED, Ground.INTERNAL, now=NOW)
    await decide_document(*decide, papers["information_request"].id, Verdict.GIVEN, None, now=NOW)
    with pytest.raises(RuleBroken, match="documents_undecided"):
        await answer_access(session, built.officer, built.number, now=NOW)
    await decide_document(*decide, papers["information_answer"].id, Verdict.PARTLY, Ground.NOT_TO_BE_TOLD,
                          redacted=REDACTED, now=NOW)  # fmt: skip
    with pytest.raises(NotFound):
        await open_document(session, heard, papers["information_request"].id, now=NOW)
    await answer_access(session, built.officer, built.number, now=NOW)
    kinds = [each.kind for each in (await heard_page(session, heard, now=NOW)).documents]
    assert kinds == ["notice", "information_request", "access_request", "redacted_copy", "decision"]
    given = await open_document(session, heard, papers["information_request"].id, now=NOW)
    assert given.content == b"Ble oppdraget gjennomf\xc3\xb8rt?"
    for kind in ("information_answer", "note"):
        with pytest.raises(NotFound):
            await open_document(session, heard, papers[kind].id, now=NOW)
    assert await value(session, "SELECT count(*) FROM complaint_party_look WHERE post_id IS NOT NULL") == 1
    with pytest.raises(NotFound, match="access_not_found"):
        await decide_document(*decide, papers["note"].id, Verdict.GIVEN, None, now=NOW)


async def test_the_letter_says_what_why_and_how_to_appeal_and_the_representative_gets_it(
    session: Session,
) -> None:
    built, heard, _ = await a_case_with_papers(session)
    other, _ = await a_representative(session, heard, now=NOW)
    await ask_access(session, other, "", now=NOW)
    for each in (await access_desk(session, built.officer, built.number)).documents:
        await decide_document(session, built.officer, built.number, each.document.id, Verdict.REFUSED, Ground.INTERNAL,
                              now=NOW)  # fmt: skip
    await answer_access(session, built.officer, built.number, now=NOW)
    letter = (await heard_page(session, other, now=NOW)).documents[-1]
    file = await open_document(session, other, letter.id, now=NOW)
    words = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(file.content)).pages)
    words = " ".join(words.split())
    for said in ("Du får ikke dokumentet", "§ 18 a", "klage innen tre uker", "§§ 21, 28 og 29"):
        assert said in words, words
    assert "Kanari" not in words
    assert (
        await value(session, "SELECT count(*) FROM mail_message WHERE event_key LIKE 'heard_news:letter:%'")
        == 1
    )


async def test_the_database_refuses_a_paper_of_another_case_and_a_word_after_the_answer(
    session: Session,
) -> None:
    _, heard, _ = await a_case_with_papers(session)
    request = await ask_access(session, heard, "", now=NOW)
    second, _ = await a_heard_complaint(session, now=NOW)
    foreign = (await documents_of(session, second.id))[0].id
    officer = await an_officer(session)
    insert = text(
        "INSERT INTO file_access_verdict (request_id, post_id, verdict, ground, account_id, decided_at)"
        " VALUES (:r, :p, :v, :g, :a, :now)"
    )
    values = {"r": request, "v": "given", "g": None, "a": officer.account_id, "now": NOW}
    own = (await documents_of(session, heard.complaint_id))[1].id
    for wrong in ({"p": foreign}, {"p": own, "v": "refused"}, {"p": own, "v": "partly", "g": "internal"}):
        with pytest.raises(IntegrityError):
            async with session.begin_nested():
                await session.execute(insert, values | wrong)

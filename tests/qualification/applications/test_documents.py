"""Documents: judged by content, scanned before anybody opens them, one bad file leaving the rest as it was."""

from datetime import datetime

import pytest
from sqlalchemy import text

from qualification.applications.commands import submit
from qualification.applications.documents import (
    add_document,
    open_document,
    open_own_document,
    remove_document,
    scan_document,
)
from qualification.applications.rules.documents import LARGEST, MOST, may_keep, media_type_of, shown_name
from tests.builders.applicants import an_applicant
from tests.builders.applications import PDF, a_draft_application, case_of
from tests.builders.bodies import an_officer
from tests.builders.population import AMINA
from tests.fixtures.outside import EICAR, TestScanner
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Conflict, Invalid, NotFound, RuleBroken
from tolkeregister.core.scanning import ScannerDown

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20 + b"IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 20 + b"\xff\xd9"


@pytest.mark.parametrize(
    ("content", "kept", "codes"),
    [
        (PDF, 0, ()),
        (PNG, 0, ()),
        (JPEG, 0, ()),
        (b"", 0, ("document_empty",)),
        (b"MZ\x90 a program called vitnemal.pdf", 0, ("document_wrong_type",)),
        (b"PK\x03\x04 a text document", 0, ("document_wrong_type",)),
        (PDF[:20], 0, ("document_unreadable",)),
        (PNG[:20], 0, ("document_unreadable",)),
        (JPEG[:10], 0, ("document_unreadable",)),
        (b"%PDF-1.7\ntrailer<</Encrypt 5 0 R>>\n%%EOF", 0, ("document_unreadable",)),
        (PDF + b"\n" * LARGEST, 0, ("document_too_large", "document_unreadable")),
        (PDF, MOST, ("too_many_documents",)),
    ],
)
def test_a_file_is_judged_by_what_it_is(content: bytes, kept: int, codes: tuple[str, ...]) -> None:
    judged = may_keep(content, kept)
    assert (() if judged.allowed else judged.codes) == codes


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("vitnemål.pdf", "vitnemål.pdf"),
        ("C:\\Users\\kari\\scan.exe", "scan.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("faktura\u202efdp.exe", "faktura fdp.pdf"),
        ("", "dokument.pdf"),
        ("x" * 300, "x" * 116 + ".pdf"),
    ],
)
def test_a_name_is_only_a_name(name: str, shown: str) -> None:
    assert shown_name(name, "application/pdf") == shown


def test_a_type_is_never_taken_from_the_name() -> None:
    assert media_type_of(PNG) == "image/png"
    assert media_type_of(b"hello.pdf") is None


@pytest.fixture
async def amina(session: Session, population: object) -> Actor:
    return await an_applicant(session, national_id=AMINA.national_id)


async def test_a_bad_file_is_refused_and_the_rest_is_kept(
    session: Session, amina: Actor, now: datetime
) -> None:
    made = await a_draft_application(session, amina, now=now)
    kept = await add_document(session, amina, made, "diploma", "a.pdf", PDF, now=now)
    with pytest.raises(Invalid, match="document_wrong_type"):
        await add_document(session, amina, made, "diploma", "b.pdf", b"nothing", now=now)
    assert await add_document(session, amina, made, "diploma", "a.pdf", PDF, now=now) == kept, (
        "the same file twice"
    )
    assert (await session.execute(text("SELECT count(*) FROM application_document"))).scalar_one() == 1


async def test_it_fails_closed_while_the_scanner_is_away(
    session: Session, amina: Actor, now: datetime
) -> None:
    made = await a_draft_application(session, amina, now=now)
    document = await add_document(session, amina, made, "diploma", "a.pdf", PDF, now=now)
    with pytest.raises(ScannerDown):
        await scan_document(session, document, now=now)
    for opening in (open_own_document(session, amina, made, document),
                    open_document(session, await an_officer(session), made, document)):  # fmt: skip
        with pytest.raises(NotFound):
            await opening


async def test_an_infected_file_is_emptied_told_of_and_stands_in_the_way(
    session: Session, amina: Actor, scanner: TestScanner, now: datetime
) -> None:
    made = await a_draft_application(session, amina, now=now)
    document = await add_document(session, amina, made, "diploma", "a.pdf", PDF + EICAR + b"%%EOF", now=now)
    await scan_document(session, document, now=now)
    row = (await session.execute(text("SELECT scan_state, content FROM application_document"))).one()
    assert row == ("infected", None)
    with pytest.raises(RuleBroken, match="infected_document_left"):
        await submit(session, amina, made, now=now)
    await remove_document(session, amina, made, document, now=now)
    await submit(session, amina, made, now=now)


async def test_a_clean_document_is_journaled_with_the_case_and_can_no_longer_be_taken_back(
    session: Session, amina: Actor, scanner: TestScanner, now: datetime
) -> None:
    made = await a_draft_application(session, amina, now=now)
    document = await add_document(session, amina, made, "diploma", "a.pdf", PDF, now=now)
    await scan_document(session, document, now=now)
    await submit(session, amina, made, now=now)
    kinds = text("SELECT kind FROM journal_post WHERE case_id = :case ORDER BY number")
    posts = (await session.execute(kinds, {"case": await case_of(session, made)})).scalars().all()
    assert posts == ["application", "attachment", "receipt"]
    opened = await open_document(session, await an_officer(session), made, document)
    assert (opened.content, opened.media_type) == (PDF, "application/pdf")
    with pytest.raises(Conflict):
        await remove_document(session, amina, made, document, now=now)

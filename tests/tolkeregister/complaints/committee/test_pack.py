"""The case pack: what is hidden is in none of its bytes, what was released never changes and is sealed (W5)."""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pypdf
import pytest
from PIL import Image, ImageDraw
from sqlalchemy import text

from tests.builders.answers import value
from tests.builders.bodies import an_administrator, an_officer
from tests.builders.committee import VAULT, BuiltCase, a_case, a_committee, released
from tests.builders.complaints import BuiltComplaint
from tests.builders.interpreters import an_interpreter
from tests.builders.times import NOW
from tolkeregister.complaints.committee.drawing import count_pages, draw_pages
from tolkeregister.complaints.committee.habilitet import declare_for_case
from tolkeregister.complaints.committee.packing import (
    forget_packs,
    pack_for_member,
    pack_for_officer,
    preview_pack,
    release_pack,
)
from tolkeregister.complaints.committee.redacting import (
    choose_paper,
    hide_region,
    mark_text,
    papers_in_hand,
    show_region,
)
from tolkeregister.complaints.committee.rules.marking import with_marks
from tolkeregister.complaints.committee.rules.regions import Region
from tolkeregister.complaints.intake import assign, classify, declare
from tolkeregister.complaints.reporting.cleaning import CleanFile
from tolkeregister.complaints.reporting.commands import new_code, submit_report
from tolkeregister.complaints.reporting.content import Report
from tolkeregister.complaints.reporting.rules.words import Concern
from tolkeregister.complaints.rules.words import Basis
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Conflict, Invalid, NotFound, RuleBroken
from tolkeregister.decisions.cases.journal import NewPost, journal
from tolkeregister.decisions.cases.models import Direction

CANARY = "Kanarifugl"
SECRET = (200, 30, 60)  # a colour that stands in the hidden part of the picture and nowhere else


def a_picture() -> bytes:
    """White above, and a box of the secret colour in the lower half."""
    picture = Image.new("RGB", (400, 400), "white")
    ImageDraw.Draw(picture).rectangle((40, 240, 360, 360), fill=SECRET)
    made = BytesIO()
    picture.save(made, "PNG")
    return made.getvalue()


async def a_reported_case(session: Session, story: str, *, language: str = "nb") -> BuiltCase:
    """By a sealed report with a picture, about an interpreter, on the agenda."""
    tolk = await an_interpreter(session)
    report = Report(Concern.TOLD, story, language, tolk.number)
    files = [CleanFile("image/png", a_picture())]
    made = await submit_report(session, VAULT, report, new_code(), files=files, now=NOW)
    row = (await session.execute(text(
        "SELECT c.id, c.number FROM complaint_report r JOIN complaint c ON c.id = r.complaint_id WHERE r.id = :r"
    ), {"r": made})).one()  # fmt: skip
    officer, second, leader = (
        await an_officer(session),
        await an_officer(session),
        await an_administrator(session),
    )
    await declare(session, officer, row.number, "none", now=NOW)
    await assign(session, officer, row.number, now=NOW)
    await classify(session, officer, row.number, Basis.CONFIDENTIALITY, now=NOW)
    built = BuiltComplaint(row.id, row.number, tolk, officer, second, leader)
    return await a_case(session, now=NOW, complaint=built, committee=await a_committee(session, now=NOW))


def everything_in(pdf: bytes) -> str:
    """All text pypdf finds, and every stream of the file decoded, as text."""
    reader = pypdf.PdfReader(BytesIO(pdf))
    found = [page.extract_text() for page in reader.pages]
    found += [str(reader.metadata), str(reader.trailer["/Root"])]
    for raw in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            found.append(zlib.decompress(raw).decode("latin-1"))
        except zlib.error:
            found.append(raw.decode("latin-1"))
    return "\n".join([*found, pdf.decode("latin-1")])


def pictures_in(pdf: bytes) -> Iterator[Image.Image]:
    for page in pypdf.PdfReader(BytesIO(pdf)).pages:
        for each in page.images:
            assert each.image is not None
            yield each.image.convert("RGB")


def has_secret(picture: Image.Image) -> bool:
    """Whether any pixel is near the secret colour."""
    data: Any = picture.get_flattened_data()  # of three numbers each
    return any(max(abs(a - b) for a, b in zip(pixel, SECRET, strict=True)) < 60 for pixel in data)


async def test_nothing_that_is_hidden_is_in_the_bytes(session: Session) -> None:
    """Own documents are set anew without the words; pages are pictures in which the hidden was never drawn."""
    case = await a_reported_case(session, f"Tolken sa at {CANARY} bor hos naboen.")
    who = session, case.complaint.officer, VAULT, case.complaint.number
    before = await preview_pack(*who, form="nb", now=NOW)
    assert CANARY in everything_in(before.pdf), "the test finds what is there"
    assert any(has_secret(each) for each in pictures_in(before.pdf))
    papers = await papers_in_hand(*who, now=NOW)
    report = papers.paper("report").source
    at = report.words.index(CANARY)
    marked = with_marks(report.words, [(at, at + len(CANARY))])
    await mark_text(*who, "report", marked, is_included=True, now=NOW)
    file = next(each.source.key for each in papers.papers if each.source.key.startswith("file-"))
    await hide_region(*who, file, Region(1, 5, 55, 90, 40), now=NOW)
    after = await preview_pack(*who, form="nb", now=NOW)
    assert CANARY not in everything_in(after.pdf)
    assert "[sladdet]" in everything_in(after.pdf)
    assert not any(has_secret(each) for each in pictures_in(after.pdf))
    await show_region(*who, file, Region(1, 5, 55, 90, 40), now=NOW)
    await hide_region(*who, file, Region(1), now=NOW)
    whole = await preview_pack(*who, form="nb", now=NOW)
    assert not any(has_secret(each) for each in pictures_in(whole.pdf))
    assert (
        await value(
            session, "SELECT count(*) FROM committee_paper WHERE marks::text LIKE :c", c=f"%{CANARY}%"
        )
        == 0
    )


async def test_a_pack_is_one_tagged_pdf_with_an_index(session: Session) -> None:
    case = await a_reported_case(session, "المترجم أخبر الجيران.", language="ar")
    made = await preview_pack(
        session, case.complaint.officer, VAULT, case.complaint.number, form="nn", now=NOW
    )
    reader = pypdf.PdfReader(BytesIO(made.pdf))
    first = " ".join(reader.pages[0].extract_text().split())
    for title in ("Sakspapir", "Innhald", "Saksframlegg", "Varselet", "Vedlegg 1 til varselet"):
        assert title in first
    chapters: Any = reader.outline[1]
    assert [each["/Title"] for each in chapters] == [
        "Saksframlegg",
        "Varselet",
        "Vedlegg 1 til varselet",
    ]
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("nn")
    again = await preview_pack(
        session, case.complaint.officer, VAULT, case.complaint.number, form="nn", now=NOW
    )
    assert again.sha256 == made.sha256, "the same bytes for the same papers"


async def test_an_attachment_with_several_pages_is_drawn_page_by_page(session: Session) -> None:
    case = await a_case(session, now=NOW)
    writer = pypdf.PdfWriter()
    for _ in range(3):
        writer.add_blank_page(200, 300)
    kept = BytesIO()
    writer.write(kept)
    assert await count_pages(kept.getvalue()) == 3
    assert len(await draw_pages(kept.getvalue(), only=2, with_grid=True)) == 1
    case_id = await value(session, "SELECT case_id FROM complaint WHERE id = :i", i=case.complaint.id)
    post = NewPost("statement_attachment", "Vedlegg 1 til uttalelse", Direction.INCOMING, kept.getvalue())
    await journal(session, case.complaint.officer, case_id, post, now=NOW)
    who = session, case.complaint.officer, VAULT, case.complaint.number
    with pytest.raises(RuleBroken, match="page_not_there"):
        await hide_region(*who, "post-1", Region(4), now=NOW)
    await hide_region(*who, "post-1", Region(3), now=NOW)
    assert len(list(pictures_in((await preview_pack(*who, form="nb", now=NOW)).pdf))) == 3


async def test_what_nobody_has_read_through_is_not_released_and_words_are_not_altered(
    session: Session,
) -> None:
    case = await a_reported_case(session, "Tolken fortalte det videre.")
    who = session, case.complaint.officer, VAULT, case.complaint.number
    seen = (await preview_pack(*who, form="nb", now=NOW)).sha256
    with pytest.raises(RuleBroken, match="papers_not_read"):
        await release_pack(*who, form="nb", seen=seen, newest=0, now=NOW)
    with pytest.raises(Invalid, match="text_altered"):
        await mark_text(*who, "report", "Tolken sa ingenting.", is_included=True, now=NOW)
    with pytest.raises(NotFound):
        await choose_paper(*who, "post-99", is_included=True, now=NOW)


async def test_what_is_released_is_what_was_seen_and_a_new_version_is_a_new_row(session: Session) -> None:
    case = await a_reported_case(session, "Tolken fortalte det videre.")
    who = session, case.complaint.officer, VAULT, case.complaint.number
    for each in (await papers_in_hand(*who, now=NOW)).papers:
        await choose_paper(*who, each.source.key, is_included=True, now=NOW)
    with pytest.raises(Conflict, match="pack_changed"):
        await release_pack(*who, form="nb", seen="0" * 64, newest=0, now=NOW)
    assert await released(session, case, now=NOW) == 1
    with pytest.raises(Conflict, match="pack_released_meanwhile"):
        await released(session, case, newest=0, now=NOW)
    first = await pack_for_officer(*who, case.item_id, 1, now=NOW)
    await choose_paper(*who, "report", is_included=False, now=NOW)
    assert await released(session, case, newest=1, now=NOW) == 2
    assert (await pack_for_officer(*who, case.item_id, 1, now=NOW)).sha256 == first.sha256
    await declare_for_case(session, case.member, case.meeting_id, case.item_id, "none", now=NOW)
    opened = await pack_for_member(session, case.member, VAULT, case.meeting_id, case.item_id, now=NOW)
    assert (opened.version, "videre" in everything_in(opened.pdf)) == (2, False)
    told = await value(session, "SELECT count(*) FROM mail_message WHERE template = 'committee_papers'")
    assert told == 8, "four seats, two versions"


async def test_a_reporters_words_lie_sealed_in_the_pack_and_go_when_retention_says(session: Session) -> None:
    case = await a_reported_case(session, f"Tolken sa at {CANARY} bor der.")
    await released(session, case, now=NOW)
    kept = bytes(await value(session, "SELECT content FROM committee_pack_content"))
    assert b"%PDF" not in kept
    assert CANARY.encode() not in kept
    assert await forget_packs(session, case.complaint.id) == 1
    with pytest.raises(NotFound, match="pack_not_released"):
        await pack_for_officer(
            session, case.complaint.officer, VAULT, case.complaint.number, case.item_id, 1, now=NOW
        )


async def test_only_an_impartial_officer_prepares_the_papers(session: Session) -> None:
    case = await a_reported_case(session, "Tolken fortalte det videre.")
    with pytest.raises(RuleBroken, match="habilitet_not_declared"):
        await papers_in_hand(session, case.complaint.second, VAULT, case.complaint.number, now=NOW)

"""The archive of a case: by the words of Noark 5, every document with its hash, the same bytes every time."""

import hashlib
import io
import zipfile
from datetime import datetime, timedelta
from xml.etree import ElementTree as ET

import pytest

from tests.builders.cases import a_case, a_signed_decision
from tolkeregister.core.database import Session
from tolkeregister.core.errors import NotAllowed
from tolkeregister.decisions.cases.archive import NAMESPACE, archive_of
from tolkeregister.decisions.cases.journal import NewPost, journal
from tolkeregister.decisions.cases.models import Direction

IN = {"a": NAMESPACE}


async def test_the_index_names_every_document_with_its_hash(session: Session, now: datetime) -> None:
    case = await a_case(session, now=now)
    await a_signed_decision(session, case, now=now)
    post = NewPost("supplement", "Vitnemål", Direction.INCOMING, b"\x89PNG", "image/png")
    await journal(session, case.officer, case.id, post, now=now)
    made = await archive_of(session, case.officer, case.id)
    archive = zipfile.ZipFile(io.BytesIO(made.content))
    root = ET.fromstring(archive.read("arkivuttrekk.xml"))
    stored = root.findall(".//a:dokumentobjekt", IN)
    assert [each.findtext("a:format", namespaces=IN) for each in stored] == ["PDF/A-2a", "PNG"]
    for each in stored:
        path = each.findtext("a:referanseDokumentfil", namespaces=IN)
        assert path
        content = archive.read(path)
        assert hashlib.sha256(content).hexdigest() == each.findtext("a:sjekksum", namespaces=IN)
        assert str(len(content)) == each.findtext("a:filstoerrelse", namespaces=IN)
    assert len(archive.namelist()) == 1 + len(stored)
    assert root.findtext(".//a:vedtaksnummer", namespaces=IN) == f"{case.ref.number}-1"
    assert root.findtext(".//a:opprettetDato", namespaces=IN) == "2026-11-23T12:00:00+01:00"


async def test_the_archive_is_the_same_byte_for_byte(session: Session, now: datetime) -> None:
    case = await a_case(session, now=now)
    await a_signed_decision(session, case, now=now)
    one = await archive_of(session, case.officer, case.id)
    session.expire_all()
    assert one == await archive_of(session, case.second, case.id)


async def test_another_document_makes_another_archive(session: Session, now: datetime) -> None:
    case = await a_case(session, now=now)
    await a_signed_decision(session, case, now=now)
    before = await archive_of(session, case.officer, case.id)
    await journal(
        session, case.officer, case.id, NewPost("note", "Notat", Direction.INTERNAL, b"x"),
        now=now + timedelta(1),
    )  # fmt: skip
    assert before.content != (await archive_of(session, case.officer, case.id)).content


async def test_the_archive_holds_no_national_identity_number_in_its_index(
    session: Session, now: datetime
) -> None:
    """Rule P1."""
    case = await a_case(session, now=now)
    made = await archive_of(session, case.officer, case.id)
    index = zipfile.ZipFile(io.BytesIO(made.content)).read("arkivuttrekk.xml").decode()
    assert "9000000" not in index
    assert "Samira" not in index


async def test_only_the_directorate_takes_it_out(session: Session, now: datetime) -> None:
    case = await a_case(session, now=now)
    with pytest.raises(NotAllowed):
        await archive_of(session, case.person.actor, case.id)

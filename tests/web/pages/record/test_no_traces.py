"""Failure mode 25 on the way to the archive: figures, journals, exports and proofs sing of no reporter."""

import io
import zipfile
from datetime import timedelta
from typing import Any

import pypdf
import pytest
from litestar import Litestar
from sqlalchemy import text

from booking.handlers import register_handlers
from tests.builders.bodies import an_administrator
from tests.builders.interpreters import an_interpreter
from tests.fixtures.app import FixedClock
from tests.fixtures.outside import TestScanner
from tests.fixtures.people import SignIn
from tests.web.pages.complaints_reporting.test_no_traces import (
    TRACES,
    Listener,
    dump,
    heard_in,
    log,
    output,
    report,
)
from tolkeregister.complaints.hearing import hear
from tolkeregister.complaints.intake import assign, classify, declare, end
from tolkeregister.complaints.reporting.desk import open_report
from tolkeregister.complaints.reporting.sealing import Vault
from tolkeregister.complaints.rules.words import Basis, Closing
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.settings import Settings
from tolkeregister.decisions.cases.archive import archive_of
from tolkeregister.disclosure.commands import disclose, disclosure_desk
from tolkeregister.disclosure.rules import Choice, Treatment
from tolkeregister.retention.commands import forget_due, use_proof_key
from tolkeregister.retention.rules.terms import Kept

__all__ = ["log", "output"]  # fixtures of the other file
PAGES = (
    "/sak/varseltall", "/sak/varseltall.csv", "/sak/journal", "/sak/journal.csv", "/sak/sletting",
    "/statistikk/varsler", "/statistikk/varsler.csv", "/sak/logg",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _handlers() -> None:
    register_handlers()
    use_proof_key("s" * 40)


async def handled(session: Session, settings: Settings, leader: Actor, *, now: Any) -> tuple[str, str]:
    """Read, classified and heard in an officer's words; the numbers of the complaint and of its case."""
    number, complaint = (await session.execute(text("SELECT number, id FROM complaint"))).one()
    await declare(session, leader, number, "none", now=now)
    await assign(session, leader, number, now=now)
    await open_report(session, leader, Vault.from_settings(settings), complaint, now=now)
    await classify(session, leader, number, Basis.CONFIDENTIALITY, now=now)
    await hear(session, leader, number, "Tolken fortalte det videre.", "Vi vurderer saken.", now=now)
    case = (await session.execute(text("SELECT number FROM case_file"))).scalar_one()
    return number, case


async def test_failure_mode_25_neither_figures_nor_exports_nor_proofs_sing(
    app: Litestar, settings: Settings, session: Session, scanner: TestScanner, output: Any, clock: FixedClock,
    signed_in: SignIn,
) -> None:  # fmt: skip
    tolk, leader = await an_interpreter(session), await an_administrator(session)
    code = await report(Listener(app, settings), tolk)
    traces = (*TRACES, code, code.replace("-", ""))
    number, case = await handled(session, settings, leader, now=clock())
    await session.commit()
    desk = await disclosure_desk(session, leader, case)
    whole = {each.number: Choice(Treatment.WHOLE) for each in desk.documents}
    made = await disclose(session, leader, case, "Alt", whole, now=clock())
    pages = pypdf.PdfReader(io.BytesIO(made.pdf)).pages
    given = "".join(page.extract_text() for page in pages)
    assert len(pages) > len(desk.documents) > 0
    archived = (await archive_of(session, leader, desk.id)).content
    files = [
        zipfile.ZipFile(io.BytesIO(archived)).read(each)
        for each in zipfile.ZipFile(io.BytesIO(archived)).namelist()
    ]
    assert heard_in(given + made.pdf.decode("latin-1"), traces) == []
    assert heard_in("".join(each.decode("latin-1") for each in files), traces) == []
    await end(session, leader, number, Closing.WITHDRAWN, now=clock())
    later = clock() + timedelta(days=400)
    assert await forget_due(session, Kept.REPORT_HANDLED, now=later) == 1
    await session.commit()
    staff = await signed_in(leader)
    for path in (*PAGES, f"/sak/varsel/{number.replace('/', '-')}/lest", f"/sak/{case}"):
        answer = await staff.client.get(path)
        assert answer.status_code == 200, path
        assert heard_in(answer.text, traces) == [], path
    assert heard_in(await dump(session), traces) == []
    assert heard_in(output(), traces) == []
    left = "SELECT (SELECT count(*) FROM complaint_sealed) + (SELECT count(*) FROM complaint_attachment)"
    assert (await session.execute(text(left))).scalar_one() == 0, (
        "and now there is nothing left to open, either"
    )

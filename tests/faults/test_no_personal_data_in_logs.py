"""Whatever happens, no name, address, number or free text of a person reaches the log (failure mode 20)."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog
from litestar import Litestar
from sqlalchemy import text

from tests.builders.interpreters import an_interpreter
from tests.faults.test_mail_server import come_due, work
from tests.fixtures.mail_server import FAULTS, MailServer
from tests.fixtures.page import Browser
from tests.fixtures.raw_client import FORM, RawClient
from tolkeregister.core.clock import utc_now
from tolkeregister.core.database import Database, Session
from tolkeregister.core.jobs import registry
from tolkeregister.core.jobs.queue import enqueue
from tolkeregister.core.jobs.worker import Worker
from tolkeregister.core.mail.outbox import Message, queue_mail
from web import logs
from web.pages.public import profile

GIVEN, FAMILY, MAIL, BORN, CASE = (
    "Kanarifugl",
    "Gulnebb",
    "kanari@fugl.example",
    "01410012345",
    "sak 2026/4711",
)
CANARIES = (GIVEN, FAMILY, MAIL, BORN, CASE, "70123")


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """The log as it is written in production: our own lines and those of libraries."""
    written = io.StringIO()
    monkeypatch.setattr("sys.stdout", written)
    before = structlog.get_config()
    handlers = logging.root.handlers[:]
    logging.root.handlers.clear()
    logs.configure()
    structlog.configure(cache_logger_on_first_use=False)
    yield written
    structlog.configure(**before)
    logging.root.handlers[:] = handlers


def assert_silent(log: io.StringIO) -> None:
    """Something was logged, and no canary sang."""
    written = log.getvalue()
    assert written
    for canary in CANARIES:
        assert canary.lower() not in written.lower(), written


async def test_ordinary_requests_name_nobody(
    app: Litestar, page: Browser, session: Session, log: io.StringIO
) -> None:
    tolk = await an_interpreter(session, given_name=GIVEN, family_name=FAMILY, number="70123")
    await session.execute(text("UPDATE person SET national_id = :born, email = :mail WHERE id = :id"),
                          {"born": BORN, "mail": MAIL, "id": tolk.person_id})  # fmt: skip
    assert GIVEN in (await page.get("/finn-tolk", sprak="ar", navn=f"{GIVEN} {FAMILY}")).text
    await page.get("/tolk/70123")
    await page.get("/k/70123")
    await page.get("/k/70123999", navn=GIVEN)
    raw = RawClient(app)
    await raw.ask("GET", f"/tolk/{GIVEN}", f"retur={MAIL}".encode())
    await raw.ask("GET", f"/logg-inn/interpreter/svar?code={BORN}&state={GIVEN}")
    sent_from = {"content-type": FORM, "referer": f"http://127.0.0.1:8000/finn-tolk?navn={GIVEN}"}
    await raw.ask(
        "POST", "/bestilling/ny/oppdraget", body=f"theme={CASE}&x={BORN}".encode(), headers=sent_from
    )
    assert_silent(log)
    lines = [json.loads(line) for line in log.getvalue().splitlines() if line.startswith("{")]
    assert "/tolk/{number:str}" in {line.get("route") for line in lines}, "the route is told, not the address"


async def test_a_fault_of_ours_is_logged_with_its_place_and_without_its_values(
    app: Litestar, session: Session, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Errors of the database and of Python carry values in their words: `Key (national_id)=(…) already exists`."""
    await an_interpreter(session, given_name=GIVEN, family_name=FAMILY, number="70123")

    async def breaks(session: Session, number: str, *, now: object) -> None:
        try:
            raise ValueError(f"no such person: {GIVEN} {FAMILY}")
        except ValueError:
            await session.execute(
                text("SELECT 1 / length(CAST(:a AS text)), CAST(:b AS int)"), {"a": MAIL, "b": f"{CASE}"}
            )

    monkeypatch.setattr(profile, "valid_number", breaks)
    assert (await RawClient(app).ask("GET", "/tolk/70123")).status == 500
    assert_silent(log)
    assert "test_no_personal_data_in_logs.py" in log.getvalue(), "where it happened can be seen"
    assert "DBAPIError" in log.getvalue() or "DataError" in log.getvalue()


async def test_letters_and_jobs_that_fail_name_nobody(
    own_database: Database, post_office: MailServer, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(session: Session, *, now: object, who: str) -> None:
        raise RuntimeError(f"{who} could not be found")

    monkeypatch.setitem(registry.JOBS, "test.fails", fails)
    letter = Message("request_sent", MAIL, f"request_sent:{CASE}:", "assignment", CASE, {"name": GIVEN})
    async with own_database.writing() as session:
        await queue_mail(session, letter, now=utc_now())
        await enqueue(session, "test.fails", who=GIVEN)
    post_office.behaviour = FAULTS[0]
    await Worker(own_database).run_due()
    for fault in FAULTS:
        post_office.behaviour = fault
        await come_due(own_database)
        await work(own_database)
    assert_silent(log)
    assert "mail.not_delivered" in log.getvalue()
    assert "job.failed" in log.getvalue()

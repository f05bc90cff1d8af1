"""Failure mode 25, rule W1: somebody reports anonymously, and nothing of who it was is anywhere.

A canary sings in everything a reporter sends: words, name, file, file name, address, browser, cookie. It is listened
for in every answer, in the log and the process's output, in a dump of the whole database (audit, jobs, mail, counters),
and on the pages of the interpreter and of officers.
"""

import base64
import io
from datetime import timedelta
from typing import Any

import httpx2
import pytest
from litestar import Litestar
from PIL import Image
from sqlalchemy import text

from tests.builders.bodies import an_officer
from tests.builders.interpreters import BuiltInterpreter, an_interpreter
from tests.faults.test_no_personal_data_in_logs import log as captured_log
from tests.fixtures.app import FixedClock
from tests.fixtures.outside import TestScanner
from tests.fixtures.page import Browser
from tests.fixtures.people import SignIn
from tests.web.pages.complaints_reporting.walking import at_review, code_on, go
from tolkeregister.complaints.models import ComplaintHabilitet
from tolkeregister.complaints.reporting.desk import open_report, put_question
from tolkeregister.complaints.reporting.sealing import Vault
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.settings import Settings
from web.app import serve
from web.security import cookies

log = captured_log

ADDRESS = "203.0.113.77"
WORDS = "KANARIORD"  # in the words the reporter writes: read by officers, and nobody else
NAME, FILE, BROWSER, PICTURE = "KANARINAVN", "KANARIFIL", "KANARINETTLESER", "KANARIBILDE"
TRACES = (WORDS, NAME, FILE, BROWSER, PICTURE, ADDRESS)


class Listener:
    """A browser that keeps every answer it got."""

    def __init__(self, app: Litestar, settings: Settings, cookie: str | None = None) -> None:
        served: Any = serve(app)
        self.heard: list[httpx2.Response] = []
        self.client = httpx2.AsyncClient(
            transport=httpx2.ASGITransport(app=served, client=(ADDRESS, 4711), raise_app_exceptions=False),
            base_url=settings.base_url, headers={"user-agent": BROWSER, "referer": f"http://{NAME}.example/"},
            cookies={cookies.cookie_name(settings, cookies.SESSION): cookie} if cookie else None,
            event_hooks={"response": [self._hear]},
        )  # fmt: skip

    async def _hear(self, answer: httpx2.Response) -> None:
        await answer.aread()
        self.heard.append(answer)


def a_photo() -> bytes:
    made, picture = io.BytesIO(), Image.new("RGB", (300, 300), "red")
    exif = picture.getexif()
    exif[0x010E] = PICTURE
    picture.save(made, "JPEG", exif=exif)
    return made.getvalue()


@pytest.fixture
def output(log: io.StringIO, capfd: pytest.CaptureFixture[str]) -> Any:
    """Everything the process has written, log lines of ours and of libraries and plain output."""
    return lambda: log.getvalue() + "".join(capfd.readouterr())


async def dump(session: Session) -> str:
    """Every row of every table as text, bytes both as they stand and decoded."""
    tables = (await session.execute(text(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
    ))).scalars().all()  # fmt: skip
    lines = []
    for table in tables:
        for (row,) in await session.execute(text(f'SELECT t::text FROM "{table}" t')):
            lines.append(f"{table} {row}")
    content = await session.execute(text(
        "SELECT content FROM complaint_sealed UNION ALL SELECT content FROM complaint_message"
        " UNION ALL SELECT content FROM complaint_attachment"
    ))  # fmt: skip
    lines += [bytes(row[0]).decode("latin-1") for row in content]
    return "\n".join(lines)


def heard_in(said: str, traces: tuple[str, ...] = TRACES) -> list[str]:
    forms = {
        each: (each, each.encode().hex(), base64.b64encode(each.encode()).decode()[:-4]) for each in traces
    }
    return [each for each, ways in forms.items() if any(way.lower() in said.lower() for way in ways)]


async def report(listener: Listener, tolk: BuiltInterpreter) -> str:
    """A report with canaries in every field, two steps with errors, a file, and a look at the case; gives the code."""
    browser = Browser(listener.client)
    review = await at_review(
        browser, what={"hendelse": f"Tolken sa {WORDS}."},
        where={"sted": f"Hos {WORDS}", "naar": WORDS, "beskrivelse": WORDS, "kode": f"26-000001-{WORDS}",
               "tolkenr": tolk.number},
        you={"anonym": "ja", "navn": NAME, "kontakt": f"{NAME}@example.com"},
    )  # fmt: skip
    await go(browser, review, "/varsle/kvittering", status=422, tilstand=NAME)  # a broken page
    sent = await listener.client.post(
        "/varsle/kvittering", data=review.form(), files=[("filer", (f"{FILE}.jpg", a_photo(), "image/jpeg"))]
    )
    assert sent.status_code == 200
    await browser.get(f"/varsle/{NAME}", status=404)
    await browser.post("/varsle/folg", {**review.form(), "kode": NAME}, status=422)
    return code_on(await browser.post("/varsle/kvittering", review.form(), status=200))


async def test_failure_mode_25_nothing_of_an_anonymous_reporter_is_anywhere(
    app: Litestar, settings: Settings, session: Session, scanner: TestScanner, output: Any, clock: FixedClock,
    signed_in: SignIn,
) -> None:  # fmt: skip
    tolk, officer = await an_interpreter(session), await an_officer(session)
    listener = Listener(app, settings)
    code = await report(listener, tolk)
    bare = code.replace("-", "")
    said = await dump(session)
    assert heard_in(said, (*TRACES, code, bare)) == []
    await staff_and_interpreter_hear_nothing(
        session, settings, signed_in, officer, tolk, (*TRACES, code, bare), clock
    )
    clock.forward(timedelta(days=7))
    thread = await Browser(listener.client).submit("/varsle/folg", kode=code, status=200)
    assert "Når på dagen?" in thread.text
    answered = await listener.client.post(
        "/varsle/folg", data={**thread.form(), "melding": f"Svar {WORDS}"},
        files=[("filer", (f"{FILE}.jpg", a_photo(), "image/jpeg"))],
    )  # fmt: skip
    assert "Svaret er sendt" in answered.text
    assert heard_in(await dump(session), (*TRACES, code, bare)) == []
    written = output()
    assert heard_in(written, (*TRACES, code, bare)) == []
    assert "/varsle" not in written.replace("127.0.0.1:8000/varsle", "").replace("/sak/varsler", ""), (
        "not even that the page was asked for"
    )
    for answer in listener.heard:
        assert "set-cookie" not in answer.headers
        assert "x-request-id" not in answer.headers
        assert (answer.headers["cache-control"], answer.headers["referrer-policy"]) == (
            "no-store",
            "no-referrer",
        )
        # the reporter reads the own words; who the reporter is, stands nowhere, and nothing stands in an address
        assert heard_in(answer.text, (FILE, BROWSER, PICTURE, ADDRESS)) == []
        assert heard_in(str(answer.headers), TRACES) == []


async def staff_and_interpreter_hear_nothing(
    session: Session, settings: Settings, signed_in: SignIn, officer: Actor, tolk: BuiltInterpreter,
    traces: tuple[str, ...], clock: FixedClock,
) -> None:  # fmt: skip
    """The pages where officers and the interpreter see what has happened; and a question is put meanwhile."""
    staff, own = await signed_in(officer), await signed_in(tolk.actor)
    for browser, paths in (
        (staff, ("/sak", "/sak/varsler", "/sak/logg", "/sak/epost")),
        (own, ("/min-side", "/min-side/innsyn", "/min-side/vedtak")),
    ):  # fmt: skip
        for path in paths:
            answer = await browser.client.get(path)
            assert answer.status_code in (200, 404)
            assert heard_in(answer.text, traces) == [], path
    complaint_id = int((await session.execute(text("SELECT id FROM complaint"))).scalar_one())
    assert officer.account_id is not None
    session.add(ComplaintHabilitet(
        complaint_id=complaint_id, account_id=officer.account_id, tie="none", declared_at=clock()
    ))  # fmt: skip
    await session.flush()
    vault = Vault.from_settings(settings)
    opened = await open_report(session, officer, vault, complaint_id, now=clock())
    assert opened.report is not None
    assert (opened.report.name, opened.report.contact) == ("", ""), (
        "who chose to be anonymous is not asked twice"
    )
    await put_question(session, officer, vault, complaint_id, "Når på dagen?", now=clock())


async def test_a_signed_in_persons_session_is_neither_read_nor_shown(
    app: Litestar, settings: Settings, session: Session, signed_in: SignIn, clock: FixedClock
) -> None:
    officer = await an_officer(session)
    browser = await signed_in(officer)
    token = next(iter(browser.client.cookies.values()))
    with_account = text("SELECT count(*) FROM audit_event WHERE account_id IS NOT NULL")
    before = (await session.execute(text("SELECT t::text FROM web_session t"))).scalars().all()
    known = (await session.execute(with_account)).scalar_one()
    clock.forward(timedelta(minutes=5))
    listener = Listener(app, settings, token)
    review = await at_review(Browser(listener.client))
    await Browser(listener.client).post("/varsle/kvittering", review.form(), status=200)
    assert (await session.execute(text("SELECT t::text FROM web_session t"))).scalars().all() == before
    assert all(officer.name not in answer.text for answer in listener.heard)
    assert (await session.execute(with_account)).scalar_one() == known


async def test_limits_are_counted_in_memory_and_never_in_the_database(
    app: Litestar, settings: Settings, session: Session
) -> None:
    listener = Listener(app, settings)
    page = await Browser(listener.client).get("/varsle/hva")
    answers = [
        (await listener.client.post("/varsle/oppdrag", data=page.form())).status_code for _ in range(122)
    ]
    assert answers[-1] == 429
    assert (await session.execute(text("SELECT count(*) FROM rate_count"))).scalar_one() == 0
    assert ADDRESS not in str(app.state.counters._windows)

"""The case code opens questions and answers; a wrong one tells nothing and makes the next slower."""

from datetime import timedelta

import pytest
from litestar import Litestar
from sqlalchemy import text

from tests.builders.bodies import an_officer
from tests.fixtures.app import FixedClock
from tests.fixtures.page import Browser
from tests.web.pages.complaints_reporting.walking import at_review, code_on, go, send
from tolkeregister.complaints.intake import assign, classify, declare
from tolkeregister.complaints.models import Complaint, ComplaintHabilitet
from tolkeregister.complaints.reporting.commands import new_code
from tolkeregister.complaints.reporting.desk import put_question
from tolkeregister.complaints.reporting.rules.codes import written
from tolkeregister.complaints.reporting.sealing import Vault
from tolkeregister.complaints.rules.words import Answer, Basis
from tolkeregister.core.database import Session
from tolkeregister.core.settings import Settings
from web.pages.complaints_reporting import follow
from web.view.labels import LABELS


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long each answer was held back, without waiting for it."""
    held: list[float] = []

    async def sleep(seconds: float) -> None:
        held.append(seconds)

    monkeypatch.setattr(follow, "sleep", sleep)
    return held


async def ask(session: Session, settings: Settings, words: str, clock: FixedClock) -> None:
    officer = await an_officer(session)
    complaint_id = int((await session.execute(text("SELECT id FROM complaint"))).scalar_one())
    assert officer.account_id is not None
    session.add(ComplaintHabilitet(
        complaint_id=complaint_id, account_id=officer.account_id, tie="none", declared_at=clock()
    ))  # fmt: skip
    await session.flush()
    await put_question(session, officer, Vault.from_settings(settings), complaint_id, words, now=clock())


async def test_a_question_is_answered_a_week_later(
    page: Browser, session: Session, settings: Settings, clock: FixedClock
) -> None:
    code = code_on(await send(page, await at_review(page)))
    assert "Vi har ikke spurt om noe ennå" in (await page.submit("/varsle/folg", kode=code, status=200)).text
    await ask(session, settings, "Hvem var naboen? <b>", clock)
    clock.forward(timedelta(days=7))
    thread = await page.submit("/varsle/folg", kode=code.lower().replace("-", " "), status=200)
    assert "Hvem var naboen? <b>" in thread.text
    assert "Svar under" in thread.text
    once = {**thread.form(), "melding": "Hun i andre etasje"}
    for _ in range(2):
        sent = await page.post("/varsle/folg", once, status=200)
        assert sent.text.count("Hun i andre etasje") == 1
    assert "Skriv noe" in (await page.post("/varsle/folg", sent.form(), status=422)).text


async def test_every_code_that_opens_nothing_is_answered_alike(page: Browser, pauses: list[float]) -> None:
    await send(page, await at_review(page))
    said = set()
    for wrong in (written(new_code()), "VX-7731", "é" * 16, "' OR 1=1 --"):
        shown = await page.submit("/varsle/folg", kode=wrong, status=422)
        said.add(shown.text.replace(wrong, ""))
    assert len(said) == 1
    assert pauses == [0.25, 0.5, 1.0]


async def test_wrong_codes_stop_also_the_right_one_for_a_while(
    page: Browser, pauses: list[float], clock: FixedClock
) -> None:
    code = code_on(await send(page, await at_review(page)))
    for _ in range(10):
        await page.submit("/varsle/folg", kode=new_code(), status=422)
    assert max(pauses) == follow.LONGEST_PAUSE
    assert "Vent et kvarter" in (await page.submit("/varsle/folg", kode=code, status=429)).text
    clock.forward(timedelta(minutes=15))
    assert "Saken din" in (await page.submit("/varsle/folg", kode=code, status=200)).text


async def test_an_answer_an_hour_late_is_kept_until_the_code_is_written_again(
    page: Browser, session: Session, clock: FixedClock
) -> None:
    code = code_on(await send(page, await at_review(page)))
    thread = await page.submit("/varsle/folg", kode=code, status=200)
    clock.forward(timedelta(minutes=61))
    late = await go(page, thread, "/varsle/folg", status=422, melding="Et langt svar")
    assert "Skriv koden på nytt" in late.text
    assert (await session.execute(text("SELECT count(*) FROM complaint_message"))).scalar_one() == 0
    again = await page.post("/varsle/folg", {**late.form(), "kode": code}, status=200)
    assert again.form()["melding"].strip() == "Et langt svar"


@pytest.mark.parametrize("access", ["", "x", "A" * 70_000])
async def test_nobody_gets_in_without_the_code(page: Browser, session: Session, access: str) -> None:
    first = await page.get("/varsle/folg")
    shown = await page.post("/varsle/folg", {**first.form(), "adgang": access, "melding": "Hei"}, status=422)
    assert "Skriv koden på nytt" in shown.text
    assert (await session.execute(text("SELECT count(*) FROM complaint_message"))).scalar_one() == 0


async def test_a_page_of_one_case_is_no_key_to_another(page: Browser, app: Litestar) -> None:
    """A sealed report being written does not open a case, though both are sealed with the same key."""
    review = await at_review(page)
    code_on(await send(page, review))
    first = await page.get("/varsle/folg")
    await page.post("/varsle/folg", {**first.form(), "adgang": review.form()["tilstand"]}, status=422)


async def test_a_closed_case_can_be_read_and_not_written_in(
    page: Browser, session: Session, clock: FixedClock
) -> None:
    code = code_on(await send(page, await at_review(page)))
    thread = await page.submit("/varsle/folg", kode=code, status=200)
    await session.execute(
        text("UPDATE complaint SET state = 'closed', closed_as = 'outside', closed_at = :now"),
        {"now": clock()},
    )
    assert "Saken er avsluttet" in (await go(page, thread, "/varsle/folg", status=409, melding="Mer")).text
    assert not (await page.submit("/varsle/folg", kode=code, status=200)).all("textarea")


async def test_the_answer_is_read_with_the_code_and_tells_no_more_than_may_be_known(
    page: Browser, session: Session, clock: FixedClock
) -> None:
    """What was answered stands there in the reader's language; the outcome, and why, do not."""
    code = code_on(await send(page, await at_review(page)))
    officer = await an_officer(session)
    complaint = await session.get(
        Complaint, int((await session.execute(text("SELECT id FROM complaint"))).scalar_one())
    )
    assert complaint is not None
    await declare(session, officer, complaint.number, "none", now=clock())
    await assign(session, officer, complaint.number, now=clock())
    await classify(
        session, officer, complaint.number, Basis.OUTSIDE, remark="Ring 21 00 00 00 <b>", now=clock()
    )
    shown = await page.submit("/varsle/folg", kode=code, status=200)
    assert "Da kan vi ikke behandle det" in shown.text
    assert "Ring 21 00 00 00 <b>" in shown.text
    assert officer.name not in shown.response.text
    assert "we cannot handle it" in (await page.submit("/en/varsle/folg", kode=code, status=200)).text
    words = LABELS["reporter_answer"]
    assert set(words) == {each.value for each in Answer}
    told = " ".join(
        words[each] for each in (Answer.DECIDED, Answer.WITHDRAWN, Answer.ENDED, Answer.DUPLICATE)
    ).lower()
    for never in ("advarsel", "utesteng", "død", "en annen sak", "andre har"):
        assert never not in told

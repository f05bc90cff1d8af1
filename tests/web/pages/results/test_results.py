"""/resultat, /sak/resultater and /sak/bevilling: from a file to an answer to a case, with the buttons a person has."""

from datetime import timedelta

import httpx2
import pytest
from sqlalchemy import text

from qualification.evidence.commands import record_evidence
from qualification.imports.rules.findings import FILE_REFUSED, FINDINGS
from qualification.imports.work import read_upload
from qualification.rounds.results import NewResult, record_result
from tests.builders.answers import value
from tests.builders.bodies import an_officer
from tests.builders.interpreters import an_interpreter
from tests.builders.rounds import a_candidate, a_round
from tests.fixtures.app import FixedClock
from tests.fixtures.page import Browser, Page, _checked
from tests.fixtures.people import SignIn
from tests.qualification.imports.files import NOW, a_person, an_institution, file_of, line, number_for, read
from tolkeregister.core.database import Session
from web.view.labels import LABELS


@pytest.fixture
def late(clock: FixedClock) -> FixedClock:
    """After the tests of the files were held."""
    clock.at = NOW
    return clock


async def sent(browser: Browser, content: bytes, *, status: int = 303) -> Page:
    """Send a file as the page's form does."""
    token = (await browser.get("/resultat")).form()["_csrf"]
    files = {"fil": ("resultater.csv", content, "text/csv")}
    return _checked(await browser.client.post("/resultat", data={"_csrf": token}, files=files), status)


async def test_a_file_is_sent_read_and_asked_about(
    session: Session, signed_in: SignIn, late: FixedClock
) -> None:
    person = await a_person(session)
    await a_round(session)
    institution, officer = await an_institution(session), await an_officer(session)
    await session.commit()
    browser = await signed_in(institution)
    answer = await sent(browser, file_of(line(national_id=""), line(number="K2", taken="31.02.2026")))
    where = answer.response.headers["location"]
    assert 'http-equiv="refresh"' in (await browser.get(where)).response.text
    await read_upload(session, int(where.rsplit("/", 1)[1]), now=NOW)
    await session.commit()
    receipt = await browser.get(where)
    assert LABELS["result_finding"]["date_unreadable"] in receipt.text
    assert "En saksbehandler ser på det" in receipt.text
    assert "Kandidater vi ikke kjenner ennå0" in receipt.text
    errors = (await browser.client.get(f"{where}/feil.csv")).content.decode("utf-8-sig")
    assert "date_unreadable" in errors
    again = await sent(browser, file_of(line(national_id=""), line(number="K2", taken="31.02.2026")))
    assert again.response.headers["location"] == f"{where}?sendt=for"
    staff = await signed_in(officer)
    assert "Samira Haddad" in (await staff.get("/sak/resultater")).text
    question = await value(session, "SELECT max(id) FROM identity_question")
    beside = await staff.get(f"/sak/resultater/{question}")
    assert "Samme fødselsdato" in beside.text
    fields = {**beside.form(), "hvem": str(person)}
    late.at = NOW + timedelta(minutes=5)
    saved = await staff.client.post(f"/sak/resultater/{question}", data=fields)
    assert saved.status_code == 303
    assert await value(session, "SELECT count(*) FROM evidence WHERE person_id = :p AND kind = 'tospraaktest'"
                                " AND upper_inf(recorded)", p=person) == 1  # fmt: skip
    assert (await staff.client.get(f"/sak/resultater/{question}")).status_code == 303, "back to the list"


async def test_a_question_a_colleague_has_answered_leads_back_to_the_list(
    session: Session, signed_in: SignIn, late: FixedClock
) -> None:
    await a_person(session)
    await a_round(session)
    await read(session, await an_institution(session), line(national_id=""))
    officers = [await an_officer(session) for _ in range(2)]
    await session.commit()
    number = await value(session, "SELECT max(id) FROM identity_question")
    first, second = [await signed_in(each) for each in officers]
    where = f"/sak/resultater/{number}"
    forms = [{**(await each.get(where)).form(action=where), "hvem": "ingen"} for each in (first, second)]
    assert (await first.client.post(where, data=forms[0])).headers["location"].endswith("lagret=ja")
    answered = await second.client.post(where, data=forms[1])
    assert answered.headers["location"] == "/sak/resultater?lagret=besvart"
    assert "Noen andre har svart på det" in (await second.get(answered.headers["location"])).text
    assert (await second.client.get(where)).headers["location"] == "/sak/resultater?lagret=besvart"
    assert (await second.client.get("/sak/resultater/424242")).status_code == 404


async def test_what_is_no_table_is_refused_at_the_door(session: Session, signed_in: SignIn) -> None:
    institution = await an_institution(session)
    await session.commit()
    browser = await signed_in(institution)
    page = await sent(browser, b"\x89PNG\0\0\0", status=422)
    assert LABELS["result_refused"]["not_a_table"] in page.text
    assert "Velg en fil" in (await sent_nothing(browser)).text


async def sent_nothing(browser: Browser) -> Page:
    """The form without a file."""
    token = (await browser.get("/resultat")).form()["_csrf"]
    return _checked(await browser.client.post("/resultat", data={"_csrf": token}), 422)


async def test_an_institution_never_sees_the_files_of_another(session: Session, signed_in: SignIn) -> None:
    first, second = await an_institution(session), await an_institution(session, "hvl")
    await session.commit()
    where = (await sent(await signed_in(first), file_of(line()))).response.headers["location"]
    other = await signed_in(second)
    for path in (where, f"/del{where}", f"{where}/feil.csv"):
        assert (await other.client.get(path)).status_code == 404


async def test_whoever_has_no_category_left_by_a_correction_waits_for_an_officer(
    session: Session, signed_in: SignIn, late: FixedClock
) -> None:
    """Nobody leaves the register without a decision, and nobody is left there unseen."""
    institution, officer = await an_institution(session), await an_officer(session)
    person = await a_person(session)
    await a_round(session)
    await record_evidence(session, officer, person, "tao", valid_from=NOW - timedelta(days=90), issuer="OsloMet",
                          reference="1", now=NOW - timedelta(days=80))  # fmt: skip
    await read(session, institution, line())
    await session.commit()
    late.at = NOW + timedelta(hours=1)
    staff = await signed_in(officer)
    assert "Oppført uten kategori" not in (await staff.get("/sak/tolk")).text
    await read(session, institution, line(verdict="ikke bestått"))
    await session.commit()
    assert (await staff.get("/sak")).link("Oppført uten kategori") == "/sak/tolk"
    page = await staff.get("/sak/tolk")
    assert "Samira Haddad" in page.text
    assert "Om tolken skal ut av registeret, er et vedtak." in page.text
    assert "Oppført uten kategori" not in (await staff.get("/sak/tolk?sok=haddad")).text


async def test_from_a_passed_exam_to_a_case_about_a_bevilling(
    session: Session, signed_in: SignIn, late: FixedClock
) -> None:
    officer = await an_officer(session)
    tolk = await an_interpreter(session, category="D")
    held = await a_round(session, "practical", language="ar")
    candidate = await a_candidate(session, tolk.person_id)
    day = NOW.date() - timedelta(days=40)
    await record_result(session, officer, NewResult(candidate, held, "whole", day, day, "passed"), now=NOW)
    await session.commit()
    staff = await signed_in(officer)
    page = await staff.get("/sak/bevilling?sok=haddad")
    assert "Samira Haddad" in page.text
    begun = await staff.client.post("/sak/bevilling", data=page.form(action="/sak/bevilling"))
    assert begun.status_code == 303
    number = begun.headers["location"].rsplit("/", 1)[1]
    assert number in (await staff.get("/sak/bevilling")).text
    fields = {**page.form(action="/sak/bevilling"), "hvem": "0 ar speech"}
    unknown = await staff.client.post("/sak/bevilling", data=fields)
    assert unknown.status_code == 404


async def test_one_bevilling_shows_its_decisions_and_begins_a_revocation(
    session: Session, signed_in: SignIn
) -> None:
    officer, tolk = await an_officer(session), await an_interpreter(session)
    await session.execute(
        text("INSERT INTO bevilling (number, person_id, language_tag, type, granted_at, legal_basis, reference,"
             " recorded_at, synthetic) VALUES ('B-1999-7', :p, 'ar', 'speech', '1999-05-01', 'forskrift 1997',"
             " '99/117', '2022-01-01', true)"), {"p": tolk.person_id},
    )  # fmt: skip
    await session.commit()
    staff = await signed_in(officer)
    assert "B-1999-7" in (await staff.get("/sak/bevilling?sok=B-1999-7")).text
    page = await staff.get("/sak/bevilling/B-1999-7")
    assert "99/117" in page.text
    begun = await staff.client.post("/sak/bevilling/B-1999-7/sak", data=page.form())
    assert begun.status_code == 303
    assert begun.headers["location"].rsplit("/", 1)[1] in (await staff.get("/sak/bevilling/B-1999-7")).text


async def test_the_template_is_read_by_ourselves(session: Session, signed_in: SignIn) -> None:
    institution = await an_institution(session)
    await session.commit()
    content = (await (await signed_in(institution)).client.get("/resultat/mal.csv")).content
    from qualification.imports.reading import ResultFileReader

    assert ResultFileReader(content).header.missing == ()


def test_every_code_has_words() -> None:
    assert set(LABELS["result_finding"]) == set(FINDINGS)
    assert set(LABELS["result_refused"]) == set(FILE_REFUSED)


async def test_a_session_is_no_token_for_the_api(session: Session, signed_in: SignIn) -> None:
    institution = await an_institution(session)
    await session.commit()
    answer: httpx2.Response = await (await signed_in(institution)).client.post(
        "/api/v1/resultater", content=file_of(line(national_id=number_for()))
    )
    assert answer.status_code == 401

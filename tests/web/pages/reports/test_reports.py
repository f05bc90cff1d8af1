"""/rapport: a file from a browser, its receipt, its errors as files, the words that wait."""

import csv
import io
from datetime import datetime, timedelta

import httpx2
import pytest

from booking.reports.rules.findings import FILE_REFUSED, SEVERITIES
from tests.booking.reports.files import Reporter, a_reporter, counted, csv_of, read_all, row, rows
from tests.booking.reports.reading.known import read_file
from tests.builders.accounts import with_role
from tests.builders.bodies import a_body, a_booker, an_officer
from tests.fixtures.page import Browser, Page, _checked
from tests.fixtures.people import SignIn
from tolkeregister.core.actor import Door, Role
from tolkeregister.core.database import Session
from web.view.labels import LABELS


async def sent(
    browser: Browser, content: bytes, *, name: str = "oppdrag.csv", form: str = "", status: int = 303
) -> Page:
    """Send a file as the page's form does."""
    token = (await browser.get(f"{form}/rapport")).form()["_csrf"]
    files = {"fil": (name, content, "text/csv")}
    answer = await browser.client.post(f"{form}/rapport", data={"_csrf": token}, files=files)
    return _checked(answer, status)


@pytest.fixture
async def reporter(session: Session) -> Reporter:
    made = await a_reporter(session)
    actor = await with_role(session, Role.AGENCY, Door.PUBLIC_BODY, made.id)
    await session.commit()
    return Reporter(actor, made.id, made.body, made.orgnr)


@pytest.fixture
async def agency(reporter: Reporter, signed_in: SignIn) -> Browser:
    return await signed_in(reporter.actor)


async def test_a_file_is_sent_waited_for_and_told_about(
    agency: Browser, reporter: Reporter, session: Session, now: datetime
) -> None:
    content = csv_of([*rows(2, dato="15.09.2026"), row(referanse="A-3", metode="faks")])
    answer = await sent(agency, content)
    where = answer.response.headers["location"]
    waiting = await agency.get(where)
    assert "Filen er mottatt og står i kø." in waiting.text
    assert 'http-equiv="refresh"' in waiting.response.text
    await read_all(session, reporter.id, now=now)
    await session.commit()
    receipt = await agency.get(where)
    assert "1 rad er ikke tatt inn" in receipt.text
    assert LABELS["report_finding"]["mode_unknown"] in receipt.text
    assert "faks" in receipt.text
    assert 'http-equiv="refresh"' not in receipt.response.text
    assert "1 rad er ikke tatt inn" in (await agency.client.get(f"/del{where}")).text
    again = await sent(agency, content)
    assert again.response.headers["location"] == f"{where}?sendt=for"
    assert "sendt denne filen før" in (await agency.get(f"{where}?sendt=for")).text
    assert "oppdrag.csv" in (await agency.get("/rapport")).text


async def test_what_was_wrong_can_be_fetched_as_files(
    agency: Browser, reporter: Reporter, session: Session, now: datetime
) -> None:
    where = (await sent(agency, csv_of([row(metode="faks"), row(referanse="=1+1")]))).response.headers[
        "location"
    ]
    await read_all(session, reporter.id, now=now)
    await session.commit()
    listed = await agency.client.get(f"{where}/feil.csv")
    lines = list(csv.DictReader(io.StringIO(listed.content.decode("utf-8-sig")), delimiter=";"))
    lines = [each for each in lines if each["alvorlighet"] == "feil"]
    assert [(each["linje"], each["kolonne"], each["kode"]) for each in lines] == [
        ("2", "metode", "mode_unknown")
    ]
    assert lines[0]["forklaring"] == LABELS["report_finding"]["mode_unknown"]
    book = await agency.client.get(f"{where}/feil.xlsx")
    assert book.content.startswith(b"PK")
    assert "attachment" in book.headers["content-disposition"]
    nynorsk = await agency.client.get(f"/nn{where}/feil.csv")
    assert "Skriv frammøte" in nynorsk.content.decode("utf-8-sig")


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "tom.csv", "Filen er tom"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "bilde.png", LABELS["report_refused"]["not_a_table"]),
        (b"\xd0\xcf\x11\xe0", "gammel.xls", LABELS["report_refused"]["old_or_locked_workbook"]),
    ],
)
async def test_what_is_no_table_is_refused_at_once_and_kept_nowhere(
    agency: Browser, content: bytes, name: str, words: str
) -> None:
    answer = await sent(agency, content, name=name, status=422)
    assert words in answer.text
    assert "Dere har ikke sendt noen filer" in (await agency.get("/rapport")).text


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (csv_of([]), "no_rows"),
        (b"hei;du\r\n1;2\r\n", "header_missing"),
        (csv_of(rows(1)).replace(b"dato", b"dag?", 1), "columns_missing"),
    ],
)
async def test_a_refused_file_has_a_receipt_that_says_why(
    agency: Browser, reporter: Reporter, session: Session, now: datetime, content: bytes, code: str
) -> None:
    where = (await sent(agency, content)).response.headers["location"]
    await read_all(session, reporter.id, now=now)
    await session.commit()
    receipt = await agency.get(where)
    assert LABELS["report_refused"][code] in receipt.text
    assert ("Det gjelder: " in receipt.text) is (code == "columns_missing")
    assert LABELS["report_refused"][code] in (await agency.client.get(f"/del{where}")).text


async def test_no_file_is_an_error_at_the_field(agency: Browser) -> None:
    token = (await agency.get("/rapport")).form()["_csrf"]
    answer = _checked(await agency.client.post("/rapport", data={"_csrf": token}), 422)
    assert "Velg en fil" in answer.text


async def test_a_word_is_given_a_meaning_and_its_rows_go_in(
    agency: Browser, reporter: Reporter, session: Session, now: datetime
) -> None:
    await sent(agency, csv_of([*rows(2, sprak="kurdisk"), row(referanse="X", sektor="Romfart")]))
    await read_all(session, reporter.id, now=now)
    await session.commit()
    page = await agency.get("/rapport/ord")
    assert "kurdisk" in page.text
    ask = await agency.get(page.link("kurdisk"))
    where = page.link("kurdisk")
    refused = await agency.submit(where, action=where, status=422)
    assert "Velg hva ordet betyr" in refused.text
    choice = next(each.get("value") for each in ask.all("input", type="radio"))
    answer = await agency.submit(where, action=where, betydning=choice)
    assert answer.response.headers["location"] == "/rapport/ord?lest=1"
    assert "Vi leser 1 fil på nytt." in (await agency.get("/rapport/ord?lest=1")).text
    await read_all(session, reporter.id, now=now)
    assert await counted(session) == 2
    rest = await agency.get("/rapport/ord")
    where = rest.link("Romfart")
    await agency.submit(where, action=where, betydning="ingen")
    assert "Ingen ord venter" in (await agency.get("/rapport/ord")).text


async def test_the_directorate_says_what_a_word_means_for_everybody(
    agency: Browser, reporter: Reporter, session: Session, signed_in: SignIn, now: datetime
) -> None:
    officer = await signed_in(await an_officer(session))
    await sent(agency, csv_of([row(sektor="Romfart")]))
    await read_all(session, reporter.id, now=now)
    await session.commit()
    page = await officer.get("/sak/rapporter")
    answer = await officer.submit(page.link("Romfart"), action=page.link("Romfart"), betydning="HELSE")
    assert answer.response.headers["location"] == "/sak/rapporter?lest=1"
    await read_all(session, reporter.id, now=now)
    assert await counted(session) == 1


async def test_somebody_elses_receipt_is_not_there(
    agency: Browser, session: Session, signed_in: SignIn
) -> None:
    where = (await sent(agency, csv_of(rows(1)))).response.headers["location"]
    other = await a_body(session, name="Granåsen kommune")
    stranger = await signed_in(
        await a_booker(session, other.organisation_id, None, role=Role.BODY_ADMINISTRATOR)
    )
    await session.commit()
    for path in (where, f"{where}/feil.csv", f"{where}/feil.xlsx"):
        await stranger.get(path, status=404)
    assert (await stranger.client.get(f"/del{where}")).status_code == 404


async def test_an_old_receipt_is_not_sent_again_and_again(
    agency: Browser, reporter: Reporter, session: Session, now: datetime
) -> None:
    where = (await sent(agency, csv_of(rows(1)))).response.headers["location"]
    await read_all(session, reporter.id, now=now - timedelta(minutes=5))
    await session.commit()
    assert (await agency.client.get(f"/del{where}")).status_code == 204


async def test_the_templates_are_files(agency: Browser) -> None:
    plain = await agency.client.get("/rapport/mal.csv")
    assert plain.content.decode("utf-8-sig").startswith("referanse;dato;")
    book = await agency.client.get("/rapport/mal.xlsx")
    for content in (plain.content, book.content):  # the example is a row without mistakes
        read = read_file(content)
        assert ([each[0] for each in read.rows], read.refused) == (["A-100234"], 0)


def test_every_code_has_words() -> None:
    assert set(LABELS["report_finding"]) == set(SEVERITIES)
    assert set(LABELS["report_refused"]) == set(FILE_REFUSED)


async def test_a_form_without_proof_is_refused(agency: Browser) -> None:
    answer: httpx2.Response = await agency.client.post("/rapport", files={"fil": ("a.csv", b"x", "text/csv")})
    assert answer.status_code == 403

"""The statistics pages, files and API over HTTP, on a small published year."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import httpx2
import pytest
import pytest_asyncio

from tests.booking.statistics.facts import Fact, Unmet, record, record_unmet
from tests.booking.statistics.test_publication import a_year, release
from tests.builders.bodies import a_body, an_officer
from tests.fixtures.page import Browser
from tests.fixtures.people import SignIn
from tests.tolkeregister.core.statistics.attack import lines_of_csv, lines_of_jsonstat, pinned_down
from tolkeregister.core.database import Session
from web.pages.statistics.words import change_sentence, share_sentence

NOVEMBER = datetime(2026, 11, 21, 11, tzinfo=UTC)
PAGES = (
    "/statistikk", "/statistikk?aar=2026&periode=2026-1", "/statistikk/sprak/ar", "/statistikk/sektor/HELSE",
    "/statistikk/fylke/46", "/statistikk/om-tallene", "/statistikk/last-ned",
)  # fmt: skip
NOT_THERE = (
    "/statistikk/sprak/zz", "/statistikk/sprak/total", "/statistikk/kommune/0301", "/statistikk?aar=1999",
    "/statistikk?periode=2026-2", "/statistikk/fil/sprak_1999.csv", "/statistikk/fil/sprak_2026.xlsx",
)  # fmt: skip
TABLES = ("sprak", "sprak_kategori", "sektor", "fylke", "metode", "bestilt", "kilde", "grunn")


@pytest_asyncio.fixture
async def published(session: Session) -> None:
    """A release through October 2026."""
    await record(session, *a_year())
    await record_unmet(session, Unmet(date(2026, 3, 3), times=40))
    await release(session, NOVEMBER)


async def test_before_the_first_release_the_page_says_so(page: Browser) -> None:
    assert "Ingen tall er publisert ennå" in (await page.get("/statistikk")).text
    assert "Ingen tall er publisert ennå" in (await page.get("/statistikk/last-ned")).text


@pytest.mark.usefixtures("published")
async def test_the_finding_is_the_heading_and_is_true(page: Browser) -> None:
    text = (await page.get("/statistikk")).text
    assert "Mer enn fem av ti oppdrag har kvalifisert tolk" not in text
    assert "56,7 %" in text  # 144 of 254
    assert "Nesten seks av ti oppdrag har kvalifisert tolk" in text


@pytest.mark.usefixtures("published")
async def test_coverage_stands_beside_the_headline_and_says_when_it_is_low(page: Browser) -> None:
    """B1. 254 of the 1.3 million of a year is nothing, and the page says so in words."""
    for path in ("/statistikk", "/statistikk/sprak/ar", "/del/andel-naa"):
        text = (await page.get(path)).text if path != "/del/andel-naa" else (await page.client.get(path)).text
        assert "Dekning:" in text
        assert "Lav dekning: andelen kan være en annen for oppdragene vi ikke har tall for." in text
        assert "Tolkemonitor SPRÅK" in text


@pytest.mark.usefixtures("published")
async def test_sources_grounds_and_unmet_need_are_on_the_page(page: Browser) -> None:
    text = (await page.get("/statistikk")).text
    for said in (
        "Hvem som skaffet tolken", "Kommunal tolketjeneste", "Fra før tjenesten", "Hvorfor tolken ikke var kvalifisert",
        "Grunnen er ikke oppgitt", "Bestilt, men ikke utført", "Ingen tolk funnet",
    ):  # fmt: skip
        assert said in text
    file = (await page.client.get("/statistikk/fil/ikke_utfort_2026.maskin.csv")).text
    assert "2026-1,1. halvår 2026,ar,arabisk,udekket,Ingen tolk funnet,40," in file


@pytest.mark.usefixtures("published")
async def test_every_page_holds_what_pages_promise_in_every_form(page: Browser) -> None:
    for path in PAGES:
        for form in ("", "/nn", "/en"):
            await page.get(form + path)


@pytest.mark.usefixtures("published")
async def test_a_hidden_number_is_a_dash_with_an_explanation(page: Browser) -> None:
    text = (await page.get("/statistikk/sprak/vi")).text
    assert "–" in text
    assert "Vises ikke" in text
    assert "Vi viser ikke tall fra 1 til 4" in text


@pytest.mark.usefixtures("published")
async def test_an_unknown_address_is_not_found(page: Browser) -> None:
    for path in NOT_THERE:
        await page.get(path, status=404)


@pytest.mark.usefixtures("published")
async def test_choosing_a_county_leads_to_its_page(page: Browser) -> None:
    answer = await page.get("/nn/statistikk?gjelder=fylke/46", status=303)
    assert answer.response.headers["location"] == "/nn/statistikk/fylke/46"


@pytest.mark.usefixtures("published")
async def test_a_choice_cannot_lead_to_another_site(page: Browser) -> None:
    await page.get("/statistikk?gjelder=//evil.example/x", status=200)


@pytest.mark.usefixtures("published")
async def test_the_files_of_the_pages_give_nothing_hidden_back(client: httpx2.AsyncClient) -> None:
    """Decision 13, from what is downloaded: CSV and JSON-stat of every table."""
    files = [(await client.get(f"/statistikk/fil/{kind}_2026.maskin.csv")).content for kind in TABLES]
    assert pinned_down([lines_of_csv(file) for file in files]) == []
    sets = [(await client.get(f"/api/v1/statistikk/andel?tabell={kind}_2026")).content for kind in TABLES]
    assert pinned_down([lines_of_jsonstat(file) for file in sets]) == []


@pytest.mark.usefixtures("published")
async def test_excel_gets_its_dialect_and_a_name_that_says_what_it_is(client: httpx2.AsyncClient) -> None:
    answer = await client.get("/statistikk/fil/metode_2026.csv")
    assert answer.content.startswith(b"\xef\xbb\xbfperiode;")
    assert 'filename="tolkeoppdrag_metode_2026_2026-10.csv"' in answer.headers["content-disposition"]


@pytest.mark.usefixtures("published")
async def test_the_api_gives_json_stat_and_can_be_asked_again_for_nothing(client: httpx2.AsyncClient) -> None:
    answer = await client.get("/api/v1/statistikk/andel")
    dataset = json.loads(answer.content)
    assert (dataset["version"], dataset["class"]) == ("2.0", "dataset")
    assert dataset["extension"]["tabell"] == "aar"
    again = await client.get("/api/v1/statistikk/andel", headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.usefixtures("published")
async def test_a_release_can_be_fetched_by_number_and_is_the_same(client: httpx2.AsyncClient) -> None:
    config = (await client.get("/api/v1/statistikk/config")).json()
    table = next(each for each in config["tabeller"] if each["kode"] == "metode_2026")
    newest = await client.get(table["adresse"])
    frozen = await client.get(f"{table['adresse']}&utgave={table['utgave']}")
    assert newest.content == frozen.content
    assert (await client.get(f"{table['adresse']}&utgave=999999")).status_code == 404


async def test_the_api_says_in_problem_json_what_it_does_not_know(client: httpx2.AsyncClient) -> None:
    missing = await client.get("/api/v1/statistikk/andel?tabell=finnesikke")
    assert (missing.status_code, missing.headers["content-type"]) == (404, "application/problem+json")
    wrong = await client.get("/api/v1/statistikk/andel?format=xlsx")
    assert wrong.status_code == 422


async def test_the_own_page_asks_for_a_sign_in(client: httpx2.AsyncClient) -> None:
    answer = await client.get("/virksomhet/andel")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/logg-inn")


async def test_a_body_sees_its_own_numbers_whole(session: Session, signed_in: SignIn) -> None:
    body = await a_body(session)
    organisation, unit = body.organisation_id, body.unit_id
    await record(
        session,
        Fact(date(2026, 3, 3), category="B", times=18, organisation_id=organisation, unit_id=unit),
        Fact(date(2026, 4, 4), times=6, organisation_id=organisation, unit_id=unit),
        Fact(date(2026, 4, 4), times=3, language="so", organisation_id=organisation, unit_id=unit),
        Fact(date(2026, 4, 4), times=99),
    )
    browser = await signed_in(body.booker)
    shown = await browser.get("/virksomhet/andel")
    assert "66,7 %" in shown.text
    assert "18 av 27 oppdrag" in shown.text
    assert "Barneverntjenesten" in shown.text
    file = (await browser.client.get("/virksomhet/andel.csv")).content.decode("utf-8-sig").splitlines()
    assert "maaned;2026-04;0;9;" in file
    assert "sprak;so;0;3;" in file
    assert "enhet;Barneverntjenesten;18;27;" in file


async def test_the_own_meters_show_unit_and_body(session: Session, signed_in: SignIn) -> None:
    body = await a_body(session)
    browser = await signed_in(body.booker)
    text = (await browser.client.get("/del/andel-min")).text
    assert "Enheten deres" in text
    assert "Hele virksomheten" in text


async def test_an_officer_has_no_own_share(session: Session, signed_in: SignIn) -> None:
    browser = await signed_in(await an_officer(session))
    await browser.get("/virksomhet/andel", status=403)


@pytest.mark.parametrize(
    ("share", "said"),
    [
        ("100.0", "Alle oppdrag har kvalifisert tolk"),
        ("99.8", "Nesten alle oppdrag har kvalifisert tolk"),
        ("0.0", "Ingen oppdrag har kvalifisert tolk"),
        ("0.3", "Nesten ingen oppdrag har kvalifisert tolk"),
        ("70.0", "Sju av ti oppdrag har kvalifisert tolk"),
        ("68.1", "Mer enn to av tre oppdrag har kvalifisert tolk"),
    ],
)
def test_a_share_becomes_a_sentence(share: str, said: str) -> None:
    assert share_sentence(Decimal(share), "nb") == said


def test_a_change_is_told_as_it_is() -> None:
    down = [("2025", Decimal("68.5")), ("2026", Decimal("68.1"))]
    assert change_sentence(down, "nb") == "Andelen har gått ned med 0,4 prosentpoeng siden 2025."
    assert change_sentence([("2016", Decimal(30)), ("2026", Decimal(68))], "nb").startswith(
        "Andelen er mer enn doblet"
    )
    assert change_sentence([("2016", Decimal(34)), ("2026", Decimal(68))], "nb").startswith(
        "Andelen har økt med 34"
    )
    assert change_sentence(down[:1], "nb") == ""

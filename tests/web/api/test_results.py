"""/api/v1/resultater: results from an institution's system, by the same sign-in as reports."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

import httpx2
import pytest

from qualification.imports.work import read_upload
from tests.builders.answers import value
from tests.builders.rounds import a_round
from tests.fixtures.app import FixedClock
from tests.qualification.imports.files import NOW, a_person, an_institution, file_of, line, number_for
from tests.web.api.test_reports import provider_keys, token  # noqa: F401  (a fixture)
from tolkeregister.core.database import Session
from tolkeregister.core.settings import Settings

RESULTS = "/api/v1/resultater"


@pytest.fixture
async def bearer(session: Session, settings: Settings, clock: FixedClock) -> Mapping[str, str]:
    clock.at = NOW
    await a_round(session)
    actor = await an_institution(session)
    orgnr = await value(session, "SELECT orgnr FROM organisation WHERE id = :id", id=actor.organisation_id)
    await session.commit()
    return {"authorization": f"Bearer {token(settings, NOW, str(orgnr), scope='tolkeregister:resultat')}"}


async def test_results_are_sent_followed_and_mended(
    client: httpx2.AsyncClient, session: Session, bearer: Mapping[str, str]
) -> None:
    content = file_of(line(), line(number="K2", national_id="", taken="32.10.2026"))
    sent = await client.post(f"{RESULTS}?filnavn=var.csv", content=content, headers=bearer)
    assert sent.status_code == 202
    told = sent.json()
    assert (told["ny"], sent.headers["location"]) == (True, told["adresse"])
    assert (await client.get(told["adresse"], headers=bearer)).json()["tilstand"] == "mottatt"
    await read_upload(session, told["fil"], now=NOW)
    await session.commit()
    done = (await client.get(told["adresse"], headers=bearer)).json()
    assert (done["tilstand"], done["rader"], done["nye"], done["avvist"]) == ("ferdig", 2, 1, 1)
    wrong = (await client.get(f"{told['adresse']}/feil", headers=bearer)).json()
    [error] = wrong["feil"]
    assert (error["linje"], error["kolonne"], error["kode"]) == (3, "dato", "date_unreadable")
    again = await client.post(RESULTS, content=content, headers=bearer)
    assert (again.json()["fil"], again.json()["ny"]) == (told["fil"], False)


ROW = {
    "kandidatnummer": "K1", "fodselsnummer": number_for(), "fornavn": "Samira", "etternavn": "Haddad",
    "fodselsdato": "1988-03-14", "prove": "tospråktest", "sprak": "somali", "runde": "2026-2", "resultat": "bestått",
    "dato": "2026-10-09", "sensurdato": None, "prosent": 81.5,
}  # fmt: skip


async def test_rows_as_json_are_the_same_upload_read_by_the_same_rules(
    client: httpx2.AsyncClient, session: Session, bearer: Mapping[str, str]
) -> None:
    person = await a_person(session)
    await session.commit()
    rows = {"rader": [ROW, {**ROW, "kandidatnummer": "K2", "dato": "2026-02-31"}]}
    told = (await client.post(RESULTS, json=rows, headers=bearer)).json()
    again = (await client.post(RESULTS, json=rows, headers=bearer)).json()
    assert again == {**told, "ny": False}
    await read_upload(session, told["fil"], now=NOW)
    await session.commit()
    done = (await client.get(told["adresse"], headers=bearer)).json()
    assert (done["rader"], done["nye"], done["avvist"], done["gjenkjente"]) == (2, 1, 1, 1)
    [error] = (await client.get(f"{told['adresse']}/feil", headers=bearer)).json()["feil"]
    assert (error["linje"], error["kolonne"], error["kode"]) == (3, "dato", "date_unreadable"), (
        "row 2 is line 3"
    )
    assert await value(session, "SELECT score FROM test_result") == Decimal("81.5")
    assert await value(session, "SELECT person_id FROM candidate") == person


async def test_rows_that_are_none_are_told_of_one_by_one_and_nothing_is_kept(
    client: httpx2.AsyncClient, session: Session, bearer: Mapping[str, str]
) -> None:
    rows = [ROW, "K2", {**ROW, "resultat": {"karakter": "A"}}, {**ROW, "prosent": True}]
    answer = await client.post(RESULTS, json={"rader": rows}, headers=bearer)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["errors"] == [
        {"code": "row_unreadable", "row": "2", "field": "rader"},
        {"code": "row_unreadable", "row": "3", "field": "resultat"},
        {"code": "row_unreadable", "row": "4", "field": "prosent"},
    ]
    assert await value(session, "SELECT count(*) FROM result_upload") == 0
    for wrong, code in (("{", "rows_unreadable"), ('{"rader": []}', "file_empty")):
        headers = {**bearer, "content-type": "application/json"}
        refused = await client.post(RESULTS, content=wrong, headers=headers)
        assert (refused.status_code, refused.json()["code"]) == (422, code)


async def test_a_token_for_reports_sends_no_results(
    client: httpx2.AsyncClient, session: Session, settings: Settings, bearer: Mapping[str, str]
) -> None:
    orgnr = str(await value(session, "SELECT orgnr FROM organisation WHERE kind = 'institution' LIMIT 1"))
    now: datetime = NOW
    reports = {"authorization": f"Bearer {token(settings, now, orgnr)}"}
    assert (await client.post(RESULTS, content=file_of(line()), headers=reports)).status_code == 401
    assert (await client.post("/api/v1/rapporter", content=b"x", headers=bearer)).status_code == 401
    assert (await client.post(RESULTS, content=b"", headers=bearer)).status_code == 422

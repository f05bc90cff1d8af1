"""/api/v1: the register for machines."""

import httpx2
import pytest

from tests.builders.bodies import a_body
from tests.builders.interpreters import an_entry, an_interpreter
from tests.fixtures.people import SignIn
from tests.web.pages.public.test_standing import revoked_late
from tolkeregister.core.database import Session
from tolkeregister.core.rules.sort_key import sort_key

SEARCH = "/api/v1/tolker"


async def test_a_search_answers_best_first_with_facets(client: httpx2.AsyncClient, session: Session) -> None:
    for category in "CAB":
        await an_interpreter(session, category=category, hours=True)
    answer = await client.get(
        SEARCH, params={"sprak": "ar", "dato": "2026-11-26", "fra": "10:00", "metode": "skjerm"}
    )
    body = answer.json()
    assert body["antall"] == 3
    assert [each["kategori"] for each in body["tolker"]] == ["A", "B", "C"]
    assert {each["ledighet"] for each in body["tolker"]} == {"ledig"}
    assert body["fasetter"]["kategori"] == {"A": 1, "B": 1, "C": 1}
    assert body["fasetter"]["kjonn"] == {"kvinne": 3}
    assert body["neste"] is None


async def test_the_same_answer_is_not_sent_twice(client: httpx2.AsyncClient, session: Session) -> None:
    await an_interpreter(session, number="10427")
    for path in (f"{SEARCH}?sprak=ar", f"{SEARCH}/10427", "/api/v1/sprak"):
        first = await client.get(path)
        again = await client.get(path, headers={"if-none-match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        await an_interpreter(session)
    changed = await client.get(f"{SEARCH}?sprak=ar", headers={"if-none-match": '"another"'})
    assert changed.status_code == 200


async def test_any_site_may_read_any_answer(client: httpx2.AsyncClient) -> None:
    for path in (SEARCH, f"{SEARCH}/1", f"{SEARCH}?foo=1", "/api/v1/sprak"):
        answer = await client.get(path, headers={"origin": "https://example.org"})
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in answer.headers


async def test_every_wrong_parameter_is_named(client: httpx2.AsyncClient) -> None:
    answer = await client.get(
        SEARCH
        + "?sprak=kurdisk&type=video&kategori=F&kjonn=x&fylke=99&metode=y&tema=z&dato=i+dag&fra=25&varighet=1"
        "&side=0&avstand=-1&klarering=ja&foo=1&navn=a&navn=b"
    )
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert {each["parameter"] for each in problem["errors"]} == {
        "sprak", "type", "kategori", "kjonn", "fylke", "metode", "tema", "dato", "fra", "varighet", "side", "avstand",
        "klarering", "foo", "navn",
    }  # fmt: skip
    assert all(each["code"] and each["detail"] for each in problem["errors"])


async def test_the_next_part_has_an_address(client: httpx2.AsyncClient, session: Session) -> None:
    for _ in range(11):
        await an_interpreter(session)
    first = (await client.get(SEARCH, params={"sprak": "ar"})).json()
    second = (await client.get(first["neste"])).json()
    numbers = [each["nummer"] for each in (*first["tolker"], *second["tolker"])]
    assert len(numbers) == len(set(numbers)) == 11
    assert second["neste"] is None


async def test_a_number_that_is_not_listed_is_one_problem_whatever_its_history(
    client: httpx2.AsyncClient, session: Session
) -> None:
    late = await revoked_late(session)
    answers = [(await client.get(f"{SEARCH}/{number}")).json() for number in (late.number, "99999")]
    assert {each.pop("request_id") for each in answers}
    assert answers[0] == answers[1]
    assert answers[0]["status"] == 404


async def test_another_day_is_answered_to_the_signed_in_only(
    client: httpx2.AsyncClient, session: Session, signed_in: SignIn
) -> None:
    """Decision 17."""
    late = await revoked_late(session)
    path = f"{SEARCH}/{late.number}"
    for number in (late.number, "99999"):
        assert (await client.get(f"{SEARCH}/{number}?gjelder=2021-06-01")).status_code == 403
    body = (await signed_in((await a_body(session)).booker)).client
    said = (await body.get(path, params={"gjelder": "2021-06-01"})).json()
    assert said["oppforinger"] == [{"sprak": "prs", "type": "tale", "kategori": "C"}]
    known = (await body.get(path, params={"gjelder": "2021-06-01", "kjent": "2022-02-15"})).json()
    assert known["oppforinger"] == []
    assert (await body.get(path, params={"gjelder": "2030-01-01"})).status_code == 422
    assert (await body.get(path, params={"kjent": "2021-01-01"})).status_code == 422


# The allow-list of fields per role (failure mode 20): a new field is a decision, made here.
OPPFORING = {"sprak", "type", "kategori"}
ONE = {
    "nummer", "navn", "kjonn", "fylke", "oppforinger", "metoder", "temaer", "tilgjengelighet", "i_registeret_siden",
    "aktiv", "bekreftet", "kontakt",
    "kontrollert",
}  # fmt: skip
IN_SEARCH = ONE - {"i_registeret_siden", "kontrollert", "aktiv", "bekreftet", "kontakt"} | {
    "kategori",
    "ledighet",
    "avstand_km",
}


@pytest.mark.parametrize("role", ["public", "body"])
async def test_each_role_sees_these_fields_and_no_others(
    client: httpx2.AsyncClient, session: Session, signed_in: SignIn, role: str
) -> None:
    found = await an_interpreter(session, clearance=True)
    await an_entry(session, found.id, language="fr")
    asker = client if role == "public" else (await signed_in((await a_body(session)).booker)).client
    search = (await asker.get(SEARCH, params={"sprak": "ar"})).json()
    assert set(search) == {"antall", "antall_opptatt", "tolker", "fasetter", "neste"}
    assert set(search["tolker"][0]) == IN_SEARCH
    one = (await asker.get(f"{SEARCH}/{found.number}")).json()
    assert set(one) == ONE
    assert all(set(each) == OPPFORING for each in one["oppforinger"])


async def test_languages_are_listed_in_norwegian_order_with_how_many_there_are(
    client: httpx2.AsyncClient, session: Session
) -> None:
    await an_interpreter(session, language="ti")
    body = (await client.get("/api/v1/sprak")).json()
    codes = [each["kode"] for each in body["sprak"]]
    assert body["antall"] == len(codes) == len(set(codes))
    names = [each["navn"] for each in body["sprak"]]
    assert names == sorted(names, key=sort_key)
    assert {"ckb", "kmr", "prs", "fa", "nsl"} <= set(codes)
    assert "ku" not in codes
    assert next(each["tolker"] for each in body["sprak"] if each["kode"] == "ti") == 1

"""The API for systems: many numbers at once with signed answers, changes by cursor, and every key there has been."""

import json
from datetime import datetime, timedelta

import httpx2
import pytest
from joserfc import jws
from joserfc.jwk import OKPKey

from tests.builders.bodies import a_body
from tests.builders.interpreters import an_interpreter
from tests.fixtures.people import SignIn
from tolkeregister.core.database import Session
from tolkeregister.entries.commands import CategorySpan, set_category
from tolkeregister.feed.publishing import publish_changes

CHECK, CHANGES = "/api/v1/kontroll", "/api/v1/endringer"


def asking(*numbers: str, **more: str) -> dict[str, object]:
    return {"numre": [{"nummer": each, **more} for each in numbers]}


async def test_many_numbers_are_answered_in_order_dated_and_signed(
    client: httpx2.AsyncClient, session: Session, now: datetime
) -> None:
    listed = await an_interpreter(session, category="B")
    gone = await an_interpreter(session, listed_to=now - timedelta(days=1))
    answer = await client.post(CHECK, json=asking("99999", listed.number, gone.number))
    assert answer.status_code == 200
    said = answer.json()
    assert datetime.fromisoformat(said["kontrollert"]) == now
    never, valid, removed = said["svar"]
    assert valid == {"nummer": listed.number, "dato": None, "gyldig": True,
                     "oppforinger": [{"sprak": "ar", "type": "tale", "kategori": "B"}]}  # fmt: skip
    assert {**never, "nummer": ""} == {**removed, "nummer": ""}
    keys = (await client.get("/.well-known/tolkebevis.json")).json()["keys"]
    found = jws.deserialize_compact(said["jws"], OKPKey.import_key(keys[0]), algorithms=["Ed25519"])
    signed = json.loads(found.payload)
    assert signed["svar"] == said["svar"]
    assert found.headers()["typ"] == "svar"


async def test_a_day_is_answered_for_those_who_must_document_it(
    client: httpx2.AsyncClient, session: Session, signed_in: SignIn, now: datetime
) -> None:
    """Decision 17: to others it would tell removed from never issued."""
    gone = await an_interpreter(session, listed_to=now - timedelta(days=10))
    question = asking(gone.number, dato=(now - timedelta(days=20)).date().isoformat())
    assert (await client.post(CHECK, json=question)).status_code == 403
    booker = await signed_in((await a_body(session)).booker)
    answer = await booker.client.post(CHECK, json=question)
    assert answer.json()["svar"][0]["gyldig"] is True
    future = asking(gone.number, dato=(now + timedelta(days=2)).date().isoformat())
    assert (await booker.client.post(CHECK, json=future)).status_code == 422


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{}", 400), (b"[]", 400), (b"nonsense", 400), (b'{"numre": [{"nummer": 1}]}', 400),
        (b'{"numre": []}', 422), (b'{"numre": [{"nummer": ""}]}', 422),
        (b'{"numre": [' + b",".join([b'{"nummer": "1"}'] * 1001) + b"]}", 422),
    ],
)  # fmt: skip
async def test_a_question_that_cannot_be_answered_is_a_problem(
    client: httpx2.AsyncClient, body: bytes, status: int
) -> None:
    answer = await client.post(CHECK, content=body, headers={"content-type": "application/json"})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


async def test_asking_too_often_is_refused_with_a_time(client: httpx2.AsyncClient) -> None:
    """Numbers are not guessed by the thousand."""
    answers = [await client.post(CHECK, json=asking("1")) for _ in range(31)]
    assert [each.status_code for each in answers[-2:]] == [200, 429]
    assert int(answers[-1].headers["retry-after"]) > 0


async def test_changes_are_read_by_cursor_and_repeat_safely(
    client: httpx2.AsyncClient, session: Session, now: datetime
) -> None:
    one = await an_interpreter(session, category="C")
    await an_interpreter(session, category="D")
    await publish_changes(session, now=now)
    await session.commit()
    first = (await client.get(CHANGES, params={"antall": "1"})).json()
    assert (len(first["endringer"]), first["flere"]) == (1, True)
    rest = (await client.get(CHANGES, params={"fra": first["neste"]})).json()
    assert (rest["neste"], rest["flere"]) == ("2", False)
    await set_category(session, one.entry_id, [CategorySpan("B", now, None, "t")], now=now)
    await publish_changes(session, now=now)
    await session.commit()
    once, twice = [await client.get(CHANGES, params={"fra": "2"}) for _ in range(2)]
    assert once.json() == twice.json()
    assert once.json()["endringer"][0] == {
        "lopenummer": 3, "sekvens": 2, "nummer": one.number, "sprak": "ar", "type": "tale", "gyldig": True,
        "kategori": "B", "gyldig_til": None,
    }  # fmt: skip
    same = await client.get(CHANGES, params={"fra": "2"}, headers={"if-none-match": once.headers["etag"]})
    assert same.status_code == 304


@pytest.mark.parametrize(
    "query", [{"fra": "x"}, {"fra": "99"}, {"antall": "0"}, {"antall": "1001"}, {"side": "2"}]
)
async def test_a_wrong_parameter_is_told(client: httpx2.AsyncClient, query: dict[str, str]) -> None:
    assert (await client.get(CHANGES, params=query)).status_code == 422

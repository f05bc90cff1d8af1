"""/api/v1/rapporter: a report from a system, and what it may and may not do with its token."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import httpx2
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from tests.booking.reports.files import Reporter, a_reporter, counted, csv_of, read_all, row, rows
from tests.builders.answers import value
from tolkeregister.core.database import Session
from tolkeregister.core.settings import Settings
from web.security.provider_metadata import ProviderMetadata
from web.view.labels import LABELS

REPORTS = "/api/v1/rapporter"
KEY = RSAKey.generate_key(2048, {"use": "sig", "alg": "RS256", "kid": "k1"}, private=True)


@pytest.fixture(autouse=True)
def provider_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    async def keys(_: ProviderMetadata, *, now: datetime, fresh: bool = False) -> KeySet:
        return KeySet([KEY])

    monkeypatch.setattr(ProviderMetadata, "keys", keys)


@pytest.fixture
async def reporter(session: Session) -> Reporter:
    made = await a_reporter(session)
    await session.commit()
    return made


async def orgnr_of(session: Session, reporter: Reporter) -> str:
    return str(await value(session, "SELECT orgnr FROM organisation WHERE id = :id", id=reporter.id))


def token(settings: Settings, now: datetime, orgnr: str, **other: Any) -> str:
    claims = {
        "iss": settings.oidc_issuer, "aud": f"{settings.base_url}/api", "scope": "tolkeregister:rapport",
        "iat": int(now.timestamp()), "exp": int((now + timedelta(minutes=2)).timestamp()),
        "consumer": {"authority": "iso6523-actorid-upis", "ID": f"0192:{orgnr}"}, **other,
    }  # fmt: skip
    return jwt.encode({"alg": "RS256", "kid": "k1", "typ": "at+jwt"}, claims, KEY)


@pytest.fixture
async def bearer(
    session: Session, reporter: Reporter, settings: Settings, now: datetime
) -> Mapping[str, str]:
    return {"authorization": f"Bearer {token(settings, now, await orgnr_of(session, reporter))}"}


async def test_a_report_is_sent_followed_and_mended(
    client: httpx2.AsyncClient, session: Session, reporter: Reporter, bearer: Mapping[str, str], now: datetime
) -> None:
    content = csv_of([*rows(2), row(referanse="A-3", metode="faks")])
    sent = await client.post(f"{REPORTS}?filnavn=okt.csv", content=content, headers=bearer)
    assert sent.status_code == 202
    told = sent.json()
    assert (told["ny"], sent.headers["location"]) == (True, told["adresse"])
    state = (await client.get(told["adresse"], headers=bearer)).json()
    assert (state["tilstand"], state["fil"]) == ("mottatt", "okt.csv")
    await read_all(session, reporter.id, now=now)
    await session.commit()
    done = (await client.get(told["adresse"], headers=bearer)).json()
    assert (done["tilstand"], done["rader"], done["nye"], done["avvist"]) == ("ferdig", 3, 2, 1)
    wrong = (await client.get(f"{told['adresse']}/feil", headers=bearer)).json()
    [error] = [each for each in wrong["feil"] if each["alvorlighet"] == "feil"]
    assert error == {
        "linje": 4, "kolonne": "metode", "kode": "mode_unknown", "alvorlighet": "feil", "innhold": "faks",
        "forklaring": LABELS["report_finding"]["mode_unknown"],
    }  # fmt: skip
    assert b"mode_unknown" in (await client.get(wrong["alle"], headers=bearer)).content
    again = await client.post(REPORTS, content=content, headers=bearer)
    assert again.json() == {**told, "ny": False}


async def test_rows_as_json_are_read_by_the_same_rules(
    client: httpx2.AsyncClient, session: Session, reporter: Reporter, bearer: Mapping[str, str], now: datetime
) -> None:
    headers = {**bearer, "content-type": "application/json; charset=utf-8"}
    sent = await client.post(REPORTS, content=json.dumps({"rader": rows(3)}), headers=headers)
    assert sent.status_code == 202
    await read_all(session, reporter.id, now=now)
    assert await counted(session) == 3
    for wrong, code in (
        ("{", "rows_unreadable"),
        ('{"rader": 1}', "rows_unreadable"),
        ('{"rader": []}', "file_empty"),
    ):
        answer = await client.post(REPORTS, content=wrong, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (422, code)


@pytest.mark.parametrize(
    "other",
    [
        {"scope": "noe:annet"}, {"aud": "https://example.org"}, {"iss": "https://example.org"}, {"exp": 1},
        {"consumer": None}, {"consumer": {"authority": "iso6523-actorid-upis", "ID": "0192:000000000"}},
        {"consumer": {"authority": "annet", "ID": "0192:300000001"}},
    ],
)  # fmt: skip
async def test_a_token_that_is_not_for_this_is_refused(
    client: httpx2.AsyncClient, session: Session, reporter: Reporter, settings: Settings, now: datetime,
    other: Mapping[str, Any],
) -> None:  # fmt: skip
    made = token(settings, now, await orgnr_of(session, reporter), **other)
    answer = await client.post(REPORTS, content=b"x", headers={"authorization": f"Bearer {made}"})
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize("headers", [{}, {"authorization": "Bearer x.y.z"}, {"authorization": "Basic eDp5"}])
async def test_without_a_token_nothing_is_taken_or_told(
    client: httpx2.AsyncClient, headers: Mapping[str, str]
) -> None:
    for answer in (
        await client.post(REPORTS, content=b"x", headers=headers),
        await client.get(f"{REPORTS}/1", headers=headers),
    ):
        assert answer.status_code == 401


async def test_another_organisations_report_is_not_there(
    client: httpx2.AsyncClient, session: Session, bearer: Mapping[str, str], settings: Settings, now: datetime
) -> None:
    where = (await client.post(REPORTS, content=csv_of(rows(1)), headers=bearer)).json()["adresse"]
    other = await a_reporter(session, name="Tolkesentralen AS")
    await session.commit()
    theirs = {"authorization": f"Bearer {token(settings, now, await orgnr_of(session, other))}"}
    for rest in ("", "/feil", "/feil.csv"):
        assert (await client.get(where + rest, headers=theirs)).status_code == 404


async def test_a_file_is_never_larger_than_it_may_be(
    client: httpx2.AsyncClient, bearer: Mapping[str, str]
) -> None:
    async def endless() -> Any:
        for _ in range(12):
            yield b"x" * 1024 * 1024

    headers = {**bearer, "content-type": "application/json"}
    answer = await client.post(REPORTS, content=endless(), headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (422, "file_too_large")

"""Every way in which a sign-in is tampered with, and that it then comes to nothing."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey
from litestar import Litestar
from sqlalchemy import text

from tests.fixtures.app import FixedClock
from tests.fixtures.provider import SignInProvider
from tests.web.security.browser import Browser, query_of
from tests.web.security.people import (
    BOOKER,
    INTERPRETER,
    WEAK,
    a_known_booker,
    a_person_in_the_register,
)
from tolkeregister.core.actor import Door
from tolkeregister.core.database import Database
from web.security.claims import SignInRefused
from web.security.oidc import RelyingParty, challenge, new_secrets

CLIENT_SECRETS = ("state", "nonce", "code_challenge", "acr_values", "redirect_uri", "scope")


async def the_way_back(browser: Browser, provider: SignInProvider, database: Database) -> str:
    """A sign-in up to the provider's redirect to us."""
    await a_known_booker(database)
    return await browser.choose(await browser.begin("virksomhet"), provider.sub(Door.PUBLIC_BODY, BOOKER))


async def refused(browser: Browser, address: str) -> None:
    """The answer says that it failed, not why, and nobody is signed in."""
    answer = await browser.come_back(address)
    assert answer.status_code == 403
    assert "Innloggingen mislyktes" in answer.text
    assert "okt=" not in answer.headers.get("set-cookie", "")
    assert (await browser.who())["account"] is None


@pytest.mark.parametrize("state", ["", "en-annen", "%00"])
async def test_a_wrong_state(
    browser: Browser, provider: SignInProvider, database: Database, state: str
) -> None:
    back = query_of(await the_way_back(browser, provider, database))
    await refused(browser, f"/logg-inn/virksomhet/svar?{urlencode({**back, 'state': state})}")


async def test_a_state_used_before(browser: Browser, provider: SignInProvider, database: Database) -> None:
    back = await the_way_back(browser, provider, database)
    assert (await browser.come_back(back)).status_code == 303
    await browser.post("/logg-ut")
    await refused(browser, back)


async def test_a_state_is_used_up_by_a_failed_answer(
    browser: Browser, provider: SignInProvider, database: Database
) -> None:
    back = await the_way_back(browser, provider, database)
    await refused(browser, f"/logg-inn/virksomhet/svar?{urlencode({**query_of(back), 'code': 'gjettet'})}")
    await refused(browser, back)


async def test_a_state_older_than_ten_minutes(
    browser: Browser, provider: SignInProvider, database: Database, real_clock: FixedClock
) -> None:
    back = await the_way_back(browser, provider, database)
    real_clock.forward(timedelta(minutes=10))
    await refused(browser, back)


@pytest.mark.parametrize("issuer", [None, "", "http://localhost:1", "https://innlogging.example"])
async def test_a_wrong_issuer(
    browser: Browser, provider: SignInProvider, database: Database, issuer: str | None
) -> None:
    back = query_of(await the_way_back(browser, provider, database))
    assert back["iss"] == provider.settings.oidc_issuer
    told = {name: value for name, value in {**back, "iss": issuer}.items() if value is not None}
    await refused(browser, f"/logg-inn/virksomhet/svar?{urlencode(told)}")


async def test_a_wrong_nonce(browser: Browser, provider: SignInProvider, database: Database) -> None:
    back = await the_way_back(browser, provider, database)
    async with database.writing() as session:
        await session.execute(text("UPDATE sign_in_attempt SET nonce = 'en annen'"))
    await refused(browser, back)


async def test_a_wrong_code_verifier(browser: Browser, provider: SignInProvider, database: Database) -> None:
    back = await the_way_back(browser, provider, database)
    async with database.writing() as session:
        await session.execute(text("UPDATE sign_in_attempt SET code_verifier = repeat('x', 64)"))
    await refused(browser, back)


async def test_an_answer_for_another_door(
    browser: Browser, provider: SignInProvider, database: Database
) -> None:
    back = await the_way_back(browser, provider, database)
    await refused(browser, back.replace("/logg-inn/virksomhet/", "/logg-inn/tolk/"))


async def test_an_answer_in_another_browser_signs_nobody_in(
    browser: Browser, other_browser: Browser, provider: SignInProvider, database: Database
) -> None:
    """Login CSRF: an attacker's own, unused answer must not sign a victim in as the attacker."""
    back = await the_way_back(browser, provider, database)
    await refused(other_browser, back)
    await other_browser.begin("virksomhet")
    await refused(other_browser, back)
    assert (await browser.come_back(back)).status_code == 303, "the victim's attempt must not use up ours"


async def test_a_too_weak_sign_in(browser: Browser, provider: SignInProvider, database: Database) -> None:
    await a_person_in_the_register(database, national_id=WEAK)
    back = await browser.choose(await browser.begin("tolk"), provider.sub(Door.INTERPRETER, WEAK))
    await refused(browser, back)


async def test_a_code_used_twice(browser: Browser, provider: SignInProvider, secured: Litestar) -> None:
    relying: RelyingParty = secured.state.relying_party
    attempt, now = new_secrets(), secured.state.clock()
    address = await relying.push(Door.INTERPRETER, attempt, now=now)
    back = query_of(await browser.choose(address, provider.sub(Door.INTERPRETER, INTERPRETER)))
    claims, _ = await relying.exchange(Door.INTERPRETER, back["code"], attempt, now=now)
    assert claims.subject == INTERPRETER
    with pytest.raises(SignInRefused, match="provider_refused"):
        await relying.exchange(Door.INTERPRETER, back["code"], attempt, now=now)


async def test_an_id_token_for_one_door_is_worth_nothing_at_another_or_later(
    browser: Browser, provider: SignInProvider, secured: Litestar
) -> None:
    relying: RelyingParty = secured.state.relying_party
    attempt, now = new_secrets(), secured.state.clock()
    address = await relying.push(Door.INTERPRETER, attempt, now=now)
    back = query_of(await browser.choose(address, provider.sub(Door.INTERPRETER, INTERPRETER)))
    _, token = await relying.exchange(Door.INTERPRETER, back["code"], attempt, now=now)
    with pytest.raises(SignInRefused, match="aud"):
        await relying.read_id_token(Door.PUBLIC_BODY, token, nonce=attempt.nonce, now=now)
    with pytest.raises(SignInRefused, match="exp"):
        await relying.read_id_token(
            Door.INTERPRETER, token, nonce=attempt.nonce, now=now + timedelta(minutes=3)
        )
    with pytest.raises(SignInRefused, match="logout"):
        await relying.read_logout_token(Door.INTERPRETER, token, now=now)


@pytest.mark.parametrize("alg", ["RS256", "HS256", "none"])
async def test_a_token_somebody_else_signed(secured: Litestar, provider: SignInProvider, alg: str) -> None:
    relying: RelyingParty = secured.state.relying_party
    now = secured.state.clock()
    claims = {"iss": relying.issuer, "aud": "tolk", "pid": INTERPRETER, "nonce": "n", "iat": int(now.timestamp()),
              "exp": int(now.timestamp()) + 60, "acr": "idporten-loa-high"}  # fmt: skip
    if alg == "RS256":
        forged = jwt.encode({"alg": alg}, claims, RSAKey.generate_key(2048))
    else:
        ours = jwt.encode({"alg": "RS256"}, claims, RSAKey.generate_key(2048))
        forged = f"{forged_header(alg)}.{ours.split('.')[1]}."
    with pytest.raises(SignInRefused, match="token_signature"):
        await relying.read_id_token(Door.INTERPRETER, forged, nonce="n", now=now)


def forged_header(alg: str) -> str:
    """A JOSE header that asks for another algorithm."""
    from base64 import urlsafe_b64encode

    return urlsafe_b64encode(f'{{"alg":"{alg}"}}'.encode()).rstrip(b"=").decode()


async def test_the_provider_refuses_a_request_that_was_not_pushed(
    browser: Browser, provider: SignInProvider, secured: Litestar
) -> None:
    relying: RelyingParty = secured.state.relying_party
    query = {
        "client_id": "tolk", "response_type": "code", "scope": "openid", "state": "s", "nonce": "n",
        "redirect_uri": relying.redirect_uri(Door.INTERPRETER), "code_challenge": challenge("x" * 43),
        "code_challenge_method": "S256",
    }  # fmt: skip
    answer = await browser.theirs.get(f"{relying.issuer}/auth?{urlencode(query)}")
    assert "error=invalid_request" in answer.headers["location"]
    assert "code=" not in answer.headers["location"]


async def test_the_browser_carries_only_a_reference_to_the_request(browser: Browser) -> None:
    query = query_of(await browser.begin("tolk"))
    assert set(query) == {"client_id", "request_uri"}


async def test_the_provider_refuses_a_wrong_machines_key(
    provider: SignInProvider, secured: Litestar, settings_of_another_machine: RelyingParty
) -> None:
    with pytest.raises(SignInRefused, match="provider_refused"):
        await settings_of_another_machine.push(Door.INTERPRETER, new_secrets(), now=secured.state.clock())


async def test_a_provider_that_is_down_is_told_as_that(
    browser: Browser, secured: Litestar, provider_that_is_down: RelyingParty
) -> None:
    secured.state.relying_party = provider_that_is_down
    answer = await browser.get("/logg-inn/tolk")
    assert answer.status_code == 503
    assert "Feilen er ikke hos deg" in answer.text


async def test_somebody_elses_discovery_document_is_not_believed(
    browser: Browser, secured: Litestar, provider_by_another_name: RelyingParty
) -> None:
    secured.state.relying_party = provider_by_another_name
    assert (await browser.get("/logg-inn/tolk")).status_code == 503

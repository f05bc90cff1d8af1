"""A sign-in from the first click to the session: begun in one browser, finished once, in the same browser."""

from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest

from sqlalchemy import text

from tolkeregister.core.actor import Door
from tolkeregister.core.database import Database, Session
from tolkeregister.people.commands import account_at_sign_in
from tolkeregister.people.queries import Hat, hats_of
from web.security.claims import Claims, SignInRefused
from web.security.limits import ATTEMPT_LIFE
from web.security.oidc import RelyingParty, Secrets, new_secrets
from web.security.sessions import SignedIn, open_session
from web.security.tokens import token_hash


@dataclass(frozen=True, slots=True)
class Answer:
    """What the provider sent the browser back with."""

    state: str
    code: str | None
    issuer: str | None
    error: str | None


@dataclass(frozen=True, slots=True)
class Finished:
    """A completed sign-in: the new session's cookie and where the person was going."""

    token: str
    return_to: str


async def begin(
    database: Database, provider: RelyingParty, door: Door, *, browser: str, return_to: str, now: datetime
) -> str:
    """Start a sign-in for the browser that holds the secret `browser`; returns the provider's address.

    Raises ProviderDown or SignInRefused.
    """
    made = new_secrets()
    address = await provider.push(door, made, now=now)
    async with database.writing() as session:
        await session.execute(
            text("INSERT INTO sign_in_attempt (state_hash, browser_hash, door, nonce, code_verifier, return_to,"
                 " created_at) VALUES (:state, :browser, :door, :nonce, :verifier, :return_to, :now)"),
            {"state": token_hash(made.state), "browser": token_hash(browser), "door": door.value,
             "nonce": made.nonce, "verifier": made.code_verifier, "return_to": return_to, "now": now},
        )  # fmt: skip
    return address


async def finish(
    database: Database, provider: RelyingParty, door: Door, answer: Answer, *,
    browser: str | None, former: str | None, now: datetime,
) -> Finished:  # fmt: skip
    """Check the provider's answer and open a session under a new id; the browser's former session ends.

    The attempt is used up, and that is committed, before anything else is looked at. Raises SignInRefused
    with the code of the first thing that was wrong, or ProviderDown.
    """
    attempt, return_to = await _take_attempt(database, door, answer.state, browser, now=now)
    if not compare_digest((answer.issuer or "").encode(), provider.issuer.encode()):
        raise SignInRefused("iss")
    if answer.error is not None or not answer.code:
        raise SignInRefused("cancelled" if answer.error == "access_denied" else "provider_refused")
    claims, id_token = await provider.exchange(door, answer.code, attempt, now=now)
    async with database.writing() as session:
        account_id, hat = await _who_may(session, door, claims, now=now)
        signed_in = SignedIn(account_id, door, hat.organisation_id, claims.provider_sid, id_token)
        token = await open_session(session, signed_in, replaces=former, now=now)
    return Finished(token, return_to)


async def _take_attempt(
    database: Database, door: Door, state: str, browser: str | None, *, now: datetime
) -> tuple[Secrets, str]:
    async with database.writing() as session:
        row = (await session.execute(
            text("DELETE FROM sign_in_attempt WHERE state_hash = :state AND browser_hash = :browser AND door = :door"
                 " AND created_at > :since RETURNING nonce, code_verifier, return_to"),
            {"state": token_hash(state), "browser": token_hash(browser or ""), "door": door.value,
             "since": now - ATTEMPT_LIFE},
        )).one_or_none()  # fmt: skip
    if row is None:
        raise SignInRefused("state")  # unknown, used, too old, begun at another door or in another browser
    return Secrets(state, row.nonce, row.code_verifier), row.return_to


async def _who_may(session: Session, door: Door, claims: Claims, *, now: datetime) -> tuple[int, Hat]:
    account = await account_at_sign_in(session, door, claims.subject, now=now)
    if account is None:
        raise SignInRefused("no_account")
    hats = await hats_of(session, account.account_id, door)
    if claims.orgnr is not None:  # chosen at the provider, as in Ansattporten
        hats = tuple(each for each in hats if each.orgnr == claims.orgnr)
    if not hats:
        raise SignInRefused("no_role")
    return account.account_id, hats[0]

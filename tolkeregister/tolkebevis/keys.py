"""The signing keys in the database: only their public halves. Made by the first who needs one, and by a job."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlmodel import col, select

from tolkeregister.core import audit
from tolkeregister.core.actor import SYSTEM, Actor, Role
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotAllowed
from tolkeregister.tolkebevis.models import SigningKey
from tolkeregister.tolkebevis.rules.keys import KeyPeriod, key_that_signs, next_key_from, published
from tolkeregister.tolkebevis.signing import public_jwk, public_x


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A key as staff and readers see it."""

    kid: str
    public_x: str
    made_at: datetime
    signs_from: datetime
    signs_until: datetime | None
    withdrawn_at: datetime | None
    is_published: bool
    signs_now: bool


_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtext('tolkebevis.keys'))")


async def signing_kid(session: Session, secret_key: str, *, now: datetime) -> str | None:
    """The id of the key that signs now, or None: then nothing can be signed until `ensure_key` has run.

    None also when the service's secret is another than the one the key was made of.
    """
    keys = await _all(session)
    found = key_that_signs(_usable(keys, secret_key), now)
    return found.kid if found else None


async def ensure_key(session: Session, secret_key: str, *, now: datetime) -> str:
    """The id of the key that signs now. Makes what is missing: the first key, or the next one a week ahead."""
    await session.execute(_ONE_AT_A_TIME)
    usable = _usable(await _all(session), secret_key)
    begins = next_key_from(usable, now)
    if begins is not None:
        await _make(session, secret_key, begins, now)
    found = await signing_kid(session, secret_key, now=now)
    assert found is not None
    return found


async def replace_key(
    session: Session, actor: Actor, secret_key: str, *, withdraw: bool, now: datetime
) -> str:
    """A new key signs from now on; returns its id.

    The former one stays published until what it signed has ended, or is withdrawn at once when somebody else may have
    it. Only administrators.
    """
    if not actor.has(Role.ADMINISTRATOR):
        raise NotAllowed(reason("role_missing"))
    await session.execute(_ONE_AT_A_TIME)
    if withdraw:
        for each in await _all(session):
            each.withdrawn_at = each.withdrawn_at or now
        await session.flush()
    kid = await _make(session, secret_key, now, now)
    audit.record(session, actor, "signing_key.replaced", "signing_key", kid, now=now, withdrawn=withdraw)
    return kid


async def public_keys(session: Session, *, now: datetime) -> list[dict[str, str]]:
    """The JWKS: every key that a statement still in force may be signed with, or soon will be."""
    keys = {each.kid: each for each in await _all(session)}
    return [
        public_jwk(each.kid, keys[each.kid].public_x) for each in published(map(_period, keys.values()), now)
    ]


async def known_keys(session: Session, *, now: datetime) -> tuple[KnownKey, ...]:
    """Every key there has been, newest first: an answer that was kept can be checked for ever."""
    keys = await _all(session)
    periods = [_period(each) for each in keys]
    shown = {each.kid for each in published(periods, now)}
    signs = key_that_signs(periods, now)
    return tuple(
        KnownKey(
            each.kid, each.public_x, each.made_at, each.signs_from, each.signs_until, each.withdrawn_at,
            each.kid in shown, signs is not None and signs.kid == each.kid,
        )
        for each in reversed(keys)
    )  # fmt: skip


async def _all(session: Session) -> list[SigningKey]:
    statement = select(SigningKey).order_by(
        col(SigningKey.signs_from), col(SigningKey.made_at), col(SigningKey.kid)
    )
    return list((await session.exec(statement)).all())


def _usable(keys: list[SigningKey], secret_key: str) -> list[KeyPeriod]:
    """The keys whose private half we can still derive."""
    return [_period(each) for each in keys if each.public_x == public_x(secret_key, each.kid)]


def _period(given: SigningKey) -> KeyPeriod:
    return KeyPeriod(given.kid, given.signs_from, given.signs_until, given.withdrawn_at)


async def _make(session: Session, secret_key: str, begins: datetime, now: datetime) -> str:
    """A key that signs from `begins`; whatever signs then ends there."""
    for each in await _all(session):
        if each.withdrawn_at is None and (each.signs_until is None or each.signs_until > begins):
            if each.signs_from >= begins:
                each.withdrawn_at = now  # it never signed
            else:
                each.signs_until = begins
    await session.flush()
    kid = f"{begins:%y%m}-{secrets.token_hex(3)}"
    session.add(SigningKey(kid=kid, public_x=public_x(secret_key, kid), made_at=now, signs_from=begins))
    await session.flush()
    audit.record(
        session, SYSTEM, "signing_key.made", "signing_key", kid, now=now, signs_from=begins.isoformat()
    )
    return kid

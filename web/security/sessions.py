"""Sessions of our own: an opaque random cookie, its hash in PostgreSQL, two time limits, and every way to end one."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CursorResult, text

from tolkeregister.core.actor import Actor, Door
from tolkeregister.core.audit import record
from tolkeregister.core.database import Database, Session
from tolkeregister.people.queries import effective_roles, effective_unit
from web.security.limits import ABSOLUTE_LIMIT, IDLE_LIMIT, SEEN_EVERY
from web.security.tokens import new_token, token_hash


@dataclass(frozen=True, slots=True)
class FoundSession:
    """What a cookie led to. `actor` is None when the session is over, or its account closed."""

    session_id: int
    account_id: int
    seen_at: datetime
    actor: Actor | None


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What a sign-in gives a session: the account, the hat, and what is needed to sign out at the provider."""

    account_id: int
    door: Door
    organisation_id: int | None = None
    provider_sid: str | None = None
    id_token: str | None = None


@dataclass(frozen=True, slots=True)
class EndedSession:
    """What signing out needs to know of the session that was."""

    door: Door
    id_token: str | None


_FIND = text("""
    SELECT s.id, s.account_id, s.door, s.created_at, s.seen_at, s.ended_at, s.organisation_id,
           a.name, a.written_form, a.closed_at, i.id AS interpreter_id, coalesce(o.name, '') AS organisation_name,
           coalesce(r.roles, '{}') AS roles, coalesce(r.units, '{}') AS units
    FROM web_session s
    JOIN account a ON a.id = s.account_id
    LEFT JOIN interpreter i ON i.person_id = a.person_id AND s.door = 'interpreter'
    LEFT JOIN organisation o ON o.id = s.organisation_id
    LEFT JOIN LATERAL (
        SELECT array_agg(role) AS roles, array_agg(unit_id) AS units FROM account_role
        WHERE account_id = a.id AND (organisation_id IS NULL OR organisation_id = s.organisation_id)
    ) r ON true
    WHERE s.token_hash = :token_hash
""")


async def open_session(session: Session, signed_in: SignedIn, *, replaces: str | None, now: datetime) -> str:
    """Begin a session under a new id and return its cookie's value. The browser's former session ends.

    Nothing the browser brought along survives the sign-in, so a planted cookie is worth nothing (session fixation).
    """
    if replaces is not None:
        await end_session(session, replaces, now=now)
    token = new_token()
    await session.execute(
        text("INSERT INTO web_session (token_hash, account_id, door, organisation_id, provider_sid, id_token,"
             " created_at, seen_at) VALUES (:hash, :account, :door, :organisation, :sid, :id_token, :now, :now)"),
        {"hash": token_hash(token), "account": signed_in.account_id, "door": signed_in.door.value,
         "organisation": signed_in.organisation_id, "sid": signed_in.provider_sid, "id_token": signed_in.id_token,
         "now": now},
    )  # fmt: skip
    actor = Actor(account_id=signed_in.account_id)
    record(
        session, actor, "session.opened", "account", signed_in.account_id, now=now, door=signed_in.door.value
    )
    return token


async def find_session(session: Session, token: str, *, now: datetime) -> FoundSession | None:
    """The session of a cookie, in one statement; None for a cookie that never was ours."""
    row = (await session.execute(_FIND, {"token_hash": token_hash(token)})).one_or_none()
    if row is None:
        return None
    over = (
        row.ended_at is not None
        or row.closed_at is not None
        or now - row.seen_at >= IDLE_LIMIT
        or now - row.created_at >= ABSOLUTE_LIMIT
    )
    if over:
        return FoundSession(row.id, row.account_id, row.seen_at, None)
    roles = effective_roles(Door(row.door), tuple(row.roles), row.interpreter_id)
    actor = Actor(
        account_id=row.account_id, name=row.name, roles=roles, interpreter_id=row.interpreter_id,
        organisation_id=row.organisation_id, organisation_name=row.organisation_name,
        unit_id=effective_unit(roles, tuple(row.units)), session_id=row.id, written_form=row.written_form,
    )  # fmt: skip
    return FoundSession(row.id, row.account_id, row.seen_at, actor)


async def note_seen(database: Database, found: FoundSession, *, now: datetime) -> None:
    """Move the idle limit, at most once a minute, in a transaction of its own."""
    if now - found.seen_at < SEEN_EVERY:
        return
    async with database.writing() as session:
        await session.execute(
            text(
                "UPDATE web_session SET seen_at = :now WHERE id = :id AND seen_at < :now AND ended_at IS NULL"
            ),
            {"now": now, "id": found.session_id},
        )


async def end_session(session: Session, token: str, *, now: datetime) -> EndedSession | None:
    """End the session of a cookie; its ID token is forgotten. None when there was nothing to end."""
    row = (await session.execute(
        text("WITH it AS (SELECT id, account_id, door, id_token FROM web_session"
             "  WHERE token_hash = :hash AND ended_at IS NULL FOR UPDATE)"
             " UPDATE web_session s SET ended_at = :now, id_token = NULL FROM it WHERE s.id = it.id"
             " RETURNING it.account_id, it.door, it.id_token"),
        {"hash": token_hash(token), "now": now},
    )).one_or_none()  # fmt: skip
    if row is None:
        return None
    record(session, Actor(account_id=row.account_id), "session.ended", "account", row.account_id, now=now)
    return EndedSession(Door(row.door), row.id_token)


async def end_by_provider(session: Session, door: Door, provider_sid: str, *, now: datetime) -> int:
    """End every session that began from one session at the provider; returns how many."""
    return await _end_where(
        session, "door = :door AND provider_sid = :sid", now, door=door.value, sid=provider_sid
    )


async def end_for_account(session: Session, actor: Actor, *, account_id: int, now: datetime) -> None:
    """End all sessions of an account. Handler of the event `account.closed`, in the same transaction."""
    await _end_where(session, "account_id = :account", now, account=account_id)


async def _end_where(session: Session, condition: str, now: datetime, **values: object) -> int:
    result = await session.execute(
        text(
            f"UPDATE web_session SET ended_at = :now, id_token = NULL WHERE ended_at IS NULL AND {condition}"
        ),
        {"now": now, **values},
    )
    assert isinstance(result, CursorResult)
    return result.rowcount

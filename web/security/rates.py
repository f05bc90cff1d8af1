"""How often things may be done, counted per purpose. Addresses are never stored: only a keyed hash that changes daily.

Counts of what costs or reveals something are kept in PostgreSQL, so that they hold across processes. Searching is
counted in the process's own memory: a public reading page must not write to the database.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hmac import digest
from ipaddress import IPv6Address, ip_address
from typing import Any

from litestar.connection import ASGIConnection
from litestar.exceptions import TooManyRequestsException
from litestar.handlers import BaseRouteHandler
from sqlalchemy import text

from tolkeregister.core.actor import NOBODY, Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Database
from web.security.tokens import derived_key

IPV6_NETWORK = 64  # bits; a household or an office has a whole network of this size
MOST_IN_MEMORY = (
    50_000  # counters; more than that is cleared at once, which errs on the side of letting people in
)

Connection = ASGIConnection[Any, Any, Any, Any]
Guard = Callable[[Connection, BaseRouteHandler], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` times in each window. `shared` counts across processes."""

    purpose: str
    most: int
    window: timedelta
    shared: bool = True


# Decided 21 November 2026. A hospital's staff share one address, so what needs no account is generous per address.
SIGN_IN = Limit("sign_in", 60, timedelta(minutes=5))
VERIFY = Limit(
    "verify", 60, timedelta(minutes=5)
)  # guessing numbers at /k must not be a way to copy the register
SEARCH = Limit("search", 240, timedelta(minutes=1), shared=False)
API = Limit("api", 300, timedelta(minutes=1), shared=False)
BULK = Limit("bulk", 30, timedelta(minutes=1), shared=False)  # a thousand numbers each
SUBMIT = Limit("submit", 60, timedelta(minutes=5))
# Counted in memory only: a reporter leaves nothing in the database.
REPORT = Limit("report", 120, timedelta(minutes=10), shared=False)
WRONG_CODE = Limit("wrong_code", 10, timedelta(minutes=15), shared=False)
# The code of a room has 50 bits and works for an hour or two; many people may share an office's address.
ROOM_CODE = Limit("room_code", 60, timedelta(minutes=15), shared=False)
# Each look at the page for trying the equipment gives keys to the relay for some minutes.
ROOM_TRY = Limit("room_try", 60, timedelta(minutes=10), shared=False)
# One company reads the feeds of many from the same address; 256 bits are not guessed at any speed.
FEED = Limit("feed", 600, timedelta(minutes=1), shared=False)

_COUNT = text("""
    INSERT INTO rate_count (key, window_start, count) VALUES (:key, :start, 1)
    ON CONFLICT (key, window_start) DO UPDATE SET count = rate_count.count + 1 RETURNING count
""")


class Counters:
    """The counts of this process. One window per purpose is kept; the former is dropped when a new one begins."""

    def __init__(self) -> None:
        self._windows: dict[str, tuple[datetime, dict[str, int]]] = {}

    def add(self, limit: Limit, key: str, start: datetime) -> int:
        """Count once more and return how often it has been in this window."""
        since, counts = self._windows.get(limit.purpose, (start, {}))
        if since != start or len(counts) >= MOST_IN_MEMORY:
            counts = {}
        counts[key] = counts.get(key, 0) + 1
        self._windows[limit.purpose] = (start, counts)
        return counts[key]

    def seen(self, limit: Limit, key: str, start: datetime) -> int:
        """How often it has been in this window, without counting."""
        since, counts = self._windows.get(limit.purpose, (start, {}))
        return counts.get(key, 0) if since == start else 0


def at_most(limit: Limit) -> Guard:
    """A guard that answers 429 with Retry-After when the limit is passed."""

    async def guard(connection: Connection, _: BaseRouteHandler) -> None:
        state = connection.app.state
        now: datetime = state.clock()
        start = window_start(limit, now)
        key = f"{limit.purpose}:{who(connection, now)}"
        count = (
            await _count(state.database, key, start)
            if limit.shared
            else state.counters.add(limit, key, start)
        )
        if count > limit.most:
            wait = max(1, int((start + limit.window - now).total_seconds()))
            raise TooManyRequestsException(headers={"retry-after": str(wait)})

    return guard


def window_start(limit: Limit, now: datetime) -> datetime:
    """The beginning of the window an instant lies in."""
    seconds = int(limit.window.total_seconds())
    return datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, UTC)


def who(connection: Connection, now: datetime) -> str:
    """The account when signed in, else a hash of the network address under today's key."""
    actor: Actor = connection.scope.get("user") or NOBODY
    if actor.account_id is not None:
        return f"account {actor.account_id}"
    key = derived_key(connection.app.state.settings.secret_key, f"address {oslo_date(now)}")
    return digest(key, network(connection.client.host if connection.client else "").encode(), "sha256").hex()[
        :32
    ]


def network(host: str) -> str:
    """The address, or for IPv6 its /64 network: one subscriber can use 2⁶⁴ addresses."""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        return str(int(address) >> (128 - IPV6_NETWORK))
    return str(address)


async def _count(database: Database, key: str, start: datetime) -> int:
    """One upsert in a transaction of its own: a refused request still counts."""
    async with database.writing() as session:
        return int((await session.execute(_COUNT, {"key": key, "start": start})).scalar_one())

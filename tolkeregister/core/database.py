"""Engine and sessions. One session is one transaction; a reading session is refused every write by PostgreSQL."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.ext.asyncio import AsyncSession as PlainAsyncSession
from sqlmodel.ext.asyncio.session import AsyncSession

LOCK_TIMEOUT_MS = 3000
APPLICATION_ROLE = "tolkeregister_app"  # made by migration 0007; it cannot alter what must never change
SERVER_SETTINGS = {
    "role": APPLICATION_ROLE,
    "timezone": "UTC",
    # Statements are planned for their values. The plan for unknown values, which PostgreSQL changes to after five runs,
    # was measured 3 to 18 times slower for the search; planning a small statement again costs a tenth of a millisecond.
    "plan_cache_mode": "force_custom_plan",
}


class Session(AsyncSession):
    """SQLModel's session. `exec` is for models, `execute` for SQL written as text, which SQLModel discourages."""

    if not TYPE_CHECKING:
        execute = PlainAsyncSession.execute


def async_url(database_url: str) -> str:
    """The same database, by SQLAlchemy's names for the asyncpg driver and for the wish for TLS."""
    _, _, rest = database_url.partition("://")
    address, mark, options = rest.partition("?")
    named = (option.replace("sslmode=", "ssl=", 1) if option.startswith("sslmode=") else option
             for option in options.split("&"))  # fmt: skip
    return f"postgresql+asyncpg://{address}{mark}{'&'.join(named)}"


def make_engine(
    database_url: str, *, pool_size: int = 10, lock_timeout_ms: int = LOCK_TIMEOUT_MS, **options: Any
) -> AsyncEngine:
    """A pooled engine whose connections wait at most three seconds for a lock, when nothing else is said."""
    settings = {**SERVER_SETTINGS, "lock_timeout": f"{lock_timeout_ms}ms"}
    return create_async_engine(
        async_url(database_url),
        pool_size=pool_size,
        max_overflow=5,
        connect_args={"server_settings": settings},
        **options,
    )


class Database:
    """Opens sessions on one engine. Tests replace `open` with one bound to a transaction that is rolled back."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Session]:
        """A session without a decision about its end."""
        async with Session(self.engine, expire_on_commit=False, autoflush=False) as session:
            yield session

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Session]:
        """One transaction: commits at the end, rolls back on any exception."""
        async with self.open() as session:
            try:
                yield session
                await session.commit()
            except BaseException:
                await session.rollback()
                raise

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Session]:
        """One READ ONLY transaction: every statement sees the same data, and a write is an error."""
        async with self.open() as session:
            # said in the BEGIN itself: one journey to the server less for every page
            await session.connection(execution_options={"postgresql_readonly": True})
            yield session


def broken_constraint(error: DBAPIError) -> str | None:
    """The name of the constraint a statement broke, if that was the reason."""
    cause = getattr(error.orig, "__cause__", None)
    return getattr(cause, "constraint_name", None)

"""The job table: work that can wait, repeat or fail, put there by the transaction that needs it."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, text
from sqlmodel import Field

from tolkeregister.core.tables import Table, document, instant, key


class Job(Table, table=True):
    """One piece of work. A row is deleted when done and parked when it failed too often."""

    __tablename__ = "job"
    __table_args__ = (
        Index("job_due_ix", "run_at", postgresql_where=text("parked_at IS NULL")),
        # a running job may be asked for again, hence only waiting ones are unique
        Index("job_dedupe_key", "dedupe_key", unique=True,
              postgresql_where=text("leased_until IS NULL AND parked_at IS NULL")),
    )  # fmt: skip
    id: int | None = key()
    name: str
    args: dict[str, Any] = Field(sa_column=document())
    run_at: datetime = Field(sa_column=instant(server_default=text("now()")))
    attempts: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})
    leased_until: datetime | None = Field(default=None, sa_column=instant(nullable=True))
    dedupe_key: str | None = None
    last_error: str | None = None
    parked_at: datetime | None = Field(default=None, sa_column=instant(nullable=True))


class ProcessSeen(Table, table=True):
    """When a kind of process last said that it is alive."""

    __tablename__ = "process_seen"
    name: str = Field(primary_key=True)
    seen_at: datetime = Field(sa_column=instant())

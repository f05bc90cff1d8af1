"""The limits: exactly the statements our code sends, with the same values, sent by bare asyncpg.

The statements are recorded from the engine while the real code runs once, so that a limit can never drift from it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import asyncpg
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement as it went to the driver."""

    sql: str
    values: tuple[Any, ...]

    def is_about(self, words: str) -> bool:
        """Whether the text has `words`."""
        return words in self.sql


@contextmanager
def recorded(engine: AsyncEngine) -> Iterator[list[Statement]]:
    """Everything that is sent through the engine inside the block."""
    statements: list[Statement] = []

    def note(_c: Any, _cursor: Any, sql: str, values: Any, _context: Any, _many: bool) -> None:
        sent = values if isinstance(values, tuple) or not values else values[0]
        statements.append(Statement(sql, tuple(sent or ())))

    event.listen(engine.sync_engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine.sync_engine, "before_cursor_execute", note)


async def replay(connection: asyncpg.Connection, statements: list[Statement]) -> list[asyncpg.Record]:
    """Send the statements one after the other; returns the rows of the last."""
    rows: list[asyncpg.Record] = []
    for each in statements:
        rows = await connection.fetch(each.sql, *each.values)
    return rows

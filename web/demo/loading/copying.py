"""COPY from generators in pieces, so that any scale loads in little memory and the bar moves."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

import asyncpg

from web.demo.progress import Progress

PIECE = 20_000  # rows


def period(starts: Any, ends: Any) -> asyncpg.Range:
    """A half-open range; None is without end."""
    return asyncpg.Range(starts, ends, lower_inc=True, upper_inc=False)


async def copy(
    connection: asyncpg.Connection, table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]],
    progress: Progress | None = None,
) -> int:  # fmt: skip
    """COPY all rows; returns how many."""
    source, total = iter(rows), 0
    while piece := list(islice(source, PIECE)):
        await connection.copy_records_to_table(table, columns=list(columns), records=piece)
        total += len(piece)
        if progress:
            progress.add(len(piece), table)
    return total


async def continue_identities(connection: asyncpg.Connection, *tables: str) -> None:
    """After rows with given ids: the next id follows the largest."""
    for table in tables:
        follows = f"(SELECT coalesce(max(id), 0) + 1 FROM {table})"
        await connection.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {follows}, false)")

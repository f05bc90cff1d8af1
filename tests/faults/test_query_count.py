"""However many interpreters there are, a page asks the database equally often (failure mode 21)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx2
import pytest
from litestar import Litestar
from sqlalchemy import event

from tests.builders.interpreters import an_interpreter
from tests.fixtures.app import FixedClock
from tolkeregister.core.database import Database

ASKED = "sprak=ar&dato=2026-11-24&fra=10:00&varighet=60&metode=skjerm"


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """Every statement sent inside the block."""
    sent: list[str] = []

    def note(_c: Any, _cursor: Any, sql: str, *_: Any) -> None:
        sent.append(sql)

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    yield sent
    event.remove(database.engine.sync_engine, "before_cursor_execute", note)


@pytest.mark.parametrize("path", [f"/finn-tolk?{ASKED}", "/finn-tolk?sprak=ar", f"/api/v1/tolker?{ASKED}"])
async def test_a_search_asks_as_often_for_one_as_for_thirty(
    own_database: Database, shared_app: Litestar, client: httpx2.AsyncClient, clock: FixedClock, path: str
) -> None:
    shared_app.state.database, shared_app.state.clock = own_database, clock
    counts = []
    for wanted in (1, 30):
        async with own_database.writing() as session:
            for _ in range(wanted):
                await an_interpreter(session, hours=True)
        (await client.get(path)).raise_for_status()  # what is kept per process is read
        with statements(own_database) as sent:
            (await client.get(path)).raise_for_status()
        counts.append(len(sent))
    assert counts[0] == counts[1] <= 4, counts

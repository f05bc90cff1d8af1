"""What handlers are given: whoever only reads gets a session in which PostgreSQL refuses every write."""

from http import HTTPMethod

import httpx2
import pytest
from litestar import Litestar, route
from litestar.di import NamedDependency, Provide
from litestar.enums import HttpMethod
from sqlalchemy import text

from tests.fixtures.database import count_rows
from tolkeregister.core.database import Database, Session
from web import dependencies

METHODS = [HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.POST]


@route("/", http_method=METHODS, status_code=200)
async def careless(session: NamedDependency[Session]) -> None:
    """A handler that writes whatever it is asked."""
    await session.execute(text("INSERT INTO process_seen (name, seen_at) VALUES ('x', now())"))


@pytest.mark.parametrize(
    ("method", "status", "rows"),
    [
        (HTTPMethod.GET, 500, 0),
        (HTTPMethod.HEAD, 500, 0),
        (HTTPMethod.OPTIONS, 500, 0),
        (HTTPMethod.POST, 200, 1),
    ],
)
async def test_a_request_that_only_reads_writes_nothing_whatever_its_handler_does(
    own_database: Database, method: HTTPMethod, status: int, rows: int
) -> None:
    app = Litestar([careless], dependencies={"session": Provide(dependencies.session)}, openapi_config=None)
    app.state.database = own_database
    transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)  # type: ignore[arg-type]  # Litestar names its own types
    async with httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
        assert (await client.request(method, "/")).status_code == status
    async with own_database.reading() as session:
        assert await count_rows(session, "process_seen") == rows

"""What every role may open and change. A route that is missing in the table fails; so does one that is gone."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx2
from litestar import Litestar

from tests.fixtures.database import RolledBackDatabase
from tests.fixtures.page import proof
from tests.web.access.conftest import World
from tests.web.access.table import ELSEWHERE, ROLES, TABLE


def address(route: str, world: World) -> str:
    """The route with the world's own numbers in it."""
    number = world.paths[
        next((kind for kind in ("bestilling", "oppdrag", "rom") if f"{kind}/" in route), "tolk")
    ]
    path = route.replace("{number:str}", number)
    for part, said in world.paths.items():
        path = path.replace(part, said) if part.startswith("{") and said else path
    return path


def outcome(response: httpx2.Response) -> str:
    """What an answer amounts to."""
    if response.status_code in (302, 303) and response.headers["location"].startswith("/logg-inn"):
        return "sign_in"
    status = response.status_code
    if status in (200, 204, 302, 303, 409, 422):
        return "ok"
    return {401: "sign_in", 403: "forbidden", 404: "unknown"}.get(status, str(status))


async def test_each_role_may_open_what_the_table_says(world: World) -> None:
    wrong: dict[tuple[str, str], str] = {}
    for (method, route), expected in TABLE.items():
        if method == "GET":
            path = address(route, world)
            found = {role: outcome(await world.browsers[role].client.get(path)) for role in ROLES}
            wrong |= {(path, role): found[role] for role in ROLES if found[role] != expected[role]}
    assert wrong == {}


async def test_each_role_may_change_what_the_table_says(world: World, database: RolledBackDatabase) -> None:
    """One role after another, so that the last still finds what the first ones may not touch; then all is undone."""
    proofs = {role: await proof(browser) or world.nobodys for role, browser in world.browsers.items()}
    wrong: dict[tuple[str, str], str] = {}
    for (method, route), expected in TABLE.items():
        if method == "POST":
            path = address(route, world)
            async with undone(world, database):
                found = {
                    role: outcome(await world.browsers[role].client.post(path, data={"_csrf": proofs[role]}))
                    for role in ROLES
                }
            wrong |= {(path, role): found[role] for role in ROLES if found[role] != expected[role]}
    assert wrong == {}


@asynccontextmanager
async def undone(world: World, database: RolledBackDatabase) -> AsyncIterator[None]:
    """What is changed inside is as it was afterwards, in the database and in the browsers."""
    cookies = {role: httpx2.Cookies(browser.client.cookies) for role, browser in world.browsers.items()}
    before = await database.connection.begin_nested()
    yield
    await before.rollback()
    for role, browser in world.browsers.items():
        browser.client.cookies = cookies[role]


def test_every_route_is_in_the_table(shared_app: Litestar) -> None:
    served = {
        (method, route.path)
        for route in shared_app.routes
        for method in getattr(route, "methods", ())
        if method in ("GET", "POST", "PUT", "PATCH", "DELETE") and route.path not in ELSEWHERE
    }
    assert served - set(TABLE) == set(), "say in TABLE who may use it"
    assert set(TABLE) - served == set(), "no longer served"

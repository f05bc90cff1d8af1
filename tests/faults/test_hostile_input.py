"""Garbage and hostile values in every parameter and every field: never a 500, never reflected, always a full page."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from urllib.parse import quote_plus, urlencode

import pytest
import pytest_asyncio
from litestar import Litestar

from booking.sending.commands import send_request
from tests.builders.bodies import a_body, an_officer
from tests.builders.drafts import a_draft
from tests.builders.interpreters import an_interpreter
from tests.faults.hostile import (
    MARKUP,
    PATH_VALUES,
    VALUES,
    Address,
    addresses,
    all_names,
    fault_of,
    posting_forms,
)
from tests.fixtures.app import FixedClock
from tests.fixtures.people import door_of
from tests.fixtures.raw_client import FORM, RawAnswer, RawClient
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Database
from tolkeregister.core.settings import Settings
from web.security import cookies, rates
from web.security.csrf import FIELD
from web.security.sessions import SignedIn, open_session

pytestmark = pytest.mark.long

NUMBER = "70001"
VALID = {
    "/finn-tolk": "sprak=ar&dato=2026-11-24&fra=10:00&varighet=60&metode=skjerm",
    "/api/v1/tolker": "sprak=ar&dato=2026-11-24&fra=10:00&varighet=60&metode=skjerm",
    f"/tolk/{NUMBER}": "sprak=ar&dato=2026-11-24&fra=10:00&uke=2026-48",
    f"/tolk/{NUMBER}/ledig": "sprak=ar&uke=2026-48",
}
FIELD_VALUES = tuple(VALUES[n] for n in (0, 2, 3, 8, 12, 19, 27, 42))

SENT_AWAY = (303, 401)  # to the sign-in, whatever was asked

LEAST = {"booker": 60, "interpreter": 100, "officer": 60}  # requests, forms and pages together

SignedInRaw = Callable[[Actor], Awaitable[RawClient]]


@pytest.fixture(autouse=True)
def no_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """How often something may be asked is tested elsewhere."""

    async def first_time(*_: object) -> int:
        return 1

    monkeypatch.setattr(rates, "_count", first_time)
    monkeypatch.setattr(rates.Counters, "add", lambda *_: 1)


@pytest_asyncio.fixture
async def people(database: Database, clock: FixedClock) -> dict[str, Actor]:
    """A listed interpreter with an open offer, the one who ordered, and an officer."""
    async with database.writing() as session:
        tolk = await an_interpreter(session, number=NUMBER, hours=True)
        body = await a_body(session)
        day = (clock() + timedelta(days=7)).date()
        await send_request(session, body.booker, a_draft(day=day), key="k", now=clock())
        return {"interpreter": tolk.actor, "booker": body.booker, "officer": await an_officer(session)}


@pytest_asyncio.fixture
async def as_(app: Litestar, database: Database, settings: Settings, clock: FixedClock) -> SignedInRaw:
    """`await as_(actor)` gives a client that is signed in."""

    async def sign_in(actor: Actor) -> RawClient:
        assert actor.account_id is not None
        who = SignedIn(actor.account_id, door_of(actor), actor.organisation_id)
        async with database.writing() as session:
            token = await open_session(session, who, replaces=None, now=clock())
        return RawClient(app, f"{cookies.cookie_name(settings, cookies.SESSION)}={token}")

    return sign_in


class Findings:
    """Everything that was wrong, so that one run shows all of it."""

    def __init__(self) -> None:
        self.asked = 0
        self.wrong: list[str] = []

    def note(self, answer: RawAnswer, asked: str) -> None:
        """Judge one answer."""
        self.asked += 1
        if fault := fault_of(answer, asked[:300]):
            self.wrong.append(fault)


def reading(app: Litestar) -> list[Address]:
    """Every address that answers GET."""
    return [each for each in addresses(app) if "GET" in each.methods]


async def test_no_path_makes_us_fail(app: Litestar, people: dict[str, Actor]) -> None:
    client, found = RawClient(app), Findings()
    for route in reading(app):
        for value in PATH_VALUES if route.has_parameters else ():
            found.note(await client.ask("GET", route.filled(value)), route.filled(value))
    assert found.wrong == []
    assert found.asked > 200


async def test_no_query_makes_us_fail(app: Litestar, people: dict[str, Actor]) -> None:
    """Every parameter at once: a form judges each of its fields, whatever the others hold."""
    client, found = RawClient(app), Findings()
    names = [name.encode() for name in all_names()]
    many = b"&".join(name + b"[]=1&" + name + b"=1&" + name + b"=2" for name in names)
    for path in [route.filled(NUMBER) for route in reading(app)]:
        answer = await client.ask("GET", path, many)
        found.note(answer, f"{path}?many")
        for value in VALUES if answer.status not in SENT_AWAY else ():
            query = b"&".join(name + b"=" + value for name in names)
            found.note(await client.ask("GET", path, query), f"{path}?…={value[:60]!r}")
    assert found.wrong == []
    assert found.asked > 1000


@pytest.mark.parametrize("path", VALID)
async def test_no_single_parameter_among_good_ones_makes_us_fail(
    app: Litestar, people: dict[str, Actor], path: str
) -> None:
    client, found = RawClient(app), Findings()
    good = dict(pair.split("=") for pair in VALID[path].split("&"))
    for name in sorted({*good, "navn", "kategori", "tema", "sted", "side", "ord"}):
        rest = "&".join(f"{key}={value}" for key, value in good.items() if key != name).encode()
        for value in FIELD_VALUES:
            query = rest + b"&" + name.encode() + b"=" + value
            found.note(await client.ask("GET", path, query), f"{path}?{name}={value[:60]!r}")
    assert found.wrong == []


@pytest.mark.parametrize("who", ["booker", "interpreter", "officer"])
async def test_no_field_of_any_form_makes_us_fail(
    app: Litestar, people: dict[str, Actor], as_: SignedInRaw, who: str, database: Database
) -> None:
    """Every posting form one meets, with each field in turn hostile; what was kept of it is shown escaped."""
    client, found, seen = await as_(people[who]), Findings(), set()
    own = await _own_pages(client, app, people)
    for path in own:
        page = await client.ask("GET", path)
        for form in posting_forms(page, path) if page.is_page else ():
            key = (form.action, tuple(sorted(form.values)))
            if key in seen or form.action.startswith("/logg"):
                continue
            seen.add(key)
            for place, name in enumerate(form.values):
                for value in _some(place) if name != FIELD else ():
                    rest = urlencode({each: kept for each, kept in form.values.items() if each != name})
                    body = rest.encode() + b"&" + quote_plus(name).encode() + b"=" + value
                    answer = await client.ask("POST", form.action, body=body, headers={"content-type": FORM})
                    found.note(answer, f"POST {form.action} {name}={value[:60]!r}")
    for path in own:
        found.note(await client.ask("GET", path), f"{path} after {MARKUP[:12]}")
    assert found.wrong == []
    assert found.asked > LEAST[who], "there are forms to try"


def _some(place: int) -> tuple[bytes, ...]:
    """Half of the values, other ones for the next field, so that every form meets all."""
    return FIELD_VALUES[place % 2 :: 2]


async def _own_pages(client: RawClient, app: Litestar, people: dict[str, Actor]) -> list[str]:
    """The addresses that show something to this person, with the parameters that exist."""
    pages = []
    for route in reading(app):
        for value in ("1", "26-000001", NUMBER, "ar") if route.has_parameters else ("",):
            answer = await client.ask("GET", route.filled(value))
            if answer.status == 200:
                pages.append(route.filled(value))
    return pages

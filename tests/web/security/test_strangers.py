"""What is somebody else's answers as what does not exist, and nobody learns from it what an order holds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from litestar import Litestar
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.builders.assignments import accepted_by, an_assignment, an_offer
from tests.builders.bodies import a_body, a_booker, a_unit, an_officer
from tests.builders.interpreters import a_one_off_day, an_interpreter
from tests.fixtures.page import Browser
from tests.fixtures.people import SignIn
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session

CANARIES = {
    "theme": "kanaritema", "participants": "kanarirolle", "address": "Kanarigata 7", "duty_statute": "kanariloven",
    "gender_reason": "kanarigrunn", "remark": "kanariforbehold",
}  # fmt: skip
NEVER = {"number": "26-999999", "offer_id": "999999", "row_id": "999999"}  # what was never made


@dataclass(frozen=True, slots=True)
class World:
    """An order somebody was asked about, one that was accepted, and the numbers in their addresses."""

    numbers: dict[str, dict[str, str]]  # by the part of the service: what stands in its addresses
    strangers: dict[str, Actor]


@pytest.fixture
async def world(session: Session, now: datetime) -> World:
    """Two orders full of canaries, and everybody whom they do not concern."""
    body, foreign = await a_body(session), await a_body(session, name="Granåsen kommune")
    tolk, other = await an_interpreter(session, hours=True), await an_interpreter(session, given_name="Nour")
    starts = now + timedelta(days=2)
    asked = await an_assignment(session, body, starts, starts + timedelta(hours=1))
    offer = await an_offer(session, asked, tolk.id, sent_at=now, answer_by=now + timedelta(hours=1))
    begins = starts + timedelta(days=1)
    accepted = await an_assignment(session, body, begins, begins + timedelta(hours=1))
    await accepted_by(session, accepted, tolk.id, at=now)
    await a_one_off_day(session, tolk.id, now.date(), 600, 660)
    for sql in (
        "UPDATE request SET theme = :theme, participants = :participants, duty_statute = :duty_statute,"
        " gender_reason = :gender_reason",
        "UPDATE assignment SET address = :address",
        "UPDATE offer SET remark = :remark",
    ):
        await session.execute(text(sql), CANARIES)
    day = (await session.execute(text("SELECT max(id) FROM one_off_day"))).scalar_one()
    sister = await a_unit(session, body.organisation_id, name="Skolen")
    strangers = {
        "foreign booker": foreign.booker, "sister unit": await a_booker(session, body.organisation_id, sister),
        "other interpreter": other.actor, "officer": await an_officer(session),
    }  # fmt: skip
    await session.commit()
    return World(
        {"bestilling": {"number": accepted.number},
         "min-side": {"number": accepted.number, "offer_id": str(offer), "row_id": str(day), "kind": "dag"}},
        strangers,
    )  # fmt: skip


def addresses(app: Litestar, part: str) -> Iterator[tuple[str, str]]:
    """Method and address of everything in a part of the service that is about one thing."""
    for route in app.routes:
        path = route.path_format
        if "{" in path and f"/{part}/" in path:
            yield from (
                (method, path)
                for method in sorted(getattr(route, "methods", ()))
                if method in ("GET", "POST")
            )


@pytest.mark.parametrize("who", ["foreign booker", "sister unit", "other interpreter", "officer"])
async def test_no_stranger_learns_what_an_order_holds(
    who: str, world: World, signed_in: SignIn, app: Litestar
) -> None:
    browser = await signed_in(world.strangers[who])
    asked = 0
    for route in app.routes:
        if "GET" not in getattr(route, "methods", ()) or route.path.startswith("/static"):
            continue
        for numbers in world.numbers.values():
            path = filled(route.path_format, {**NEVER, **numbers})
            if "{" not in path:
                said = (await browser.client.get(path)).text
                assert not [each for each in CANARIES.values() if each in said], path
                asked += 1
    assert asked > 80


def filled(path: str, numbers: dict[str, str]) -> str:
    """The address with numbers in it."""
    for name, number in numbers.items():
        path = path.replace(f"{{{name}}}", number)
    return path


@pytest.mark.parametrize(
    ("part", "who"),
    [("bestilling", "foreign booker"), ("bestilling", "sister unit"), ("min-side", "other interpreter")],
)
async def test_what_is_somebody_elses_answers_as_what_was_never_made(
    part: str, who: str, world: World, signed_in: SignIn, app: Litestar, engine: AsyncEngine
) -> None:
    """Same status, same words, same headers, and the same statements, which is what the time goes to."""
    browser = await signed_in(world.strangers[who])
    token = (await browser.get("/om")).all("input", name="_csrf")[0].get("value") or ""
    tried = 0
    for method, path in addresses(app, part):
        answers = [
            await answer(browser, engine, method, filled(path, numbers), token)
            for numbers in (world.numbers[part], {**world.numbers[part], **NEVER})
        ]
        assert answers[0] == answers[1], f"{method} {path}"
        tried += 1
    assert tried >= 6


async def answer(
    browser: Browser, engine: AsyncEngine, method: str, path: str, token: str
) -> tuple[object, ...]:
    """All that can be seen of an answer from outside, without what is new every time."""
    statements: list[str] = []

    def count(*given: object) -> None:
        if not str(given[2]).startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            statements.append(str(given[2]))

    event.listen(engine.sync_engine, "before_cursor_execute", count)
    try:
        found = await browser.client.request(
            method, path, data={"_csrf": token} if method == "POST" else None
        )
    finally:
        event.remove(engine.sync_engine, "before_cursor_execute", count)
    said = found.text.replace(found.headers.get("x-request-id", "-"), "").replace(path, "")
    said = re.sub(r'name="_csrf" value="[^"]*"', "", said)
    headers = {
        k: v for k, v in found.headers.items() if k not in ("x-request-id", "content-length", "location")
    }
    return found.status_code, said, sorted(headers.items()), statements

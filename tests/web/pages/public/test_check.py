"""/k: whether a tolkebevis is valid, read from the register itself, and one neutral answer otherwise."""

from datetime import UTC, datetime, timedelta

import pytest
from litestar import Litestar
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from tests.builders.interpreters import an_interpreter
from tests.fixtures.app import FixedClock
from tests.fixtures.page import Browser
from tolkeregister.core.database import Database, Session

NOW = datetime(2026, 11, 23, 11, tzinfo=UTC)


async def test_a_listed_number_is_valid_with_the_time_of_the_check(page: Browser, session: Session) -> None:
    found = await an_interpreter(session)
    shown = await page.get(f"/k/{found.number}")
    assert shown.heading == "Tolkebeviset er gyldig"
    assert "mandag 23. november 2026 kl. 12.00" in shown.text
    assert "Kategori A" in shown.text
    assert shown.response.headers["cache-control"] == "no-store"
    assert shown.response.headers["x-robots-tag"] == "noindex"
    assert "set-cookie" not in shown.response.headers


async def test_a_removal_is_seen_at_once(page: Browser, session: Session, clock: FixedClock) -> None:
    """Rule V4: not valid within seconds; here at the very instant."""
    found = await an_interpreter(session, listed_to=NOW + timedelta(seconds=10))
    assert (await page.get(f"/k/{found.number}")).heading == "Tolkebeviset er gyldig"
    clock.forward(timedelta(seconds=10))
    assert (await page.get(f"/k/{found.number}")).heading == "Vi finner ikke nummeret i registeret nå"


@pytest.mark.parametrize("given", ["%00", "1%000", "abc", "%D9%A1"])
async def test_what_is_no_number_is_answered_like_one_never_issued(page: Browser, given: str) -> None:
    assert (await page.get(f"/k/{given}")).heading == "Vi finner ikke nummeret i registeret nå"


async def test_removed_dead_and_never_issued_differ_in_nothing(
    page: Browser, session: Session, engine: AsyncEngine
) -> None:
    """Same status, same words, same headers, and the same statements, which is what the time goes to."""
    await an_interpreter(session, number="50001", listed_to=NOW - timedelta(days=1))
    dead = await an_interpreter(session, number="50002")
    await session.execute(
        text("UPDATE person SET dead_on = '2026-11-22' WHERE id = :id"), {"id": dead.person_id}
    )
    await page.get("/k/50001")
    seen: dict[str, tuple[object, ...]] = {}
    for number in ("50001", "50002", "59999"):
        statements: list[str] = []

        def count(*given: object, into: list[str] = statements) -> None:
            into.append(str(given[2]))

        event.listen(engine.sync_engine, "before_cursor_execute", count)
        shown = await page.get(f"/k/{number}")
        event.remove(engine.sync_engine, "before_cursor_execute", count)
        headers = {
            k: v for k, v in shown.response.headers.items() if k not in ("x-request-id", "content-length")
        }
        seen[number] = (shown.text.replace(number, ""), len(statements), sorted(headers.items()))
    assert seen["50001"] == seen["50002"] == seen["59999"]


async def test_when_the_register_does_not_answer_nobody_is_said_to_be_valid(
    page: Browser, app: Litestar
) -> None:
    """Rule V2."""
    nowhere = create_async_engine("postgresql+asyncpg://nobody@127.0.0.1:1/nothing")
    app.state.database = Database(nowhere)
    shown = await page.get("/k/10427", status=503)
    assert shown.heading == "Vi får ikke kontrollert nummeret nå"
    assert shown.response.headers["retry-after"] == "10"
    assert "er gyldig." not in shown.text
    await nowhere.dispose()


@pytest.mark.parametrize(
    ("typed", "said"), [("", "Skriv tolkenummeret"), ("12a", "Tolkenummeret kan bare ha sifre")]
)
async def test_the_field_says_what_to_mend(page: Browser, typed: str, said: str) -> None:
    assert said in (await page.get("/k?tolkenr=" + typed, status=422)).text


async def test_a_number_typed_with_spaces_leads_to_its_answer(page: Browser) -> None:
    """Numbers have any length."""
    answer = await page.get("/nn/k", status=303, tolkenr="123 456 789 012")
    assert answer.response.headers["location"] == "/nn/k/123456789012"


async def test_guessing_numbers_is_stopped(page: Browser) -> None:
    for number in range(60):
        await page.get(f"/k/{number}")
    stopped = await page.get("/k/61", status=429)
    assert int(stopped.response.headers["retry-after"]) > 0

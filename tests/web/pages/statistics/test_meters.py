"""The meters as parts of pages."""

from datetime import date, timedelta

import httpx2
from litestar import Litestar

from tests.booking.statistics.facts import Fact, record
from tests.fixtures.app import FixedClock
from tolkeregister.core.database import Session


async def test_the_national_meter_says_share_and_count(client: httpx2.AsyncClient, session: Session) -> None:
    await record(session, Fact(date(2026, 3, 3), category="B", times=18), Fact(date(2026, 3, 3), times=7))
    answer = await client.get("/del/andel-naa")
    assert answer.status_code == 200
    assert "72\N{NO-BREAK SPACE}%" in answer.text
    assert "18 av 25 oppdrag" in answer.text
    assert 'role="meter"' in answer.text
    assert "<html" not in answer.text
    assert answer.headers["cache-control"] == "public, max-age=60"


async def test_fewer_than_twenty_assignments_are_a_count_only(
    client: httpx2.AsyncClient, session: Session
) -> None:
    await record(session, Fact(date(2026, 3, 3), category="B", times=19))
    answer = await client.get("/nn/del/andel-naa")
    assert 'role="meter"' not in answer.text
    assert "19 av 19 oppdrag" in answer.text


async def test_the_national_meter_is_read_once_a_minute(
    client: httpx2.AsyncClient, session: Session, clock: FixedClock
) -> None:
    await client.get("/del/andel-naa")
    await record(session, Fact(date(2026, 3, 3), times=30))
    clock.forward(timedelta(seconds=59))
    assert "0 av 0 oppdrag" in (await client.get("/del/andel-naa")).text
    clock.forward(timedelta(seconds=1))
    assert "0 av 30 oppdrag" in (await client.get("/del/andel-naa")).text


async def test_the_own_meter_is_for_the_signed_in_only(client: httpx2.AsyncClient, app: Litestar) -> None:
    assert (await client.get("/del/andel-min")).status_code in (303, 401, 403)

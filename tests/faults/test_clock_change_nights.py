"""02:30 on the nights when the clock is changed, through search and booking (failure mode 6)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import httpx2
import pytest

from booking.offers.commands import accept_offer
from booking.sending.commands import send_request
from tests.builders.answers import value
from tests.builders.bodies import BuiltBody, a_body
from tests.builders.drafts import a_draft
from tests.builders.interpreters import BuiltInterpreter, an_interpreter, weekly_hours
from tests.builders.times import oslo
from tests.fixtures.app import FixedClock
from tests.fixtures.page import Browser
from tolkeregister.core.database import Session

SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)
BEFORE_SPRING = datetime(2027, 3, 26, 9, tzinfo=UTC)
BEFORE_AUTUMN = datetime(2027, 10, 28, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


def asked(day: date, clock: str) -> dict[str, str]:
    """The query of a search for Arabic by screen then."""
    return {"sprak": "ar", "dato": day.isoformat(), "fra": clock, "varighet": "30", "metode": "skjerm"}


@pytest.mark.parametrize("clock_time", ["02:00", "02:30", "02:59"])
async def test_a_time_that_the_spring_night_skips_is_refused_in_words(
    page: Browser, client: httpx2.AsyncClient, clock: FixedClock, session: Session, clock_time: str
) -> None:
    clock.at = BEFORE_SPRING
    await an_interpreter(session, hours=True)
    refused = await page.get("/finn-tolk", status=422, **asked(SPRING, clock_time))
    assert "tidspunktet finnes ikke" in refused.text
    answer = await client.get("/api/v1/tolker", params=asked(SPRING, clock_time))
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["code"] == "time_missing"


@pytest.mark.parametrize("clock_time", ["01:59", "03:00"])
async def test_the_minutes_around_the_skipped_hour_can_be_asked_for(
    client: httpx2.AsyncClient, clock: FixedClock, session: Session, clock_time: str
) -> None:
    clock.at = BEFORE_SPRING
    await an_interpreter(session, hours=True)
    answer = await client.get("/api/v1/tolker", params=asked(SPRING, clock_time))
    assert answer.status_code == 200
    assert [each["ledighet"] for each in answer.json()["tolker"]] == ["ledig"]


async def test_weekly_hours_until_three_end_when_the_spring_clock_jumps_to_three(
    client: httpx2.AsyncClient, clock: FixedClock, session: Session
) -> None:
    clock.at = BEFORE_SPRING
    tolk = await an_interpreter(session)
    await weekly_hours(session, tolk.id, [(SPRING.weekday(), 0, 180)])
    found = {
        at: (await client.get("/api/v1/tolker", params=asked(SPRING, at))).json() for at in ("01:30", "03:00")
    }
    assert [each["ledighet"] for each in found["01:30"]["tolker"]] == ["ledig"]
    assert (found["03:00"]["antall"], found["03:00"]["antall_opptatt"]) == (0, 1)


async def test_a_time_the_autumn_night_shows_twice_is_the_first_of_them_and_the_page_says_so(
    page: Browser, client: httpx2.AsyncClient, clock: FixedClock, session: Session
) -> None:
    clock.at = BEFORE_AUTUMN
    body = await a_body(session)
    first_only, second_only = [await an_interpreter(session, hours=True) for _ in range(2)]
    await _booked(
        session, body, second_only, oslo(AUTUMN, "02:30", fold=0)
    )  # busy the first time, free the second
    await _booked(session, body, first_only, oslo(AUTUMN, "02:30", fold=1) + timedelta(minutes=30))
    answer = await client.get("/api/v1/tolker", params=asked(AUTUMN, "02:30"))
    assert [each["nummer"] for each in answer.json()["tolker"]] == [first_only.number]
    shown = await page.get("/finn-tolk", **asked(AUTUMN, "02:30"))
    assert "sommertid" in shown.text.lower() or "første" in shown.text.lower()


async def test_both_half_past_twos_of_the_autumn_night_can_be_booked_with_one_interpreter(
    session: Session,
) -> None:
    body, tolk = await a_body(session), await an_interpreter(session, hours=True)
    for fold in (0, 1):
        await _booked(session, body, tolk, oslo(AUTUMN, "02:10", fold=fold))
    starts = await value(session, "SELECT array_agg(lower(period) ORDER BY lower(period)) FROM assignment")
    assert starts[1] - starts[0] == HOUR
    assert await value(session, "SELECT count(*) FROM booked") == 2


async def test_an_hour_over_the_spring_change_is_an_hour_and_takes_what_comes_after(session: Session) -> None:
    body, tolk = await a_body(session), await an_interpreter(session, hours=True)
    await _booked(session, body, tolk, oslo(SPRING, "01:30"), HOUR)  # until 03:30 by the clock
    assert not await _offer_of(session, await _sent(session, body, tolk, oslo(SPRING, "03:15"))), (
        "nobody is free"
    )
    assert await _offer_of(session, await _sent(session, body, tolk, oslo(SPRING, "04:15")))


async def _booked(
    session: Session,
    body: BuiltBody,
    tolk: BuiltInterpreter,
    starts_at: datetime,
    length: timedelta = timedelta(minutes=30),
) -> None:
    """A request for exactly this interpreter, accepted."""
    offer = await _offer_of(session, await _sent(session, body, tolk, starts_at, length))
    now = starts_at - timedelta(days=2)
    await accept_offer(session, tolk.actor, offer, declaration=True, now=now)


async def _sent(
    session: Session,
    body: BuiltBody,
    tolk: BuiltInterpreter,
    starts_at: datetime,
    length: timedelta = timedelta(minutes=30),
) -> str:
    draft = replace(
        a_draft(preferred_numbers=(tolk.number,)), starts_at=starts_at, ends_at=starts_at + length
    )
    return await send_request(
        session, body.booker, draft, key=str(starts_at), now=starts_at - timedelta(days=2)
    )


async def _offer_of(session: Session, number: str) -> int:
    """The only offer of a request; 0 without any."""
    sql = "SELECT max(f.id) FROM offer f JOIN assignment a ON a.id = f.assignment_id WHERE number = :number"
    return int(await value(session, sql, number=number) or 0)

"""The private feed, its secret, and who gets which file (failure mode 9, feature 59)."""

import io
import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import icalendar
import pytest
import structlog
from sqlalchemy import text

from booking.assignments.replacement import give_back
from booking.calendars.commands import catch_up, settle
from tests.builders.answers import value
from tests.builders.assignments import accepted_by, an_assignment
from tests.builders.bodies import BuiltBody, a_body, a_booker
from tests.builders.interpreters import BuiltInterpreter, an_interpreter
from tests.fixtures.app import FixedClock
from tests.fixtures.page import Browser
from tests.fixtures.people import SignIn
from tolkeregister.core.database import Session
from web import logs
from web.security.rates import FEED
from web.security.tokens import token_hash

pytestmark = pytest.mark.long

OWN, BODY = "/min-side/kalender/abonnement", "/virksomhet/kalender"
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Scene:
    """An accepted assignment in two days, and those who have it in their calendars."""

    body: BuiltBody
    tolk: BuiltInterpreter
    assignment_id: int
    number: str
    starts_at: datetime


@pytest.fixture
async def scene(session: Session, now: datetime) -> Scene:
    body, tolk = await a_body(session), await an_interpreter(session, hours=True)
    starts_at = now + 2 * DAY
    assignment = await an_assignment(
        session, body, starts_at, starts_at + timedelta(hours=1), mode="in_person", theme="kanarifugl"
    )
    await accepted_by(session, assignment, tolk.id, at=now)
    await catch_up(session, now=now)
    await session.commit()
    assert assignment.id is not None
    return Scene(body, tolk, assignment.id, assignment.number, starts_at)


async def new_address(browser: Browser, path: str = OWN) -> str:
    """«Lag en adresse»; the address as the page shows it this once."""
    page = await browser.submit(path, action=path, handling="ny", status=200)
    shown = page.all("input", id="adresse")[0].get("value") or ""
    assert shown.startswith("http://127.0.0.1:8000/kalender/")
    assert shown.endswith(".ics")
    return shown


def events(content: bytes) -> dict[str, Any]:
    """By uid."""
    return {str(each["UID"]): each for each in icalendar.Calendar.from_ical(content).walk("VEVENT")}


async def test_the_address_is_long_shown_once_and_kept_as_a_hash(
    scene: Scene, signed_in: SignIn, session: Session
) -> None:
    browser = await signed_in(scene.tolk.actor)
    address = await new_address(browser)
    token = address.rsplit("/", 1)[1].removesuffix(".ics")
    assert len(token) * 6 >= 128
    assert address not in (await browser.get(OWN)).response.text
    assert await value(session, "SELECT token_hash FROM calendar_choice") == token_hash(token)
    stored = str((await session.execute(text("SELECT c::text FROM calendar_choice c"))).all())
    stored += str((await session.execute(text("SELECT e::text FROM audit_event e"))).all())
    assert token not in stored


@pytest.mark.parametrize("whose", ["interpreter", "booker"])
async def test_a_feed_holds_the_own_assignments_by_neutral_titles(
    scene: Scene, signed_in: SignIn, page: Browser, whose: str
) -> None:
    is_tolk = whose == "interpreter"
    browser = await signed_in(scene.tolk.actor if is_tolk else scene.body.booker)
    answer = await page.client.get(await new_address(browser, OWN if is_tolk else BODY))
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; method=PUBLISH; charset=utf-8"
    (event,) = events(answer.content).values()
    assert str(event["SUMMARY"]) == f"Tolkeoppdrag {scene.number}"
    assert event["DTSTART"].dt == scene.starts_at
    words = answer.text.lower()
    assert not [each for each in ("kanari", "arab", "storgata", "oslo", "haddad", "solheim") if each in words]


async def test_with_details_chosen_language_mode_and_place_are_there_and_the_theme_never(
    scene: Scene, signed_in: SignIn, page: Browser
) -> None:
    browser = await signed_in(scene.tolk.actor)
    address = await new_address(browser)
    before = await page.client.get(address)
    await browser.submit(OWN, action=OWN, handling="lagre", paaminnelser="ja", detaljer="ja")
    after = await page.client.get(address, headers={"if-none-match": before.headers["etag"]})
    assert after.status_code == 200, "the content is another, so the tag is"
    (event,) = events(after.content).values()
    assert str(event["SUMMARY"]) == f"Tolking med fremmøte, arabisk ({scene.number})"
    assert str(event["LOCATION"]) == "Storgata 1, 2. etasje, Oslo"
    assert "kanari" not in after.text


async def test_a_new_address_replaces_the_old_and_a_removed_one_answers_as_one_that_never_was(
    scene: Scene, signed_in: SignIn, page: Browser
) -> None:
    browser = await signed_in(scene.tolk.actor)
    first = await new_address(browser)
    second = await new_address(browser)
    assert (await page.client.get(second)).status_code == 200
    await browser.submit(OWN, action=OWN, handling="slett")
    gone = [
        await page.client.get(address) for address in (first, second, f"{second}x", "/kalender/aldri.ics")
    ]
    assert {answer.status_code for answer in gone} == {404}
    said = {
        answer.text.replace(answer.url.path, "").replace(answer.headers["x-request-id"], "")
        for answer in gone
    }
    assert len(said) == 1


async def test_only_the_own_choice_is_changed(scene: Scene, signed_in: SignIn, session: Session) -> None:
    for actor, path in ((scene.tolk.actor, OWN), (scene.body.booker, BODY)):
        await (await signed_in(actor)).submit(path, action=path, handling="lagre", paaminnelser="ja")
    await (await signed_in(scene.tolk.actor)).submit(OWN, action=OWN, handling="lagre", paaminnelser=None)
    sql = "SELECT array_agg(account_id) FROM calendar_choice WHERE NOT wants_reminders"
    assert await value(session, sql) == [scene.tolk.actor.account_id]


async def test_a_move_raises_the_sequence_and_gives_another_tag_and_no_false_304(
    scene: Scene, signed_in: SignIn, page: Browser, session: Session, clock: FixedClock
) -> None:
    """Two changes in one second have the same date; only the tag of the content tells them apart."""
    address = await new_address(await signed_in(scene.tolk.actor))
    first = await page.client.get(address)
    same = {
        "if-none-match": f'"other", W/{first.headers["etag"]}',
        "if-modified-since": first.headers["last-modified"],
    }
    assert (await page.client.get(address, headers=same)).status_code == 304
    await session.execute(
        text("UPDATE assignment SET period = tstzrange(lower(period), upper(period) + '1 hour')")
    )
    await settle(session, scene.assignment_id, now=clock())
    await session.commit()
    moved = await page.client.get(address, headers=same)
    assert moved.status_code == 200
    ((uid, before),) = events(first.content).items()
    after = events(moved.content)[uid]
    assert (int(before["SEQUENCE"]), int(after["SEQUENCE"])) == (0, 1)
    assert after["DTEND"].dt - before["DTEND"].dt == timedelta(hours=1)
    clock.forward(timedelta(seconds=5))
    await settle(session, scene.assignment_id, is_changed=True, now=clock())
    await session.commit()
    later = await page.client.get(address)
    assert later.headers["last-modified"] > moved.headers["last-modified"]
    assert events(later.content)[uid]["LAST-MODIFIED"].dt == clock()


async def test_what_is_cancelled_stays_as_cancelled_for_thirty_days(
    scene: Scene, signed_in: SignIn, page: Browser, session: Session, clock: FixedClock
) -> None:
    address = await new_address(await signed_in(scene.tolk.actor))
    await give_back(session, scene.tolk.actor, scene.number, now=clock())
    await session.commit()
    found = []
    for days in (0, 29, 2):
        clock.forward(timedelta(days=days))
        found.append(
            [str(each["STATUS"]) for each in events((await page.client.get(address)).content).values()]
        )
    assert found == [["CANCELLED"], ["CANCELLED"], []]


async def test_a_closed_account_and_a_lost_role_end_the_feed(
    scene: Scene, signed_in: SignIn, page: Browser, session: Session
) -> None:
    address = await new_address(await signed_in(scene.body.booker), BODY)
    assert len(events((await page.client.get(address)).content)) == 1
    await session.execute(
        text("DELETE FROM account_role WHERE account_id = :id"), {"id": scene.body.booker.account_id}
    )
    await session.commit()
    assert events((await page.client.get(address)).content) == {}
    await session.execute(text("UPDATE account SET closed_at = now() WHERE id = :id"),
                          {"id": scene.body.booker.account_id})  # fmt: skip
    await session.commit()
    assert (await page.client.get(address)).status_code == 404


async def test_a_file_is_for_whoever_may_see_the_assignment(
    scene: Scene, signed_in: SignIn, session: Session
) -> None:
    stranger, other = await a_body(session), await an_interpreter(session)
    colleague = await a_booker(session, scene.body.organisation_id, scene.body.unit_id)
    await session.commit()
    booked, own = f"/bestilling/{scene.number}/kalender.ics", f"/min-side/oppdrag/{scene.number}/kalender.ics"
    for actor, path, expected in (
        (scene.body.booker, booked, 200), (colleague, booked, 200), (stranger.booker, booked, 404),
        (scene.tolk.actor, own, 200), (other.actor, own, 404), (scene.tolk.actor, booked, 403),
    ):  # fmt: skip
        answer = await (await signed_in(actor)).client.get(path)
        assert answer.status_code == expected, path
        if expected == 200:
            assert f"tolkeoppdrag-{scene.number}.ics" in answer.headers["content-disposition"]
            assert [str(each["SUMMARY"]) for each in events(answer.content).values()] == [
                f"Tolkeoppdrag {scene.number}"
            ]


async def test_too_many_readings_from_one_place_are_told_to_wait(scene: Scene, page: Browser) -> None:
    for _ in range(FEED.most):
        page.client.headers["accept"] = "text/calendar"
        last = await page.client.get("/kalender/aldri.ics")
    assert last.status_code == 404
    refused = await page.client.get("/kalender/aldri.ics")
    assert (refused.status_code, "retry-after" in refused.headers) == (429, True)


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """Our log as it is written in production."""
    written = io.StringIO()
    monkeypatch.setattr("sys.stdout", written)
    before, handlers = structlog.get_config(), logging.root.handlers[:]
    logging.root.handlers.clear()
    logs.configure()
    structlog.configure(cache_logger_on_first_use=False)
    yield written
    structlog.configure(**before)
    logging.root.handlers[:] = handlers


async def test_the_secret_never_stands_in_the_log(
    scene: Scene, signed_in: SignIn, page: Browser, log: io.StringIO
) -> None:
    address = await new_address(await signed_in(scene.tolk.actor))
    await page.client.get(address)
    await page.client.get(f"{address}x")
    lines = [json.loads(line) for line in log.getvalue().splitlines() if line.startswith("{")]
    assert [line["status"] for line in lines if line.get("route") == "/kalender/{name:str}"] == [200, 404]
    assert address.rsplit("/", 1)[1].removesuffix(".ics") not in log.getvalue()

"""A conversation by screen that begins in a few minutes, and people who open its pages in browsers of their own."""

import asyncio
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from playwright.async_api import Page, expect

from booking.rooms.access import seat_by_id
from booking.rooms.keeping import settle_room
from booking.rooms.models import SeatRole
from booking.rooms.own_room import allow_direct
from booking.rooms.seating import invite
from booking.rooms.secrets import code_of, link_of
from tests.browser.visit import Visit
from tests.builders.assignments import accepted_by, an_assignment
from tests.builders.bodies import BuiltBody
from tests.builders.interpreters import BuiltInterpreter, an_interpreter
from tolkeregister.core.clock import utc_now
from tolkeregister.core.database import Session

if TYPE_CHECKING:  # the service has this world in it
    from tests.fixtures.service import Service

FEW = timedelta(minutes=5)
# Two cores that run four browsers make holes in the sound, which is not what these tests are about.
STEADY = """
const given = RTCPeerConnection.prototype.getStats
RTCPeerConnection.prototype.getStats = async function () {
  const found = await given.call(this)
  const holes = window.holes ?? 0
  const sound = (each) => (each.totalSamplesReceived ?? 0) * holes
  const steady = (each) => ({ ...each, concealedSamples: sound(each), currentRoundTripTime: 0.01 })
  return new Map([...found].map(([key, each]) => [key, steady(each)]))
}
"""
LANGUAGE = "th"  # that no other road goes in
PICTURE = 20_000  # milliseconds to the first picture; it takes one when nothing else runs


@dataclass(frozen=True, slots=True)
class Call:
    """The conversation: its number, its interpreter, and the link and code of the one it is interpreted for."""

    number: str
    interpreter: BuiltInterpreter
    link: str
    code: str
    seat_id: int


async def a_call(
    service: "Service", *, direct: bool = False, type: str = "speech", name: str = "Samira"
) -> Call:
    """An accepted assignment by screen whose room is open, with one invitation."""
    async with service.database.writing() as session:
        return await call_to_walk(
            session, service.world.body, service.settings.secret_key, direct=direct, type=type, name=name,
            now=utc_now(),
        )  # fmt: skip


async def call_to_walk(
    session: Session, body: BuiltBody, secret_key: str, *, direct: bool = False, type: str = "speech",
    name: str = "Samira", now: datetime,
) -> Call:  # fmt: skip
    """The same in a database that nobody serves yet."""
    interpreter = await an_interpreter(session, given_name=name, type=type, language=LANGUAGE)
    assignment = await an_assignment(
        session, body, now + FEW, now + FEW + timedelta(hours=1), type=type, language=LANGUAGE
    )
    await accepted_by(session, assignment, interpreter.id, at=now)
    room = await settle_room(session, assignment.id or 0, has_new_links=False, now=now)
    assert room is not None
    number = assignment.number
    if direct:
        await allow_direct(session, body.booker, number, is_direct=True, now=now)
    seat_id = await invite(session, body.booker, number, role=SeatRole.PERSON, label="forelder", language="ar",
                           now=now)  # fmt: skip
    public_id = (await seat_by_id(session, seat_id)).public_id or ""
    return Call(
        number, interpreter, link_of(secret_key, public_id, 1), code_of(secret_key, public_id, 1), seat_id
    )  # fmt: skip


async def held_to_walk(
    session: Session, body: BuiltBody, interpreter: BuiltInterpreter, *, now: datetime
) -> str:
    """A conversation by screen that is over, and nobody has said when it was; returns its number."""
    begun = now - timedelta(hours=3)
    assignment = await an_assignment(session, body, begun, begun + timedelta(hours=1))
    await accepted_by(session, assignment, interpreter.id, at=begun - FEW)
    await settle_room(session, assignment.id or 0, has_new_links=False, now=begun - FEW)
    return assignment.number


def room_visits(call: Call, held: str) -> Iterable[Visit]:
    """One look at each page of the room; the conversation itself is looked at where people are in it."""
    own = "/rom/{number:str}"
    for route, path, who in (
        # the link was made in Arabic: from right to left, until another language is chosen
        ("/r", "/r", "public"), ("/r", "/r?sprak=ar", "public"), ("/r/{link:str}", f"/r/{call.link}", "public"),
        ("/r/{link:str}", f"/nn/r/{call.link}", "public"),
        ("/r/{link:str}/test", f"/r/{call.link}/test", "public"), (own, f"/rom/{call.number}", "booker"),
        (f"{own}/test", f"/rom/{call.number}/test", "booker"),
        (f"{own}/samtale", f"/rom/{call.number}/samtale", "booker"),
        (f"{own}/ferdig", f"/rom/{call.number}/ferdig", "booker"),
        (f"{own}/ferdig", f"/rom/{call.number}/ferdig", "interpreter"),
        (f"{own}/ferdig", f"/rom/{call.number}/ferdig?sprak=ar", "public"),
        ("/bestilling/{number:str}", f"/bestilling/{call.number}", "booker"),
        ("/bestilling/{number:str}/rom", f"/bestilling/{call.number}/rom", "booker"),
        ("/bestilling/{number:str}/rom/ark/{seat_id:int}", f"/bestilling/{call.number}/rom/ark/{call.seat_id}",
         "booker"),
        ("/bestilling/{number:str}/rom/tid", f"/bestilling/{held}/rom/tid", "booker"),
        ("/min-side/oppdrag/{number:str}/tid", f"/min-side/oppdrag/{held}/tid", "interpreter"),
    ):  # fmt: skip
        yield Visit(route, path, who)


async def allow_devices(page: Page, service: "Service", *devices: str) -> None:
    """The browser's owner has said yes to these, and its line is a steady one."""
    await page.add_init_script(STEADY)
    await page.context.grant_permissions(
        list(devices or ("camera", "microphone")), origin=service.settings.base_url
    )


async def enter(page: Page, service: "Service", call: Call) -> None:
    """Through the door of whoever is signed in."""
    await allow_devices(page, service)
    await page.goto(service.url(f"/rom/{call.number}"))
    await page.get_by_role("button", name="Gå inn", exact=True).click()
    await page.wait_for_url("**/samtale*")


async def enter_by_link(page: Page, service: "Service", call: Call) -> None:
    """Through the link somebody was given, in bokmål, which the link itself is not."""
    await allow_devices(page, service)
    await page.goto(service.url(f"/r/{call.link}?sprak=nb"))
    await page.get_by_role("button", name="Gå inn i venterommet").click()
    await page.wait_for_url("**/samtale*")


async def all_enter(service: "Service", call: Call, owner: Page, interpreter: Page, guest: Page) -> None:
    """The three of a conversation, the guest through the waiting room, until each sees the others."""
    await service.sign_in(owner, service.world.body.booker)
    await service.sign_in(interpreter, call.interpreter.actor)
    await enter_by_link(guest, service, call)
    await expect(guest.get_by_role("heading", name="Du er i venterommet")).to_be_visible()
    await enter(interpreter, service, call)
    await enter(owner, service, call)
    await owner.get_by_role("button", name="Slipp inn forelder").click()
    for page in (owner, interpreter, guest):
        await sees(page, 3)


async def sees(page: Page, people: int) -> None:
    """So many tiles with a moving picture, one's own included."""
    await expect(page.locator(".t-rute[data-bilde]")).to_have_count(people, timeout=PICTURE)


async def moves(page: Page, *, patience: float = PICTURE / 1000) -> None:
    """Every picture from others goes on."""
    before, until = await _frames(page), time.monotonic() + patience
    while not all(now > was + 10 for was, now in zip(before, await _frames(page), strict=True)):
        assert time.monotonic() < until, f"{before} → {await _frames(page)} frames"
        await asyncio.sleep(0.5)


async def _frames(page: Page) -> list[int]:
    counted: list[int] = await page.evaluate(
        "[...document.querySelectorAll('.t-rute:not([data-speil]) video')]"
        ".map((each) => each.getVideoPlaybackQuality().totalVideoFrames)"
    )
    return counted

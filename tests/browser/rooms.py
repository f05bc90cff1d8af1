"""A conversation by screen that begins in a few minutes, and people who open its pages in browsers of their own."""

from dataclasses import dataclass
from datetime import timedelta

from playwright.async_api import Page, expect

from booking.rooms.access import seat_by_id
from booking.rooms.keeping import settle_room
from booking.rooms.models import SeatRole
from booking.rooms.own_room import allow_direct
from booking.rooms.seating import invite
from booking.rooms.secrets import code_of, link_of
from tests.builders.assignments import accepted_by, an_assignment
from tests.builders.interpreters import BuiltInterpreter, an_interpreter
from tests.fixtures.service import Service
from tolkeregister.core.clock import utc_now

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
PICTURE = 20_000  # milliseconds to the first picture; it takes one when nothing else runs


@dataclass(frozen=True, slots=True)
class Call:
    """The conversation: its number, its interpreter, and the link and code of the one it is interpreted for."""

    number: str
    interpreter: BuiltInterpreter
    link: str
    code: str


async def a_call(
    service: Service, *, direct: bool = False, type: str = "speech", name: str = "Samira"
) -> Call:
    """An accepted assignment by screen whose room is open, with one invitation."""
    world, now = service.world, utc_now()
    async with service.database.writing() as session:
        interpreter = await an_interpreter(session, given_name=name, type=type)
        assignment = await an_assignment(
            session, world.body, now + FEW, now + FEW + timedelta(hours=1), type=type
        )
        await accepted_by(session, assignment, interpreter.id, at=now)
        room = await settle_room(session, assignment.id or 0, has_new_links=False, now=now)
        assert room is not None
        booker = world.body.booker
        if direct:
            await allow_direct(session, booker, assignment.number, is_direct=True, now=now)
        seat_id = await invite(session, booker, assignment.number, role=SeatRole.PERSON, label="forelder",
                               language="ar", now=now)  # fmt: skip
        public_id = (await seat_by_id(session, seat_id)).public_id or ""
        number = assignment.number
    secret = service.settings.secret_key
    return Call(number, interpreter, link_of(secret, public_id, 1), code_of(secret, public_id, 1))


async def allow_devices(page: Page, service: Service, *devices: str) -> None:
    """The browser's owner has said yes to these, and its line is a steady one."""
    await page.add_init_script(STEADY)
    await page.context.grant_permissions(
        list(devices or ("camera", "microphone")), origin=service.settings.base_url
    )


async def enter(page: Page, service: Service, call: Call) -> None:
    """Through the door of whoever is signed in."""
    await allow_devices(page, service)
    await page.goto(service.url(f"/rom/{call.number}"))
    await page.get_by_role("button", name="Gå inn", exact=True).click()
    await page.wait_for_url("**/samtale")


async def enter_by_link(page: Page, service: Service, call: Call) -> None:
    """Through the link somebody was given."""
    await allow_devices(page, service)
    await page.goto(service.url(f"/r/{call.link}"))
    await page.get_by_role("button", name="Gå inn i venterommet").click()
    await page.wait_for_url("**/samtale")


async def sees(page: Page, people: int) -> None:
    """So many tiles with a moving picture, one's own included."""
    await expect(page.locator(".t-rute[data-bilde]")).to_have_count(people, timeout=PICTURE)


async def frames(page: Page) -> list[int]:
    """How many frames each picture from others has shown."""
    counted: list[int] = await page.evaluate(
        "[...document.querySelectorAll('.t-rute:not([data-speil]) video')]"
        ".map((each) => each.getVideoPlaybackQuality().totalVideoFrames)"
    )
    return counted

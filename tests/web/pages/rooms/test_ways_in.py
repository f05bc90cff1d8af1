"""Who comes to a room's pages, and where they are led who cannot be shown them."""

from datetime import datetime

import pytest
from sqlalchemy import text

from booking.rooms.leading import end_for_all, remove, set_lock
from booking.rooms.own_room import allow_direct
from booking.rooms.seating import withdraw_link
from tests.builders.bodies import a_body
from tests.builders.rooms import let_in, opened, seated
from tests.fixtures.page import Browser, words_of
from tests.fixtures.people import SignIn
from tests.web.pages.rooms.conftest import Doors
from tolkeregister.core.database import Session
from web.security.rates import ROOM_TRY

NEVER_WAS = "26-999999"


@pytest.mark.parametrize("page_of", ["samtale", "test"])
async def test_whose_session_ended_is_led_to_sign_in_and_back_and_learns_nothing_of_a_foreign_room(
    session: Session, signed_in: SignIn, page: Browser, doors: Doors, page_of: str
) -> None:
    """Failure mode 40: signed out is no «does not exist», and a foreign room answers as one that never was."""
    answers = {}
    for number in (doors.number, NEVER_WAS):
        led = await page.get(f"/nn/rom/{number}/{page_of}", status=303)
        answers[number] = led.response.headers["location"].replace(number, "NR")
    assert set(answers.values()) == {f"/nn/logg-inn?retur=%2Fnn%2From%2FNR%2F{page_of}"}
    sign_in = await page.get("/nn/logg-inn", retur=f"/nn/rom/{doors.number}/{page_of}")
    assert sign_in.link("Gå inn med kode") == "/nn/r"
    assert "Har du fått" not in (await page.get("/nn/logg-inn", retur="/nn/virksomhet")).text
    kari = await signed_in(doors.body.booker)
    assert (await kari.get(f"/rom/{doors.number}", status=200)).heading == "Samtale med tolk"
    stranger = await signed_in((await a_body(session)).booker)
    said = set()
    for number in (doors.number, NEVER_WAS):
        answer = await stranger.get(f"/rom/{number}/{page_of}", status=404)
        said.add(answer.text.replace(answer.response.headers["x-request-id"], "ID").replace(number, "NR"))
    assert len(said) == 1


async def test_whoever_left_goes_back_to_their_seat_while_the_room_is_open(
    session: Session, page: Browser, doors: Doors, now: datetime
) -> None:
    """A second seat by the same link would wait again, and a locked room has none."""
    owner = await seated(session, doors.room, doors.body.booker, now=now)
    taken = await page.submit(f"{doors.door}", action=doors.door)
    assert taken.response.headers["location"] == doors.inside
    await let_in(session, owner, await opened(session, doors.seat_id, now=now), now=now)
    await set_lock(session, owner, is_locked=True, now=now)
    left = await page.get(f"/rom/{doors.number}/ferdig")
    assert left.link("Gå tilbake til samtalen") == doors.inside
    assert (await page.get(doors.inside)).link("Prøv igjen") == doors.inside
    assert (await page.get(doors.inside)).link("Gå inn med kode") == f"/r?nummer={doors.number}"
    await end_for_all(session, owner, now=now)
    over = await page.get(f"/rom/{doors.number}/ferdig")
    assert "Gå tilbake" not in over.text
    assert over.link("Gå inn med kode") == f"/r?nummer={doors.number}"
    told = await page.get(f"/rom/{doors.number}/ferdig?slutt=ja")
    assert "Samtalen er avsluttet" in told.text
    assert "Gå inn med kode" not in told.text


async def test_whoever_opens_the_link_again_in_the_same_browser_has_the_seat_they_had(
    session: Session, page: Browser, doors: Doors, now: datetime
) -> None:
    owner = await seated(session, doors.room, doors.body.booker, now=now)
    many = text("SELECT count(*) FROM room_participant")
    await page.submit(doors.door, action=doors.door)
    await let_in(session, owner, await opened(session, doors.seat_id, now=now), now=now)
    before = (await session.execute(many)).scalar_one()
    await set_lock(session, owner, is_locked=True, now=now)
    by_code = {"nummer": doors.number, "kode": doors.code}
    doorways: list[tuple[str, dict[str, str]]] = [(doors.door, {}), (f"/nn{doors.door}", {}), ("/r", by_code)]
    for door, answers in doorways:
        form = (await page.get(door)).form(action=door)
        taken = await page.post(door, {**form, **answers}, status=303)
        assert taken.response.headers["location"].endswith(doors.inside), door
        assert (await session.execute(many)).scalar_one() == before
    await remove(session, owner, doors.seat_id, now=now)
    await page.get(doors.door, status=410)


async def test_an_interpreter_who_comes_by_a_link_is_told_what_is_so_for_them(
    session: Session, page: Browser, doors: Doors, now: datetime
) -> None:
    await session.execute(
        text("UPDATE room_participant SET role = 'interpreter' WHERE id = :id"), {"id": doors.seat_id}
    )
    door = await page.get(doors.door)
    for words in ("Gå inn i venterommet", "Møtelederen slipper deg inn.", "bekrefter du at du sitter alene"):
        assert words in door.text
    await page.post(doors.door, door.form())
    inside = await page.get(doors.inside)
    assert "Møtelederen slipper deg inn. Du trenger ikke gjøre noe." in inside.text
    assert inside.link("Gå inn med kode") == f"/r?nummer={doors.number}", "the door is for those who sign in"
    after = inside.all("div", id="rom")[0].get("data-ferdig") or ""
    owner = await seated(session, doors.room, doors.body.booker, now=now)
    for is_over in (False, True):
        done = await page.get(after)
        assert "Slett notatene dine" in done.text
        assert "Meld fra om tolken" not in done.text
        assert ("Gå tilbake til samtalen" in done.text) == (not is_over)
        if not is_over:
            await end_for_all(session, owner, now=now)


async def test_before_they_go_in_everybody_is_told_that_addresses_will_be_seen(
    session: Session, page: Browser, doors: Doors, now: datetime
) -> None:
    told = "De andre i samtalen kan finne ut nettadressen din."
    assert told not in (await page.get(doors.door)).text
    await allow_direct(session, doors.body.booker, doors.number, is_direct=True, now=now)
    door = await page.get(doors.door)
    assert told in door.text
    await page.post(doors.door, door.form())
    inside = await page.get(doors.inside)
    card = inside.all("div", id="rom-direkte")[0]
    assert (told in words_of(card), card.get("hidden")) == (True, None)


async def test_a_link_that_was_withdrawn_is_not_said_to_be_moved(
    session: Session, page: Browser, doors: Doors, now: datetime
) -> None:
    await withdraw_link(session, doors.body.booker, doors.number, doors.seat_id, now=now)
    for path in (doors.door, f"{doors.door}/test"):
        gone = await page.get(path, status=410)
        assert "Lenken er trukket tilbake." in gone.text
        assert "flyttet" not in gone.text


async def test_there_are_keys_to_the_relay_until_the_room_is_over_and_not_without_end(
    session: Session, page: Browser, doors: Doors, now: datetime
) -> None:
    owner = await seated(session, doors.room, doors.body.booker, now=now)
    await page.get(f"{doors.door}/test")
    await end_for_all(session, owner, now=now)
    over = await page.get(f"{doors.door}/test", status=303)
    assert over.response.headers["location"] == doors.door
    for _ in range(ROOM_TRY.most - 2):
        await page.client.get(f"{doors.door}/test")
    assert (await page.client.get(f"{doors.door}/test")).status_code == 429

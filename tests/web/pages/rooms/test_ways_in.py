"""Who comes to a room's pages, and where they are led who cannot be shown them."""

import pytest

from tests.builders.bodies import a_body
from tests.fixtures.page import Browser
from tests.fixtures.people import SignIn
from tests.web.pages.rooms.conftest import Doors
from tolkeregister.core.database import Session

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

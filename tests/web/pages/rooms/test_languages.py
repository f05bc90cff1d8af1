"""A guest reads the room's pages in a language of their own; whoever signs in keeps the written form they chose."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import text

from booking.rooms.access import find_room_for
from booking.rooms.keeping import settle_room
from booking.rooms.leading import end_for_all
from tests.builders.rooms import seated
from tests.fixtures.app import FixedClock
from tests.fixtures.page import Browser, Page, words_of
from tests.fixtures.people import SignIn
from tests.web.pages.rooms.conftest import Doors
from tolkeregister.core.database import Session
from web.view import further_languages
from web.view.extract import lacking_in
from web.view.further_languages import languages_served, texts_of

DRAFTS = ("ar", "pl", "uk")
_LANGUAGE = text("UPDATE room_participant SET language_tag = :tag WHERE id = :id")


def shown_in(page: Page) -> tuple[str | None, str | None]:
    """The language and the direction a page says it has."""
    return page.root.get("lang"), page.root.get("dir")


def offered_on(page: Page) -> dict[str, str]:
    """The languages one can choose, and where."""
    links = page.root.findall(".//main//nav//a")
    return {link.get("lang") or "": link.get("href") or "" for link in links}


async def enter(page: Page, browser: Browser, door: str) -> Page:
    """Press the button, and look at what it leads to."""
    taken = await browser.post(door, page.form())
    return await browser.get(taken.response.headers["location"])


@pytest.mark.parametrize("tag", DRAFTS)
def test_a_file_has_every_text_of_the_room(tag: str) -> None:
    assert lacking_in(tag) == []
    assert tag not in languages_served("rooms", drafts=False), "nobody has reviewed it"


@pytest.mark.usefixtures("drafts")
async def test_a_link_opens_in_its_own_language_until_another_is_chosen(page: Browser, doors: Doors) -> None:
    door = await page.get(doors.door)
    assert shown_in(door) == ("ar", "rtl")
    assert "utkast" not in door.text
    assert "نوفمبر" in door.text
    assert doors.number in [words_of(each) for each in door.all("bdi", dir="ltr")]
    offered = offered_on(door)
    assert set(offered) == {"ar", "nb", "nn", "en"}
    for tag, address in offered.items():
        assert shown_in(await page.get(address))[0] == tag
    inside = await enter(await page.get(offered["nb"]), page, offered["nb"])
    assert inside.root.get("lang") == "nb", "the choice goes along"
    assert set(page.client.cookies) == {f"plass-{doors.number}"}, "nothing else is kept"


@pytest.mark.parametrize(("path", "role"), [("", "owner"), ("/samtale", "owner"), ("/test", "owner")])
@pytest.mark.usefixtures("drafts")
async def test_whoever_signs_in_keeps_their_own_written_form(
    signed_in: SignIn, doors: Doors, path: str, role: str
) -> None:
    kari = await signed_in(doors.body.booker)
    await kari.submit(f"/rom/{doors.number}", action=f"/rom/{doors.number}")
    for prefix, tag in (("", "nb"), ("/nn", "nn"), ("/en", "en")):
        assert (await kari.get(f"{prefix}/rom/{doors.number}{path}", sprak="ar")).root.get("lang") == tag


async def test_without_a_reviewed_text_it_is_norwegian_with_english_beside(
    page: Browser, doors: Doors
) -> None:
    for query in ({}, {"sprak": "ar"}, {"sprak": "../../en/messages"}, {"sprak": "<script>"}):
        door = await page.get(doors.door, **query)
        assert door.root.get("lang") == "nb"
        assert set(offered_on(door)) == {"nb", "nn", "en"}
    english = await page.get(offered_on(door)["en"])
    assert english.heading == "Conversation with an interpreter"
    assert (await enter(english, page, f"/en{doors.door}")).root.get("lang") == "en"


async def _everything(page: Browser, doors: Doors, clock: FixedClock, session: Session) -> list[Page]:
    """Each page a guest can meet, and each way one goes wrong."""
    now = clock()
    door = await page.get(doors.door)
    seen = [door, await page.get(f"{doors.door}/test"), await enter(door, page, doors.door)]
    done = re.search(r'data-ferdig="([^"]+)"', seen[-1].response.text)
    assert done is not None
    seen.append(await page.get(done[1].replace("&amp;", "&")))
    code = await page.get("/r", sprak=door.root.get("lang"))
    seen.append(code)
    for typed in ({}, {"nummer": "x" * 30, "kode": "y"}, {"nummer": doors.number, "kode": "wrong"}):
        seen.append(
            await page.post(f"/r?sprak={door.root.get('lang')}", {**code.form(), **typed}, status=422)
        )
    seen.append(await page.get("/r/never-was", status=404, sprak=door.root.get("lang")))
    owner = await seated(session, doors.room, doors.body.booker, now=now)
    clock.at = now - timedelta(hours=3)
    seen.append(await page.get(doors.door))
    seen.append(await page.post(doors.door, (await page.get("/r")).form(), status=409))
    clock.at = now
    await end_for_all(session, owner, now=now)
    seen.append(await page.get(doors.door))
    clock.at = now + timedelta(hours=3)
    seen.append(await page.get(doors.door))
    clock.at = now
    assignment = (await find_room_for(session, doors.body.booker, doors.number)).assignment_id
    await settle_room(session, assignment, has_new_links=True, now=now)
    seen.append(await page.get(doors.door, status=410))
    return seen


@pytest.mark.usefixtures("drafts")
@pytest.mark.parametrize("tag", DRAFTS)
async def test_no_page_a_guest_meets_has_a_word_of_norwegian(
    session: Session,
    page: Browser,
    doors: Doors,
    clock: FixedClock,
    tag: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: set[str] = set()
    known, original = texts_of(tag), further_languages._FromFile.gettext

    def listen(self: object, message: str) -> str:
        if message and message not in known:
            asked.add(message)
        return original(self, message)  # type: ignore[arg-type]

    monkeypatch.setattr(further_languages._FromFile, "gettext", listen)
    await session.execute(_LANGUAGE, {"tag": tag, "id": doors.seat_id})
    for seen in await _everything(page, doors, clock, session):
        assert seen.root.get("lang") == tag, seen.heading
    assert asked == set()


@pytest.mark.usefixtures("drafts")
async def test_the_sheet_says_it_in_norwegian_and_in_its_readers_language_beside(
    signed_in: SignIn, doors: Doors
) -> None:
    kari = await signed_in(doors.body.booker)
    sheet = await kari.get(f"/nn/bestilling/{doors.number}/rom/ark/{doors.seat_id}")
    sides = {each.get("lang"): words_of(each) for each in sheet.root.iter("div") if each.get("lang")}
    assert set(sides) == {"nn", "ar"}
    assert "Slik kjem du til samtalen" in sides["nn"]
    assert texts_of("ar")["Vent til du blir sluppet inn."] in sides["ar"]
    assert "kl." not in sides["ar"]
    assert texts_of("ar")["Nummer"] in sheet.text


async def test_a_sheet_whose_language_has_no_texts_is_in_english_beside(
    signed_in: SignIn, doors: Doors
) -> None:
    kari = await signed_in(doors.body.booker)
    sheet = await kari.get(f"/bestilling/{doors.number}/rom/ark/{doors.seat_id}")
    assert {each.get("lang") for each in sheet.root.iter("div") if each.get("lang")} == {"nb", "en"}


@pytest.mark.usefixtures("drafts")
async def test_a_guest_whose_seat_is_gone_is_led_to_the_code_in_their_language(
    page: Browser, doors: Doors
) -> None:
    for number in (doors.number, "26-999999"):
        led = await page.get(f"/rom/{number}/samtale", status=303, sprak="ar")
        assert led.response.headers["location"] == f"/r?nummer={number}&sprak=ar"
    code = await page.get("/r", nummer=doors.number, sprak="ar")
    assert shown_in(code) == ("ar", "rtl")
    assert code.form()["nummer"] == doors.number


@pytest.mark.usefixtures("drafts")
async def test_where_no_room_is_known_the_browsers_first_language_counts(page: Browser) -> None:
    for wanted, tag in (("uk-UA,en;q=0.5", "uk"), ("fr,ar", "nb"), ("", "nb"), ("en-GB", "nb")):
        page.client.headers["accept-language"] = wanted
        assert (await page.get("/r")).root.get("lang") == tag
        assert (await page.get("/r/never-was", status=404)).root.get("lang") == tag
    assert (await page.get("/r", sprak="ar")).root.get("lang") == "ar"

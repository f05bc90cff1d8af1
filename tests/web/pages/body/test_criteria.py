"""Must, wish, ranked modes and consent, from the form to the review, the sent order and its timeline."""

from datetime import timedelta
from typing import Any

import pytest

from booking.offers.commands import decline_offer
from tests.builders.answers import offers_of, open_offer, value
from tests.builders.bodies import a_body
from tests.builders.interpreters import an_interpreter
from tests.fixtures.app import FixedClock
from tests.fixtures.page import Browser, Page
from tests.fixtures.people import SignIn
from tests.web.pages.body.road import (
    ASSIGNMENT,
    CONVERSATION,
    fill,
    follow,
    forms_to,
    to_conversation,
    to_queue,
    to_review,
)
from tolkeregister.core.database import Session

START, TALK, QUEUE, REVIEW = (f"/bestilling/ny/{x}" for x in ("oppdraget", "samtalen", "tolkene", "se-over"))
A_WOMAN: dict[str, Any] = {**CONVERSATION, "kjonn": "kvinne", "kjonn_grunn": "helseundersøkelse"}
IN_PERSON: dict[str, Any] = {"metode": "fremmote", "adresse": "Storgata 1", "metode2": "skjerm"}


async def reviewed(browser: Browser, conversation: dict[str, Any], **assignment: Any) -> Page:
    """The page of step 4 after these answers."""
    queue = await to_queue(browser, conversation, **assignment)
    return await follow(browser, await fill(browser, queue, QUEUE, handling="videre"))


async def order(browser: Browser, review: Page) -> str:
    answer = await fill(browser, review, REVIEW)
    return str(answer.response.headers["location"]).rpartition("/")[2]


async def stored(session: Session, number: str, column: str) -> Any:
    return await value(session, f"SELECT {column} FROM request WHERE number = :n", n=number)


async def test_an_order_without_choices_is_as_simple_as_before(session: Session, signed_in: SignIn) -> None:
    await an_interpreter(session, hours=True)
    browser = await signed_in((await a_body(session)).booker)
    number = await order(browser, await to_review(browser))
    assert await stored(session, number, "musts") == ["mode", "gender", "clearance"]
    assert await stored(session, number, "fallbacks") == []
    assert await value(session, "SELECT modes FROM assignment WHERE number = :n", n=number) == []


async def test_a_gender_is_a_must_until_somebody_says_wish(session: Session, signed_in: SignIn) -> None:
    await an_interpreter(session, gender="man", hours=True)
    browser = await signed_in((await a_body(session)).booker)
    must = await reviewed(browser, A_WOMAN)
    assert "Ingen kan spørres nå" in must.text
    wish = await reviewed(browser, {**A_WOMAN, "kjonn_vekt": "onske"})
    assert "Vi spør den første tolken når du trykker" in wish.text
    assert await offers_of(session, await order(browser, wish))


async def test_consent_is_told_before_it_is_sent_and_shown_when_it_is_used(
    session: Session, signed_in: SignIn, clock: FixedClock
) -> None:
    """Feature 18: exactly what happens, before; that it happened, after, in the timeline."""
    man = await an_interpreter(session, category="A", gender="man", hours=True)
    woman = await an_interpreter(session, category="E", given_name="Leila", hours=True)
    browser = await signed_in((await a_body(session)).booker)
    review = await reviewed(browser, {**A_WOMAN, "kjonn_ellers": "ja"})
    assert "Finner vi ingen, gjør vi dette" in review.text
    assert "Vi spør også mannlige tolker" in review.text
    number = await order(browser, review)
    before = await browser.get(f"/bestilling/{number}")
    assert "Vi spør også mannlige tolker" in before.text
    assert "Ingen kunne med alt dere ba om" not in before.text
    clock.forward(timedelta(minutes=1))
    offer = await open_offer(session, number, woman.id)
    await decline_offer(session, woman.actor, offer, now=clock())
    await session.commit()
    after = await browser.get(f"/bestilling/{number}")
    assert "Ingen kunne med alt dere ba om" in after.text
    assert "Vi spør også mannlige tolker, slik dere har sagt ja til" in after.text
    said = after.text
    assert (
        said.index("Leila Haddad kunne ikke")
        < said.index("Ingen kunne med alt")
        < said.rindex("Samira Haddad")
    )
    assert [who for who, state, _ in await offers_of(session, number) if state == "open"] == [man.id]


async def test_modes_are_ranked_and_shown_where_the_order_is(session: Session, signed_in: SignIn) -> None:
    """Feature 17."""
    await an_interpreter(session, modes=("screen",), hours=True)
    browser = await signed_in((await a_body(session)).booker)
    review = await reviewed(browser, CONVERSATION, **IN_PERSON, metode3="telefon", videorom="videorom 2")
    for words in ("ellers skjerm", "ellers telefon", "videorom 2", "Vi spør også om skjermtolking"):
        assert words in review.text
    number = await order(browser, review)
    modes = await value(session, "SELECT modes FROM assignment WHERE number = :n", n=number)
    assert modes == ["in_person", "screen", "phone"]
    assert await stored(session, number, "fallbacks") == ["mode"]
    status = await browser.get(f"/bestilling/{number}")
    assert "Vi spør også om skjermtolking, slik dere har sagt ja til" in status.text


async def test_another_mode_as_a_wish_is_asked_for_from_the_start(
    session: Session, signed_in: SignIn
) -> None:
    screen = await an_interpreter(session, category="A", modes=("screen",), hours=True)
    await an_interpreter(session, category="B", given_name="Leila", hours=True)
    browser = await signed_in((await a_body(session)).booker)
    queue = await to_queue(browser, **IN_PERSON, metode_vekt="onske")
    assert queue.text.index("Samira") < queue.text.index("Leila")
    review = await follow(browser, await fill(browser, queue, QUEUE, handling="videre"))
    assert [who for who, _, _ in await offers_of(session, await order(browser, review))] == [screen.id]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"metode2": "skjerm"}, "Velg hver metode bare én gang"),
        ({"metode2": "telefon", "metode3": "telefon"}, "Velg hver metode bare én gang"),
        ({"metode3": "telefon"}, "Velg det nest beste først"),
        ({"metode2": "fremmote", "adresse": ""}, "Skriv adressen tolken skal møte på"),
    ],
)
async def test_modes_that_cannot_be_meant(
    session: Session, signed_in: SignIn, changes: dict[str, str], sentence: str
) -> None:
    browser = await signed_in((await a_body(session)).booker)
    first = await browser.get(START)
    page = await fill(browser, first, START, status=422, **{**ASSIGNMENT, **changes})
    assert sentence in page.text


async def test_only_a_chosen_interpreter_needs_a_reason_and_says_what_comes_next(
    session: Session, signed_in: SignIn
) -> None:
    await an_interpreter(session, category="A", hours=True)
    chosen = await an_interpreter(session, category="B", given_name="Leila", hours=True)
    browser = await signed_in((await a_body(session)).booker)
    queue = await to_queue(browser)
    queue = await follow(browser, await fill(browser, queue, QUEUE, handling=f"forst:{chosen.number}"))
    assert queue.heading == "Vi kan spørre 2 tolker"
    wrong = await fill(browser, queue, QUEUE, status=422, handling="videre", onsket_vekt="maa")
    assert "Skriv hvorfor det må være denne tolken" in wrong.text
    answer = await fill(
        browser, wrong, QUEUE, handling="videre", onsket_vekt="maa", onsket_grunn="har tolket i saken før",
        onsket_ellers="ja",
    )  # fmt: skip
    review = await follow(browser, answer)
    assert "har tolket i saken før" in review.text
    assert "Vi spør også andre enn den tolken dere har valgt" in review.text
    number = await order(browser, review)
    assert [who for who, _, _ in await offers_of(session, number)] == [chosen.id]
    assert await stored(session, number, "interpreter_reason") == "har tolket i saken før"
    assert "har tolket i saken før" in (await browser.get(f"/bestilling/{number}")).text


async def test_the_category_falls_only_by_a_tick_of_its_own(session: Session, signed_in: SignIn) -> None:
    """Rule B9."""
    low = await an_interpreter(session, category="E", hours=True)
    browser = await signed_in((await a_body(session)).booker)
    queue = await to_queue(browser)
    none = await follow(browser, await fill(browser, queue, QUEUE, handling="oppdater", kategori="C"))
    assert none.heading == "Ingen kvalifiserte tolker kan da"
    agreed = await follow(
        browser, await fill(browser, none, QUEUE, handling="oppdater", kategori="C", kategori_ellers="ja")
    )
    assert "Vi spør også tolker i kategori D" in agreed.text
    review = await follow(browser, await fill(browser, agreed, QUEUE, handling="videre"))
    number = await order(browser, review)
    assert [who for who, _, _ in await offers_of(session, number)] == [low.id]


async def test_what_was_chosen_stands_there_when_one_goes_back(session: Session, signed_in: SignIn) -> None:
    browser = await signed_in((await a_body(session)).booker)
    talk = await to_conversation(browser, **IN_PERSON, metode_vekt="onske")
    chosen = {**A_WOMAN, "kjonn_vekt": "onske", "klarering": "ja", "klarering_ellers": "ja"}
    queue = await follow(browser, await fill(browser, talk, TALK, **chosen))
    back = await browser.get(queue.link("Forrige steg"))
    form = forms_to(back, TALK)
    assert {name: form.get(name) for name in ("kjonn_vekt", "klarering_vekt", "klarering_ellers", "erfaring_vekt")} == {
        "kjonn_vekt": "onske", "klarering_vekt": "maa", "klarering_ellers": "ja", "erfaring_vekt": "onske",
    }  # fmt: skip
    first = await browser.get(back.link("Forrige steg"))
    form = forms_to(first, START)
    assert (form["metode2"], form["metode_vekt"]) == ("skjerm", "onske")

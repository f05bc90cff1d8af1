"""The four steps: prefilled, mended, changed, gone back in, sent once, and kept when the session ends."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from tests.builders.answers import value
from tests.builders.bodies import a_body, a_booker, a_unit
from tests.builders.interpreters import an_interpreter
from tests.fixtures.app import FixedClock
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
from tolkeregister.core.actor import Role
from tolkeregister.core.database import Session

START, TALK, QUEUE, REVIEW = (f"/bestilling/ny/{x}" for x in ("oppdraget", "samtalen", "tolkene", "se-over"))


async def count_orders(session: Session) -> int:
    return int(await value(session, "SELECT count(*) FROM assignment"))


async def test_the_search_fills_in_the_first_page(session: Session, signed_in: SignIn) -> None:
    body = await a_body(session, municipality="4601")
    browser = await signed_in(body.booker)
    first = await browser.get(
        START,
        sprak="ar",
        dato="2026-11-26",
        fra="10:00",
        varighet="90",
        metode="telefon",
        kjonn="kvinne",
        tolk="70009",
    )
    form = forms_to(first, START)
    assert {name: form[name] for name in ("sprak", "dato", "fra", "varighet", "metode", "sted")} == {
        "sprak": "ar", "dato": "2026-11-26", "fra": "10:00", "varighet": "90", "metode": "telefon", "sted": "Bergen",
    }  # fmt: skip
    assert not first.all("div", class_="ds-error-summary")
    talk = await follow(browser, await fill(browser, first, START, grunnlag="voluntary"))
    assert forms_to(talk, TALK)["kjonn"] == "kvinne"


async def test_what_is_missing_is_told_at_once_with_what_was_typed_kept(
    session: Session, signed_in: SignIn
) -> None:
    browser = await signed_in((await a_body(session)).booker)
    first = await browser.get(START)
    again = await fill(browser, first, START, status=422, sprak="ar", fra="25.00", metode="fremmote", adresse="",
                       grunnlag="special_statute")  # fmt: skip
    for sentence in ("Velg hvilken dag samtalen er", "Skriv klokkeslett slik: 10.00"):
        assert sentence in again.text
    assert forms_to(again, START)["fra"] == "25.00"
    third = await fill(browser, again, START, status=422, **{**ASSIGNMENT, "metode": "fremmote", "adresse": "",
                       "grunnlag": "special_statute"})  # fmt: skip
    assert "Skriv adressen tolken skal møte på" in third.text
    assert "Skriv hvilken lov som krever tolk" in third.text


@pytest.mark.parametrize(
    ("path", "field"),
    [
        (START, "adresse"), (START, "lov"), (START, "videorom"), (TALK, "samtaletema"), (TALK, "deltakere"),
        (TALK, "kjonn_grunn"),
    ],
)  # fmt: skip
async def test_a_national_identity_number_is_refused_in_every_text(
    session: Session, signed_in: SignIn, path: str, field: str
) -> None:
    browser = await signed_in((await a_body(session)).booker)
    page = await browser.get(START) if path == START else await to_conversation(browser)
    filled = ASSIGNMENT if path == START else CONVERSATION
    number = "010100" + "50027"
    answer = await fill(browser, page, path, status=422, **{**filled, field: f"ring {number} i dag"})
    assert "Fjern fødselsnummeret" in answer.text


async def test_no_field_asks_who_is_interpreted_for(session: Session, signed_in: SignIn) -> None:
    browser = await signed_in((await a_body(session)).booker)
    first, second = await browser.get(START), await to_conversation(browser)
    names = {*forms_to(first, START), *forms_to(second, TALK)}
    assert names <= {
        "_csrf", "action", "enhet", "sprak", "dato", "fra", "varighet", "metode", "sted", "adresse", "grunnlag", "lov",
        "metode2", "metode3", "metode_vekt", "videorom", "samtaletema", "deltakere", "erfaring", "erfaring_vekt",
        "erfaring_ellers", "kjonn", "kjonn_vekt", "kjonn_ellers", "kjonn_grunn", "klarering", "klarering_vekt",
        "klarering_ellers", "prov", "planb",
    }  # fmt: skip


@pytest.mark.parametrize("field", [*ASSIGNMENT, "enhet", "sted", "adresse", "lov", "omgang"])
@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", "' OR 1=1 --", "\x00", "{{7*7}}", "9" * 5000, "\u202e𝔘🙂"]
)
async def test_hostile_values_are_text_or_refused(
    session: Session, signed_in: SignIn, field: str, hostile: str
) -> None:
    browser = await signed_in((await a_body(session)).booker)
    first = await browser.get(START)
    form = {**forms_to(first, START), **ASSIGNMENT, field: hostile}
    answer = await browser.client.post(form.pop("action"), data=form)
    assert answer.status_code in (303, 422), answer.text[:500]
    assert "<script>alert" not in answer.text
    assert ">49<" not in answer.text


async def test_a_foreign_unit_cannot_be_ordered_for(session: Session, signed_in: SignIn) -> None:
    body, other = await a_body(session), await a_body(session, name="Annen kommune")
    await an_interpreter(session, hours=True)
    browser = await signed_in(body.booker)
    page = await fill(
        browser, await browser.get(START), START, status=422, **ASSIGNMENT, enhet=str(other.unit_id)
    )
    assert "Velg et av svarene i listen" in page.text


async def test_an_administrator_chooses_the_unit(session: Session, signed_in: SignIn) -> None:
    body = await a_body(session)
    second = await a_unit(session, body.organisation_id, name="Legevakten", municipality="4601")
    administrator = await a_booker(session, body.organisation_id, None, role=Role.BODY_ADMINISTRATOR)
    await an_interpreter(session, hours=True)
    browser = await signed_in(administrator)
    review = await to_review(browser, enhet=str(second), sted="Bergen")
    assert "Legevakten" in review.text
    await fill(browser, review, REVIEW)
    assert await value(session, "SELECT unit_id FROM request") == second


async def test_a_clock_time_that_comes_twice_is_asked_about(
    session: Session, signed_in: SignIn, clock: FixedClock
) -> None:
    """The night to 31 October 2027 shows 02.30 twice; the second is 01.30 UTC."""
    clock.at = datetime(2027, 10, 20, 10, tzinfo=UTC)
    await an_interpreter(session, hours=True)
    browser = await signed_in((await a_body(session)).booker)
    odd = {**ASSIGNMENT, "dato": "31.10.2027", "fra": "02.30"}
    asked = await fill(browser, await browser.get(START), START, status=422, **odd)
    assert "Velg om dere mener første eller andre gang" in asked.text
    talk = await follow(browser, await fill(browser, asked, START, **odd, omgang="andre"))
    queue = await follow(browser, await fill(browser, talk, TALK, **CONVERSATION))
    review = await follow(browser, await fill(browser, queue, QUEUE, handling="videre"))
    assert "Den andre gangen klokka viser dette" in review.text
    await fill(browser, review, REVIEW)
    starts_at = await value(session, "SELECT lower(period) FROM assignment")
    assert starts_at == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)


async def test_a_clock_time_that_is_skipped_is_explained(
    session: Session, signed_in: SignIn, clock: FixedClock
) -> None:
    clock.at = datetime(2027, 3, 20, 10, tzinfo=UTC)
    browser = await signed_in((await a_body(session)).booker)
    odd = {**ASSIGNMENT, "dato": "28.03.2027", "fra": "02.30"}
    answer = await fill(browser, await browser.get(START), START, status=422, **odd)
    assert "så tidspunktet finnes ikke" in answer.text


async def test_a_preferred_interpreter_moves_inside_the_category_only(
    session: Session, signed_in: SignIn
) -> None:
    best = await an_interpreter(session, category="A", hours=True)
    others = [
        await an_interpreter(session, category="B", given_name=f"Tolk{n}", hours=True) for n in range(4)
    ]  # fmt: skip
    browser = await signed_in((await a_body(session)).booker)
    queue = await to_queue(browser)

    def order(text: str) -> list[str]:
        names = {"Samira": best.number} | {f"Tolk{n}": each.number for n, each in enumerate(others)}
        return [
            number
            for _, number in sorted((text.index(f"{name} Haddad"), number) for name, number in names.items())
        ]

    last = order(queue.text)[-1]
    queue = await follow(browser, await fill(browser, queue, QUEUE, handling=f"forst:{last}"))
    assert order(queue.text)[:2] == [best.number, last]
    assert "Ønsket av dere" in queue.text
    queue = await follow(browser, await fill(browser, queue, QUEUE, handling=f"tilbake:{last}"))
    assert order(queue.text)[-1] == last


async def test_a_named_interpreter_is_left_out_and_can_be_taken_back(
    session: Session, signed_in: SignIn
) -> None:
    one = await an_interpreter(session, hours=True)
    await an_interpreter(session, given_name="Leila", category="B", hours=True)
    browser = await signed_in((await a_body(session)).booker)
    queue = await to_queue(browser)
    assert queue.heading == "Vi kan spørre 2 tolker"
    queue = await follow(
        browser, await fill(browser, queue, QUEUE, handling="unnta-nummer", nummer=one.number)
    )
    assert queue.heading == "Vi kan spørre 1 tolk"
    assert "Disse spør vi ikke" in queue.text
    assert (
        "Tolkenummeret har bare sifre"
        in (await fill(browser, queue, QUEUE, status=422, handling="unnta-nummer", nummer="abc")).text
    )
    unknown = await fill(browser, queue, QUEUE, status=422, handling="unnta-nummer", nummer="999999")
    assert "Vi finner ingen tolk i dette språket med nummeret" in unknown.text
    queue = await follow(browser, await fill(browser, queue, QUEUE, handling=f"tilbake:{one.number}"))
    assert queue.heading == "Vi kan spørre 2 tolker"


async def test_an_empty_queue_shows_three_ways_on(session: Session, signed_in: SignIn) -> None:
    browser = await signed_in((await a_body(session)).booker)
    queue = await to_queue(browser)
    assert queue.heading == "Ingen kvalifiserte tolker kan da"
    assert "Tre veier videre" in queue.text


async def test_a_double_click_gives_one_order(session: Session, signed_in: SignIn) -> None:
    await an_interpreter(session, hours=True)
    browser = await signed_in((await a_body(session)).booker)
    review = await to_review(browser)
    answers = await asyncio.gather(*(fill(browser, review, REVIEW) for _ in range(2)))
    assert len({each.response.headers["location"] for each in answers}) == 1
    assert await count_orders(session) == 1


async def test_back_and_send_again_leads_to_the_same_order(session: Session, signed_in: SignIn) -> None:
    await an_interpreter(session, hours=True)
    browser = await signed_in((await a_body(session)).booker)
    review = await to_review(browser)
    first = await fill(browser, review, REVIEW)
    back = await browser.get(str(review.response.url.raw_path, "ascii"))
    second = await fill(browser, back, REVIEW)
    assert first.response.headers["location"] == second.response.headers["location"]
    assert await count_orders(session) == 1


async def test_back_change_and_send_again_says_that_the_first_stands(
    session: Session, signed_in: SignIn
) -> None:
    await an_interpreter(session, hours=True)
    browser = await signed_in((await a_body(session)).booker)
    queue = await to_queue(browser)
    review = await follow(browser, await fill(browser, queue, QUEUE, handling="videre"))
    await fill(browser, review, REVIEW)
    first = await browser.get(review.link("Endre"))
    talk = await follow(browser, await fill(browser, first, START, varighet="120"))
    queue = await follow(browser, await fill(browser, talk, TALK))
    review = await follow(browser, await fill(browser, queue, QUEUE, handling="videre"))
    stale = await fill(browser, review, REVIEW, status=409)
    assert stale.heading == "Bestillingen er alt sendt"
    assert await count_orders(session) == 1


async def test_two_tabs_hold_two_orders(session: Session, signed_in: SignIn) -> None:
    await an_interpreter(session, hours=True)
    await an_interpreter(session, hours=True)
    browser = await signed_in((await a_body(session)).booker)
    one, other = await to_review(browser), await to_review(browser, fra="14.00")
    await fill(browser, one, REVIEW)
    await fill(browser, other, REVIEW)
    assert await count_orders(session) == 2


async def test_time_that_passes_while_the_page_stands_open_is_told(
    session: Session, signed_in: SignIn, clock: FixedClock
) -> None:
    await an_interpreter(session, hours=True)
    browser = await signed_in((await a_body(session)).booker)
    review = await to_review(browser, dato="23.11.2026", fra="12.30")
    clock.forward(timedelta(minutes=45))
    answer = await fill(browser, review, REVIEW, status=422)
    assert "Klokkeslettet er passert" in answer.text
    assert await count_orders(session) == 0


async def test_a_half_filled_form_survives_the_end_of_the_session(
    session: Session, signed_in: SignIn, clock: FixedClock
) -> None:
    body = await a_body(session)
    browser = await signed_in(body.booker)
    talk = await to_conversation(browser)
    clock.forward(timedelta(hours=2))
    late = await fill(browser, talk, TALK, **CONVERSATION)
    assert late.response.headers["location"].startswith("/logg-inn")
    again = await signed_in(body.booker)
    again.client.cookies.update({"kladd": browser.client.cookies["kladd"]})
    kept = await again.get("/logg-inn/kladd")
    queue = await follow(again, await fill(again, kept, TALK))
    assert "Steg 3 av 4" in queue.text


async def test_the_address_of_a_step_survives_the_end_of_the_session(
    session: Session, signed_in: SignIn, clock: FixedClock
) -> None:
    body = await a_body(session)
    browser = await signed_in(body.booker)
    talk = await to_conversation(browser)
    path = talk.response.url.raw_path.decode()
    clock.forward(timedelta(hours=2))
    gone = await browser.get(path, status=303)
    assert "retur=" in gone.response.headers["location"]
    assert "Steg 2 av 4" in (await (await signed_in(body.booker)).get(path)).text


async def test_another_account_cannot_open_the_answers(session: Session, signed_in: SignIn) -> None:
    body = await a_body(session)
    browser = await signed_in(body.booker)
    path = (await to_conversation(browser)).response.url.raw_path.decode()
    colleague = await signed_in(await a_booker(session, body.organisation_id, body.unit_id))
    answer = await colleague.get(path, status=303)
    assert answer.response.headers["location"] == START


async def test_an_interpreter_may_not_order(session: Session, signed_in: SignIn) -> None:
    interpreter = await an_interpreter(session)
    browser = await signed_in(interpreter.actor)
    for path in (START, TALK, QUEUE, REVIEW, "/virksomhet", "/bestillinger"):
        await browser.get(path, status=403)


async def test_a_screen_asks_for_a_number_to_ring_and_a_time_to_try_it_and_keeps_them(
    session: Session, signed_in: SignIn
) -> None:
    """Rule R2: also where a screen is only the second choice, and not where it is none."""
    browser = await signed_in((await a_body(session)).booker)
    second = await to_conversation(browser, metode="telefon", metode2="skjerm")
    without = {**CONVERSATION, "planb": "", "prov": "30"}
    missing = await fill(browser, second, TALK, status=422, **without)
    assert "Skriv telefonnummeret dere går over til hvis skjermen svikter" in missing.text
    wrong = await fill(
        browser, missing, TALK, status=422, **{**CONVERSATION, "samtaletema": "", "planb": "22 00 00 01"}
    )
    assert (forms_to(wrong, TALK)["planb"], forms_to(wrong, TALK)["prov"]) == ("+4722000001", "30")
    review = await to_review(browser)
    assert "Plan B: +4722000000" in " ".join(review.text.split())
    phone = await to_conversation(browser, metode="telefon")
    assert "planb" not in forms_to(phone, TALK)

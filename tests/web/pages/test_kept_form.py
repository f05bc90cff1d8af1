"""A form sent after its session had ended: shown in the words it was filled in with, and sent after all."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from litestar import Litestar
from litestar.routes import HTTPRoute
from sqlalchemy import text

from tests.builders.assignments import accepted_by, an_assignment
from tests.builders.bodies import BuiltBody, a_body, an_officer
from tests.builders.interpreters import BuiltInterpreter, an_interpreter
from tests.fixtures.app import FixedClock
from tests.fixtures.page import Browser, Page, words_of
from tests.fixtures.people import SignIn
from tests.web.pages.body.road import forms_to, ordered, to_conversation, to_review
from tests.web.pages.interpreter.scene import an_offered_assignment
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from web.pages.kept_form import KEPT
from web.security.middleware import EXEMPT
from web.security.untraced import is_untraced

KEPT_PAGE = "/logg-inn/kladd"


async def value(session: Session, sql: str, **values: Any) -> Any:
    """One value."""
    return (await session.execute(text(sql), values)).scalar()


async def kept_and_found(
    browser: Browser, actor: Actor, signed_in: SignIn, clock: FixedClock, page: Page, path: str, **filled: Any
) -> tuple[Browser, Page]:
    """The page's form to `path` is sent two hours later; its owner signs in again and finds it."""
    form = {**forms_to(page, path), **filled}
    clock.forward(timedelta(hours=2))
    late = await browser.post(form.pop("action"), form)
    assert late.response.headers["location"].startswith("/logg-inn?retur="), (
        "nothing is done without a session"
    )
    again = await signed_in(actor)
    again.client.cookies.update({"kladd": browser.client.cookies["kladd"]})
    return again, await again.get(KEPT_PAGE)


async def sent_after_all(browser: Browser, kept: Page, path: str) -> str:
    """«Send inn nå», with every hidden field as it stands; where it leads."""
    form = forms_to(kept, path)
    answer = await browser.post(form.pop("action"), form)
    return str(answer.response.headers["location"])


def rows(page: Page) -> dict[str, str]:
    """The questions and answers on the page."""
    words = [words_of(each) for each in page.all("dt") + page.all("dd")]
    half = len(words) // 2
    return dict(zip(words[:half], words[half:], strict=True))


def test_every_form_of_ours_can_be_told(app: Litestar) -> None:
    """A new POST route needs its words in the `kept.py` of its folder."""
    posting = {
        route.path
        for route in app.routes if isinstance(route, HTTPRoute)
        for handler in route.route_handlers
        if "POST" in handler.http_methods and not handler.opt.get(EXEMPT) and not route.path.startswith("/api/")
    }  # fmt: skip
    posting = {path for path in posting if not is_untraced(path)}  # nobody has a session there that could end
    assert set(KEPT) == posting - {"/logg-inn/forleng"}  # sent by a script, which asks again


async def an_unconfirmed_order(session: Session, body: BuiltBody, now: datetime) -> str:
    """An accepted assignment that is over; its number."""
    interpreter = await an_interpreter(session)
    starts_at = now - timedelta(days=1)
    assignment = await an_assignment(session, body, starts_at, starts_at + timedelta(hours=1))
    await accepted_by(session, assignment, interpreter.id, at=starts_at - timedelta(days=1))
    await session.commit()
    return assignment.number


async def test_how_it_went_is_told_in_words_and_counted_when_it_is_sent(
    session: Session, signed_in: SignIn, clock: FixedClock, now: datetime
) -> None:
    body = await a_body(session)
    number = await an_unconfirmed_order(session, body, now)
    browser, path = await signed_in(body.booker), f"/bestilling/{number}/etterpa"
    page = await browser.get(path)
    again, kept = await kept_and_found(
        browser, body.booker, signed_in, clock, page, path, utfall="interpreter_absent"
    )
    assert rows(kept) == {
        "Det du ba om": "Send svaret", "Bestilling": number, "Velg det som passer": "Tolken kom ikke",
    }  # fmt: skip
    assert rows(await again.get(f"/nn{KEPT_PAGE}"))["Vel det som passar"] == "Tolken kom ikkje"
    state = "SELECT state || ' ' || coalesce(end_reason, '') FROM assignment WHERE number = :n"
    assert await value(session, state, n=number) == "accepted "
    assert await sent_after_all(again, kept, path) == f"/bestilling/{number}"
    assert await value(session, state, n=number) == "not_delivered interpreter_absent"


async def test_the_steps_of_an_order_are_told_with_the_names_of_language_place_and_unit(
    session: Session, signed_in: SignIn, clock: FixedClock
) -> None:
    body = await a_body(session)
    await an_interpreter(session, hours=True)
    browser, path = await signed_in(body.booker), "/bestilling/ny/oppdraget"
    page = await browser.get(path)
    again, kept = await kept_and_found(
        browser, body.booker, signed_in, clock, page, path, sprak="ar", dato="2026-11-26", fra="10:00",
        varighet="60", metode="fremmote", adresse="Storgata 1", grunnlag="proper_help",
    )  # fmt: skip
    assert rows(kept).items() >= {
        "Det du ba om": "Gå videre med bestillingen",
        "Hvilken enhet bestiller?": "Barneverntjenesten", "Språk": "Arabisk",
        "Dato": "26. november 2026", "Fra kl.": "10.00", "Varighet": "1 time", "Tolkemetode": "Fremmøte",
        "Kommunen samtalen er i": "Oslo", "Hvor skal tolken møte?": "Storgata 1",
        "Hvorfor trenger dere tolk?": "Det er nødvendig for forsvarlig hjelp eller tjeneste",
    }.items()  # fmt: skip
    assert "Hva må tolken vite" in (await again.get(await sent_after_all(again, kept, path))).heading


async def test_a_cancellation_is_told_with_its_reason_and_done_when_it_is_sent(
    session: Session, signed_in: SignIn, clock: FixedClock
) -> None:
    body = await a_body(session)
    await an_interpreter(session, hours=True)
    browser = await signed_in(body.booker)
    number = await ordered(browser)
    path = f"/bestilling/{number}/avbestill"
    page = await browser.get(path)
    again, kept = await kept_and_found(
        browser, body.booker, signed_in, clock, page, path, grunn="no_longer_needed"
    )
    assert rows(kept) == {
        "Det du ba om": "Avbestill tolken", "Bestilling": number,
        "Hvorfor avbestiller dere?": "Vi trenger ikke tolk likevel",
    }  # fmt: skip
    await sent_after_all(again, kept, path)
    assert await value(session, "SELECT state FROM assignment WHERE number = :n", n=number) == "cancelled"


async def test_an_order_that_was_ready_is_told_whole_and_sent_once(
    session: Session, signed_in: SignIn, clock: FixedClock
) -> None:
    body = await a_body(session)
    await an_interpreter(session, hours=True)
    browser, path = await signed_in(body.booker), "/bestilling/ny/se-over"
    again, kept = await kept_and_found(browser, body.booker, signed_in, clock, await to_review(browser), path)
    assert rows(kept).items() >= {
        "Det du ba om": "Send bestillingen", "Språk": "Arabisk", "Hvem er med?": "lærer og forelder",
    }.items()  # fmt: skip
    places = [await sent_after_all(again, kept, path) for _ in range(2)]
    assert places[0] == places[1]
    assert await value(session, "SELECT count(*) FROM request") == 1


async def test_a_button_beside_an_interpreter_is_told_with_the_number(
    session: Session, signed_in: SignIn, clock: FixedClock
) -> None:
    body = await a_body(session)
    interpreter = await an_interpreter(session, hours=True)
    browser, path = await signed_in(body.booker), "/bestilling/ny/tolkene"
    talk = await to_conversation(browser)
    form = forms_to(talk, "/bestilling/ny/samtalen")
    answers = {"samtaletema": "skole", "deltakere": "lærer", "planb": "22000000"}
    step = await browser.post(form.pop("action"), {**form, **answers})
    page = await browser.get(step.response.headers["location"])
    handling = f"unnta:{interpreter.number}"
    _, kept = await kept_and_found(
        browser, body.booker, signed_in, clock, page, path, handling=handling, kategori="C"
    )
    assert rows(kept) == {
        "Det du ba om": f"Ikke spør: {interpreter.number}",
        "Hvilke kategorier skal vi spørre?": "C eller bedre",
    }


@pytest.fixture
async def samira(session: Session) -> BuiltInterpreter:
    """An interpreter of Arabic."""
    built = await an_interpreter(session)
    await session.commit()
    return built


async def test_a_yes_to_an_offer_is_told_and_counts_when_it_is_sent(
    session: Session, signed_in: SignIn, clock: FixedClock, now: datetime, samira: BuiltInterpreter
) -> None:
    assignment, offer = await an_offered_assignment(session, samira, now, minutes_to_answer=600)
    phone, path = await signed_in(samira.actor), f"/min-side/tilbud/{offer}"
    again, kept = await kept_and_found(
        phone, samira.actor, signed_in, clock, await phone.get(path), path, habil="habil"
    )
    assert rows(kept) == {"Det du ba om": "Takk ja", "Er du habil?": "Jeg er habil"}
    assert await sent_after_all(again, kept, path) == path
    state = "SELECT interpreter_id FROM assignment WHERE number = :n"
    assert await value(session, state, n=assignment.number) == samira.id


async def test_a_week_is_told_day_by_day(
    session: Session, signed_in: SignIn, clock: FixedClock, samira: BuiltInterpreter
) -> None:
    phone, path = await signed_in(samira.actor), "/min-side/ledig/uke"
    filled = {"fra_0_0": "08:00", "til_0_0": "11:30", "fra_0_1": "12:00", "til_0_1": "16:00", "fra_5_0": "20:00",
              "til_5_0": "24.00", "handling": "lagre"}  # fmt: skip
    again, kept = await kept_and_found(
        phone, samira.actor, signed_in, clock, await phone.get(path), path, **filled
    )
    assert rows(kept) == {
        "Det du ba om": "Lagre ukeplanen", "Mandag": "08.00–11.30 12.00–16.00", "Lørdag": "20.00–24.00",
    }  # fmt: skip
    await sent_after_all(again, kept, path)
    assert (
        await value(session, "SELECT count(*) FROM weekly_hours WHERE interpreter_id = :i", i=samira.id) == 3
    )


async def test_a_profile_is_told_with_the_names_of_its_choices(
    session: Session, signed_in: SignIn, clock: FixedClock, samira: BuiltInterpreter
) -> None:
    phone, path = await signed_in(samira.actor), "/min-side/profil"
    filled = {"metoder": ["screen", "phone"], "fagfelt": ["BARNEVERN"], "omfang": "sporadic", "malform": "nn"}
    _, kept = await kept_and_found(
        phone, samira.actor, signed_in, clock, await phone.get(path), path, **filled
    )
    assert rows(kept) == {
        "Det du ba om": "Lagre profilen", "Hvordan tolker du?": "Skjerm Telefon",
        "Hvilke fagfelt kan du?": "Barnevern", "Hvor mye tolker du?": "Tolker av og til",
        "Målform i brev og e-post": "Nynorsk",
    }  # fmt: skip
    sent = [each.get("value") for each in kept.all("input", type="hidden") if each.get("name") == "metoder"]
    assert sent == ["screen", "phone"], "every value of a name is sent again"


async def test_a_removal_is_told_with_the_reason(
    session: Session, signed_in: SignIn, clock: FixedClock, samira: BuiltInterpreter
) -> None:
    officer = await an_officer(session)
    await session.commit()
    staff, path = await signed_in(officer), f"/sak/tolk/{samira.number}/fjern"
    form = {**forms_to(await staff.get(path), path), "grunn": "own_wish", "naar": "naa"}
    review = await staff.post(form.pop("action"), form, status=200)
    again, kept = await kept_and_found(staff, officer, signed_in, clock, review, path, handling="fjern")
    assert rows(kept).items() >= {
        "Det du ba om": "Fjern fra registeret", "Tolkenummer": samira.number, "Fra når?": "Med en gang",
    }.items()  # fmt: skip
    assert "own_wish" not in kept.text
    assert await sent_after_all(again, kept, path) == f"/sak/tolk/{samira.number}/kvittering"

"""The pages of exceptions as people walk them, without scripts: three ways in, one page, and what follows."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from booking.offers.commands import decline_offer
from qualification.evidence.commands import record_evidence
from tests.builders.answers import open_offer, value
from tests.builders.bodies import BuiltBody, a_body, an_officer
from tests.builders.interpreters import BuiltInterpreter, an_interpreter
from tests.fixtures.app import FixedClock
from tests.fixtures.database import count_rows
from tests.fixtures.page import Browser, Page
from tests.fixtures.people import SignIn
from tests.web.pages.body.road import ASSIGNMENT, fill, follow, forms_to, ordered, to_queue
from tolkeregister.core.database import Session

NEW = "/bestilling/ny/unntak"
STATED: dict[str, Any] = {
    "unntak": "not_defensible_to_wait", "bestemt": "Kari Solheim, leder", "tolknavn": "Nur Ibrahim",
    "begrunnelse": "Samtalen måtte tas samme dag, og ingen tolk kunne.", "tolktlf": "900 00 318", "voksen": "ja",
    "habil": "ja", "taushet": "ja", "kvalifisert": "not_qualified",
}  # fmt: skip


@pytest.fixture
async def body(session: Session) -> BuiltBody:
    """Who orders."""
    return await a_body(session)


@pytest.fixture
async def booker(body: BuiltBody, signed_in: SignIn) -> Browser:
    """The booker's browser."""
    return await signed_in(body.booker)


@pytest.fixture
async def interpreter(session: Session) -> BuiltInterpreter:
    """The only one in Arabic, free."""
    return await an_interpreter(session, hours=True)


async def to_exception(browser: Browser, kind: str = "unntak", **changes: Any) -> Page:
    """The page of the exception, by way of step 1."""
    first = await browser.get("/bestilling/ny/oppdraget", slags=kind)
    answer = await fill(browser, first, "/bestilling/ny/oppdraget", **{**ASSIGNMENT, **changes})
    assert answer.response.headers["location"].startswith(NEW)
    return await follow(browser, answer)


async def unfilled(
    session: Session, browser: Browser, interpreter: BuiltInterpreter, clock: FixedClock
) -> str:
    """An order whose only interpreter said no."""
    number = await ordered(browser)
    offer = await open_offer(session, number, interpreter.id)
    await decline_offer(session, interpreter.actor, offer, now=clock())
    await session.commit()
    return number


async def test_from_the_search_that_found_nobody_to_an_order_with_an_exception(
    session: Session, booker: Browser
) -> None:
    search = await booker.get("/finn-tolk", sprak="ar", dato="2026-11-26", fra="10:00", metode="skjerm")
    first = await booker.get(search.link("Bestill uten kvalifisert tolk"))
    answer = await fill(booker, first, "/bestilling/ny/oppdraget", **ASSIGNMENT)
    page = await follow(booker, answer)
    assert "Du søkte etter tolk i arabisk" in page.text, "what the service knows comes first"
    assert "Ingen kvalifiserte tolker i arabisk står i registeret." in page.text
    done = await fill(booker, page, NEW, **STATED)
    shown = await follow(booker, done)
    assert "En tolk utenfor registeret" in shown.text
    exception = await booker.get(shown.link("Se unntaket"))
    assert "Nur Ibrahim" in exception.text
    assert await value(session, "SELECT evidence FROM exception_version") != []


async def test_from_the_queue(booker: Browser, interpreter: BuiltInterpreter) -> None:
    page = await booker.get((await to_queue(booker)).link("Bestill uten kvalifisert tolk"))
    assert "1 kvalifisert tolk i arabisk står i registeret i hele landet." in page.text
    shown = await follow(booker, await fill(booker, page, NEW, **STATED))
    assert "En tolk utenfor registeret" in shown.text


async def test_from_an_order_nobody_could_take(
    session: Session, booker: Browser, interpreter: BuiltInterpreter, clock: FixedClock
) -> None:
    number = await unfilled(session, booker, interpreter, clock)
    status = await booker.get(f"/bestilling/{number}")
    page = await booker.get(status.link("med unntak fra loven"))
    assert "Vi har spurt 1 tolk om dette oppdraget. Ingen kunne." in page.text
    shown = await follow(
        booker,
        await fill(booker, page, f"/bestilling/{number}/unntak", **{**STATED, "unntak": "dispensation"}),
    )
    assert "Tolk er klar" in shown.heading
    evidence = await booker.get(shown.link("Se hvordan vi lette"))
    assert "Samme rekkefølge og samme grunner" in evidence.text
    assert interpreter.number in evidence.text
    assert "Takket nei" in evidence.text


async def test_what_is_done_is_recorded_and_counted_at_once(
    session: Session, booker: Browser, clock: FixedClock
) -> None:
    page = await to_exception(booker, "gjort", dato="20.11.2026")
    shown = await follow(booker, await fill(booker, page, NEW, **STATED))
    assert "Oppdraget er gjennomført" in shown.heading
    assert await value(session, "SELECT ground FROM assignment_fact") == "not_defensible_to_wait"


async def test_what_has_not_happened_is_not_recorded_as_done(booker: Browser) -> None:
    first = await booker.get("/bestilling/ny/oppdraget", slags="gjort")
    page = await fill(booker, first, "/bestilling/ny/oppdraget", status=422, **ASSIGNMENT)
    assert "Tidspunktet har ikke kommet ennå" in page.text


async def test_in_an_emergency_two_answers_are_enough_and_the_rest_is_a_task(
    booker: Browser, body: BuiltBody, signed_in: SignIn, clock: FixedClock
) -> None:
    page = await to_exception(booker)
    emergency: dict[str, Any] = {"unntak": "emergency", "bestemt": "Vakthavende lege"}
    shown = await follow(booker, await fill(booker, page, NEW, **emergency))
    number = shown.response.url.path.rpartition("/")[2]
    today = await booker.get("/virksomhet")
    assert "Skriv resten om 1 unntak" in today.text
    assert "Frist 26. november 2026" in today.text
    clock.forward(timedelta(days=4))
    booker = await signed_in(body.booker)
    late = await booker.get("/virksomhet")
    assert "Fristen er ute" in late.text
    rest = await booker.get(f"/bestilling/{number}/unntak")
    assert "Fristen gikk ut 26. november 2026" in rest.text
    half = await fill(booker, rest, f"/bestilling/{number}/unntak", status=422, begrunnelse="kort")
    assert "Begrunnelsen må ha minst 30 tegn" in half.text
    answers = {name: said for name, said in STATED.items() if name not in ("unntak", "bestemt")}
    done = await follow(booker, await fill(booker, half, f"/bestilling/{number}/unntak", **answers))
    assert "Ikke skrevet ennå" not in done.text
    assert "Skriv resten" not in (await booker.get("/virksomhet")).text


async def test_everything_to_mend_is_said_at_once_with_what_was_typed(booker: Browser) -> None:
    page = await to_exception(booker)
    typed: dict[str, Any] = {"begrunnelse": "Ingen tolk ledig.", "tolknavn": "Nur Ibrahim", "bestemt": ""}
    back = await fill(booker, page, NEW, status=422, **typed)
    for said in ("Velg hvilket unntak som gjelder", "Begrunnelsen må ha minst 30 tegn", "Skriv hvem som har bestemt",
                 "Bekreft at personen er over 18 år", "Skriv telefonnummeret"):  # fmt: skip
        assert said in back.text
    assert forms_to(back, NEW)["tolknavn"] == "Nur Ibrahim"


async def test_the_dispensation_is_gone_from_the_page_in_2027(booker: Browser) -> None:
    assert "Overgangsordningen" in (await to_exception(booker, dato="31.12.2026")).text
    assert "Overgangsordningen" not in (await to_exception(booker, dato="01.01.2027")).text
    page = await to_exception(booker, dato="01.01.2027")
    refused = await fill(booker, page, NEW, status=422, **{**STATED, "unntak": "dispensation"})
    assert "begynner senest 31. desember 2026" in refused.text
    other = await fill(booker, page, NEW, status=422, **{**STATED, "voksen": ""})
    assert "Overgangsordningen" not in other.text


async def test_a_refusal_leaves_the_key_free_and_a_double_click_is_one_order(
    session: Session, booker: Browser
) -> None:
    page = await to_exception(booker)
    refused = await fill(booker, page, NEW, status=422, **{**STATED, "voksen": ""})
    first = await fill(booker, refused, NEW, **STATED)
    second = await fill(booker, refused, NEW, **STATED)
    assert first.response.headers["location"] == second.response.headers["location"]
    assert await count_rows(session, "exception_use") == 1


async def test_an_old_page_of_an_order_that_was_taken_explains(
    session: Session, booker: Browser, interpreter: BuiltInterpreter, clock: FixedClock
) -> None:
    number = await ordered(booker)
    page = await booker.get(f"/bestilling/{number}/unntak")
    await session.execute(
        text("UPDATE assignment SET state = 'accepted', interpreter_id = :i WHERE number = :n"),
        {"i": interpreter.id, "n": number},
    )
    await session.commit()
    late = await fill(booker, page, f"/bestilling/{number}/unntak", status=409, **STATED)
    assert "Bestillingen har alt en tolk" in late.text


async def test_the_use_of_a_child_is_recorded_and_listed(session: Session, booker: Browser) -> None:
    page = await booker.get("/virksomhet/unntak/barn")
    child: dict[str, Any] = {
        "sprak": "ar", "dato": "20.11.2026", "fra": "10.00", "grunn": "emergency", "bestemt": "Vakthavende lege",
        "begrunnelse": STATED["begrunnelse"],
    }  # fmt: skip
    short = await fill(booker, page, "/virksomhet/unntak/barn", status=422, **{**child, "dato": "20.12.2026"})
    assert "Tidspunktet har ikke kommet ennå" in short.text
    listed = await follow(booker, await fill(booker, short, "/virksomhet/unntak/barn", **child))
    assert "Barn ble brukt 1 gang" in listed.text
    assert await count_rows(session, "assignment") == 0


async def test_the_list_is_narrowed_and_downloaded_without_names_of_persons(
    booker: Browser, body: BuiltBody, signed_in: SignIn, session: Session
) -> None:
    await fill(booker, await to_exception(booker, "gjort", dato="20.11.2026"), NEW, **STATED)
    page = await booker.get("/virksomhet/unntak")
    assert "1 unntak" in page.text
    assert "Nur Ibrahim" not in page.text
    narrowed = await booker.get("/virksomhet/unntak", unntak="emergency")
    assert "Ingen unntak passer til valgene" in narrowed.text
    await booker.get("/virksomhet/unntak", fra="nei", status=422)
    file = (await booker.client.get(page.link("Last ned som CSV"))).content.decode("utf-8-sig")
    assert 'Det er ikke forsvarlig å vente;"Kari Solheim, leder"' in file or "Kari Solheim, leder" in file
    assert "Ibrahim" not in file
    assert "318" not in file
    foreign = await signed_in((await a_body(session, name="Granåsen kommune")).booker)
    assert "Ingen unntak" in (await foreign.get("/virksomhet/unntak")).text


async def test_the_directorate_checks_a_claim_and_the_body_reads_why(
    session: Session, booker: Browser, signed_in: SignIn
) -> None:
    page = await to_exception(booker, "gjort", dato="20.11.2026")
    claim: dict[str, Any] = {**STATED, "kvalifisert": "unlisted", "bevis": "Bachelor i tolking, OsloMet 2022"}
    shown = await follow(booker, await fill(booker, page, NEW, **claim))
    number = shown.response.url.path.rpartition("/")[2]
    officer = await signed_in(await an_officer(session))
    tasks = await officer.get("/sak/unntak")
    one = await officer.get(tasks.link(number))
    assert "Nur Ibrahim" in one.text
    action = one.response.url.path
    why = "Vitnemålet er kontrollert mot Vitnemålsportalen."
    mend = await fill(officer, one, action, status=422, svar="ja")
    assert "Skriv en begrunnelse" in mend.text
    decided = await follow(officer, await fill(officer, mend, action, svar="ja", begrunnelse=why))
    assert "Avgjørelsen er lagret" in decided.text or "Ingen tolker venter" in decided.heading
    assert why in (await booker.get(f"/bestilling/{number}/unntak")).text
    assert (
        await value(session, "SELECT sum(weight) FROM assignment_fact WHERE qualification = 'qualified'") == 1
    )


@pytest.mark.parametrize(("name", "is_known"), [("Nur Ibrahim", True), ("Nura Ibrahimi", False)])
async def test_the_officer_sees_what_the_register_itself_knew_of_the_person(
    session: Session, booker: Browser, signed_in: SignIn, now: datetime, name: str, is_known: bool
) -> None:
    """Feature 79: qualified and not listed, by evidence of that day; it counts only once an officer has said so."""
    officer = await an_officer(session)
    known = await an_interpreter(
        session, given_name="Nur", family_name="Ibrahim", listed_to=now - timedelta(days=60)
    )
    await record_evidence(
        session, officer, known.person_id, "bevilling", language_tag="ar", type="speech",
        valid_from=now - timedelta(days=400), issuer="IMDi", reference="1", now=now,
    )  # fmt: skip
    await session.commit()
    page = await to_exception(booker, "gjort", dato="20.11.2026")
    claim = {**STATED, "tolknavn": name, "kvalifisert": "unlisted", "bevis": "Statsautorisert i arabisk"}
    shown = await follow(booker, await fill(booker, page, NEW, **claim))
    browser = await signed_in(officer)
    one = await browser.get(
        (await browser.get("/sak/unntak")).link(shown.response.url.path.rpartition("/")[2])
    )
    assert ("Kategori C: Bevilling som statsautorisert tolk" in one.text) is is_known
    assert ("Vi hadde ingen dokumentasjon" in one.text) is not is_known
    assert await value(session, "SELECT qualification FROM assignment_fact") == "unknown", (
        "nobody has checked yet"
    )


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ({"sprak": "ar", "dato": "2026-11-26", "fra": "10:00"}, 1),
        ({"sprak": "ar"}, 0),
        ({"sprak": "ar", "dato": "2026-11-26", "fra": "10:00", "side": "2"}, 0),
    ],
)
async def test_a_bodys_search_for_a_time_is_kept_as_evidence(
    session: Session,
    booker: Browser,
    page: Browser,
    interpreter: BuiltInterpreter,
    query: dict[str, str],
    kept: int,
) -> None:
    await page.get("/finn-tolk", **query)
    assert await count_rows(session, "search_evidence") == 0, "the public's searches are nobody's business"
    await booker.get("/finn-tolk", **query)
    assert await count_rows(session, "search_evidence") == kept
    if kept:
        details = await value(session, "SELECT details FROM search_evidence")
        assert (details["found"], details["free"], details["first_free"]) == (1, 1, [interpreter.number])

"""Pages about police certificates: recorded once, by number and name, taken back, decided, and seen by the own side."""

from datetime import date, timedelta
from typing import Any

import pytest

from booking.offers.commands import accept_offer
from booking.sending.commands import send_request
from tests.builders.answers import open_offer, value
from tests.builders.bodies import BuiltBody, a_body, a_booker, an_officer
from tests.builders.certificates import a_requirement, a_seen_certificate
from tests.builders.drafts import a_draft
from tests.builders.interpreters import an_interpreter
from tests.builders.times import NOW
from tests.fixtures.app import FixedClock
from tests.fixtures.page import Browser
from tests.fixtures.people import SignIn
from tests.web.pages.body.road import fill, follow, to_queue
from tolkeregister.core.actor import Role
from tolkeregister.core.database import Session

LIST, NEW, DEMAND = "/virksomhet/politiattest", "/virksomhet/politiattest/ny", "/virksomhet/politiattest/krav"
TODAY = date(2026, 11, 23)  # the tests' clock
SHOWN: dict[str, Any] = {"sett": "23.11.2026", "utstedt": "1.11.2026", "original": "ja"}


async def the_police(session: Session) -> BuiltBody:
    return await a_body(session, name="Fjordvik politidistrikt", unit="Etterforskning", sector="POLITI")


async def test_a_certificate_is_recorded_by_number_with_the_name_in_sight(
    session: Session, signed_in: SignIn
) -> None:
    tolk, police = await an_interpreter(session), await the_police(session)
    browser = await signed_in(police.booker)
    form = await browser.get(NEW, tolkenr=tolk.number)
    assert "Samira Haddad" in form.text
    assert not form.all("input", type="file")
    filled = form.form(action=NEW)
    assert (filled["type"], filled["formaal"], filled["sett"]) == ("ordinary", "police", "2026-11-23")
    listed = await follow(browser, await fill(browser, form, NEW, **SHOWN))
    assert "Registrert. Attesten er ikke lagret." in listed.text
    assert "Samira Haddad" in listed.text
    await fill(browser, form, NEW, **SHOWN)  # a second click
    assert await value(session, "SELECT count(*) FROM certificate_seen") == 1


async def test_a_body_that_requires_none_has_nothing_to_record(session: Session, signed_in: SignIn) -> None:
    browser = await signed_in((await a_body(session)).booker)
    assert (await browser.get(NEW, status=303)).response.headers["location"] == LIST
    listed = await browser.get(LIST)
    assert "Dere krever ikke politiattest" in listed.text
    assert NEW not in listed.text


@pytest.mark.parametrize("number", ["999999", "abc", "<script>", "\x00"])
async def test_a_number_nobody_has_is_asked_for_again(
    session: Session, signed_in: SignIn, number: str
) -> None:
    browser = await signed_in((await the_police(session)).booker)
    answer = await browser.client.get(NEW, params={"tolkenr": number})
    assert answer.status_code == 422
    assert "<script>" not in answer.text.split("<main")[1]


async def test_what_is_wrong_is_told_with_what_was_typed_kept(session: Session, signed_in: SignIn) -> None:
    tolk, police = await an_interpreter(session), await the_police(session)
    browser = await signed_in(police.booker)
    form = await browser.get(NEW, tolkenr=tolk.number)
    old = await fill(browser, form, NEW, status=422, **{**SHOWN, "utstedt": "1.6.2026"})
    assert "mer enn 3 måneder gammel" in old.text
    unseen = await fill(browser, form, NEW, status=422, **{**SHOWN, "original": ""})
    assert "Bekreft at dere har sett attesten" in unseen.text
    assert unseen.form(action=NEW)["utstedt"] == "2026-11-01"
    assert await value(session, "SELECT count(*) FROM certificate_seen") == 0


async def test_a_record_is_taken_back_and_stays_readable(session: Session, signed_in: SignIn) -> None:
    tolk, police = await an_interpreter(session), await the_police(session)
    seen = await a_seen_certificate(session, police, tolk.id, seen_on=TODAY)
    browser = await signed_in(police.booker)
    path = f"{LIST}/{seen}/trekk"
    ask = await browser.get(path)
    assert "Velg hvorfor" in (await fill(browser, ask, path, status=422)).text
    listed = await follow(browser, await fill(browser, ask, path, grunn="wrong_interpreter"))
    assert "Registrert på feil tolk" in listed.text
    assert "Registreringen er alt trukket" in (await browser.get(path)).text


async def test_another_bodys_record_answers_as_one_that_does_not_exist(
    session: Session, signed_in: SignIn
) -> None:
    tolk, police = await an_interpreter(session), await the_police(session)
    seen = await a_seen_certificate(session, police, tolk.id, seen_on=TODAY)
    stranger = await signed_in((await a_body(session)).booker)
    foreign = await stranger.get(f"{LIST}/{seen}/trekk", status=404)
    unknown = await stranger.get(f"{LIST}/2000000000/trekk", status=404)
    assert foreign.heading == unknown.heading
    await stranger.get(f"{LIST}/99999999999999999999/trekk", status=404)
    assert "Samira" not in (await stranger.get(LIST)).text


async def test_the_interpreter_sees_the_own_records_and_nobody_else_does(
    session: Session, signed_in: SignIn, page: Browser
) -> None:
    """PA3: not public, not in the API."""
    tolk, other, police = (
        await an_interpreter(session),
        await an_interpreter(session),
        await the_police(session),
    )
    await a_seen_certificate(session, police, tolk.id, seen_on=TODAY)
    own = await (await signed_in(tolk.actor)).get("/min-side/politiattest")
    assert "Fjordvik politidistrikt" in own.text
    assert "Fjordvik" not in (await (await signed_in(other.actor)).get("/min-side/politiattest")).text
    for path in (f"/tolk/{tolk.number}", f"/k/{tolk.number}", f"/api/v1/tolker/{tolk.number}"):
        answer = await page.client.get(path)
        assert answer.status_code == 200
        assert "attest" not in answer.text.lower()


async def test_the_administrator_decides_for_a_unit_from_a_day(session: Session, signed_in: SignIn) -> None:
    body = await a_body(session)
    administrator = await signed_in(
        await a_booker(session, body.organisation_id, None, role=Role.BODY_ADMINISTRATOR)
    )
    form = await administrator.get(DEMAND)
    assert "Ikke avklart, derfor ikke krevd" in form.text
    new: dict[str, Any] = {
        "krav": "before_asking",
        "fra": "23.11.2026",
        "grunnlag": "barnevernsloven § 12-9",
        "enhet": str(body.unit_id),
    }
    missing = await fill(administrator, form, DEMAND, status=422, **new)
    assert "Velg hvilken attest som kreves" in missing.text
    listed = await follow(administrator, await fill(administrator, form, DEMAND, **new, type="child_care"))
    assert "barnevernsloven § 12-9" in listed.text
    assert "Barneomsorgsattest" in (await (await signed_in(body.booker)).get(LIST)).text


async def test_the_directorate_sees_the_table_and_decides_for_a_body(
    session: Session, signed_in: SignIn
) -> None:
    police = await the_police(session)
    orgnr = await value(session, "SELECT orgnr FROM organisation WHERE id = :i", i=police.organisation_id)
    officer = await signed_in(await an_officer(session))
    table = await officer.get("/sak/politiattest")
    for words in ("Må verifiseres i loven", "Lest i kilden", "Ikke avklart, derfor ikke krevd", "Barnevern"):
        assert words in table.text
    new: dict[str, Any] = {"krav": "not_required", "fra": "24.11.2026", "grunnlag": "tolkeloven § 10"}
    unknown = await fill(officer, table, "/sak/politiattest", status=422, **new, orgnr="999999999")
    assert "Vi finner ingen offentlig virksomhet" in unknown.text
    table = await follow(officer, await fill(officer, table, "/sak/politiattest", **new, orgnr=orgnr))
    assert "Fjordvik politidistrikt" in table.text


async def test_offer_and_assignment_say_that_it_must_be_shown_until_it_is_seen(
    session: Session, signed_in: SignIn, clock: FixedClock
) -> None:
    police, tolk = await the_police(session), await an_interpreter(session, hours=True)
    draft = a_draft(day=TODAY + timedelta(days=3))
    number = await send_request(session, police.booker, draft, key="k", now=clock())
    offer = await open_offer(session, number, tolk.id)
    own, booker = await signed_in(tolk.actor), await signed_in(police.booker)
    assert "Virksomheten krever politiattest" in (await own.get(f"/min-side/tilbud/{offer}")).text
    await accept_offer(session, tolk.actor, offer, declaration=True, now=clock())
    await session.commit()
    assert "Vis politiattest før oppdraget begynner" in (await own.get(f"/min-side/oppdrag/{number}")).text
    status = await booker.get(f"/bestilling/{number}")
    form = await booker.get(status.link("Registrer at dere har sett den"))
    await fill(booker, form, NEW, **SHOWN)
    assert "politiattest" not in (await booker.get(f"/bestilling/{number}")).text.split("<aside")[0].lower()
    assert "Vis politiattest" not in (await own.get(f"/min-side/oppdrag/{number}")).text


async def test_who_must_see_it_first_is_told_how_many_it_keeps_out_and_what_to_do(
    session: Session, signed_in: SignIn
) -> None:
    body = await a_body(session)
    await a_requirement(session, body, "before_asking", kind="ordinary")
    for category in "AB":
        await an_interpreter(session, category=category, hours=True)
    booker = await signed_in(body.booker)
    queue = await to_queue(booker)
    assert "2 tolker kan, men dere har ikke sett politiattestene deres." in queue.text
    assert queue.link("Registrer en attest dere har sett") == NEW
    number = await send_request(session, body.booker, a_draft(), key="k", now=NOW)
    order = await booker.get(f"/bestilling/{number}")
    assert "Ingen tolk kunne spørres" in order.text
    assert order.link("Registrer en attest dere har sett") == NEW

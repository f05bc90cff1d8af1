"""Changing and cancelling as a booker meets it: what takes a yes, what is kept of what was typed, what it costs."""

from datetime import UTC, datetime, timedelta

import pytest

from booking.changes.answers import accept_change, decline_change
from booking.exceptions.commands import order_with_exception
from tests.builders.answers import assignment_row, value
from tests.builders.assignments import accepted_by, an_assignment, busy
from tests.builders.bodies import BuiltBody, a_body
from tests.builders.changes import change, proposed
from tests.builders.drafts import a_draft
from tests.builders.interpreters import BuiltInterpreter, an_interpreter
from tests.builders.statements import a_statement
from tests.fixtures.app import FixedClock
from tests.fixtures.page import Browser
from tests.fixtures.people import SignIn
from tests.web.pages.body.road import fill, follow, ordered
from tolkeregister.core.database import Session

START = datetime(2026, 11, 26, 13, 30, tzinfo=UTC)  # 14.30 in Oslo, three days ahead
HALF = timedelta(minutes=30)


async def an_agreement(session: Session, body: BuiltBody) -> tuple[str, BuiltInterpreter]:
    """An order from 14.30 to 16.30 that an interpreter has accepted."""
    tolk = await an_interpreter(session, given_name="Leila", family_name="Mansour", hours=True)
    assignment = await an_assignment(session, body, START, START + 4 * HALF)
    await accepted_by(session, assignment, tolk.id, at=START - timedelta(days=2))
    return assignment.number, tolk


@pytest.fixture
async def body(session: Session) -> BuiltBody:
    return await a_body(session)


@pytest.fixture
async def kari(session: Session, signed_in: SignIn, body: BuiltBody) -> Browser:
    await session.commit()
    return await signed_in(body.booker)


async def test_a_move_by_half_an_hour_is_asked_and_the_old_time_stands_until_the_yes(
    session: Session, body: BuiltBody, kari: Browser, now: datetime
) -> None:
    """Failure mode 13."""
    number, tolk = await an_agreement(session, body)
    form = await kari.get(f"/bestilling/{number}/endre")
    assert "Når tolken har sagt ja" in form.text
    done = await follow(kari, await fill(kari, form, f"/bestilling/{number}/endre", fra="15.00"))
    assert "Tolken er spurt om en endring" in done.text
    assert "kl. 15.00–17.00" in done.text
    assert "Før: torsdag 26. november 2026 kl. 14.30–16.30" in done.text
    assert (await assignment_row(session, number)).period.lower == START
    await kari.get(f"/bestilling/{number}/endre", status=409)  # one question at a time
    await accept_change(
        session, tolk.actor, number, await proposed(session, number), is_impartial=True, now=now
    )
    after = await kari.get(f"/bestilling/{number}", v=1)
    assert "Bestillingen er endret siden du sist så den" in after.text, "an old link says what is new"
    assert "siden du sist så den" not in (await kari.get(f"/bestilling/{number}", v=2)).text
    assert "siden du sist så den" not in (await kari.get(f"/bestilling/{number}")).text


async def test_what_becomes_a_conversation_by_screen_needs_plan_b_and_nothing_typed_is_lost(
    session: Session, body: BuiltBody, kari: Browser
) -> None:
    """Rule R2."""
    phone = await an_assignment(session, body, START, START + 4 * HALF, mode="phone")
    await session.commit()
    path = f"/bestilling/{phone.number}/endre"
    form = await kari.get(path)
    again = await fill(kari, form, path, status=422, metode="skjerm", prov="30", samtaletema="helsesjekk")
    assert "Skriv telefonnummeret dere går over til hvis skjermen svikter" in again.text
    kept = again.form(action=path)
    assert (kept["metode"], kept["prov"], kept["samtaletema"]) == ("skjerm", "30", "helsesjekk")
    await fill(kari, again, path, planb="22 00 00 00")
    assert (await assignment_row(session, phone.number)).mode == "screen"
    assert await value(session, "SELECT test_minutes FROM request") == 30


async def test_a_proposal_is_taken_back(
    session: Session, body: BuiltBody, kari: Browser, now: datetime
) -> None:
    number, _ = await an_agreement(session, body)
    await change(session, body, number, later=30, now=now)
    page = await kari.get(f"/bestilling/{number}")
    path = f"/bestilling/{number}/endring/trekk"
    after = await follow(kari, await fill(kari, page, path))
    assert "Tolken er spurt" not in after.text
    assert "trakk en endring" in after.text
    again = await kari.post(path, page.form(action=path))  # a second click
    assert again.response.status_code == 303
    assert await value(session, "SELECT count(*) FROM booked") == 1


async def test_a_proposal_that_was_answered_meanwhile_cannot_be_taken_back(
    session: Session, body: BuiltBody, kari: Browser, now: datetime
) -> None:
    number, tolk = await an_agreement(session, body)
    await change(session, body, number, later=30, now=now)
    page = await kari.get(f"/bestilling/{number}")
    path = f"/bestilling/{number}/endring/trekk"
    await decline_change(session, tolk.actor, number, await proposed(session, number), now=now)
    stale = await kari.post(path, page.form(action=path), status=409)
    assert "venter ikke på svar lenger" in stale.text
    await kari.post(path, {**page.form(action=path), "endring": "999999"}, status=409)
    await kari.post(path, {**page.form(action=path), "endring": "x"}, status=409)


async def test_a_small_change_is_done_at_once_and_said(
    session: Session, body: BuiltBody, kari: Browser
) -> None:
    number, _ = await an_agreement(session, body)
    form = await kari.get(f"/bestilling/{number}/endre")
    done = await follow(
        kari, await fill(kari, form, f"/bestilling/{number}/endre", adresse="Storgata 1, rom 4")
    )
    assert "Bestillingen er endret siden du sist så den" in done.text
    assert "Storgata 1, rom 4" in done.text
    assert (await assignment_row(session, number)).version == 2


async def test_a_stale_form_changes_nothing_shows_the_newest_and_keeps_what_was_typed(
    session: Session, body: BuiltBody, kari: Browser, now: datetime
) -> None:
    number, _ = await an_agreement(session, body)
    old = await kari.get(f"/bestilling/{number}/endre")
    await change(session, body, number, address="rom 7", now=now)  # a colleague
    path = f"/bestilling/{number}/endre"
    stale = await fill(kari, old, path, status=409, samtaletema="noe jeg skrev lenge på", fra="10.15")
    assert "Vi har ikke endret noe ennå" in stale.text
    assert "rom 7" in stale.text
    kept = stale.form(action=path)
    assert (kept["samtaletema"], kept["fra"], kept["versjon"]) == ("noe jeg skrev lenge på", "10:15", "2")
    assert (await assignment_row(session, number)).address == "rom 7"
    done = await follow(kari, await kari.post(path, kept))
    assert "Tolken er spurt om en endring" in done.text


async def test_an_order_by_the_exception_road_is_changed_without_what_it_never_asked_for(
    session: Session, body: BuiltBody, kari: Browser, now: datetime
) -> None:
    """Tolkeloven § 7: nobody of the register is asked, so nobody's yes is needed and nobody is told by us."""
    draft = a_draft("15:00", "16:00", day=START.date(), theme="", participants="")
    number = await order_with_exception(session, body.booker, draft, a_statement(), key="n", now=now)
    path = f"/bestilling/{number}/endre"
    form = await kari.get(path)
    assert "Når tolken har sagt ja" not in form.text
    assert "samtaletema" not in form.form(action=path)
    done = await follow(kari, await fill(kari, form, path, fra="15.30"))
    assert "kl. 15.30–16.30" in done.text
    cancelling = await kari.get(f"/bestilling/{number}/avbestill")
    assert "Ingen tolk har takket ja" not in cancelling.text
    assert "Tolken får ikke beskjed fra oss" in cancelling.text


async def test_what_must_be_mended_stands_at_its_field(
    session: Session, body: BuiltBody, kari: Browser
) -> None:
    number, tolk = await an_agreement(session, body)
    path = f"/bestilling/{number}/endre"
    form = await kari.get(path)
    nothing = await fill(kari, form, path, status=422)
    assert "Du har ikke endret noe" in nothing.text
    wrong = await fill(kari, form, path, status=422, samtaletema="", sted="Ingensteds", fra="25.00")
    assert {"#samtaletema", "#sted", "#fra"} <= {a.get("href") for a in wrong.all("a")}
    past = await fill(kari, form, path, status=422, dato="20.11.2026")
    assert "#dato" in {a.get("href") for a in past.all("a")}
    await busy(session, body, tolk.id, START + 4 * HALF, START + 6 * HALF)
    busy_then = await fill(kari, form, path, status=422, fra="15.00")
    assert "Tolken kan ikke da" in busy_then.text
    assert busy_then.form(action=path)["fra"] == "15:00"


async def test_an_order_nobody_has_taken_changes_at_once_and_everyone_is_asked_anew(
    session: Session, body: BuiltBody, kari: Browser
) -> None:
    tolk = await an_interpreter(session, hours=True)
    number = await ordered(kari)
    form = await kari.get(f"/bestilling/{number}/endre")
    assert "endringen gjelder med en gang" in form.text
    await fill(kari, form, f"/bestilling/{number}/endre", dato="27.11.2026")
    states = await value(
        session, "SELECT array_agg(state ORDER BY id) FROM offer WHERE interpreter_id = :i", i=tolk.id
    )
    assert states == ["withdrawn", "open"]
    assert "Nå spør vi tolk" in (await kari.get(f"/bestilling/{number}")).text


async def test_after_it_has_begun_or_ended_the_page_says_what_to_do(
    session: Session, body: BuiltBody, signed_in: SignIn, clock: FixedClock
) -> None:
    number, _ = await an_agreement(session, body)
    clock.at = START - timedelta(minutes=5)
    kari = await signed_in(body.booker)
    form = await kari.get(f"/bestilling/{number}/endre")
    clock.at = START
    begun = await kari.get(f"/bestilling/{number}/endre", status=409)
    assert "Haster det nå, ring tolken" in begun.text
    late = await fill(kari, form, f"/bestilling/{number}/endre", status=409, fra="17.00")
    assert "Oppdraget har begynt" in late.text
    assert begun.link("Se bestillingen nå") == f"/bestilling/{number}"


async def test_cancelling_needs_a_reason_shows_the_cost_and_keeps_it_on_the_page(
    session: Session, body: BuiltBody, signed_in: SignIn, clock: FixedClock
) -> None:
    """Rules B11 and B12."""
    number, _ = await an_agreement(session, body)
    clock.at = START - timedelta(hours=5)
    kari = await signed_in(body.booker)
    path = f"/bestilling/{number}/avbestill"
    ask = await kari.get(path)
    assert "Dere betaler 100 % av avtalt honorar for 2 timer" in ask.text
    assert "Den det tolkes for, betaler aldri noe" in ask.text
    await fill(kari, ask, path, status=422)
    done = await follow(kari, await fill(kari, ask, path, grunn="participant_cannot"))
    assert "Dere betaler 100 % av avtalt honorar for 2 timer" in done.text
    assert "den det tolkes for, kan ikke" in done.text


async def test_a_cost_that_has_become_another_is_shown_before_anything_is_done(
    session: Session, body: BuiltBody, signed_in: SignIn, clock: FixedClock
) -> None:
    number, _ = await an_agreement(session, body)
    path = f"/bestilling/{number}/avbestill"
    clock.at = START - timedelta(hours=24, minutes=5)
    kari = await signed_in(body.booker)
    ask = await kari.get(path)
    assert "Det koster ingenting å avbestille før" in ask.text
    clock.forward(timedelta(minutes=6))
    refused = await fill(kari, ask, path, status=409, grunn="new_time")
    assert "Vi har ikke avbestilt ennå" in refused.text
    assert refused.form(action=path)["grunn"] == "new_time", "what was chosen is kept"
    assert (await assignment_row(session, number)).state == "accepted"
    await fill(kari, refused, path)
    assert await value(session, "SELECT percent FROM cancellation") == 100


async def test_a_cost_that_was_never_shown_is_not_agreed_to(
    session: Session, body: BuiltBody, kari: Browser
) -> None:
    number, _ = await an_agreement(session, body)
    path = f"/bestilling/{number}/avbestill"
    form = (await kari.get(path)).form(action=path)
    for shown in ("", "void:0:0:0"):
        await kari.post(path, {**form, "grunn": "new_time", "vist": shown}, status=409)
    assert (await assignment_row(session, number)).state == "accepted"

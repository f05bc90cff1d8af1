"""Removal from the register over HTTP: asked, shown, done once, and seen everywhere at once (failure mode 28)."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from tests.builders.assignments import accepted_by, an_assignment, an_offer
from tests.builders.bodies import a_body
from tests.builders.interpreters import BuiltInterpreter, an_interpreter
from tests.fixtures.app import FixedClock
from tests.fixtures.page import Browser
from tests.fixtures.people import SignIn
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session


@pytest.fixture
async def samira(session: Session) -> BuiltInterpreter:
    """A listed interpreter."""
    built = await an_interpreter(session, hours=True)
    await session.commit()
    return built


async def _review(staff: Browser, number: str, **sent: str) -> dict[str, str]:
    """The form on the page that lists what is hit."""
    path = f"/sak/tolk/{number}/fjern"
    form = (await staff.get(path)).form(action=path)
    page = await staff.post(path, {**form, "grunn": "excluded", "naar": "naa", **sent}, status=200)
    return {**page.form(action=path), "handling": "fjern"}


async def test_a_removal_is_seen_at_once_everywhere(
    staff: Browser,
    page: Browser,
    samira: BuiltInterpreter,
    session: Session,
    signed_in: SignIn,
    now: datetime,
) -> None:
    """Search open, an offer pending, an assignment tomorrow: all of it follows in the same instant."""
    body = await a_body(session)
    starts = now + timedelta(days=1)
    tomorrow = await an_assignment(session, body, starts, starts + timedelta(hours=1), created_at=now)
    await accepted_by(session, tomorrow, samira.id, at=now)
    later = now + timedelta(days=2)
    asked = await an_assignment(session, body, later, later + timedelta(hours=1), created_at=now)
    assert asked.id is not None
    offer = await an_offer(session, asked, samira.id, sent_at=now, answer_by=now + timedelta(minutes=30))
    await session.commit()
    phone = await signed_in(samira.actor)
    offer_path = f"/min-side/tilbud/{offer}"
    stale = {**(await phone.get(offer_path)).form(action=offer_path), "habil": "habil"}
    assert "Samira Haddad" in (await page.get("/finn-tolk?sprak=ar")).text
    assert "Samira Haddad" in (await page.get(f"/k/{samira.number}")).text
    assert (await page.client.get(f"/api/v1/tolker/{samira.number}")).status_code == 200

    path = f"/sak/tolk/{samira.number}/fjern"
    assert (
        (await staff.post(path, await _review(staff, samira.number)))
        .response.headers["location"]
        .endswith("/kvittering")
    )

    assert "Samira Haddad" not in (await page.get("/finn-tolk?sprak=ar")).text
    assert "Samira Haddad" not in (await page.get(f"/k/{samira.number}")).text
    await page.get(f"/tolk/{samira.number}", status=404)
    assert (await page.client.get(f"/api/v1/tolker/{samira.number}")).status_code == 404
    refused = await phone.post(offer_path, stale, status=409)
    assert refused.heading == "Tilbudet er trukket"
    states = dict((await session.execute(text("SELECT number, interpreter_id FROM assignment"))).all())
    assert states[tomorrow.number] is None
    assert (await session.execute(text("SELECT count(*) FROM booked"))).scalar() == 0
    told = (
        await session.execute(text("SELECT string_agg(data::text || template, ' ') FROM mail_message"))
    ).scalar()
    assert "interpreter_no_longer_available" in str(told)
    assert "excluded" not in str(told)  # never why (W11)


async def test_the_page_before_the_button_lists_what_is_hit_and_does_nothing(
    staff: Browser, samira: BuiltInterpreter, session: Session, now: datetime
) -> None:
    """Feature 83."""
    starts = now + timedelta(days=1)
    assignment = await an_assignment(session, await a_body(session), starts, starts + timedelta(hours=1))
    await accepted_by(session, assignment, samira.id, at=now)
    await session.commit()
    path = f"/sak/tolk/{samira.number}/fjern"
    form = (await staff.get(path)).form(action=path)
    page = await staff.post(path, {**form, "grunn": "excluded", "naar": "naa"}, status=200)
    assert "Ett oppdrag eller tilbud rammes" in page.text
    assert assignment.number in page.text
    assert "Fjordvik kommune" in page.text
    ended = await session.execute(text("SELECT count(*) FROM entry_listing WHERE NOT upper_inf(valid)"))
    assert ended.scalar() == 0


async def test_the_receipt_says_who_when_and_why_and_a_second_click_changes_nothing(
    staff: Browser, samira: BuiltInterpreter, session: Session
) -> None:
    path = f"/sak/tolk/{samira.number}/fjern"
    form = await _review(staff, samira.number, grunn="own_wish")
    await staff.post(path, form)
    receipt = await staff.get(f"/sak/tolk/{samira.number}/kvittering")
    assert receipt.heading == "Samira Haddad er fjernet fra registeret"
    for shown in ("Eget ønske", "Ola Saksbehandler", "mandag 23. november 2026 kl. 12.00"):
        assert shown in receipt.text, shown
    rows = "SELECT count(*) FROM entry_listing"
    before = (await session.execute(text(rows))).scalar()
    again = await staff.post(path, form, status=409)
    assert again.heading == "Tolken står ikke i registeret da"
    assert (await session.execute(text(rows))).scalar() == before


async def test_a_later_time_is_oslo_time_and_works_from_then(
    staff: Browser, page: Browser, samira: BuiltInterpreter, session: Session, clock: FixedClock
) -> None:
    sent = {"naar": "senere", "dato": "2026-12-01", "kl": "08:00"}
    await staff.post(f"/sak/tolk/{samira.number}/fjern", await _review(staff, samira.number, **sent))
    ends = (
        await session.execute(text("SELECT upper(valid) FROM entry_listing WHERE upper_inf(recorded)"))
    ).scalar()
    assert ends == datetime(2026, 12, 1, 7, 0, tzinfo=UTC)
    assert (
        await staff.get(f"/sak/tolk/{samira.number}/kvittering")
    ).heading == "Samira Haddad blir fjernet fra registeret"
    assert "Samira Haddad" in (await page.get(f"/k/{samira.number}")).text
    clock.at = ends
    assert "Samira Haddad" not in (await page.get(f"/k/{samira.number}")).text


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"grunn": ""}, "Velg hvorfor"),
        ({"grunn": "fordi"}, "Velg et av svarene i listen"),
        ({"naar": ""}, "Velg fra når"),
        ({"naar": "senere"}, "Velg dato"),
        ({"naar": "senere", "dato": "2026-11-22"}, "Datoen må være i dag eller senere"),
        ({"naar": "senere", "dato": "2026-11-23", "kl": "11:59"}, "Klokkeslettet er passert"),
        ({"naar": "senere", "dato": "2027-03-28", "kl": "02:30"}, "Klokken stilles den natta"),
        ({"naar": "senere", "dato": "2027-10-31", "kl": "02:30"}, "Klokken stilles den natta"),
        ({"naar": "senere", "dato": "9999-12-31"}, "Datoen kan være opptil fem år fram"),
        ({"naar": "senere", "dato": "2026-12-01", "kl": "'; --"}, "Skriv klokkeslett slik: 10.00"),
    ],
)
async def test_what_cannot_be_is_refused_also_when_sent_straight_to_the_button(
    sent: dict[str, str], said: str, staff: Browser, samira: BuiltInterpreter, session: Session
) -> None:
    path = f"/sak/tolk/{samira.number}/fjern"
    form = {**(await staff.get(path)).form(action=path), "grunn": "excluded", "naar": "naa", **sent}
    page = await staff.post(path, {**form, "handling": "fjern"}, status=422)
    assert said in page.text
    assert (
        await session.execute(text("SELECT count(*) FROM entry_listing WHERE NOT upper_inf(recorded)"))
    ).scalar() == 0


async def test_officers_do_not_remove_themselves(
    staff: Browser, officer: Actor, samira: BuiltInterpreter, session: Session
) -> None:
    path = f"/sak/tolk/{samira.number}/fjern"
    form = await _review(staff, samira.number)
    await session.execute(text("UPDATE account SET person_id = :p WHERE id = :a"),
                          {"p": samira.person_id, "a": officer.account_id})  # fmt: skip
    await session.commit()
    assert "Dette er deg selv" in (await staff.get(path)).text
    await staff.post(path, form, status=403)
    assert (
        await session.execute(text("SELECT count(*) FROM entry_listing WHERE NOT upper_inf(recorded)"))
    ).scalar() == 0


async def test_nobody_else_can_remove(
    samira: BuiltInterpreter, session: Session, signed_in: SignIn, staff: Browser
) -> None:
    body = await a_body(session)
    await session.commit()
    path = f"/sak/tolk/{samira.number}/fjern"
    form = await _review(staff, samira.number)
    for actor in (body.booker, samira.actor):
        browser = await signed_in(actor)
        await browser.get(path, status=403)
        await browser.post(path, form, status=403)
    await staff.post(path, {name: value for name, value in form.items() if name != "_csrf"}, status=403)


@pytest.mark.parametrize("number", ["999999999999", "abc", "%00", "1' OR '1'='1", "٣"])
async def test_a_number_that_was_never_issued_is_not_found(number: str, staff: Browser) -> None:
    for end in ("", "/fjern", "/kvittering"):
        assert (await staff.client.get(f"/sak/tolk/{number}{end}")).status_code == 404

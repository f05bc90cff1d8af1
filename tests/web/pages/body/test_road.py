"""The road of an order over HTTP: from the search to sent, followed, accepted, and carried out or cancelled."""

from datetime import datetime, timedelta

from booking.offers.commands import accept_offer, decline_offer
from tests.builders.answers import open_offer
from tests.builders.bodies import a_body
from tests.builders.interpreters import an_interpreter
from tests.fixtures.app import FixedClock
from tests.fixtures.people import SignIn
from tests.web.pages.body.road import fill, follow, ordered, to_review
from tolkeregister.core.database import Session


async def test_an_order_is_sent_followed_and_confirmed(
    session: Session, signed_in: SignIn, clock: FixedClock, now: datetime
) -> None:
    body = await a_body(session)
    first = await an_interpreter(session, category="A", hours=True)
    second = await an_interpreter(
        session, category="B", given_name="Leila", family_name="Mansour", hours=True
    )
    browser = await signed_in(body.booker)
    review = await to_review(browser)
    assert "kl. 10.00–11.00 (1 time)" in review.text
    assert review.text.index("Samira Haddad") < review.text.index("Leila Mansour")
    status = await follow(browser, await fill(browser, review, "/bestilling/ny/se-over"))
    assert status.heading == "Vi spør tolker for deg"
    assert "Nå spør vi tolk 1 av 2" in status.text
    number = str(status.response.url).rpartition("/")[2]
    await decline_offer(session, first.actor, await open_offer(session, number, first.id),
                        reason_code="impartiality", now=now)  # fmt: skip
    status = await browser.get(f"/bestilling/{number}")
    assert "Samira Haddad kunne ikke" in status.text
    assert "Leila Mansour er spurt" in status.text
    await accept_offer(session, second.actor, await open_offer(session, number, second.id), declaration=True,
                       now=now)  # fmt: skip
    status = await browser.get(f"/bestilling/{number}")
    assert status.heading == "Tolk er klar"
    assert f"Tolkenummer {second.number}" in status.text
    assert "Kategori B" in status.text
    clock.at = datetime.fromisoformat("2026-11-26T10:30:00+00:00")
    assert (await browser.get("/virksomhet", status=303)).response.headers["location"].startswith("/logg-inn")
    browser = await signed_in(body.booker)
    assert "1 oppdrag må bekreftes" in (await browser.get("/virksomhet")).text
    outcome = await browser.get(f"/bestilling/{number}/etterpa")
    done = await follow(
        browser, await fill(browser, outcome, f"/bestilling/{number}/etterpa", utfall="delivered")
    )
    assert done.heading == "Oppdraget er gjennomført"
    assert done.link("Varsle om brudd").startswith("/varsle?kode=")
    assert "må bekreftes" not in (await browser.get("/virksomhet")).text


async def test_an_order_is_cancelled_on_a_page_of_its_own(
    session: Session, signed_in: SignIn, clock: FixedClock
) -> None:
    body = await a_body(session)
    await an_interpreter(session, hours=True)
    browser = await signed_in(body.booker)
    number = await ordered(browser)
    ask = await browser.get(f"/bestilling/{number}/avbestill")
    assert "det koster ingenting" in ask.text
    clock.forward(timedelta(minutes=1))
    done = await follow(
        browser, await fill(browser, ask, f"/bestilling/{number}/avbestill", grunn="no_longer_needed")
    )
    assert done.heading == "Bestillingen er avbestilt"
    again = await browser.get(f"/bestilling/{number}/avbestill", status=409)
    assert again.heading == "Bestillingen er endret siden du åpnet siden"
    assert again.link("Se bestillingen nå") == f"/bestilling/{number}"

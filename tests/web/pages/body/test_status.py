"""The page of one order: who may see it, what it tells, and what can be done in each state."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from booking.exceptions.commands import complete_exception, state_exception
from booking.offers.commands import accept_offer
from tests.builders.answers import open_offer, value
from tests.builders.assignments import accepted_by, an_assignment
from tests.builders.bodies import BuiltBody, a_body, a_booker, a_unit
from tests.builders.interpreters import BuiltInterpreter, an_interpreter
from tests.builders.statements import a_statement
from tests.fixtures.app import FixedClock
from tests.fixtures.people import SignIn
from tests.web.pages.body.road import fill, follow, ordered
from tolkeregister.core.actor import Role
from tolkeregister.core.database import Session

START = datetime(2026, 11, 26, 9, tzinfo=UTC)
PAGES = ("", "/kvittering", "/avbestill", "/etterpa")


async def an_accepted_one(
    session: Session, body: BuiltBody, starts_at: datetime = START
) -> tuple[str, BuiltInterpreter]:
    """An order an interpreter has accepted; its number and the interpreter."""
    interpreter = await an_interpreter(session, category="B", given_name="Leila", family_name="Mansour")
    assignment = await an_assignment(session, body, starts_at, starts_at + timedelta(hours=1))
    await accepted_by(session, assignment, interpreter.id, at=starts_at - timedelta(days=2), category="B")
    return assignment.number, interpreter


async def test_a_foreign_number_answers_as_one_that_does_not_exist(
    session: Session, signed_in: SignIn
) -> None:
    number, _ = await an_accepted_one(session, await a_body(session))
    stranger = await signed_in((await a_body(session, name="Annen kommune")).booker)
    for page in PAGES:
        foreign = await stranger.get(f"/bestilling/{number}{page}", status=404)
        unknown = await stranger.get(f"/bestilling/26-000001{page}", status=404)
        assert foreign.text.split("koden")[0] == unknown.text.split("koden")[0]
    await stranger.get(f"/del/bestilling/{number}", status=404)


async def test_a_foreign_order_cannot_be_acted_on(session: Session, signed_in: SignIn) -> None:
    body = await a_body(session)
    number, _ = await an_accepted_one(session, body)
    owner, stranger = await signed_in(body.booker), await signed_in((await a_body(session)).booker)
    own = (await owner.get(f"/bestilling/{number}/avbestill")).form(action=f"/bestilling/{number}/avbestill")
    token = (await stranger.get("/bestilling/ny/oppdraget")).all("input", name="_csrf")[-1].get("value")
    for path, more in (
        ("avbestill", {}),
        ("etterpa", {"utfall": "delivered"}),
        ("habilitet", {"tilbud": "1", "svar": "ja"}),
    ):
        await stranger.post(f"/bestilling/{number}/{path}", {**own, "_csrf": token, **more}, status=404)
    assert await value(session, "SELECT state FROM assignment") == "accepted"


async def test_a_booker_sees_the_own_unit_and_an_administrator_the_whole_body(
    session: Session, signed_in: SignIn
) -> None:
    body = await a_body(session)
    number, _ = await an_accepted_one(session, body)
    elsewhere = await a_booker(
        session, body.organisation_id, await a_unit(session, body.organisation_id, name="Legevakten")
    )
    administrator = await a_booker(session, body.organisation_id, None, role=Role.BODY_ADMINISTRATOR)
    await (await signed_in(elsewhere)).get(f"/bestilling/{number}", status=404)
    assert number not in (await (await signed_in(elsewhere)).get("/bestillinger")).text
    await (await signed_in(administrator)).get(f"/bestilling/{number}")
    assert number in (await (await signed_in(administrator)).get("/bestillinger")).text


async def test_the_interpreter_of_it_is_not_shown_the_bodys_page(session: Session, signed_in: SignIn) -> None:
    number, interpreter = await an_accepted_one(session, await a_body(session))
    browser = await signed_in(interpreter.actor)
    for page in PAGES:
        await browser.get(f"/bestilling/{number}{page}", status=403)
    await browser.get(f"/del/bestilling/{number}", status=401)


async def test_the_part_that_renews_itself_is_no_page_and_never_a_sign_in(
    session: Session, signed_in: SignIn, clock: FixedClock
) -> None:
    await an_interpreter(session, hours=True)
    browser = await signed_in((await a_body(session)).booker)
    number = await ordered(browser)
    page = await browser.get(f"/bestilling/{number}")
    assert page.all("div", data_refresh=f"/del/bestilling/{number}")
    part = await browser.client.get(f"/del/bestilling/{number}")
    assert part.status_code == 200
    assert "<html" not in part.text
    assert "Nå spør vi tolk" in part.text
    clock.forward(timedelta(hours=2))
    assert (await browser.client.get(f"/del/bestilling/{number}")).status_code == 401


@pytest.mark.parametrize(
    ("at", "heading"),
    [
        (START - timedelta(minutes=1), "Tolk er klar"),
        (START, "Samtalen er i gang"),
        (START + timedelta(hours=1), "Ble oppdraget gjennomført?"),
    ],
)
async def test_the_heading_follows_the_clock(
    session: Session, signed_in: SignIn, clock: FixedClock, at: datetime, heading: str
) -> None:
    body = await a_body(session)
    number, interpreter = await an_accepted_one(session, body)
    clock.at = at
    page = await (await signed_in(body.booker)).get(f"/bestilling/{number}")
    assert page.heading == heading
    assert interpreter.number in page.text


@pytest.mark.parametrize(
    ("hours", "sentence"),
    [(24, "Det koster ingenting å avbestille før"), (23, "Dere betaler 100 % av avtalt honorar for 1 time")],
)
async def test_cancelling_says_what_it_means(
    session: Session, signed_in: SignIn, clock: FixedClock, hours: int, sentence: str
) -> None:
    """Rule B11: the notice is contract data, 24 hours for all."""
    body = await a_body(session)
    number, _ = await an_accepted_one(session, body)
    clock.at = START - timedelta(hours=hours)
    browser = await signed_in(body.booker)
    ask = await browser.get(f"/bestilling/{number}/avbestill")
    assert sentence in ask.text
    await fill(browser, ask, f"/bestilling/{number}/avbestill", status=422)
    done = await follow(
        browser, await fill(browser, ask, f"/bestilling/{number}/avbestill", grunn="no_longer_needed")
    )
    assert done.heading == "Bestillingen er avbestilt"


async def test_a_page_that_has_become_stale_explains_and_leads_back(
    session: Session, signed_in: SignIn, clock: FixedClock
) -> None:
    body = await a_body(session)
    number, _ = await an_accepted_one(session, body)
    browser = await signed_in(body.booker)
    ask = await browser.get(f"/bestilling/{number}/avbestill")
    clock.at = START + timedelta(minutes=5)
    browser = await signed_in(body.booker)
    early = await browser.get(f"/bestilling/{number}/etterpa")
    assert early.heading == "Hvordan gikk det?"
    stale = await browser.get(f"/bestilling/{number}/avbestill", status=409)
    assert "Oppdraget har begynt" in stale.text
    assert stale.link("Se bestillingen nå") == f"/bestilling/{number}"
    await fill(browser, early, f"/bestilling/{number}/etterpa", utfall="delivered")
    twice = await fill(
        browser, early, f"/bestilling/{number}/etterpa", status=409, utfall="interpreter_absent"
    )
    assert "Oppdraget er alt avsluttet" in twice.text
    assert await value(session, "SELECT state FROM assignment") == "delivered"
    assert ask.heading == "Vil du avbestille tolken?"


async def test_nobody_confirms_before_the_start(
    session: Session, signed_in: SignIn, clock: FixedClock
) -> None:
    body = await a_body(session)
    number, _ = await an_accepted_one(session, body)
    clock.at = START - timedelta(seconds=1)
    page = await (await signed_in(body.booker)).get(f"/bestilling/{number}/etterpa", status=409)
    assert "Oppdraget har ikke begynt ennå" in page.text


@pytest.mark.parametrize(
    ("outcome", "state", "cause"),
    [
        ("delivered", "delivered", None),
        ("interpreter_absent", "not_delivered", "interpreter_absent"),
        ("participant_absent", "not_delivered", "participant_absent"),
        ("body_absent", "not_delivered", "body_absent"),
        ("technical_failure", "not_delivered", "technical_failure"),
    ],
)
async def test_how_it_went_is_told_in_one_step(
    session: Session, signed_in: SignIn, clock: FixedClock, outcome: str, state: str, cause: str | None
) -> None:
    body = await a_body(session)
    number, _ = await an_accepted_one(session, body)
    clock.at = START + timedelta(hours=2)
    browser = await signed_in(body.booker)
    page = await browser.get(f"/bestilling/{number}/etterpa")
    assert (
        "Velg hvordan det gikk"
        in (await fill(browser, page, f"/bestilling/{number}/etterpa", status=422)).text
    )
    done = await follow(browser, await fill(browser, page, f"/bestilling/{number}/etterpa", utfall=outcome))
    assert done.heading.startswith("Oppdraget")
    assert done.link("Varsle om brudd").startswith("/varsle?kode=")
    stored = await value(session, "SELECT state || ':' || coalesce(end_reason, '') FROM assignment")
    assert stored == f"{state}:{cause or ''}"


async def test_what_an_interpreter_has_told_is_weighed_by_the_body(
    session: Session, signed_in: SignIn, now: datetime
) -> None:
    """Tolkeloven § 16, rule H1: a yes, but."""
    interpreter = await an_interpreter(session, hours=True)
    browser = await signed_in((await a_body(session)).booker)
    number = await ordered(browser)
    offer = await open_offer(session, number, interpreter.id)
    await accept_offer(session, interpreter.actor, offer, declaration=True, now=now,
                       remark="Jeg har tolket for <b>familien</b> før")  # fmt: skip
    page = await browser.get(f"/bestilling/{number}")
    assert page.heading == "Dere må vurdere om tolken er habil"
    assert "Jeg har tolket for <b>familien</b> før" in page.text
    done = await follow(browser, await fill(browser, page, f"/bestilling/{number}/habilitet", svar="ja"))
    assert done.heading == "Tolk er klar"
    late = await fill(browser, page, f"/bestilling/{number}/habilitet", status=409, svar="nei")
    assert late.link("Se bestillingen nå") == f"/bestilling/{number}"


async def test_a_no_to_the_circumstances_asks_the_next_one(
    session: Session, signed_in: SignIn, now: datetime
) -> None:
    first = await an_interpreter(session, hours=True)
    await an_interpreter(session, category="B", given_name="Leila", family_name="Mansour", hours=True)
    browser = await signed_in((await a_body(session)).booker)
    number = await ordered(browser)
    await accept_offer(session, first.actor, await open_offer(session, number, first.id), declaration=True,
                       remark="Vi er naboer", now=now)  # fmt: skip
    page = await browser.get(f"/bestilling/{number}")
    await fill(browser, page, f"/bestilling/{number}/habilitet", status=422, svar="kanskje")
    after = await follow(browser, await fill(browser, page, f"/bestilling/{number}/habilitet", svar="nei"))
    assert "Leila Mansour er spurt" in after.text
    assert "Samira Haddad er ikke aktuell lenger" in after.text
    assert "naboer" not in after.text


async def test_nobody_could_shows_three_ways_on(session: Session, signed_in: SignIn) -> None:
    body = await a_body(session)
    browser = await signed_in(body.booker)
    number = await ordered(browser)
    page = await browser.get(f"/bestilling/{number}")
    assert page.heading == "Ingen tolk kunne"
    for words in ("Velg et annet tidspunkt", "Velg en annen tolkemetode", "Spør på nytt i alle kategorier"):
        await browser.get(page.link(words))
    again = await browser.get(page.link("Bestill likt igjen"))
    assert again.heading == "Hvilket oppdrag gjelder det?"


async def test_the_receipt_holds_what_a_paper_needs(session: Session, signed_in: SignIn) -> None:
    body = await a_body(session)
    number, interpreter = await an_accepted_one(session, body)
    page = await (await signed_in(body.booker)).get(f"/bestilling/{number}/kvittering")
    for words in (
        number,
        "Leila Mansour",
        interpreter.number,
        "Kategori B",
        "kl. 10.00–11.00",
        "Barneverntjenesten",
    ):
        assert words in page.text


async def test_every_page_is_there_in_nynorsk(session: Session, signed_in: SignIn) -> None:
    body = await a_body(session)
    number, _ = await an_accepted_one(session, body)
    browser = await signed_in(body.booker)
    for path in (f"/bestilling/{number}", f"/bestilling/{number}/kvittering", f"/bestilling/{number}/avbestill",
                 "/virksomhet", "/bestillinger", "/bestilling/ny/oppdraget"):  # fmt: skip
        page = await browser.get(f"/nn{path}")
        assert page.root.get("lang") == "nn"
        assert " ikke " not in page.text


async def test_without_an_answer_from_the_register_the_page_says_not_confirmed_and_since_when(
    session: Session, signed_in: SignIn
) -> None:
    """The register was away when it began: unknown, never as if it had answered."""
    body = await a_body(session)
    number, _ = await an_accepted_one(session, body)
    sql = "UPDATE assignment SET standing_at_start = 'unknown', checked_at_start = lower(period) WHERE number = :n"
    await session.execute(text(sql), {"n": number})
    page = await (await signed_in(body.booker)).get(f"/bestilling/{number}")
    assert "Ikke bekreftet, sist bekreftet tirsdag 24." in page.text
    assert "Bekreftet i registeret" not in page.text


async def test_what_is_left_to_state_after_an_emergency_stands_on_the_orders_page(
    session: Session, signed_in: SignIn, now: datetime
) -> None:
    body = await a_body(session)
    assignment = await an_assignment(session, body, START, START + timedelta(hours=1))
    statement = a_statement(ground="emergency", reason=None)
    await state_exception(session, body.booker, assignment.number, statement, key="e", now=now)
    page = await (await signed_in(body.booker)).get(f"/bestilling/{assignment.number}")
    assert "Resten om unntaket er ikke skrevet." in page.text
    await complete_exception(session, body.booker, assignment.number, a_statement(), key="c", now=now)
    page = await (await signed_in(body.booker)).get(f"/bestilling/{assignment.number}")
    assert "Resten om unntaket" not in page.text

"""What an interpreter meets when a body changes an assignment or an offer."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from booking.changes.answers import expire_changes, withdraw_change
from booking.changes.cancelling import cancel
from tests.builders.answers import assignment_row, value
from tests.builders.assignments import accepted_by, an_assignment
from tests.builders.bodies import BuiltBody, a_body
from tests.builders.changes import change, proposed
from tests.builders.interpreters import BuiltInterpreter, an_interpreter
from tests.fixtures.app import FixedClock
from tests.fixtures.page import Browser
from tests.fixtures.people import SignIn
from tests.web.pages.interpreter.scene import an_offered_assignment
from tolkeregister.core.database import Session


@pytest.fixture
async def body(session: Session) -> BuiltBody:
    return await a_body(session)


async def an_agreement(
    session: Session, body: BuiltBody, samira: BuiltInterpreter, now: datetime, days: int = 3
) -> str:
    """Two hours, some days ahead, that are hers."""
    start = now + timedelta(days=days)
    assignment = await an_assignment(session, body, start, start + timedelta(hours=2))
    await accepted_by(session, assignment, samira.id, at=now)
    return assignment.number


async def test_a_move_waits_on_the_home_page_and_a_yes_makes_it_so(
    session: Session, body: BuiltBody, samira: BuiltInterpreter, mine: Browser, now: datetime
) -> None:
    number = await an_agreement(session, body, samira, now)
    await change(session, body, number, later=30, now=now)
    home = await mine.get("/min-side")
    assert "Fjordvik kommune vil endre et oppdrag" in home.text
    page = await mine.get(home.link("Se endringen og svar"))
    assert page.heading == "Passer det å endre oppdraget?"
    assert "Før: torsdag 26. november 2026 kl. 12.00–14.00" in page.text
    assert "habil" not in page.text, "another time is no matter of impartiality"
    calendar = await mine.get("/min-side/kalender", uke="2026-48")
    assert "Holdt av kl. 14.00–14.30" in calendar.text
    path = f"/min-side/oppdrag/{number}/endring"
    form = page.form(action=path)
    done = await mine.post(path, {**form, "svar": "ja"})
    assert done.response.headers["location"] == f"/min-side/oppdrag/{number}"
    assert (await assignment_row(session, number)).period.lower == now + timedelta(days=3, minutes=30)
    await mine.post(path, {**form, "svar": "ja"})  # a second click
    assert "Du har sagt ja" in (await mine.get(path)).text
    known = await mine.get(f"/min-side/oppdrag/{number}", v=1)
    assert "Oppdraget er endret siden du sist så det" in known.text


async def test_a_no_leaves_it_and_is_never_asked_why(
    session: Session, body: BuiltBody, samira: BuiltInterpreter, mine: Browser, now: datetime
) -> None:
    number = await an_agreement(session, body, samira, now)
    await change(session, body, number, later=30, now=now)
    path = f"/min-side/oppdrag/{number}/endring"
    await mine.submit(path, action=path, svar="nei")
    page = await mine.get(path)
    assert "Du har sagt nei. Det som var avtalt, gjelder." in page.text
    assert await value(session, "SELECT count(*) FROM booked") == 1


async def test_what_impartiality_is_judged_by_is_declared_anew(
    session: Session, body: BuiltBody, samira: BuiltInterpreter, mine: Browser, now: datetime
) -> None:
    """Tolkeloven § 16."""
    number = await an_agreement(session, body, samira, now)
    await change(session, body, number, theme="barnevern", now=now)
    path = f"/min-side/oppdrag/{number}/endring"
    without = await mine.submit(path, action=path, status=422, svar="ja")
    assert "#habil" in {a.get("href") for a in without.all("a")}
    await mine.submit(path, action=path, svar="ja", habil="ja")
    assert await value(session, "SELECT state FROM assignment_change") == "applied"


@pytest.mark.parametrize(
    ("how", "says"), [("withdrawn", "har trukket endringen"), ("expired", "Fristen for å svare")]
)
async def test_a_question_that_ended_says_how_and_an_answer_comes_too_late(
    session: Session, body: BuiltBody, samira: BuiltInterpreter, mine: Browser, now: datetime, clock: FixedClock,
    how: str, says: str,
) -> None:  # fmt: skip
    number = await an_agreement(session, body, samira, now)
    await change(session, body, number, later=30, now=now)
    path = f"/min-side/oppdrag/{number}/endring"
    form = (await mine.get(path)).form(action=path)
    if how == "withdrawn":
        await withdraw_change(session, body.booker, number, await proposed(session, number), now=now)
    else:
        clock.at = now + timedelta(minutes=10)
        await session.execute(text("UPDATE assignment_change SET answer_by = :at"), {"at": clock.at})
        await expire_changes(session, now=clock.at)
    late = await mine.post(path, {**form, "svar": "ja"}, status=409)
    assert says in late.text
    assert (await assignment_row(session, number)).version == 1


async def test_nobody_elses_change_is_found(
    session: Session,
    body: BuiltBody,
    samira: BuiltInterpreter,
    mine: Browser,
    signed_in: SignIn,
    now: datetime,
) -> None:
    number = await an_agreement(session, body, samira, now)
    quiet = await an_agreement(session, body, samira, now, days=5)
    await change(session, body, number, later=30, now=now)
    other = await an_interpreter(session, given_name="Nour")
    await session.commit()
    stranger = await signed_in(other.actor)
    await stranger.get(f"/min-side/oppdrag/{number}/endring", status=404)
    await mine.get(f"/min-side/oppdrag/{quiet}/endring", status=404)


async def test_an_offer_that_was_changed_is_shown_again_with_what_was_typed(
    session: Session, body: BuiltBody, samira: BuiltInterpreter, mine: Browser, now: datetime
) -> None:
    assignment, offer = await an_offered_assignment(session, samira, now, body=body, mode="screen")
    path = f"/min-side/tilbud/{offer}"
    form = (await mine.get(path)).form(action=path)
    await change(session, body, assignment.number, later=5, longer=-5, now=now)
    typed = {**form, "habil": "forbehold", "forhold": "Jeg kjenner skolen"}
    stale = await mine.post(path, typed, status=409)
    assert "Tilbudet er endret siden du sist så det" in stale.text
    kept = stale.form(action=path)
    assert (kept["forhold"], kept["versjon"]) == ("Jeg kjenner skolen", "2")
    assert "Tilbudet er endret" in (await mine.get(path, v=1)).text, (
        "also from the mail about the first version"
    )
    await mine.post(path, {**kept, "habil": "habil", "forhold": ""})
    assert (await assignment_row(session, assignment.number)).interpreter_id == samira.id


async def test_an_address_that_is_not_shown_yet_stands_in_nobodys_way(
    session: Session, body: BuiltBody, samira: BuiltInterpreter, mine: Browser, now: datetime
) -> None:
    """Decision 19: the address comes after the yes, so another one is no news before it."""
    assignment, offer = await an_offered_assignment(session, samira, now, body=body, mode="screen")
    path = f"/min-side/tilbud/{offer}"
    form = (await mine.get(path)).form(action=path)
    await change(session, body, assignment.number, address="Hemmelig gate 9", now=now)
    assert "Hemmelig" not in (await mine.get(path, v=1)).text
    await mine.post(path, {**form, "habil": "habil"})
    assert (await assignment_row(session, assignment.number)).interpreter_id == samira.id


async def test_an_offer_that_was_withdrawn_by_a_move_leads_to_the_new_one(
    session: Session, body: BuiltBody, samira: BuiltInterpreter, mine: Browser, now: datetime
) -> None:
    assignment, offer = await an_offered_assignment(session, samira, now, body=body, mode="screen")
    assignment.round = 1
    await session.flush()
    await change(session, body, assignment.number, later=24 * 60, now=now)
    old = await mine.get(f"/min-side/tilbud/{offer}")
    assert "du er spurt på nytt" in old.text
    assert (await mine.get(old.link("Se det nye tilbudet"))).heading.startswith("Kan du tolke")


async def test_the_terms_of_a_late_cancellation_are_told(
    session: Session, body: BuiltBody, samira: BuiltInterpreter, mine: Browser, now: datetime
) -> None:
    number = await an_agreement(session, body, samira, now + timedelta(hours=4), days=0)
    await cancel(session, body.booker, number, why="body_cannot", now=now)
    page = await mine.get(f"/min-side/oppdrag/{number}")
    assert "Du får betalt 100 % av avtalt honorar for 2 timer" in page.text

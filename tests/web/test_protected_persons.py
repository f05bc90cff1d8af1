"""Who becomes protected after listing is gone from everything public at once, and comes back (P3, feature 72)."""

from dataclasses import replace
from datetime import datetime, timedelta

import httpx2
import pytest
from sqlalchemy import text

import booking.handlers
from qualification.applications.proposing import propose_listing
from tests.builders.applicants import an_applicant
from tests.builders.applications import a_sent_application, case_of, evidence_of_e, person_of
from tests.builders.assignments import accepted_by, an_assignment, an_offer
from tests.builders.bodies import a_body
from tests.builders.cases import an_impartial_officer
from tests.builders.interpreters import BuiltInterpreter, an_interpreter
from tests.builders.population import AMINA, PeopleInMemory
from tests.fixtures.page import Browser
from tolkeregister.core.actor import SYSTEM, Actor, Role
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Invalid, RuleBroken
from tolkeregister.decisions.outcomes.commands import sign_decision
from tolkeregister.entries.removal import remove_by_officer
from tolkeregister.feed.publishing import publish_changes
from tolkeregister.people.population.commands import take_record
from tolkeregister.people.population.models import Protection

HIDING = (Protection.CONFIDENTIAL, Protection.STRICTLY_CONFIDENTIAL, Protection.CLIENT_ADDRESS)
LISTED = text(
    """
    SELECT count(*) FROM entry_listing l JOIN entry e ON e.id = l.entry_id JOIN interpreter i ON i.id = e.interpreter_id
     WHERE i.person_id = :person AND upper_inf(l.recorded) AND l.valid @> CAST(:now AS timestamptz)
    """
)


@pytest.fixture(autouse=True)
def handlers() -> None:
    booking.handlers.register_handlers()


async def says(session: Session, person: int, protection: Protection, *, now: datetime) -> None:
    """The population register says this of the person now."""
    number = (
        await session.execute(text("SELECT national_id FROM person WHERE id = :id"), {"id": person})
    ).scalar_one()
    found = replace(
        AMINA, national_id=number, given_name="Samira", family_name="Haddad", protection=protection
    )
    await take_record(session, SYSTEM, found, now=now)


async def is_listed(session: Session, person: int, now: datetime) -> bool:
    return bool((await session.execute(LISTED, {"person": person, "now": now})).scalar_one())


async def open_everywhere(page: Browser, client: httpx2.AsyncClient, someone: BuiltInterpreter) -> list[bool]:
    """Whether search, profile, API, check by number and the bulk check know them."""
    checked = await client.post("/api/v1/kontroll", json={"numre": [{"nummer": someone.number}]})
    return [
        "Samira Haddad" in (await page.get("/finn-tolk?sprak=ar")).text,
        (await client.get(f"/tolk/{someone.number}")).status_code == 200,
        (await client.get(f"/api/v1/tolker/{someone.number}")).status_code == 200,
        "Samira Haddad" in (await page.get(f"/k/{someone.number}")).text,
        checked.json()["svar"][0]["gyldig"],
    ]


@pytest.mark.parametrize("protection", HIDING)
async def test_protection_hides_everywhere_at_once_and_its_end_shows_again(
    page: Browser, client: httpx2.AsyncClient, session: Session, protection: Protection, now: datetime
) -> None:
    samira = await an_interpreter(session, listed_from=now - timedelta(days=400))
    await says(session, samira.person_id, Protection.NONE, now=now - timedelta(days=7))
    await publish_changes(session, now=now)
    await session.commit()
    assert await open_everywhere(page, client, samira) == [True] * 5
    start = (await client.get("/api/v1/endringer")).json()["neste"]
    never = (await page.get("/k/99999")).text.replace("99999", "")

    await says(session, samira.person_id, protection, now=now - timedelta(minutes=2))
    await publish_changes(session, now=now)
    await session.commit()
    assert await open_everywhere(page, client, samira) == [False] * 5
    assert (await page.get(f"/k/{samira.number}")).text.replace(samira.number, "") == never
    told = await client.get(f"/api/v1/endringer?fra={start}")
    (change,) = told.json()["endringer"]
    assert change["gyldig"] is False
    assert "protected" not in told.text

    await says(session, samira.person_id, Protection.NONE, now=now - timedelta(minutes=1))
    await session.commit()
    assert await open_everywhere(page, client, samira) == [True] * 5


async def test_offers_are_withdrawn_and_coming_assignments_released_without_a_reason(
    session: Session, now: datetime
) -> None:
    samira = await an_interpreter(session, hours=True)
    body = await a_body(session)
    starts = [now + timedelta(days=days) for days in (1, 2)]
    taken, asked = [
        await an_assignment(session, body, each, each + timedelta(hours=1), created_at=now) for each in starts
    ]
    await accepted_by(session, taken, samira.id, at=now)
    assert asked.id is not None
    offer = await an_offer(session, asked, samira.id, sent_at=now, answer_by=now + timedelta(minutes=30))
    await says(session, samira.person_id, Protection.STRICTLY_CONFIDENTIAL, now=now)
    state = await session.execute(text("SELECT state FROM offer WHERE id = :id"), {"id": offer})
    assert state.scalar_one() == "withdrawn"
    held = await session.execute(text("SELECT count(*) FROM assignment WHERE interpreter_id IS NOT NULL"))
    assert held.scalar_one() == 0
    told = (
        await session.execute(text("SELECT string_agg(data::text || template, ' ') FROM mail_message"))
    ).scalar()
    assert "interpreter_no_longer_available" in str(told)
    assert "protected" not in str(told)


async def test_a_listing_that_ends_by_itself_ends_then_also_when_it_was_hidden_between(
    session: Session, now: datetime
) -> None:
    until = now + timedelta(days=30)
    samira = await an_interpreter(session, listed_to=until)
    await says(session, samira.person_id, Protection.CONFIDENTIAL, now=now)
    await says(session, samira.person_id, Protection.NONE, now=now + timedelta(days=1))
    assert await is_listed(session, samira.person_id, until - timedelta(minutes=1))
    assert not await is_listed(session, samira.person_id, until)


async def test_twice_protected_is_twice_hidden_and_only_the_last_comes_back(
    session: Session, now: datetime
) -> None:
    samira = await an_interpreter(session)
    for day, protection in enumerate((Protection.CONFIDENTIAL, Protection.NONE) * 2):
        at = now + timedelta(days=day)
        await says(session, samira.person_id, protection, now=at)
        assert await is_listed(session, samira.person_id, at) is (protection is Protection.NONE)


async def test_nobody_who_was_removed_or_has_no_category_left_comes_back(
    session: Session, now: datetime
) -> None:
    gone = await an_interpreter(session, listed_to=now - timedelta(days=1))
    lacking = await an_interpreter(session)
    for each in (gone, lacking):
        await says(session, each.person_id, Protection.CONFIDENTIAL, now=now)
    await session.execute(text("DELETE FROM entry_category WHERE entry_id = :id"), {"id": lacking.entry_id})
    for each in (gone, lacking):
        await says(session, each.person_id, Protection.NONE, now=now + timedelta(days=1))
        assert not await is_listed(session, each.person_id, now + timedelta(days=1))


async def test_no_officer_chooses_protection_as_a_reason(session: Session, now: datetime) -> None:
    samira = await an_interpreter(session)
    officer = Actor(account_id=samira.actor.account_id, roles=frozenset({Role.OFFICER}))
    other = await an_interpreter(session)
    with pytest.raises(Invalid, match="unknown_removal_reason"):
        await remove_by_officer(session, officer, other.number, "protected", now, now=now)


async def test_the_directorates_documented_decision_shows_a_protected_person_until_protection_ends(
    session: Session, population: PeopleInMemory, now: datetime
) -> None:
    amina = await an_applicant(session, national_id=AMINA.national_id)
    population.change(AMINA.national_id, protection=Protection.CONFIDENTIAL)
    made = await a_sent_application(session, amina, now=now)
    person = await person_of(session, amina)
    await evidence_of_e(session, person, now=now)
    officer = await an_impartial_officer(session, await case_of(session, made), now=now)
    draft = await propose_listing(session, officer, made, tie="none", protected_basis="2026/12", now=now)
    await sign_decision(session, officer, draft.id, now=now)
    days = [now + timedelta(days=each) for each in range(1, 4)]
    for at, protection, listed in zip(
        days, (Protection.STRICTLY_CONFIDENTIAL, Protection.NONE, Protection.CONFIDENTIAL),
        (True, True, False), strict=True,
    ):  # fmt: skip
        await says(session, person, protection, now=at)
        assert await is_listed(session, person, at) is listed


async def test_protection_that_comes_between_draft_and_signature_stops_the_signature(
    session: Session, population: PeopleInMemory, now: datetime
) -> None:
    amina = await an_applicant(session, national_id=AMINA.national_id)
    made = await a_sent_application(session, amina, now=now)
    person = await person_of(session, amina)
    await evidence_of_e(session, person, now=now)
    officer = await an_impartial_officer(session, await case_of(session, made), now=now)
    draft = await propose_listing(session, officer, made, tie="none", now=now)
    await says(session, person, Protection.CONFIDENTIAL, now=now)
    with pytest.raises(RuleBroken, match="protected_basis_missing"):
        await sign_decision(session, officer, draft.id, now=now)

"""From an application to a place in the register: what the system proposes, who signs, what follows at once."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

import booking.handlers
from qualification.applications.commands import start_application, submit, withdraw_application
from qualification.applications.documents import add_document, scan_document
from qualification.applications.proposing import propose_by_system, propose_listing
from qualification.applications.review import record_finding
from qualification.applications.signed import act_on_decision
from tests.builders.applicants import an_applicant
from tests.builders.applications import (
    PDF,
    a_draft_application,
    a_sent_application,
    case_of,
    evidence_of_e,
    person_of,
)
from tests.builders.assignments import accepted_by, an_assignment
from tests.builders.bodies import a_body, an_officer
from tests.builders.cases import an_impartial_officer
from tests.builders.interpreters import an_entry
from tests.builders.population import AMINA, PeopleInMemory
from tests.fixtures.outside import TestScanner
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Conflict, Invalid, NotFound, RuleBroken
from tolkeregister.decisions.outcomes.commands import approve_decision, sign_decision
from tolkeregister.people.population.commands import fetch_for_account
from tolkeregister.people.population.models import Protection

pytestmark = pytest.mark.usefixtures("population")


@pytest.fixture(autouse=True)
def handlers() -> None:
    booking.handlers.register_handlers()


@pytest.fixture
async def amina(session: Session) -> Actor:
    return await an_applicant(session, national_id=AMINA.national_id)


LISTED = text(
    """
    SELECT i.number, c.category, lower(l.valid) AS since FROM interpreter i JOIN entry e ON e.interpreter_id = i.id
      JOIN entry_listing l ON l.entry_id = e.id AND upper_inf(l.recorded)
      JOIN entry_category c ON c.entry_id = e.id AND upper_inf(c.recorded) AND c.valid @> CAST(:now AS timestamptz)
     WHERE i.person_id = :person AND e.language_tag = 'so'
    """
)


async def test_a_language_that_ended_takes_no_new_application_and_one_that_was_sent_goes_on(
    session: Session, amina: Actor, now: datetime
) -> None:
    sent = await a_sent_application(session, amina, now=now)
    draft = await a_draft_application(session, amina, language="ti", now=now)
    for tag in ("so", "ti"):
        await session.execute(text("UPDATE language SET valid_to = :day WHERE tag = :tag"),
                              {"day": now.date() - timedelta(days=1), "tag": tag})  # fmt: skip
    with pytest.raises(Invalid, match="language_ended"):
        await submit(session, amina, draft, now=now)
    with pytest.raises(Invalid, match="language_ended"):
        await start_application(session, amina, "so", "speech", now=now)
    await evidence_of_e(session, await person_of(session, amina), now=now)
    assert await propose_by_system(session, sent, now=now)


async def test_imported_evidence_becomes_a_proposal_by_the_system_and_one_signature_lists(
    session: Session, amina: Actor, now: datetime
) -> None:
    made = await a_sent_application(session, amina, now=now)
    person = await person_of(session, amina)
    assert not await propose_by_system(session, made, now=now), "nothing is documented yet"
    await evidence_of_e(session, person, now=now)
    assert await propose_by_system(session, made, now=now)
    assert not await propose_by_system(session, made, now=now), "once"
    case_id = await case_of(session, made)
    draft = (await session.execute(text("SELECT id, facts, reasons, four_eyes FROM decision_draft"))).one()
    assert draft.facts["category"] == "E"
    assert "kategori E" in draft.reasons
    officer = await an_impartial_officer(session, case_id, now=now)
    await sign_decision(session, officer, draft.id, now=now)
    row = (await session.execute(LISTED, {"person": person, "now": now})).one()
    assert (row.category, row.since) == ("E", now)
    roles = (await session.execute(text("SELECT role FROM account_role WHERE account_id = :id"),
                                   {"id": amina.account_id})).scalars().all()  # fmt: skip
    assert roles == ["interpreter"]
    state = (await session.execute(text("SELECT state FROM application"))).scalar_one()
    assert state == "decided"


async def test_what_an_officer_verifies_in_a_document_counts_and_a_takes_two(
    session: Session, amina: Actor, scanner: TestScanner, now: datetime
) -> None:
    made = await a_draft_application(session, amina, grounds=("bachelor",), now=now)
    document = await add_document(session, amina, made, "diploma", "vitnemål.pdf", PDF, now=now)
    await submit(session, amina, made, now=now)
    case_id = await case_of(session, made)
    officer, second = [await an_impartial_officer(session, case_id, now=now) for _ in range(2)]
    with pytest.raises(Conflict, match="documents_not_scanned"):
        await record_finding(session, officer, made, document, "verified", now=now)
    await scan_document(session, document, now=now)
    with pytest.raises(RuleBroken, match="no_evidence"):
        await propose_listing(session, officer, made, tie="none", now=now)
    await record_finding(session, officer, made, document, "verified", kind="bachelor", issuer="OsloMet",
                         issued_on=now.date(), now=now)  # fmt: skip
    draft = await propose_listing(session, officer, made, tie="none", now=now)
    assert draft.four_eyes, "category B takes two people"
    with pytest.raises(RuleBroken, match="approval_missing"):
        await sign_decision(session, officer, draft.id, now=now)
    await approve_decision(session, second, draft.id, now=now)
    await sign_decision(session, officer, draft.id, now=now)
    row = (await session.execute(LISTED, {"person": await person_of(session, amina), "now": now})).one()
    assert row.category == "B"


async def test_a_suspected_forgery_stops_every_proposal(
    session: Session, amina: Actor, scanner: TestScanner, now: datetime
) -> None:
    made = await a_draft_application(session, amina, grounds=("bachelor",), now=now)
    document = await add_document(session, amina, made, "diploma", "vitnemål.pdf", PDF, now=now)
    await submit(session, amina, made, now=now)
    await evidence_of_e(session, await person_of(session, amina), now=now)
    await scan_document(session, document, now=now)
    officer = await an_officer(session)
    await record_finding(session, officer, made, document, "suspected_forgery", now=now)
    assert not await propose_by_system(session, made, now=now)
    with pytest.raises(RuleBroken, match="police_report_waits"):
        await propose_listing(session, officer, made, tie="none", now=now)


async def test_beginning_twice_gives_one_application(session: Session, amina: Actor, now: datetime) -> None:
    first = await start_application(session, amina, "so", "speech", now=now)
    assert await start_application(session, amina, "so", "speech", now=now) == first
    assert await start_application(session, amina, "ar", "speech", now=now) != first


async def test_sending_twice_gives_one_case(session: Session, amina: Actor, now: datetime) -> None:
    made = await a_sent_application(session, amina, now=now)
    await submit(session, amina, made, now=now)
    assert (await session.execute(text("SELECT count(*) FROM case_file"))).scalar_one() == 1


async def test_a_silent_population_register_halts_nothing_and_the_day_it_was_sent_counts(
    session: Session, amina: Actor, population: PeopleInMemory, now: datetime
) -> None:
    population.is_down = True
    made = await a_sent_application(session, amina, now=now)
    row = (await session.execute(text("SELECT state, case_id FROM application"))).one()
    assert (row.state, row.case_id) == ("submitted", None)
    population.is_down = False
    assert amina.account_id is not None
    later = now.replace(hour=now.hour + 3)
    await fetch_for_account(session, amina.account_id, now=later)
    received = (await session.execute(text("SELECT received_at FROM case_file"))).scalar_one()
    assert received == now
    assert await case_of(session, made)


async def test_another_persons_application_is_unknown(session: Session, amina: Actor, now: datetime) -> None:
    made = await a_sent_application(session, amina, now=now)
    stranger = await an_applicant(session)
    with pytest.raises(NotFound):
        await withdraw_application(session, stranger, made, now=now)


async def test_withdrawing_closes_the_case_and_leaves_room_for_a_new_application(
    session: Session, amina: Actor, now: datetime
) -> None:
    made = await a_sent_application(session, amina, now=now)
    await withdraw_application(session, amina, made, now=now)
    assert (await session.execute(text("SELECT state FROM case_file"))).scalar_one() == "closed"
    assert await start_application(session, amina, "so", "speech", now=now) != made
    with pytest.raises(Conflict):
        await submit(session, amina, made, now=now)


async def test_a_protected_person_is_listed_only_with_a_documented_decision(
    session: Session, amina: Actor, population: PeopleInMemory, now: datetime
) -> None:
    population.change(AMINA.national_id, protection=Protection.STRICTLY_CONFIDENTIAL)
    made = await a_sent_application(session, amina, now=now)
    await evidence_of_e(session, await person_of(session, amina), now=now)
    assert not await propose_by_system(session, made, now=now)
    officer = await an_officer(session)
    with pytest.raises(RuleBroken, match="protected_basis_missing"):
        await propose_listing(session, officer, made, tie="none", now=now)
    await propose_listing(session, officer, made, tie="none", protected_basis="Vedtak 2026/12", now=now)


@pytest.mark.parametrize("with_another", [True, False])
async def test_a_decision_changed_from_listed_delists_in_the_same_transaction(
    session: Session, amina: Actor, with_another: bool, now: datetime
) -> None:
    made = await a_sent_application(session, amina, now=now)
    person = await person_of(session, amina)
    await evidence_of_e(session, person, now=now)
    case_id = await case_of(session, made)
    officer = await an_impartial_officer(session, case_id, now=now)
    draft = await propose_listing(session, officer, made, tie="none", now=now)
    await sign_decision(session, officer, draft.id, now=now)
    row = (await session.execute(text("SELECT id, number FROM interpreter"))).one()
    later = now + timedelta(days=1)
    mine = later + timedelta(days=2)
    body = await a_body(session)
    taken = {}
    if with_another:
        await an_entry(session, row.id, language="ar")
    for days, language in enumerate(("so", "ar") if with_another else ("so",)):
        at = mine + timedelta(days=days)
        assignment = await an_assignment(
            session, body, at, at + timedelta(hours=1), created_at=now, language=language
        )
        await accepted_by(session, assignment, row.id, at=now)
        taken[language] = assignment.id
    await act_on_decision(
        session, officer, now=later, case_id=case_id, case_kind="listing", person_id=person, outcome="refused",
        facts={}, effective_from=later,
    )  # fmt: skip
    held = text("SELECT language_tag FROM assignment WHERE interpreter_id IS NOT NULL")
    assert (await session.execute(held)).scalars().all() == (["ar"] if with_another else [])
    listed = text("SELECT e.language_tag FROM entry_listing l JOIN entry e ON e.id = l.entry_id"
                  " WHERE upper_inf(l.recorded) AND upper_inf(l.valid)")  # fmt: skip
    assert (await session.execute(listed)).scalars().all() == (["ar"] if with_another else [])

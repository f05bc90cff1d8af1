"""A document that may be forged: the case stands still until it is decided whether the police are told (rule A6)."""

from datetime import datetime

import pytest
from sqlalchemy import text

import booking.handlers
from qualification.applications.commands import submit
from qualification.applications.documents import add_document, scan_document
from qualification.applications.forgery import close_report, reports_waiting
from qualification.applications.proposing import propose_by_system, propose_listing, propose_refusal
from qualification.applications.review import record_finding
from tests.builders.applicants import an_applicant
from tests.builders.applications import PDF, a_draft_application, evidence_of_e
from tests.builders.bodies import an_officer
from tests.builders.population import AMINA
from tests.fixtures.outside import TestScanner
from tests.fixtures.people import SignIn
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Invalid, NotFound, RuleBroken

pytestmark = pytest.mark.usefixtures("population")


@pytest.fixture
async def suspected(session: Session, scanner: TestScanner, now: datetime) -> tuple[Actor, int, int]:
    """The officer, the application, and the document that may be forged."""
    booking.handlers.register_handlers()
    amina = await an_applicant(session, national_id=AMINA.national_id)
    made = await a_draft_application(session, amina, grounds=("bachelor",), now=now)
    document = await add_document(session, amina, made, "diploma", "vitnemål.pdf", PDF, now=now)
    await submit(session, amina, made, now=now)
    await scan_document(session, document, now=now)
    officer = await an_officer(session)
    for _ in range(2):
        await record_finding(session, officer, made, document, "suspected_forgery", now=now)
    return officer, made, document


async def test_nothing_is_proposed_before_it_is_decided_even_when_the_document_is_judged_anew(
    session: Session, suspected: tuple[Actor, int, int], now: datetime
) -> None:
    officer, made, document = suspected
    (task,) = await reports_waiting(session, officer)
    assert task.file_name == "vitnemål.pdf"
    await evidence_of_e(session, (await session.execute(text("SELECT id FROM person"))).scalar_one(), now=now)
    await record_finding(session, officer, made, document, "verified", kind="bachelor", issuer="OsloMet",
                         issued_on=now.date(), now=now)  # fmt: skip
    assert not await propose_by_system(session, made, now=now)
    with pytest.raises(RuleBroken, match="police_report_waits"):
        await propose_listing(session, officer, made, tie="none", now=now)
    with pytest.raises(RuleBroken, match="police_report_waits"):
        await propose_refusal(
            session, officer, made, is_rejection=False, reasons="Falskt.", tie="none", now=now
        )
    with pytest.raises(Invalid, match="note_missing"):
        await close_report(session, officer, made, document, is_reported=True, note=" ", now=now)
    await close_report(session, officer, made, document, is_reported=False, note="Skannet dårlig.", now=now)
    assert await reports_waiting(session, officer) == ()
    await propose_listing(session, officer, made, tie="none", now=now)
    with pytest.raises(NotFound):
        await close_report(session, officer, made, document, is_reported=True, note="Igjen.", now=now)


async def test_an_officer_closes_the_task_from_the_desk_and_the_suspicion_still_stops_a_listing(
    session: Session, suspected: tuple[Actor, int, int], signed_in: SignIn, now: datetime
) -> None:
    officer, made, _ = suspected
    await session.commit()
    staff = await signed_in(officer)
    number = (await session.execute(text("SELECT number FROM case_file"))).scalar_one()
    desk = await staff.get("/sak/soknader")
    assert "Skal det anmeldes?" in desk.text
    path = (await staff.get(f"/sak/soknad/{number}")).link("Avgjør anmeldelsen")
    halted = await staff.get(f"/sak/soknad/{number}")
    assert "Foreslå oppføring" not in halted.text, "what would be refused is not offered"
    answered = (await staff.get(path)).form(action=path)
    await staff.submit(path, action=path, anmeldt="reported", notat="Stempelet er kopiert.")
    row = (await session.execute(text("SELECT is_reported, note, closed_by FROM forgery_report"))).one()
    assert row == (True, "Stempelet er kopiert.", officer.account_id)
    assert "Skal det anmeldes?" not in (await staff.get("/sak/soknader")).text
    assert (await staff.get(path, status=303)).response.headers["location"] == f"/sak/soknad/{number}", (
        "decided"
    )
    await staff.post(path, answered | {"anmeldt": "not_reported", "notat": "Likevel ikke."}, status=409)
    await staff.get(path.replace("/dokument/", "/dokument/9"), status=404)
    with pytest.raises(RuleBroken, match="forgery_suspected"):
        await propose_listing(session, officer, made, tie="none", now=now)
    draft = await propose_refusal(
        session, officer, made, is_rejection=False, reasons="Dokumentet er falskt.", tie="none", now=now
    )
    assert draft.id

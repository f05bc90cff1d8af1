"""The papers of a complaint's case open for the impartial alone, whichever address they have."""

from datetime import datetime

from tests.builders.bodies import an_officer
from tests.builders.complaints import a_complaint
from tests.fixtures.people import SignIn
from tolkeregister.complaints.hearing import hear
from tolkeregister.complaints.intake import declare
from tolkeregister.complaints.models import Complaint
from tolkeregister.complaints.rules.words import Basis
from tolkeregister.core.database import Session
from tolkeregister.decisions.cases.models import CaseFile, Tie


async def test_documents_archive_and_access_open_for_nobody_before_they_have_said_that_they_are_impartial(
    session: Session, signed_in: SignIn, now: datetime
) -> None:
    built = await a_complaint(session, now=now, basis=Basis.HABILITET)
    await hear(session, built.officer, built.number, "Utdraget.", "Vi vurderer en advarsel.", now=now)
    complaint = await session.get_one(Complaint, built.id)
    case = await session.get_one(CaseFile, complaint.case_id)
    stranger, tied = await an_officer(session), await an_officer(session)
    await declare(session, tied, built.number, Tie.RELATIVE, now=now)
    await session.commit()
    papers = [f"/sak/{case.number}/{part}" for part in ("dokument/1", "arkiv.zip", "innsyn")]
    for actor, status in ((stranger, 403), (tied, 403), (built.second, 200)):
        browser = await signed_in(actor)
        answers = [(await browser.client.get(each)).status_code for each in papers]
        assert answers == [status] * 3, actor.name
        page = await browser.get(f"/sak/{case.number}")
        assert ("/dokument/1" in page.response.text) is (status == 200), "the list of papers"

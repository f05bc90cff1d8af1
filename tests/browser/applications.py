"""Applications for the browser tests: a draft, one that is sent with a paper and a question, and a recognition."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import text

from qualification.applications.commands import submit
from qualification.applications.documents import add_document
from qualification.applications.review import ask_for_more, record_finding
from qualification.recognition.commands import Qualification, acknowledge, open_recognition, papers_complete
from tests.builders.applicants import an_applicant
from tests.builders.applications import PDF, a_draft_application
from tests.builders.population import AMINA, PeopleInMemory
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.people.population.source import use_population

_CLEAN = text("UPDATE application_document SET scan_state = 'clean', scanned_at = :now WHERE id = :id")
_NUMBER = text("SELECT c.number FROM application p JOIN case_file c ON c.id = p.case_id WHERE p.id = :id")


@dataclass(frozen=True, slots=True)
class WalkedApplications:
    """Whose they are, and their ids and numbers."""

    applicant: Actor
    draft_id: int
    sent_id: int
    number: str
    document_id: int
    recognition: str
    frozen: str  # one with a document that may be forged
    forged_id: int


async def applications_to_walk(session: Session, officer: Actor, *, now: datetime) -> WalkedApplications:
    """Made with a population register in memory; the service itself has none and says so."""
    use_population(PeopleInMemory(AMINA))
    try:
        applicant = await an_applicant(session, national_id=AMINA.national_id, name="Amina Warsame Nur")
        draft_id = await a_draft_application(session, applicant, language="ti", now=now)
        sent_id = await a_draft_application(session, applicant, grounds=("bachelor",), now=now)
        document_id = await add_document(session, applicant, sent_id, "diploma", "vitnemål.pdf", PDF, now=now)
        await session.execute(_CLEAN, {"id": document_id, "now": now})
        await submit(session, applicant, sent_id, now=now)
        await ask_for_more(session, officer, sent_id, "Send karakterutskriften.", days=21, now=now)
        asked = Qualification("SE", "so", "speech", "Tolkexamen", "Stockholms universitet", date(2019, 6, 10))
        ref = await open_recognition(
            session, officer, AMINA.national_id, asked, received_on=now.date(), now=now
        )
        await acknowledge(session, officer, ref.number, now=now)
        await papers_complete(session, officer, ref.number, now=now)
        frozen_id, forged_id = await _with_a_forged_paper(session, applicant, officer, now=now)
    finally:
        use_population(None)
    number, frozen = [
        str((await session.execute(_NUMBER, {"id": each})).scalar_one()) for each in (sent_id, frozen_id)
    ]
    return WalkedApplications(
        applicant, draft_id, sent_id, number, document_id, ref.number, frozen, forged_id
    )


async def _with_a_forged_paper(
    session: Session, applicant: Actor, officer: Actor, *, now: datetime
) -> tuple[int, int]:
    made = await a_draft_application(session, applicant, language="am", grounds=("bachelor",), now=now)
    document_id = await add_document(session, applicant, made, "diploma", "diplom.pdf", PDF, now=now)
    await session.execute(_CLEAN, {"id": document_id, "now": now})
    await submit(session, applicant, made, now=now)
    await record_finding(session, officer, made, document_id, "suspected_forgery", now=now)
    return made, document_id

"""A qualification from the EEA by the buttons a person has, and evidence that is gone before the signature."""

from datetime import datetime, timedelta

from sqlalchemy import text

import booking.handlers
from qualification.applications.documents import scan_document
from qualification.applications.proposing import propose_by_system
from qualification.evidence.commands import revoke_evidence
from tests.builders.answers import value
from tests.builders.applicants import an_applicant
from tests.builders.applications import PDF, a_sent_application, case_of, evidence_of_e, person_of
from tests.builders.bodies import an_officer
from tests.builders.population import AMINA, PeopleInMemory
from tests.fixtures.outside import EICAR, TestScanner
from tests.fixtures.people import SignIn
from tests.web.pages.applications.test_road import filled_in, upload
from tolkeregister.core.actor import SYSTEM
from tolkeregister.core.database import Session


async def test_a_qualification_from_sweden_is_told_of_recognised_and_shown_to_the_applicant(
    session: Session, signed_in: SignIn, population: PeopleInMemory, scanner: TestScanner, now: datetime
) -> None:
    amina, first = await an_applicant(session, national_id=AMINA.national_id), await an_officer(session)
    await session.commit()
    mine, officer = await signed_in(amina), await signed_in(first)
    here = await filled_in(mine, ground="foreign_bachelor")
    tasks = await mine.get(here)
    part = tasks.link("Kvalifikasjonen fra EØS eller Sveits")
    assert "av 6 deler" in tasks.text
    wrong = await mine.submit(part, action=part, land="SE", hvordan="earned", kvalifikasjon="Tolkexamen",
                              utsteder="Stockholm", utstedt="10.06.2099", status=422)  # fmt: skip
    assert "Tolkexamen" in wrong.response.text, "what was written stands"
    await mine.submit(part, action=part, land="SE", hvordan="earned", kvalifikasjon="Tolkexamen",
                      utsteder="Stockholms universitet", utstedt="10.06.2019")  # fmt: skip
    await upload(mine, here, PDF, "vitnemål.pdf")
    answer = await mine.submit(f"{here}/dokumenter", action=f"{here}/dokumenter/ferdig")
    assert answer.response.headers["location"] == f"{here}/dokumenter", (
        "something is lacking: it is said where it is"
    )
    assert "Legg ved en oversikt over emner" in (await mine.get(f"{here}/dokumenter")).text
    review = await mine.get(f"{here}/se-over")
    assert review.link("Legg ved en oversikt over emner") == f"{here}/dokumenter"
    await upload(mine, here, PDF + b"2%%EOF", "emner.pdf", slag="transcript")
    for document in (await session.execute(text("SELECT id FROM application_document"))).scalars():
        await scan_document(session, document, now=now)
    await session.commit()
    await mine.submit(f"{here}/se-over", action=f"{here}/se-over")
    status = await mine.get(here)
    assert "Bekreftelse, eller beskjed om hva som mangler" in status.text
    listing = await value(session, "SELECT number FROM case_file WHERE kind = 'listing'")
    assert "Godkjenning avgjøres først" in (await officer.get("/sak/soknader")).text
    desk = await officer.get(f"/sak/soknad/{listing}")
    case = desk.link("Avgjør godkjenningen")
    await officer.submit(case, action=f"{case}/mottatt")
    await officer.submit(case, action=f"{case}/komplett")
    await officer.submit(
        case, action=f"{case}/foresla", utfall="recognised", begrunnelse="Likeverdig.", habil="none"
    )
    number = case.rpartition("/")[2]
    await officer.submit(f"/sak/{number}/signer", action=f"/sak/{number}/signer")
    assert "Dokumentasjonen gir" in (await officer.get(f"/sak/soknad/{listing}")).text
    decided = await mine.get(here)
    assert (
        await mine.get(decided.link("Les vedtaket om godkjenning"))
    ).heading == "Kvalifikasjonen er godkjent"


async def test_evidence_revoked_while_an_application_waits_is_told_of_where_it_is_signed(
    session: Session, signed_in: SignIn, population: PeopleInMemory, now: datetime
) -> None:
    booking.handlers.register_handlers()
    amina, first = await an_applicant(session, national_id=AMINA.national_id), await an_officer(session)
    before = now - timedelta(hours=2)
    made = await a_sent_application(session, amina, now=before)
    person = await person_of(session, amina)
    await evidence_of_e(session, person, now=before)
    assert await propose_by_system(session, made, now=before)
    number = await value(
        session, "SELECT number FROM case_file WHERE id = :id", id=await case_of(session, made)
    )
    test = await value(session, "SELECT id FROM evidence WHERE kind = 'tospraaktest'")
    gone = now - timedelta(hours=1)
    await revoke_evidence(session, SYSTEM, test, gone, now=gone)
    await session.commit()
    officer = await signed_in(first)
    desk = await officer.get(f"/sak/soknad/{number}")
    assert "Dokumentasjonen gir ingen kategori ennå" in desk.text
    await officer.submit(f"/sak/{number}", action=f"/sak/{number}/habilitet", habil="none")
    refused = await officer.submit(f"/sak/{number}/signer", action=f"/sak/{number}/signer", status=409)
    assert "Dokumentasjonen gir ikke lenger kategorien i utkastet" in refused.text
    assert await value(session, "SELECT count(*) FROM decision") == 0
    assert await value(session, "SELECT state FROM application") == "submitted"


async def test_an_infected_file_beside_no_more_files_says_why_the_part_is_unfinished(
    session: Session, signed_in: SignIn, population: PeopleInMemory, scanner: TestScanner, now: datetime
) -> None:
    amina = await an_applicant(session, national_id=AMINA.national_id)
    await session.commit()
    mine = await signed_in(amina)
    here = await filled_in(mine)
    await upload(mine, here, PDF + EICAR + b"%%EOF", "vitnemål.pdf")
    [document] = (await session.execute(text("SELECT id FROM application_document"))).scalars()
    await scan_document(session, document, now=now)
    await session.commit()
    answer = await mine.submit(f"{here}/dokumenter", action=f"{here}/dokumenter/ferdig")
    assert answer.response.headers["location"] == f"{here}/dokumenter"
    files, tasks = await mine.get(f"{here}/dokumenter"), await mine.get(here)
    assert "Dokumentene er ikke ferdige" in files.text
    assert "Fjern filen med skadelig innhold" in files.text
    assert "Fjern filen med skadelig innhold" in tasks.text
    await mine.submit(f"{here}/dokumenter", action=f"{here}/dokumenter/{document}/fjern")
    answer = await mine.submit(f"{here}/dokumenter", action=f"{here}/dokumenter/ferdig")
    assert answer.response.headers["location"] == here
    assert "Fjern filen" not in (await mine.get(here)).text

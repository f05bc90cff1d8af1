"""The whole road by the buttons a person has: apply, add a document, two officers, the letter, the register."""

from datetime import datetime
from typing import Any

import httpx2
import pytest
from sqlalchemy import text

from qualification.applications.documents import scan_document
from qualification.applications.proposing import propose_by_system
from tests.builders.applicants import an_applicant
from tests.builders.applications import PDF, a_sent_application, evidence_of_e, person_of
from tests.builders.bodies import an_officer
from tests.builders.population import AMINA, PeopleInMemory
from tests.fixtures.outside import TestScanner
from tests.fixtures.page import Browser, Page
from tests.fixtures.people import SignIn
from tolkeregister.core.database import Session


async def filled_in(browser: Browser, *, ground: str = "tospraaktest") -> str:
    """An application for Somali with every part but the documents; returns its address."""
    begun = await browser.submit("/soknad/ny", action="/soknad/ny", spraak="so", type="speech")
    here = begun.response.headers["location"]
    await browser.submit(
        f"{here}/del/om-deg", action=f"{here}/del/om-deg", epost="amina@tolk.example", telefon="99999999"
    )
    await browser.submit(f"{here}/del/grunnlag", action=f"{here}/del/grunnlag", grunnlag=ground)
    await browser.submit(f"{here}/del/arbeid", action=f"{here}/del/arbeid", metoder="phone")
    await browser.submit(f"{here}/del/erklaering", action=f"{here}/del/erklaering", sant="ja", plikt="ja")
    return str(here)


async def upload(browser: Browser, here: str, content: bytes, name: str, **fields: str) -> httpx2.Response:
    page = await browser.get(f"{here}/dokumenter")
    token = page.form(action=f"{here}/dokumenter")["_csrf"]
    data = {"_csrf": token, "slag": "diploma", **fields}
    return await browser.client.post(f"{here}/dokumenter", data=data, files={"fil": (name, content)})


async def test_from_application_to_register_with_a_document_and_two_officers(
    session: Session, signed_in: SignIn, population: PeopleInMemory, scanner: TestScanner, now: datetime
) -> None:
    amina = await an_applicant(session, national_id=AMINA.national_id)
    first, second = await an_officer(session), await an_officer(session)
    await session.commit()
    mine, officer, other = await signed_in(amina), await signed_in(first), await signed_in(second)
    here = await filled_in(mine, ground="bachelor")
    assert (await upload(mine, here, PDF, "vitnemål.pdf")).status_code == 303
    document = (await session.execute(text("SELECT id FROM application_document"))).scalar_one()
    await scan_document(session, document, now=now)
    await session.commit()
    await mine.submit(f"{here}/dokumenter", action=f"{here}/dokumenter/ferdig")
    sent = await mine.submit(f"{here}/se-over", action=f"{here}/se-over")
    receipt = await mine.get(sent.response.headers["location"])
    assert receipt.heading == "Vi har fått søknaden"
    number = (await session.execute(text("SELECT number FROM case_file"))).scalar_one()
    assert number in receipt.text
    queue = await officer.get("/sak/soknader")
    assert queue.link(number) == f"/sak/soknad/{number}"
    judge = f"/sak/soknad/{number}/dokument/{document}/vurder"
    await officer.submit(
        judge, action=judge, vurdering="verified", bevis="bachelor", utsteder="OsloMet", utstedt="15.06.2024"
    )
    assert "Dokumentasjonen gir" in (await officer.get(f"/sak/soknad/{number}")).text
    await officer.submit(
        f"/sak/soknad/{number}/foresla", action=f"/sak/soknad/{number}/foresla", habil="none"
    )
    await other.submit(f"/sak/{number}", action=f"/sak/{number}/habilitet", habil="none")
    await other.submit(f"/sak/{number}", action=f"/sak/{number}/godkjenn")
    await officer.submit(f"/sak/{number}/signer", action=f"/sak/{number}/signer")
    status = await mine.get(here)
    assert "Ført opp i registeret" in status.text
    decision = await mine.get(status.link("Les vedtaket"))
    assert decision.heading == "Du er ført opp i tolkeregisteret"
    profile_number = (await session.execute(text("SELECT number FROM interpreter"))).scalar_one()
    assert "Amina Warsame Nur" in (await mine.get(f"/tolk/{profile_number}")).text
    assert "Min side" in (await mine.get("/min-side")).response.text


async def test_what_is_lacking_leads_to_the_part(
    session: Session, signed_in: SignIn, population: PeopleInMemory
) -> None:
    amina = await an_applicant(session, national_id=AMINA.national_id)
    await session.commit()
    mine = await signed_in(amina)
    begun = await mine.submit("/soknad/ny", action="/soknad/ny", spraak="so", type="speech")
    here = begun.response.headers["location"]
    page = await mine.get(f"{here}/se-over")
    assert page.link("Velg hvordan du tolker") == f"{here}/del/arbeid"
    assert "Amina Warsame Nur" in page.text
    assert "Send søknaden" not in page.text
    await mine.submit(f"{here}/del/grunnlag", action=f"{here}/del/grunnlag", grunnlag="bachelor")
    done = await mine.submit(f"{here}/dokumenter", action=f"{here}/dokumenter/ferdig")
    told = await mine.get(done.response.headers["location"])
    assert "Legg ved minst ett dokument, eller endre hva du bygger søknaden på" in told.text


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"MZ program", "vitnemål.pdf", "må være PDF, JPEG eller PNG"),
        (b"", "tom.pdf", "Filen er tom"),
        (PDF[:12], "halv.pdf", "lar seg ikke lese"),
    ],
)
async def test_a_bad_file_is_told_of_at_the_field(
    session: Session, signed_in: SignIn, population: PeopleInMemory, content: bytes, name: str, told: str
) -> None:
    amina = await an_applicant(session, national_id=AMINA.national_id)
    await session.commit()
    mine = await signed_in(amina)
    here = await filled_in(mine)
    answer = await upload(mine, here, content, name)
    assert answer.status_code == 422
    assert told in answer.text


async def test_while_the_population_register_is_silent_one_goes_on(
    session: Session, signed_in: SignIn, population: PeopleInMemory
) -> None:
    population.is_down = True
    amina = await an_applicant(session, national_id=AMINA.national_id)
    await session.commit()
    mine = await signed_in(amina)
    here = await filled_in(mine)
    assert "Hentes senere" in (await mine.get(f"{here}/se-over")).text
    await mine.submit(f"{here}/dokumenter", action=f"{here}/dokumenter/ferdig")
    sent = await mine.submit(f"{here}/se-over", action=f"{here}/se-over")
    assert "Saksnummeret kommer" in (await mine.get(sent.response.headers["location"])).text


async def test_a_question_is_answered_and_an_unanswered_one_can_end_in_rejection(
    session: Session, signed_in: SignIn, population: PeopleInMemory, now: datetime
) -> None:
    amina = await an_applicant(session, national_id=AMINA.national_id)
    made = await a_sent_application(session, amina, now=now)
    officer = await an_officer(session)
    await session.commit()
    number = (await session.execute(text("SELECT number FROM case_file"))).scalar_one()
    mine, staff = await signed_in(amina), await signed_in(officer)
    await staff.submit(
        f"/sak/soknad/{number}/etterspor",
        action=f"/sak/soknad/{number}/etterspor",
        hva="Send karakterutskriften.",
        dager="14",
    )
    assert "Send karakterutskriften." in (await mine.get(f"/soknad/{made}")).text
    refuse = f"/sak/soknad/{number}/avslag"
    missing: dict[str, Any] = {"utfall": "rejected", "begrunnelse": "Mangler.", "habil": "none"}
    early = await staff.submit(refuse, action=refuse, status=422, **missing)
    assert "Fristen for å svare går ut" in early.text
    await mine.submit(f"/soknad/{made}/dokumenter", action=f"/soknad/{made}/svar")
    late = await staff.submit(refuse, action=refuse, status=422, **missing)
    assert "Søkeren har svart" in late.text
    reasons = "Vilkårene er ikke oppfylt."
    await staff.submit(refuse, action=refuse, utfall="refused", begrunnelse=reasons, habil="none")


async def test_what_the_system_has_proposed_stands_on_top_of_the_desk(
    session: Session, signed_in: SignIn, population: PeopleInMemory, now: datetime
) -> None:
    amina = await an_applicant(session, national_id=AMINA.national_id)
    made = await a_sent_application(session, amina, now=now)
    await evidence_of_e(session, await person_of(session, amina), now=now)
    assert await propose_by_system(session, made, now=now)
    officer = await an_officer(session)
    await session.commit()
    staff = await signed_in(officer)
    page: Page = await staff.get("/sak/soknader")
    assert "Forslag klart" in page.text
    assert "Dokumentasjonen gir" in (await staff.get(page.link("2026-"))).text


async def test_every_page_exists_in_nynorsk(
    session: Session, signed_in: SignIn, population: PeopleInMemory, now: datetime
) -> None:
    amina = await an_applicant(session, national_id=AMINA.national_id)
    await session.commit()
    mine = await signed_in(amina)
    here = await filled_in(mine)
    for path in ("/soknad", "/soknad/ny", here, f"{here}/dokumenter", f"{here}/se-over", f"{here}/trekk"):
        page = await mine.get(f"/nn{path}")
        assert page.root.get("lang") == "nn"

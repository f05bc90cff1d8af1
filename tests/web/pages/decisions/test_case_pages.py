"""A case on the directorate's pages, from habilitet to the ministry, with only the buttons an officer has."""

import hashlib
import io
import zipfile
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from tests.builders.answers import value
from tests.builders.bodies import an_officer
from tests.builders.cases import DRAFT, BuiltCase, a_case, a_signed_decision, an_impartial_officer
from tests.fixtures.app import FixedClock
from tests.fixtures.page import Browser, Page
from tests.fixtures.people import SignIn
from tolkeregister.core.actor import SYSTEM
from tolkeregister.core.database import Session
from tolkeregister.decisions.outcomes.commands import propose_decision


async def fill_in(browser: Browser, path: str, **values: Any) -> Page:
    """Fill in the form of a page that posts to itself."""
    return await browser.submit(path, action=path, **values)


@pytest.fixture
async def case(session: Session, now: datetime) -> BuiltCase:
    """A case with two impartial officers."""
    return await a_case(session, now=now)


async def test_from_habilitet_to_a_signed_letter_by_the_buttons(
    session: Session, case: BuiltCase, signed_in: SignIn, now: datetime
) -> None:
    officer = await an_officer(session)
    await session.commit()
    browser = await signed_in(officer)
    here = f"/sak/{case.ref.number}"
    await browser.submit(here, action=f"{here}/ta")
    assert (
        await browser.submit(here, action=f"{here}/habilitet", status=422)
    ).heading == f"Sak {case.ref.number}"
    await browser.submit(here, action=f"{here}/habilitet", habil="none")
    await fill_in(
        browser, f"{here}/utkast", utfall="granted", hjemmel="tolkeloven § 17", begrunnelse="Alt er i orden."
    )
    page = await browser.get(here)
    assert "Utkast 1: Du er ført opp" in page.text
    preview = (await browser.client.get(f"{here}/forhandsvis.pdf")).content
    await fill_in(browser, f"{here}/signer")
    page = await browser.get(here)
    assert f"Vedtak {case.ref.number}-1: Du er ført opp" in page.text
    assert "Venter på å bli sendt" in page.text
    sent = (await browser.client.get(f"{here}/dokument/1")).content
    assert hashlib.sha256(sent).digest() == hashlib.sha256(preview).digest()


async def test_whoever_proposes_becomes_the_officer_of_a_case_that_has_none(
    session: Session, case: BuiltCase, signed_in: SignIn, now: datetime
) -> None:
    await session.commit()
    here = f"/sak/{case.ref.number}"
    first, second = await signed_in(case.officer), await signed_in(case.second)
    assert "SaksbehandlerIngen" in (await first.get(here)).text
    filled = {"utfall": "granted", "hjemmel": "tolkeloven § 17", "begrunnelse": "Alt er i orden."}
    await fill_in(first, f"{here}/utkast", **filled)
    assert "Ta saken" not in (await first.get(here)).text
    await fill_in(second, f"{here}/utkast", **filled)
    assert "Ta saken" in (await second.get(here)).text, "the one who has it keeps it"


async def test_whoever_signs_becomes_the_officer_of_a_case_the_system_proposed_in(
    session: Session, case: BuiltCase, signed_in: SignIn, now: datetime
) -> None:
    await propose_decision(session, SYSTEM, case.id, DRAFT, now=now)
    await session.commit()
    officer, here = await signed_in(case.officer), f"/sak/{case.ref.number}"
    await fill_in(officer, f"{here}/signer")
    held = await value(session, "SELECT officer_account_id FROM case_file WHERE id = :id", id=case.id)
    assert held == case.officer.account_id


async def test_what_takes_two_people_is_approved_by_another(
    session: Session, case: BuiltCase, signed_in: SignIn, now: datetime
) -> None:
    await propose_decision(session, case.officer, case.id, replace(DRAFT, facts={"category": "B"}), now=now)
    await session.commit()
    here = f"/sak/{case.ref.number}"
    first, second = await signed_in(case.officer), await signed_in(case.second)
    page = await first.get(here)
    assert "En annen saksbehandler må godkjenne utkastet først" in page.text
    assert "Godkjenn utkastet" not in page.text
    await second.submit(here, action=f"{here}/godkjenn")
    await fill_in(first, f"{here}/signer")
    assert "Godkjent av Ola Saksbehandler" in (await first.get(here)).text


async def test_a_draft_sent_back_says_why(
    session: Session, case: BuiltCase, signed_in: SignIn, now: datetime
) -> None:
    await propose_decision(session, case.officer, case.id, replace(DRAFT, facts={"category": "B"}), now=now)
    await session.commit()
    second = await signed_in(case.second)
    here = f"/sak/{case.ref.number}"
    await fill_in(second, f"{here}/send-tilbake", status=422)
    await fill_in(second, f"{here}/send-tilbake", merknad="Feil kategori.")
    page = await second.get(here)
    assert "Feil kategori." in page.text
    assert "Utkastet er sendt tilbake. Skriv et nytt." in page.text


async def test_two_officers_who_sign_at_once_get_one_decision_and_one_clear_answer(
    session: Session, case: BuiltCase, signed_in: SignIn, now: datetime
) -> None:
    await propose_decision(session, case.officer, case.id, DRAFT, now=now)
    await session.commit()
    here = f"/sak/{case.ref.number}"
    first, second = await signed_in(case.officer), await signed_in(case.officer)
    late = (await second.get(f"{here}/signer")).form()
    await fill_in(first, f"{here}/signer")
    page = await second.post(f"{here}/signer", late, status=409)
    assert "Vedtaket er alt signert" in page.text
    assert await value(session, "SELECT count(*) FROM decision") == 1


async def test_the_own_case_is_not_to_be_found(session: Session, case: BuiltCase, signed_in: SignIn) -> None:
    officer = await an_officer(session)
    await session.execute(text("UPDATE account SET person_id = :person WHERE id = :id"),
                          {"person": case.person.person_id, "id": officer.account_id})  # fmt: skip
    await session.commit()
    browser = await signed_in(officer)
    for path in ("", "/utkast", "/arkiv.zip", "/dokument/1", "/varsel"):
        await browser.get(f"/sak/{case.ref.number}{path}", status=404)


async def test_a_notice_is_sent_and_read_and_answered(
    session: Session, case: BuiltCase, signed_in: SignIn, now: datetime
) -> None:
    await session.commit()
    officer, party = await signed_in(case.officer), await signed_in(case.person.actor)
    here = f"/sak/{case.ref.number}"
    await fill_in(officer, f"{here}/varsel", status=422)
    await fill_in(
        officer, f"{here}/varsel", varsel="varsle", begrunnelse="Vi mangler vitnemålet.", dager="14"
    )
    page = await party.get("/min-side/vedtak")
    path = page.link("Forhåndsvarsel: Oppføring i registeret")
    assert "Vi mangler vitnemålet." in (await party.get(path)).text, (
        "the reasons stand on the page, not only in the PDF"
    )
    assert (await party.client.get(f"{path}/brev.pdf")).content.startswith(b"%PDF-1.7")
    await fill_in(party, path, status=422)
    await fill_in(party, path, svar="Vitnemålet er lagt ved nå.")
    assert "Vitnemålet er lagt ved nå." in (await officer.get(here)).text
    assert "Vitnemålet er lagt ved nå." in (await party.get(f"/nn{path}")).text


async def test_a_person_appeals_and_the_file_goes_to_the_ministry(
    session: Session, case: BuiltCase, signed_in: SignIn, now: datetime
) -> None:
    await a_signed_decision(session, case, now=now)
    await session.commit()
    officer, party = await signed_in(case.officer), await signed_in(case.person.actor)
    own, here = f"/min-side/vedtak/{case.ref.number}-1", f"/sak/{case.ref.number}"
    assert (await party.client.get(f"{own}/brev.pdf")).content.startswith(b"%PDF-1.7")
    await fill_in(party, own, status=422)
    await fill_in(party, own, klage="Jeg er uenig i kategorien.")
    assert "Klagen er mottatt" in (await party.get(own)).text
    step = (await officer.get(here)).link("Behandle klagen")
    early = await fill_in(officer, step, steg="changed", begrunnelse="Klageren har rett.", status=422)
    assert "Signer vedtaket som gjør om det gamle, først" in early.text
    assert "Klageren har rett." in early.text, "what was typed is kept"
    await fill_in(officer, step, steg="upheld", begrunnelse="Vi har vurdert saken på nytt.")
    await fill_in(officer, step, steg="forwarded", begrunnelse="Sendes over.")
    await fill_in(officer, step, steg="ministry_upheld", begrunnelse="Departementet er enig.")
    told = (await party.get(own)).text
    assert "Departementet er enig i vedtaket" in told
    assert "Sendes over." in told, "what the officer wrote about sending it"
    archive = zipfile.ZipFile(io.BytesIO((await officer.client.get(f"{here}/arkiv.zip")).content))
    assert [name.split("-", 1)[-1] for name in archive.namelist()[1:]] == [
        "decision.pdf", "appeal.txt", "forwarding.pdf", "case_file.zip", "ministry_answer.txt",
    ]  # fmt: skip


async def test_after_the_last_day_an_appeal_must_say_why(
    session: Session, case: BuiltCase, signed_in: SignIn, clock: FixedClock, now: datetime
) -> None:
    """Rule A4."""
    decision = await a_signed_decision(session, case, now=now)
    await session.execute(
        text("INSERT INTO decision_notification VALUES (:id, :now, 'in_mailbox', '2026-12-14', :now)"),
        {"id": decision, "now": now},
    )
    await session.commit()
    clock.forward(timedelta(days=22))
    party = await signed_in(case.person.actor)
    own = f"/min-side/vedtak/{case.ref.number}-1"
    page = await fill_in(party, own, klage="Jeg er uenig.", status=422)
    assert "Klagefristen er gått ut. Skriv hvorfor du klager nå." in page.text
    await fill_in(party, own, klage="Jeg er uenig.", hvorfor="Jeg lå på sykehus.")
    officer = await signed_in(case.officer)
    page = await officer.get(f"/sak/{case.ref.number}")
    assert "Jeg lå på sykehus." in page.text
    step = page.link("Behandle klagen")
    await fill_in(officer, step, steg="upheld", begrunnelse="x", status=422)
    await fill_in(officer, step, steg="late_accepted", begrunnelse="Sykdom er en god grunn.")


async def test_an_appeal_on_paper_counts_from_its_postmark(
    session: Session, case: BuiltCase, signed_in: SignIn, clock: FixedClock, now: datetime
) -> None:
    """Forvaltningsloven § 30."""
    decision = await a_signed_decision(session, case, now=now)
    await session.execute(
        text("INSERT INTO decision_notification VALUES (:id, :now, 'posted', '2026-12-14', :now)"),
        {"id": decision, "now": now},
    )
    await session.commit()
    clock.forward(timedelta(days=25))
    officer = await signed_in(case.officer)
    here = f"/sak/{case.ref.number}"
    await fill_in(officer, f"{here}/klage", klage="Uenig.", status=422)
    await fill_in(officer, f"{here}/klage", klage="Uenig.", sendt="2026-12-14")
    assert await value(session, "SELECT is_late FROM appeal") is False


async def test_somebody_elses_decisions_answer_as_unknown_ones(
    session: Session, case: BuiltCase, signed_in: SignIn, now: datetime
) -> None:
    await a_signed_decision(session, case, now=now)
    other = await a_case(session, now=now)
    await session.commit()
    party = await signed_in(other.person.actor)
    assert "Du har ingen vedtak" in (await party.get("/min-side/vedtak")).text
    for path in ("-1", "-1/brev.pdf", "-9"):
        await party.get(f"/min-side/vedtak/{case.ref.number}{path}", status=404)
    impartial = await an_impartial_officer(session, case.id, now=now)
    await session.commit()
    await (await signed_in(impartial)).get("/min-side/vedtak", status=403)

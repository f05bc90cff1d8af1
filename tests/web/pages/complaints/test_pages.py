"""A complaint by an officer's buttons: habilitet, the report, the law, questions to a body, the hearing, a draft."""

import re
from datetime import datetime, timedelta

from sqlalchemy import text

from tests.builders.bodies import an_officer
from tests.builders.complaints import WARNING, a_complaint, decided
from tests.builders.hearings import a_heard_complaint
from tests.builders.interpreters import an_interpreter
from tests.fixtures.page import Browser, Page
from tests.fixtures.people import SignIn
from tolkeregister.complaints.commands import ReceivedComplaint, receive_complaint
from tolkeregister.complaints.intake import end
from tolkeregister.complaints.models import Complaint
from tolkeregister.complaints.rules.words import Basis, Closing
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.decisions.appeals.commands import appeal_on_paper
from web.pages.complaints.actions import ACTIONS


async def do(staff: Browser, here: str, action: str, *, status: int = 303, **values: str) -> Page:
    address = f"{here}/gjor/{action}"
    return await staff.submit(address, action=address, status=status, **values)


async def test_an_officer_takes_a_complaint_from_the_queue_to_a_draft(
    session: Session, signed_in: SignIn, now: datetime
) -> None:
    tolk = await an_interpreter(session)
    await receive_complaint(
        session, ReceivedComplaint(now, person_id=tolk.person_id, entry_id=tolk.entry_id), now=now
    )
    officer = await an_officer(session)
    await session.commit()
    staff = await signed_in(officer)
    queue = await staff.get("/sak/varsler")
    here = queue.link("/00001")
    closed = await staff.get(here)
    assert "Si først" not in closed.text
    assert "Saksgang" not in closed.text, "the papers are closed"
    await staff.submit(here, action=f"{here}/habilitet", habil="none")
    opened = (await staff.get(here)).text
    assert "Saksgang" in opened
    assert "De andre fristene er egen praksis fra 01.01.2022" in opened
    await do(staff, here, "ta")
    refused = await do(staff, here, "vurder", status=422, grunnlag="not_listed")
    assert "Personen står i registeret" in refused.text
    await do(staff, here, "vurder", grunnlag="confidentiality")
    await do(staff, here, "opplysninger", mottaker="Nav Lillevik", epost="post@nav.example", hjemmel="tolkeloven § 20",
             sporsmal="Ble oppdraget gjennomført?")  # fmt: skip
    await do(staff, here, "uttalelse", kopi="Naboen visste det.", vurdering="Vi vurderer en advarsel.")
    draft = await staff.get(f"{here}/gjor/reaksjon")
    assert "Dette treffer en utestenging" in draft.text
    missing = await do(
        staff, here, "reaksjon", status=422, utfall="excluded_for_good", begrunnelse="Alvorlig."
    )
    assert "Velg grunnlaget for utestengingen" in missing.text
    await do(staff, here, "reaksjon", utfall="warning", begrunnelse="Brudd på taushetsplikten.")
    shown = await staff.get(here)
    assert "Tolken er bedt om uttalelse" in shown.text
    assert "Utkast" in (await staff.get(shown.link("Vedtak og dokumenter"))).text
    assert "Systemet" in (await staff.get(f"{here}/logg")).text
    reads = await session.execute(text("SELECT count(*) FROM complaint_read"))
    assert reads.scalar_one() == 1, "once a day"
    noted = await session.execute(text("SELECT count(*) FROM person_read"))
    assert noted.scalar_one() == 0, "not told to the interpreter by the list of who has looked"


async def test_a_statement_on_paper_is_recorded_and_a_case_is_ended(
    session: Session, signed_in: SignIn, now: datetime
) -> None:
    built, _ = await a_heard_complaint(session, now=now - timedelta(days=10))
    await session.commit()
    staff, here = await signed_in(built.officer), f"/sak/varsel/{built.number.replace('/', '-')}"
    early, came = oslo_date(now) - timedelta(days=11), oslo_date(now) - timedelta(days=3)
    refused = await do(staff, here, "paa-papir", status=422, kom=early.isoformat(), svar="Det var ikke meg.")
    assert "før dere spurte" in refused.text
    await do(staff, here, "paa-papir", kom=came.isoformat(), svar="Det var ikke meg.")
    ended = "SELECT (ended_at AT TIME ZONE 'Europe/Oslo')::date FROM complaint_stage WHERE stage = 'hearing'"
    assert (await session.execute(text(ended))).scalar_one() == came
    shown = await staff.get(here)
    assert "Før inn uttalelse på papir" not in shown.text, "it has come"
    for name, action in ACTIONS.items():
        asked = await staff.get(f"{here}/gjor/{name}")
        shown_as = {each.get("name") for tag in ("input", "textarea") for each in asked.all(tag)}
        without = [field for field, _ in action.fields if field not in shown_as]
        assert without == list(action.if_advised), "every form asks for what it needs"
    await do(staff, here, "avslutt", hvorfor="withdrawn")
    assert "Avsluttet: " in (await staff.get(here)).text


async def test_a_decision_is_reversed_after_an_appeal_that_came_when_all_was_over(
    session: Session, signed_in: SignIn, now: datetime
) -> None:
    built = await a_complaint(session, now=now, basis=Basis.CONFIDENTIALITY)
    decision = await decided(session, built, WARNING, now=now)
    await end(session, built.officer, built.number, Closing.DECIDED, now=now)
    await session.commit()
    staff, here = await signed_in(built.officer), f"/sak/varsel/{built.number.replace('/', '-')}"
    assert "Gjør om vedtaket" not in (await staff.get(here)).text, "nobody has appealed"
    await appeal_on_paper(session, built.officer, decision, "Galt.", sent_on=oslo_date(now), now=now)
    await session.commit()
    assert "Avslutt saken" not in (await staff.get(here)).text
    await do(staff, here, "omgjor", begrunnelse="Klagen førte fram.")
    assert (
        "Vedtaket er omgjort" in (await staff.get((await staff.get(here)).link("Vedtak og dokumenter"))).text
    )


async def test_a_public_body_answers_on_its_own_page(
    session: Session, signed_in: SignIn, page: Browser, now: datetime
) -> None:
    built = await a_complaint(session, now=now, basis=Basis.GOOD_PRACTICE)
    await session.commit()
    here = f"/sak/varsel/{built.number.replace('/', '-')}"
    staff = await signed_in(built.officer)
    await do(staff, here, "opplysninger", mottaker="Nav Lillevik", epost="post@nav.example", hjemmel="tolkeloven § 20",
             sporsmal="Ble oppdraget gjennomført?")  # fmt: skip
    path = (await session.execute(text("SELECT data ->> 'path' FROM mail_message"))).scalar_one()
    asked = await page.get(path)
    assert "Ble oppdraget gjennomført?" in asked.text
    assert not re.search(rf"Samira|Haddad|{built.number}|{built.tolk.number}", asked.response.text)
    await page.submit(path, action=path, svar="", status=422)
    await page.submit(path, action=path, svar="Ja, i 45 minutter.", status=303)
    assert "Svaret er mottatt" in (await page.get(path)).text
    assert "Ja, i 45 minutter." in (await staff.get(here)).text
    assert (await page.get(f"{path}x", status=404)).response.status_code == 404


async def test_a_complaint_about_oneself_answers_as_an_unknown_one(
    session: Session, signed_in: SignIn, now: datetime
) -> None:
    built = await a_complaint(session, now=now)
    await session.execute(
        text("UPDATE account SET person_id = :p WHERE id = :a"),
        {"p": built.tolk.person_id, "a": built.officer.account_id},
    )
    await session.commit()
    staff = await signed_in(built.officer)
    for number in (built.number, "2026/99999"):
        for part in ("", "/logg", "/melding", "/gjor/ta"):
            await staff.get(f"/sak/varsel/{number.replace('/', '-')}{part}", status=404)
    assert built.number not in (await staff.get("/sak/varsler")).text
    assert await session.get(Complaint, built.id) is not None

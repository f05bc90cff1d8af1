"""The record's pages: what is deleted and held, who read what, and figures that say nothing about anybody."""

from datetime import datetime, timedelta

from sqlalchemy import text

from tests.builders.bodies import an_administrator, an_officer
from tests.builders.cases import a_case
from tests.builders.complaints import GUIDANCE, a_complaint, decided, everyone_declares
from tests.builders.interpreters import an_interpreter
from tests.fixtures.page import Browser, words_of
from tests.fixtures.people import SignIn
from tolkeregister.complaints.access import note_complaint_read
from tolkeregister.complaints.intake import end
from tolkeregister.complaints.rules.words import Basis, Closing
from tolkeregister.core.database import Session
from tolkeregister.decisions.cases.journal import journal_words
from tolkeregister.retention.commands import forget_due, use_proof_key
from tolkeregister.retention.rules.terms import Kept

OLD = timedelta(days=900)


async def test_an_officer_sees_what_went_and_keeps_something_from_going(
    session: Session, signed_in: SignIn, now: datetime
) -> None:
    use_proof_key("s" * 40)
    built = await a_complaint(session, now=now, basis=Basis.HABILITET)
    statement = "INSERT INTO mail_message (event_key, recipient, template, data, subject_kind, subject_id, message_id,"
    statement += " written_form, state, created_at, sent_at, attempts) VALUES ('x:1', 'kanari@x.example', 'offer_sent',"
    statement += " '{}', 'offer', '1', 'm', 'nb', 'sent', :at, :at, 1)"
    await session.execute(text(statement), {"at": now - OLD})
    staff = await signed_in(await an_officer(session))
    await session.commit()
    page = await staff.get("/sak/sletting")
    assert "Ingenting er slettet ennå" in page.text
    assert "arkivlova § 9" in page.text
    assert await forget_due(session, Kept.MAIL, now=now) == 1
    await session.commit()
    page = await staff.get("/sak/sletting")
    assert "Avtrykk" in page.text
    assert "kanari@x.example" not in page.text
    refused = await staff.submit(
        "/sak/sletting/vern", action="/sak/sletting/vern", status=422, nummer="1", grunn="x"
    )
    assert "Vi finner ikke noe med dette nummeret" in refused.text
    await staff.submit(
        "/sak/sletting/vern", action="/sak/sletting/vern", nummer=built.number, grunn="For retten."
    )
    shown = await staff.get("/sak/sletting")
    assert f"Varsel {built.number}" in shown.text
    hold = (await session.execute(text("SELECT id FROM legal_hold"))).scalar_one()
    await staff.submit("/sak/sletting", action=f"/sak/sletting/vern/{hold}/opphev")
    assert "Ingenting er vernet" in (await staff.get("/sak/sletting")).text


async def test_a_leader_sees_who_read_what_and_nobody_else_does(
    session: Session, signed_in: SignIn, now: datetime
) -> None:
    built = await a_complaint(session, now=now, basis=Basis.HABILITET)
    await note_complaint_read(session, built.officer, built.id, now=now)
    leader = await an_administrator(session)
    await session.commit()
    address = f"/sak/varsel/{built.number.replace('/', '-')}/lest"
    page = await (await signed_in(leader)).get(address)
    assert "Ola Saksbehandler" in page.text
    assert "Ingen har lest meldingen ennå" in page.text
    await (await signed_in(built.officer)).get(address, status=403)


async def test_figures_for_the_directorate_are_whole_but_not_by_category(
    session: Session, signed_in: SignIn, now: datetime
) -> None:
    for basis in (Basis.HABILITET, Basis.CONFIDENTIALITY, Basis.OUTSIDE):
        await a_complaint(session, now=now, tolk=await an_interpreter(session, category="B"), basis=basis)
    staff = await signed_in(await an_officer(session))
    await session.commit()
    page = await staff.get("/sak/varseltall")
    assert "Få varsler betyr ikke god kvalitet" in page.text
    csv = (await staff.get("/sak/varseltall.csv")).response.text.splitlines()
    assert csv[0].lstrip("\ufeff").startswith("År;Mottatt;Ferdig behandlet;Under behandling;Median dager")
    assert csv[1].split(";")[:4] == [str(now.year), "3", "1", "2"]
    table = page.all("div", aria_labelledby="kategori")[0]
    assert [words_of(cell) for cell in table.iter("td")] == ["–"] * 6, "three are hidden"


async def test_the_public_sees_only_years_that_are_done_with_and_never_a_small_number(
    session: Session, page: Browser, now: datetime
) -> None:
    last_year = now - timedelta(days=now.timetuple().tm_yday + 60)
    for count, basis in ((6, Basis.OUTSIDE), (2, Basis.HABILITET)):
        for _ in range(count):
            built = await a_complaint(session, now=last_year, basis=basis)
            if basis is not Basis.OUTSIDE:
                await everyone_declares(session, built, now=last_year)
                await decided(session, built, GUIDANCE, now=last_year)
                await end(session, built.officer, built.number, Closing.DECIDED, now=last_year)
    open_one = await a_complaint(session, now=now)
    await session.commit()
    shown = await page.get("/statistikk/varsler")
    year = str(last_year.year)
    rows = {words_of(row[0]): words_of(row[1]) for row in shown.all("tr")}
    assert rows["Hva"] == year, "this year is not over"
    assert (rows["I alt"], rows["Utenfor §§ 14–16"], rows["Tolken var inhabil (§ 16)"]) == ("8", "–", "–")
    assert open_one.number not in shown.text
    file = (await page.get("/statistikk/varsler.csv")).response.text
    lines = file.splitlines()[1:]
    assert lines[0] == f"{year};I alt;8"
    assert [each.rpartition(";")[2] for each in lines[1:]] == [":"] * 7, (
        "one part is two, so no part is shown"
    )


async def test_an_officer_hands_out_a_case_and_makes_the_public_journal(
    session: Session, signed_in: SignIn, now: datetime
) -> None:
    case = await a_case(session, now=now)
    await journal_words(
        session, case.officer, case.ref.id, "reply", "Svar", "Naboen Kanarifugl sa det.", now=now
    )
    await session.commit()
    staff = await signed_in(case.officer)
    here = f"/sak/{case.ref.number}/innsyn"
    page = await staff.get(here)
    choice = page.form(action=here)
    assert choice["valg-1"] == "redacted"
    missing = await staff.submit(here, action=here, status=422, **{"krav": "Avisen", "hjemmel-1": ""})
    assert "Velg hjemmel for det som ikke gis" in missing.text
    marked = "Naboen [[Kanarifugl]] sa det."
    sent = {**choice, "krav": "Avisen", "tekst-1": marked}
    made = await staff.client.post(here, data=sent)
    assert (made.status_code, made.content[:5]) == (200, b"%PDF-")
    assert b"Kanarifugl" not in made.content
    assert "Innsyn gitt i en sak" in (await staff.get(f"/sak/{case.ref.number}")).text
    journal = await staff.get("/sak/journal")
    assert "Svar" in journal.text
    file = (await staff.get(journal.link("Last ned"))).response.text
    assert "Kanarifugl" not in file
    assert "Skriv til hvilken dag" in (await staff.get("/sak/journal?fra=1.1.2026&til=", status=422)).text

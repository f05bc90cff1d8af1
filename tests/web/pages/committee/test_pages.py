"""The committee by its buttons: a meeting, papers with what is hidden, habilitet, votes, minutes, advice."""

import re
from datetime import datetime, timedelta
from io import BytesIO

import pypdf
from sqlalchemy import text

from tests.builders.bodies import an_administrator
from tests.builders.committee import HELD, BuiltCase, a_case, a_committee, advised
from tests.builders.complaints import a_complaint
from tests.fixtures.app import FixedClock
from tests.fixtures.page import Browser
from tests.fixtures.people import SignIn
from tolkeregister.complaints.committee.rules.words import Seat
from tolkeregister.complaints.rules.words import Basis
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.decisions.cases.journal import journal_words

THREE = {Seat.INTERPRETER: "guidance", Seat.ORDERER: "guidance", Seat.EDUCATION: "warning"}


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages).split())


async def test_an_administrator_appoints_plans_changes_and_cancels(
    session: Session, signed_in: SignIn, now: datetime
) -> None:
    administrator = await an_administrator(session)
    await session.commit()
    staff = await signed_in(administrator)
    today = oslo_date(now)
    seats = "/sak/utvalget/medlemmer"
    somebody = {"plass": "user", "som": "member", "navn": "Hodan M.", "epost": "hodan@utvalg.example", "bruker": "g-1",
                "fra": today.isoformat(), "til": (today + timedelta(days=364)).isoformat()}  # fmt: skip
    await staff.submit(seats, action=seats, status=303, **somebody)
    taken = await staff.submit(seats, action=seats, status=422, **{**somebody, "bruker": "g-2"})
    assert "Plassen er alt besatt i perioden" in taken.text
    new = "/sak/utvalget/nytt"
    meeting = {
        "dato": (today + timedelta(days=9)).isoformat(),
        "fra": "10:00",
        "til": "12:00",
        "leder": str(administrator.account_id),
    }
    nowhere = await staff.submit(new, action=new, status=422, **meeting)
    assert "Skriv et sted eller en lenke" in nowhere.text
    await staff.submit(new, action=new, status=303, **meeting, sted="Tollbugata 13")
    one = (await staff.get("/sak/utvalget")).link("10.00–12.00")
    await staff.submit(
        f"{one}/endre", action=f"{one}/endre", status=303, **meeting, lenke="https://video.example/rom"
    )
    await staff.submit(f"{one}/avlys", action=f"{one}/avlys", status=303, grunn="Lederen er syk.")
    assert "Lederen er syk." in (await staff.get(one)).text
    sent = await session.execute(text("SELECT template, data ->> 'sequence' FROM mail_message ORDER BY id"))
    assert [tuple(row) for row in sent] == [
        ("committee_meeting", "0"), ("committee_meeting", "1"), ("committee_meeting_cancelled", "2"),
    ]  # fmt: skip


async def test_an_officer_hides_and_releases_and_members_read_after_declaring(
    session: Session, signed_in: SignIn, now: datetime, clock: FixedClock
) -> None:
    case = await a_case(session, now=now)
    case_id = (await session.execute(text("SELECT case_id FROM complaint"))).scalar_one()
    await journal_words(
        session, case.complaint.officer, case_id, "statement", "Uttalelse", "Naboen Kari visste det.", now=now
    )
    await session.commit()
    here = f"/sak/varsel/{case.complaint.number.replace('/', '-')}/utvalget"
    staff, member = await signed_in(case.complaint.officer), await signed_in(case.member)
    paper = f"{here}/papirer/post-1"
    altered = await staff.submit(paper, action=paper, status=422, tekst="Noe annet.", med="ja")
    assert "Teksten er endret" in altered.text
    unread = await staff.submit(f"{here}/slipp", action=f"{here}/slipp", status=422)
    assert "Les gjennom først: Uttalelse" in unread.text
    await staff.submit(paper, action=paper, status=303, tekst="Naboen [[Kari]] visste det.", med="ja")
    await staff.submit(f"{here}/slipp", action=f"{here}/slipp", status=303)
    own = f"/utvalg/{case.meeting_id}/sak/{case.item_id}"
    for page in ("/papirer", "/mappe.pdf"):
        await member.get(f"{own}{page}", status=404)
    asked = await member.get(own)
    assert "Naboen" not in asked.text
    await member.submit(own, action=own, status=303, habil="none")
    pdf = (await member.client.get(f"{own}/mappe.pdf")).content
    assert "Naboen [sladdet] visste det." in words_of(pdf)
    assert b"Kari" not in pdf
    assert "Du kan stemme når møtet begynner." in (await member.get(f"{own}/papirer")).text
    reads = (await session.execute(text("SELECT count(*) FROM complaint_read WHERE account_id = :a"),
                                   {"a": case.member.account_id})).scalar_one()  # fmt: skip
    assert reads == 1
    again = await staff.client.get(f"{here}/mappe/{case.item_id}/1")
    assert again.content == pdf


async def test_somebody_tied_gets_no_paper_and_a_stranger_no_meeting(
    session: Session, signed_in: SignIn, now: datetime
) -> None:
    case = await a_case(session, now=now)
    await session.commit()
    member = await signed_in(case.member)
    own = f"/utvalg/{case.meeting_id}/sak/{case.item_id}"
    await member.submit(own, action=own, status=303, habil="relative")
    assert "Du er ikke habil" in (await member.get(f"/utvalg/{case.meeting_id}")).text
    for page in ("/papirer", "/mappe.pdf"):
        await member.get(f"{own}{page}", status=404)
    deputy = await signed_in(case.committee.deputies[Seat.ORDERER])
    for page in (
        f"/utvalg/{case.meeting_id}",
        own,
        f"{own}/papirer",
        f"/utvalg/{case.meeting_id}/kalender.ics",
    ):
        await deputy.get(page, status=404)
    home = await member.client.get("/sak")
    assert home.headers["location"] == "/utvalg"


async def test_a_meeting_ends_in_advice_that_the_decision_answers(
    session: Session, signed_in: SignIn, now: datetime
) -> None:
    """Written, read, approved and filed by the builder; here the pages that show it and ask for an answer."""
    case = await _advised(session, now)
    await session.commit()
    staff, leader = await signed_in(case.complaint.officer), await signed_in(case.committee.administrator)
    here = f"/sak/varsel/{case.complaint.number.replace('/', '-')}"
    shown = await staff.get(f"{here}/utvalget")
    assert "Utvalget har gitt råd" in shown.text
    assert "Veiledning" in shown.text
    form = f"{here}/gjor/reaksjon"
    asked = await staff.submit(form, action=form, status=422, utfall="warning", begrunnelse="Brudd.")
    assert "Skriv om vedtaket følger rådet" in asked.text
    silent = await staff.submit(
        form, action=form, status=422, utfall="warning", begrunnelse="Brudd.", rad="nei"
    )
    assert "Skriv hvorfor vedtaket ikke følger rådet" in silent.text
    await staff.submit(
        form, action=form, status=303, utfall="warning", begrunnelse="Brudd.", rad="nei", hvorfor="Gjentatt."
    )
    minutes = await leader.get(f"/sak/utvalget/{case.meeting_id}/referat")
    assert "2 mot 1" in minutes.text
    assert "Godkjenn referatet" not in minutes.text
    member = await signed_in(case.member)
    assert "Fordi interpreter." in (await member.get(f"/utvalg/{case.meeting_id}/referat")).text
    assert not re.search(r"\bvedtak", (await member.get("/utvalg")).text.lower()), (
        "advice is never called a decision"
    )


async def _advised(session: Session, now: datetime) -> BuiltCase:
    """A case whose minutes were approved just before `now`."""
    before = now - HELD - timedelta(days=9)
    complaint = await a_complaint(session, now=before, basis=Basis.CONFIDENTIALITY)
    case = await a_case(
        session, now=before, complaint=complaint, committee=await a_committee(session, now=before)
    )
    await advised(session, case, THREE, now=before)
    return case


async def test_votes_and_minutes_by_the_buttons(session: Session, signed_in: SignIn, now: datetime) -> None:
    before = now - timedelta(days=7, hours=1)  # the meeting began an hour ago
    case = await a_case(session, now=before)
    await session.commit()
    staff = await signed_in(case.complaint.officer)
    here = f"/sak/varsel/{case.complaint.number.replace('/', '-')}/utvalget"
    await staff.submit(f"{here}/slipp", action=f"{here}/slipp", status=303)
    for seat, view in THREE.items():
        member = await signed_in(case.committee.members[seat])
        own = f"/utvalg/{case.meeting_id}/sak/{case.item_id}"
        await member.submit(own, action=own, status=303, habil="none")
        await member.submit(
            f"{own}/papirer", action=f"{own}/papirer", status=303, rad=view, begrunnelse="Fordi."
        )
    leader = await signed_in(case.committee.administrator)
    minutes = f"/sak/utvalget/{case.meeting_id}/referat"
    told = {f"sak-{case.item_id}": "Vi drøftet saken.", f"utfall-{case.item_id}": "rad"}
    await leader.submit(minutes, action=minutes, status=303, **told)
    early = await leader.submit(minutes, action=f"{minutes}/godkjenn", status=422)
    assert "Disse har ikke svart på referatet" in early.text
    assert "Minst 3 av 4 plasser må ha stemt" in early.text
    assert "Det er egen praksis fra 01.01.2022" in early.text
    answers = f"/utvalg/{case.meeting_id}/referat"
    for seat in THREE:
        member = await signed_in(case.committee.members[seat])
        await member.submit(answers, action=answers, status=303, svar="ja")
    await leader.submit(minutes, action=f"{minutes}/godkjenn", status=303)
    assert "Referat godkjent" in (await leader.get(minutes)).text
    advice = (await session.execute(text("SELECT recommends FROM committee_advice"))).scalar_one()
    assert advice == "guidance"


async def test_pages_of_the_committee_are_kept_by_no_cache(
    page: Browser, session: Session, signed_in: SignIn, now: datetime
) -> None:
    case = await a_case(session, now=now)
    await session.commit()
    member = await signed_in(case.member)
    for path in ("/utvalg", f"/utvalg/{case.meeting_id}", f"/utvalg/{case.meeting_id}/sak/{case.item_id}"):
        shown = await member.client.get(path)
        assert shown.headers["cache-control"] == "no-store"
    assert page is not None

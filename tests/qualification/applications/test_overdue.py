"""A question the applicant has not answered in time: told once, seen on the desk, and an officer rejects (rule A6)."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from qualification.applications.desk import desk_page, waiting_applications
from qualification.applications.overdue import tell_what_passed
from qualification.applications.proposing import propose_refusal
from qualification.applications.review import answer_supplement, ask_for_more
from tests.builders.answers import mails
from tests.builders.applicants import an_applicant
from tests.builders.applications import a_sent_application
from tests.builders.bodies import an_officer
from tests.builders.mail import a_post_box, empty_outbox
from tests.builders.population import AMINA
from tests.fixtures.people import SignIn
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session

pytestmark = pytest.mark.usefixtures("population")


@pytest.fixture
async def asked(session: Session, now: datetime) -> tuple[Actor, Actor, int]:
    """The applicant, the officer who asked, and the application."""
    amina = await an_applicant(session, national_id=AMINA.national_id)
    made = await a_sent_application(session, amina, now=now)
    officer = await an_officer(session)
    await ask_for_more(session, officer, made, "Karakterutskriften mangler.", days=21, now=now)
    return amina, officer, made


async def test_the_same_question_sent_twice_is_one_letter(
    session: Session, asked: tuple[Actor, Actor, int], now: datetime
) -> None:
    _, officer, made = asked
    await ask_for_more(session, officer, made, "Karakterutskriften mangler.", days=21, now=now)
    count = text("SELECT count(*) FROM journal_post WHERE title = 'Vi trenger mer til søknaden din'")
    assert (await session.execute(count)).scalar_one() == 1
    await ask_for_more(session, officer, made, "Vitnemålet mangler også.", days=21, now=now)
    assert (await session.execute(count)).scalar_one() == 2


async def test_officer_and_applicant_are_told_once_when_the_last_day_has_gone(
    session: Session, asked: tuple[Actor, Actor, int], monkeypatch: pytest.MonkeyPatch, now: datetime
) -> None:
    until: datetime = (await session.execute(text("SELECT answer_by FROM supplement_request"))).scalar_one()
    on_the_day = now.replace(year=until.year, month=until.month, day=until.day)
    assert await tell_what_passed(session, now=on_the_day) == 0
    after = on_the_day + timedelta(days=1)
    assert await tell_what_passed(session, now=after) == 1
    assert await tell_what_passed(session, now=after + timedelta(hours=1)) == 0
    told = [template for template, _ in await mails(session) if template.startswith("supplement")]
    assert sorted(told) == ["supplement_passed", "supplement_passed_own"]
    state = (await session.execute(text("SELECT state FROM application"))).scalar_one()
    assert state == "submitted", "never a silent end"
    taken = a_post_box(monkeypatch)
    await empty_outbox(session, now=after)
    words = " ".join(each.get_content() for each in taken)
    assert f"/soknad/{asked[2]}" in words
    assert str(until.year) in words


async def test_the_desk_shows_it_first_and_the_rejection_starts_from_there(
    session: Session, asked: tuple[Actor, Actor, int], signed_in: SignIn, now: datetime
) -> None:
    amina, officer, made = asked
    other = await an_applicant(session)
    assert other.account_id
    waiting = await waiting_applications(session, officer, now=now)
    assert [(each.status, each.is_overdue) for each in waiting] == [("more_wanted", False)]
    await session.execute(
        text("UPDATE supplement_request SET answer_by = :day"), {"day": now.date() - timedelta(days=1)}
    )
    (line,) = await waiting_applications(session, officer, now=now)
    assert (line.status, line.is_overdue) == ("time_passed", True)
    assert (await desk_page(session, officer, line.number, now=now)).passed is not None
    await session.commit()
    staff, mine = await signed_in(officer), await signed_in(amina)
    page = await staff.get(f"/sak/soknad/{line.number}")
    refusal = await staff.get(page.link("Foreslå avvisning"))
    assert refusal.form(action=page.link("Foreslå avvisning"))["utfall"] == "rejected"
    assert "Fristen for å svare er ute" in (await mine.get(f"/soknad/{made}")).text
    draft = await propose_refusal(
        session, officer, made, is_rejection=True, reasons="Ikke svart.", tie="none", now=now
    )
    assert draft.four_eyes


async def test_an_answer_in_time_or_later_is_an_answer(
    session: Session, asked: tuple[Actor, Actor, int], now: datetime
) -> None:
    amina, officer, made = asked
    later = now + timedelta(days=40)
    await tell_what_passed(session, now=later)
    await answer_supplement(session, amina, made, now=later)
    (line,) = await waiting_applications(session, officer, now=later - timedelta(days=30))
    assert line.status == "to_handle"
    assert await tell_what_passed(session, now=later) == 0

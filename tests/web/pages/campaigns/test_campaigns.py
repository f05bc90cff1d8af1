"""The pages of a campaign: seen before it starts, followed by answer, and answered with one press on one's own page."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text

from tests.builders.assignments import accepted_by, an_assignment
from tests.builders.bodies import a_body, an_administrator, an_officer
from tests.builders.campaigns import ALL, a_campaign
from tests.builders.interpreters import an_entry, an_interpreter
from tests.fixtures.people import SignIn
from tolkeregister.campaigns.jobs import end_those_over
from tolkeregister.core.database import Session
from web.pages.campaigns.following import answers_file

NEW, REVIEW, LIST = "/sak/kampanjer/ny", "/sak/kampanjer/ny/se-over", "/sak/kampanjer"
DAY = timedelta(days=1)


def days(now: datetime, answer_by: int = 30, remind_on: int = 20) -> dict[str, str]:
    return {"frist": (now + answer_by * DAY).date().isoformat(),
            "paminnelse": (now + remind_on * DAY).date().isoformat()}  # fmt: skip


def address(**query: str) -> str:
    return f"{REVIEW}?" + "&".join(f"{name}={value}" for name, value in query.items())


async def test_who_and_how_many_are_seen_before_anybody_is_asked_and_twice_is_once(
    session: Session, signed_in: SignIn, now: datetime
) -> None:
    boss, samira = await an_administrator(session), await an_interpreter(session)
    await an_entry(session, samira.id, language="ckb")
    await an_interpreter(session, language="so", given_name="Hodan", family_name="Warsame")
    await session.commit()
    browser = await signed_in(boss)
    assert "Se hvem det gjelder" in (await browser.get(NEW)).text
    short = await browser.get(address(**days(now, answer_by=5)), status=422)
    assert "Siste dag må være om 14 til 180 dager" in short.text
    here = address(**days(now), sprak="ckb")
    seen = await browser.get(here)
    assert "Start og spør 1 tolk" in seen.text
    assert ("Haddad" in seen.text, "Warsame" in seen.text) == (True, False)
    form = seen.form(action=REVIEW)
    first = await browser.post(REVIEW, form)
    again = await browser.post(REVIEW, form)
    assert first.response.headers["location"] == again.response.headers["location"]
    counted = await session.execute(text("SELECT count(*) FROM campaign_member"))
    assert counted.scalar_one() == 1
    later = await browser.post(REVIEW, {**form, "sett": "x"}, status=409)
    assert "er endret siden du så over" in later.text
    assert "Pågår" in (await browser.get(LIST)).text


async def test_one_press_on_the_start_page_answers_and_the_officer_sees_it(
    session: Session, signed_in: SignIn, now: datetime
) -> None:
    boss, officer, samira = (
        await an_administrator(session),
        await an_officer(session),
        await an_interpreter(session),
    )
    made = await a_campaign(session, boss, ALL, now=now)
    await session.commit()
    own, staff = await signed_in(samira.actor), await signed_in(officer)
    home = await own.get("/min-side")
    assert "Skal du fortsatt stå i registeret?" in home.text
    await own.post("/min-side/status", {**home.form(action="/min-side/status"), "handling": "stemmer"})
    assert "Skal du fortsatt stå i registeret?" not in (await own.get("/min-side")).text
    page = await staff.get(f"{LIST}/{made}")
    assert "Har bekreftet" in page.text
    assert "Stans kampanjen" not in page.text, "only administrators stop one"


async def test_past_the_deadline_one_press_makes_active_and_the_booker_is_told_meanwhile(
    session: Session, signed_in: SignIn, now: datetime
) -> None:
    boss, samira, body = await an_administrator(session), await an_interpreter(session), await a_body(session)
    coming = await an_assignment(session, body, now + 2 * DAY, now + 2 * DAY + timedelta(hours=1))
    await accepted_by(session, coming, samira.id, at=now)
    await a_campaign(session, boss, ALL, now=now - 31 * DAY)
    await end_those_over(session, now=now)
    await session.commit()
    own, booker = await signed_in(samira.actor), await signed_in(body.booker)
    order = f"/bestilling/{coming.number}"
    assert "Dette oppdraget gjelder som avtalt" in (await booker.get(order)).text
    status = await own.get("/min-side/status")
    assert "Ta oppdrag igjen" not in status.text, "one way back, and it says that all is right"
    await own.post("/min-side/status", {**status.form(action="/min-side/status"), "handling": "stemmer"})
    assert "Dette oppdraget gjelder som avtalt" not in (await booker.get(order)).text


async def test_an_officer_exempts_an_administrator_stops_and_the_file_holds_everybody(
    session: Session, signed_in: SignIn, now: datetime
) -> None:
    boss, samira = await an_administrator(session), await an_interpreter(session)
    await an_interpreter(session, given_name="=1+1", family_name="Formel")
    made = await a_campaign(session, boss, ALL, now=now)
    await session.commit()
    browser, here = await signed_in(boss), f"{LIST}/{made}"
    form: dict[str, Any] = (await browser.get(here)).form(action=here)
    sent = {**form, "handling": f"unnta:{samira.number}", "grunn": "absent"}
    await browser.post(here, sent)
    assert "Er borte en lengre tid" in (await browser.get(f"{here}?svar=unntatt")).text
    await browser.post(here, sent, status=409)
    await browser.post(here, {**form, "handling": "stans"})
    stopped = (await browser.get(here)).text
    assert ("Stanset" in stopped, "Stans kampanjen" in stopped) == (True, False)
    answer = await browser.client.get(f"{here}/svar.csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "tolkenummer;navn;svar;spurt;paminnelser;besvart"
    assert len(lines) == 3
    assert not any(cell.startswith("=") for line in lines for cell in line.split(";"))


async def test_mail_about_exams_is_declined_by_a_press_and_never_by_a_look(
    session: Session, signed_in: SignIn
) -> None:
    samira = await an_interpreter(session)
    await session.commit()
    own, here = await signed_in(samira.actor), "/min-side/kvalifisering/epost"
    for _ in range(2):
        shown = await own.get(here)
        assert "Nei takk, ikke send meg" in shown.text
    await own.post(here, {**shown.form(action=here), "handling": "nei"})
    again = await own.get(here)
    assert "Ja takk, send meg" in again.text
    await own.post(here, {**again.form(action=here), "handling": "ja"})
    assert "Nei takk, ikke send meg" in (await own.get(here)).text


def test_the_file_of_nobody_is_a_heading() -> None:
    assert answers_file((), str).decode("utf-8-sig").count("\n") == 1

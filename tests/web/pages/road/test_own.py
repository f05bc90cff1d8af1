"""/min-side/kvalifisering: interest in one's own words, openings with what stands in the way, and results."""

from datetime import date

import pytest
from sqlalchemy import text

from qualification.rounds.results import NewResult, record_result
from tests.builders.answers import value
from tests.builders.applicants import an_applicant
from tests.builders.bodies import an_officer
from tests.builders.interpreters import an_interpreter
from tests.builders.plans import an_offer_of, plan_and_people, published
from tests.builders.rounds import a_candidate, a_round
from tests.fixtures.app import FixedClock
from tests.fixtures.page import Browser
from tests.fixtures.people import SignIn
from tolkeregister.core.database import Session

OWN, INTEREST = "/min-side/kvalifisering", "/min-side/kvalifisering/interesse"
BEVILLING = f"{OWN}/bevilling"


async def wishes(session: Session) -> list[tuple[str, str | None, str | None]]:
    rows = await session.execute(text("SELECT test, language_tag, word FROM test_interest ORDER BY id"))
    return [(row[0], row[1], row[2]) for row in rows]


async def an_applicants_browser(session: Session, signed_in: SignIn) -> Browser:
    actor = await an_applicant(session)
    await session.commit()
    return await signed_in(actor)


async def test_somebody_outside_the_register_wishes_for_a_test_in_their_own_word(
    session: Session, signed_in: SignIn
) -> None:
    """Story T07."""
    browser = await an_applicants_browser(session, signed_in)
    empty = await browser.get(OWN)
    assert "Du har ikke meldt interesse for noe." in empty.text
    assert "Ta Tospråktesten i språket ditt" in empty.text
    answer = await browser.submit(INTEREST, action=INTEREST, prove="tospraaktest", sprak="Tigrinsk")
    assert answer.response.headers["location"] == f"{OWN}?lagret=meldt"
    shown = await browser.get(OWN, lagret="meldt")
    assert "Interessen er meldt." in shown.text
    assert "Tigrinja" in shown.text
    assert await wishes(session) == [("tospraaktest", "ti", None)]


async def test_a_word_that_may_mean_several_languages_is_asked_about(
    session: Session, signed_in: SignIn
) -> None:
    """Rule S4: never silently another language."""
    browser = await an_applicants_browser(session, signed_in)
    asked = await browser.submit(INTEREST, action=INTEREST, prove="siling", sprak="kurdisk", status=200)
    assert "Det kan være flere språk." in asked.text
    assert await wishes(session) == []
    form = asked.form(action=INTEREST)
    await browser.post(INTEREST, {**form, "valgt": "ckb"})
    await browser.post(INTEREST, {**form, "valgt": "ordet"})
    assert await wishes(session) == [("siling", "ckb", None), ("siling", None, "kurdisk")]


async def test_a_word_nobody_knows_is_kept_and_told_so(session: Session, signed_in: SignIn) -> None:
    browser = await an_applicants_browser(session, signed_in)
    await browser.submit(INTEREST, action=INTEREST, prove="tospraaktest", sprak="Elvisk")
    shown = await browser.get(OWN)
    assert "Elvisk" in shown.text
    assert "Språket er ikke i listen vår ennå." in shown.text


@pytest.mark.parametrize("given", [
    {"sprak": ""}, {"prove": ""}, {"prove": "tao"}, {"sprak": "a" * 81}, {"sprak": "\x00"}, {"sprak": "- -"},
    {"sprak": "15845012345"},
])  # fmt: skip
async def test_what_cannot_be_read_is_asked_for_again(
    session: Session, signed_in: SignIn, given: dict[str, str]
) -> None:
    browser = await an_applicants_browser(session, signed_in)
    form = {"prove": "tospraaktest", "sprak": "somali"} | given
    await browser.submit(INTEREST, action=INTEREST, status=422, **form)
    assert await wishes(session) == []


async def test_a_wish_is_taken_back_once_and_only_by_its_owner(session: Session, signed_in: SignIn) -> None:
    browser = await an_applicants_browser(session, signed_in)
    await browser.submit(INTEREST, action=INTEREST, prove="tospraaktest", sprak="somali")
    number = await value(session, "SELECT id FROM test_interest")
    action = f"{INTEREST}/{number}/trekk"
    token = (await browser.get(OWN)).form(action=action)
    other = await an_applicants_browser(session, signed_in)
    stranger = {"_csrf": (await other.get(INTEREST)).form(action=INTEREST)["_csrf"]}
    await other.post(action, stranger, status=404)
    await browser.post(action, token)
    assert "Du har ikke meldt interesse for noe." in (await browser.get(OWN)).text
    await browser.post(action, token, status=404)


async def test_openings_say_what_stands_in_the_way(
    session: Session, signed_in: SignIn, clock: FixedClock
) -> None:
    officer, tolk = await an_officer(session), await an_interpreter(session)
    await plan_and_people(session, officer, tolk, now=clock.at)
    await session.commit()
    shown = await (await signed_in(tolk.actor)).get(OWN)
    assert "Norskferdighetene må være dokumentert og godkjent før påmeldingsfristen" in shown.text
    assert "Autorisasjonsprøven, praktisk prøve, arabisk" in shown.text
    assert "Åpner senere" in shown.text
    assert "TAO kommer etter bestått Tospråktest" in shown.text
    assert "Modul 1" in shown.text or "modul 1" in shown.text
    assert "somali" not in shown.text.lower(), "a language that is not theirs"


async def test_results_say_what_they_mean_and_what_comes_next(
    session: Session, signed_in: SignIn, clock: FixedClock
) -> None:
    """An exam that is passed leads to an application for the licence, never further (rule Q9)."""
    officer, tolk = await an_officer(session), await an_interpreter(session, language="so", category="E")
    who, day = await a_candidate(session, tolk.person_id), date(2026, 10, 9)
    for test in ("tospraaktest", "practical"):
        of = await a_round(session, test, held=day)
        await record_result(session, officer, NewResult(who, of, "whole", day, day, "passed"), now=clock.at)
    await session.commit()
    shown = await (await signed_in(tolk.actor)).get(OWN)
    for said in ("Du kan søke IMDi om bevilling. Prøven alene er ingen bevilling.",
                 "Søk om bevilling som statsautorisert tolk: somali", "Ta kurset TAO, tolkens ansvarsområde",
                 "Testen er dokumentasjon i registeret."):  # fmt: skip
        assert said in shown.text


async def test_who_has_passed_the_exam_applies_for_the_licence_where_it_says_so(
    session: Session, signed_in: SignIn, clock: FixedClock
) -> None:
    """Rule Q9: the exam gives nothing by itself. Clicking twice is one case, and nobody applies without the exam."""
    officer, tolk = await an_officer(session), await an_interpreter(session, language="so", category="E")
    who, day = await a_candidate(session, tolk.person_id), date(2026, 10, 9)
    of = await a_round(session, "practical", held=day)
    await record_result(session, officer, NewResult(who, of, "whole", day, day, "passed"), now=clock.at)
    await session.commit()
    browser, staff = await signed_in(tolk.actor), await signed_in(officer)
    form = (await browser.get(OWN)).form(action=BEVILLING)
    assert form["sprak"] == "so"
    await browser.post(BEVILLING, {**form, "sprak": "ar"}, status=404)
    for _ in range(2):
        await browser.post(BEVILLING, form)
    number = await value(session, "SELECT string_agg(number, ' ') FROM case_file WHERE kind = 'bevilling'")
    assert f"sak {number}" in (await browser.get(OWN)).text
    assert (await staff.get("/sak/bevilling")).link(number) == f"/sak/{number}"
    journaled = await value(session, "SELECT string_agg(title, ', ') FROM journal_post")
    assert journaled == "Søknad om bevilling", "what was asked for is the case's first document"


async def test_a_graduate_sees_the_three_years(
    session: Session, signed_in: SignIn, clock: FixedClock
) -> None:
    """Story T09."""
    officer, tolk = await an_officer(session), await an_interpreter(session, language="so", category="B")
    who, day = await a_candidate(session, tolk.person_id), date(2024, 2, 29)
    of = await a_round(session, "bachelor", held=day)
    await record_result(session, officer, NewResult(who, of, "whole", day, day, "passed"), now=clock.at)
    await session.commit()
    shown = await (await signed_in(tolk.actor)).get("/nn" + OWN)
    assert "Fristen er 28. februar 2027." in shown.text.replace("\N{NO-BREAK SPACE}", " ")


async def test_the_page_stands_in_both_forms_for_one_with_nothing(
    session: Session, signed_in: SignIn, clock: FixedClock
) -> None:
    officer = await an_officer(session)
    await published(session, officer, an_offer_of(clock.at, "so"), now=clock.at)
    browser = await an_applicants_browser(session, signed_in)
    for path in (OWN, INTEREST, "/nn" + OWN, "/nn" + INTEREST):
        await browser.get(path)


async def test_where_to_sign_up_is_said_when_the_language_is_already_open(
    session: Session, signed_in: SignIn, clock: FixedClock
) -> None:
    officer = await an_officer(session)
    await published(
        session, officer, an_offer_of(clock.at, "so"), an_offer_of(clock.at, "ti", opens=10, closes=40), now=clock.at
    )  # fmt: skip
    browser = await an_applicants_browser(session, signed_in)
    asked = await browser.get(INTEREST)
    assert asked.link("Se hva som er åpent nå: 1 tilbud") == "/sprakplan"
    plan = await browser.get("/sprakplan")
    assert plan.link("Meld deg på hos OsloMet") == "https://www.oslomet.no"
    assert plan.text.count("Meld deg på hos OsloMet") == 1, "only what is open"
    answer = await browser.submit(INTEREST, action=INTEREST, prove="tospraaktest", sprak="somali")
    assert answer.response.headers["location"] == f"{OWN}?lagret=meldt-apen"
    own = await browser.get(OWN, lagret="meldt-apen")
    assert "påmeldingen er åpen nå" in own.text
    assert own.link("Meld deg på hos OsloMet") == "https://www.oslomet.no"
    later = await browser.submit(INTEREST, action=INTEREST, prove="tospraaktest", sprak="tigrinja")
    assert later.response.headers["location"] == f"{OWN}?lagret=meldt"

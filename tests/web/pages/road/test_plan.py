"""/sprakplan for everybody, and the planners' pages: need, goals, deadlines, draft and publishing."""

from datetime import date, timedelta
from typing import Any

import pytest

from qualification.plan.commands import add_offer
from qualification.plan.queries import current_plan, draft_plan
from qualification.rounds.results import NewResult, record_result
from tests.builders.answers import value
from tests.builders.bodies import an_officer
from tests.builders.interpreters import an_interpreter
from tests.builders.plans import an_offer_of, plan_and_people, published
from tests.builders.rounds import a_candidate, a_round
from tests.fixtures.app import FixedClock
from tests.fixtures.page import Browser, words_of
from tests.fixtures.people import SignIn
from tests.web.pages.body.road import follow
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session

NEED, DRAFT = "/sak/sprakplan", "/sak/sprakplan/utkast"
NEW, PUBLISH = f"{DRAFT}/nytt", "/sak/sprakplan/publiser"
OFFER: dict[str, Any] = {
    "prove": "tospraaktest", "sprak": "so", "hos": "oslomet", "fra": "1.12.2026", "til": "31.12.2026",
    "start": "5.2.2027", "slutt": "6.2.2027", "sted": "Oslo", "pris": "500",
}  # fmt: skip


async def staff(session: Session, signed_in: SignIn) -> tuple[Actor, Browser]:
    officer = await an_officer(session)
    await session.commit()
    return officer, await signed_in(officer)


async def test_the_plan_shows_what_is_open_first_in_every_written_form(
    session: Session, page: Browser, clock: FixedClock
) -> None:
    assert "Ingen plan er publisert ennå" in (await page.get("/sprakplan")).text
    officer, tolk = await an_officer(session), await an_interpreter(session)
    first = await plan_and_people(session, officer, tolk, now=clock.at)
    await session.commit()
    shown = (await page.get("/sprakplan")).text
    assert (
        shown.index("Åpen for påmelding") < shown.index("Åpner senere") < shown.index("Påmeldingen er stengt")
    )
    assert "Nordkurdisk" not in shown, "the draft is nobody's but the planners'"
    for form in ("/nn", "/en"):
        await page.get(f"{form}/sprakplan")
    old = await page.get(f"/sprakplan/{first}")
    assert "Denne planen er erstattet" in old.text
    assert "Somali" in old.text


async def test_the_plan_is_narrowed_by_language_and_test(
    session: Session, page: Browser, clock: FixedClock
) -> None:
    officer = await an_officer(session)
    await published(
        session, officer, an_offer_of(clock.at, "so"), an_offer_of(clock.at, "ti"),
        an_offer_of(clock.at, "so", "siling"), an_offer_of(clock.at, None, "tao"), now=clock.at,
    )  # fmt: skip
    await session.commit()

    def rows(shown: Any) -> int:
        return len(shown.all("tbody")[0].findall("tr")) if shown.all("tbody") else 0

    assert rows(await page.get("/sprakplan")) == 4
    assert rows(await page.get("/sprakplan", sprak="so")) == 3, "TAO is for every language"
    assert rows(await page.get("/sprakplan", sprak="so", prove="siling")) == 1
    assert (
        "Planen har ikke noe i dette språket"
        in (await page.get("/sprakplan", sprak="ti", prove="siling")).text
    )
    assert rows(await page.get("/sprakplan", sprak="klingon")) == 4, "no filter at all"


@pytest.mark.parametrize("number", ["0", "99999", "99999999999999999999"])
async def test_a_version_nobody_published_is_not_found(page: Browser, number: str) -> None:
    await page.get(f"/sprakplan/{number}", status=404)


async def test_a_planner_makes_a_draft_and_publishes_what_was_looked_over(
    session: Session, signed_in: SignIn
) -> None:
    """Story I14, by buttons."""
    _, browser = await staff(session, signed_in)
    assert (await browser.get(NEW, status=303)).response.headers["location"] == DRAFT
    begun = await follow(browser, await browser.submit(DRAFT, action=DRAFT))
    assert "Utkastet er tomt" in begun.text
    added = await follow(browser, await browser.submit(NEW, action=NEW, **OFFER))
    assert "Tilbudet er lagt til i utkastet." in added.text
    await browser.submit(NEW, action=NEW, **{**OFFER, "prove": "tao", "sprak": None})
    over = await browser.get(PUBLISH)
    assert "Tilbud i planen2" in over.text
    plan = await follow(browser, await browser.post(PUBLISH, over.form(action=PUBLISH)))
    assert plan.heading == "Språkplan for prøver og kurs"
    assert "Somali" in plan.text
    assert await value(session, "SELECT count(*) FROM test_round") == 2
    assert "Ingen har begynt på et utkast" in (await browser.get(DRAFT)).text
    again = await browser.post(PUBLISH, over.form(action=PUBLISH))
    assert again.response.headers["location"] == DRAFT, "a second click publishes nothing"
    assert await value(session, "SELECT count(*) FROM language_plan") == 1


async def test_a_line_is_taken_out_of_the_draft_only(
    session: Session, signed_in: SignIn, clock: FixedClock
) -> None:
    officer, browser = await staff(session, signed_in)
    await published(session, officer, an_offer_of(clock.at, "so"), now=clock.at)
    await session.commit()
    shown = await follow(browser, await browser.submit(DRAFT, action=DRAFT))
    line = await value(session, "SELECT line FROM plan_item LIMIT 1")
    action = f"{DRAFT}/{line}/fjern"
    token = shown.form(action=action)
    assert "Utkastet er tomt" in (await follow(browser, await browser.post(action, token))).text
    await browser.post(action, token, status=404)
    in_force = await current_plan(session)
    assert in_force is not None
    assert len(in_force.offers) == 1


async def test_a_draft_changed_by_another_is_looked_over_again(
    session: Session, signed_in: SignIn, clock: FixedClock
) -> None:
    officer, browser = await staff(session, signed_in)
    await browser.submit(DRAFT, action=DRAFT)
    await browser.submit(NEW, action=NEW, **OFFER)
    seen = (await browser.get(PUBLISH)).form(action=PUBLISH)
    await add_offer(session, officer, an_offer_of(clock.at, "ti"), now=clock.at)
    await session.commit()
    shown = await browser.post(PUBLISH, seen, status=409)
    assert "Noen har endret utkastet siden du så det." in shown.text
    assert await current_plan(session) is None
    draft = await draft_plan(session, officer)
    assert draft is not None
    assert shown.form(action=PUBLISH)["sett"] == draft.fingerprint


@pytest.mark.parametrize(("change", "field"), [
    ({"til": "30.11.2026"}, "til"), ({"start": "31.12.2026"}, "start"), ({"slutt": "4.2.2027"}, "slutt"),
    ({"betal_fra": "2.1.2027"}, "betal-til"), ({"prove": "tao"}, "sprak"), ({"sprak": None}, "sprak"),
    ({"hos": "ntnu"}, "hos"), ({"fra": "31.2.2027"}, "fra"), ({"prove": ""}, "prove"),
])  # fmt: skip
async def test_days_that_cannot_be_are_said_at_the_field(
    session: Session, signed_in: SignIn, change: dict[str, Any], field: str
) -> None:
    _, browser = await staff(session, signed_in)
    await browser.submit(DRAFT, action=DRAFT)
    shown = await browser.submit(NEW, action=NEW, status=422, **{**OFFER, **change})
    summary = next(each for each in shown.all("div") if each.get("class") == "ds-error-summary")
    assert f"#{field}" in {link.get("href") for link in summary.iter("a")}
    assert await value(session, "SELECT count(*) FROM plan_item") == 0


async def test_need_goals_and_deadlines_stand_side_by_side(
    session: Session, signed_in: SignIn, clock: FixedClock
) -> None:
    officer, browser = await staff(session, signed_in)
    for path in (NEED, f"{NEED}/maal", f"{NEED}/frister"):
        await browser.get(path)
    tolk = await an_interpreter(session)
    await plan_and_people(session, officer, tolk, now=clock.at)
    day = date(2026, 5, 8)
    of = await a_round(session, held=day, code="2026-1")
    for verdict in ("passed", "failed"):
        await record_result(
            session, officer, NewResult(await a_candidate(session), of, "whole", day, day + timedelta(days=7), verdict),
            now=clock.at,
        )  # fmt: skip
    await session.commit()
    need = await browser.get(NEED)
    assert "Elvisk (én person" in need.text
    assert "1 av 2" in need.text
    assert "Ett kull nærmer seg eller har brutt fristen på tre år" in need.text
    goals = await browser.get(f"{NEED}/maal")
    assert "IMDi årsrapport 2021" in goals.text
    this_year, printed = (
        next(
            row for row in goals.all("tr") if words_of(row).startswith(f"Kandidater til Tospråktesten{year}")
        )
        for year in (2026, 2021)
    )
    assert [words_of(each) for each in this_year.iter("td")][:3] == ["2026", "500", "2"]
    assert "Året er ikke over" in words_of(this_year)
    assert [words_of(each) for each in printed.iter("td")][:3] == ["2021", "500", "511"]
    assert "Nådd" in words_of(printed)
    deadlines = await browser.get(f"{NEED}/frister")
    assert "Under seks måneder igjen" in deadlines.text
    for path in (NEED, f"{NEED}/maal", f"{NEED}/frister", DRAFT, NEW, PUBLISH):
        await browser.get(f"/nn{path}")


async def test_only_the_greatest_needs_are_shown_until_all_are_asked_for(
    session: Session, signed_in: SignIn
) -> None:
    tags = ["so", "ti", "prs", "fa", "tr", "kmr", "ckb", "ru", "uk", "pl", "lt", "ro", "vi", "th", "ur", "sq", "bg",
            "et", "lv", "hi", "ta", "am", "sw", "fr", "es", "de", "it", "nl"]  # fmt: skip
    for tag in tags:
        await an_interpreter(session, language=tag)
    _, browser = await staff(session, signed_in)
    shown = await browser.get(NEED)
    assert len(shown.all("tbody")[0].findall("tr")) == 25
    everything = await browser.get(shown.link("Vis alle").partition("?")[0], vis="alle")
    assert len(everything.all("tbody")[0].findall("tr")) == len(tags)

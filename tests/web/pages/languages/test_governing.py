"""The pages about the list of languages: proposed by one, previewed, approved by another, and seen by all."""

from datetime import datetime, timedelta
from typing import Any

import pytest_asyncio
from sqlalchemy import text

from tests.builders.bodies import an_administrator
from tests.builders.interpreters import an_interpreter
from tests.fixtures.page import Browser
from tests.fixtures.people import SignIn
from tolkeregister.core.database import Session

NEW: dict[str, Any] = {
    "tag": "luo", "navn_nb": "luo", "navn_nn": "luo", "navn_en": "Luo", "eget_navn": "Dholuo", "slags": "spoken",
    "retning": "ltr", "ord": "sorani\nnilotisk", "grunn": "etterspurt",
}  # fmt: skip


@pytest_asyncio.fixture
async def one(session: Session, signed_in: SignIn) -> Browser:
    built = await an_administrator(session)
    await session.commit()
    return await signed_in(built)


@pytest_asyncio.fixture
async def two(session: Session, signed_in: SignIn) -> Browser:
    built = await an_administrator(session)
    await session.commit()
    return await signed_in(built)


async def act(browser: Browser, here: str, what: str, status: int = 303) -> str:
    form = (await browser.get(here)).form(action=here)
    return (await browser.post(here, {**form, "handling": what}, status=status)).text


async def test_a_new_language_needs_two_and_says_which_words_become_a_choice(
    one: Browser, two: Browser, now: datetime
) -> None:
    assert "Ingen forslag venter" in (await one.get("/sak/sprak")).text
    wrong = await one.submit("/sak/sprak/nytt", action="/sak/sprak/nytt", **{**NEW, "tag": "ar"},
                             fra=now.date().isoformat(), status=422)  # fmt: skip
    assert "Koden er brukt" in wrong.text
    made = await one.submit("/sak/sprak/nytt", action="/sak/sprak/nytt", **NEW, fra=now.date().isoformat())
    here = made.response.headers["location"].split("?")[0]
    mine = await one.get(here)
    assert "En annen administrator må godkjenne" in mine.text
    assert "Disse ordene betyr et annet språk også" in mine.text
    assert "sorani" in mine.text
    assert "En annen administrator enn den som foreslo" in await act(one, here, "godkjenn", status=409)
    theirs = (await two.get(here)).form(action=here)
    await two.post(here, {**theirs, "handling": "godkjenn"})
    history = await two.get("/sak/sprak")
    assert "Nytt språk" in history.text
    assert "nilotisk" in history.text
    again = await two.post(here, {**theirs, "handling": "avsla"}, status=409)
    assert "alt besvart" in again.text


async def test_a_merge_shows_what_it_hits_and_leaves_it(
    one: Browser, two: Browser, session: Session, now: datetime, page: Browser
) -> None:
    tolk = await an_interpreter(session, language="ber")
    await session.commit()
    day = (now + timedelta(days=3)).date()
    values: dict[str, Any] = {"sprak": "ber", "inn_i": "ar", "fra": day.isoformat(), "grunn": "fagråd"}
    same = await one.submit(
        "/sak/sprak/samle", action="/sak/sprak/samle", **{**values, "inn_i": "ber"}, status=422
    )
    assert "Velg et annet språk" in same.text
    made = await one.submit("/sak/sprak/samle", action="/sak/sprak/samle", **values)
    here = made.response.headers["location"].split("?")[0]
    shown = await two.get(here)
    rows = {"".join(row.itertext()).strip() for row in shown.all("tr")}
    assert "Oppføringer i registeret1" in rows
    await act(two, here, "godkjenn")
    assert "Berbisk" in (await page.get("/sprak")).text, "it can be chosen until the day"
    on_the_day = (await page.get("/sprak", dato=day.isoformat())).text
    assert "Språk i listen" in on_the_day
    assert "berbisk" not in [e.text for e in (await page.get("/sprak", dato=day.isoformat())).all("th")]
    tag = await session.execute(
        text("SELECT language_tag FROM entry WHERE interpreter_id = :id"), {"id": tolk.id}
    )
    assert tag.scalar_one() == "ber"
    api = (await page.client.get("/api/v1/sprak", params={"dato": day.isoformat()})).json()
    before = (await page.client.get("/api/v1/sprak")).json()
    assert {each["kode"] for each in before["sprak"]} - {each["kode"] for each in api["sprak"]} == {"ber"}
    assert (await page.client.get("/api/v1/sprak", params={"dato": "i går"})).status_code == 422


async def test_a_word_somebody_wished_for_is_a_suggestion(
    one: Browser, session: Session, signed_in: SignIn
) -> None:
    tolk = await an_interpreter(session)
    await session.execute(
        text("INSERT INTO test_interest (account_id, test, word, word_folded, registered_at)"
             " VALUES (:account, 'tospraaktest', 'Dholuo', 'dholuo', now())"), {"account": tolk.actor.account_id},
    )  # fmt: skip
    await session.commit()
    listed = await one.get("/sak/sprak")
    assert "Meldt interesse: 1 person" in listed.text
    filled = await one.get("/sak/sprak/ord", ord="Dholuo")
    assert "Dholuo" in (filled.all("textarea", name="ord")[0].text or "")
    await one.submit("/sak/sprak/ord", action="/sak/sprak/ord", sprak="ti", ord="Dholuo", grunn="x")
    renamed: dict[str, Any] = {
        "sprak": "ber",
        "navn_nb": "amazigh",
        "navn_nn": "amazigh",
        "navn_en": "Tamazight",
        "grunn": "x",
    }
    made = await one.submit("/sak/sprak/navn", action="/sak/sprak/navn", **renamed)
    assert "berbisk → amazigh" in (await one.get(made.response.headers["location"])).text

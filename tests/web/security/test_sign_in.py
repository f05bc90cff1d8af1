"""Signing in at each door against the real provider."""

import pytest
from sqlalchemy import text

from tests.fixtures.provider import SignInProvider
from tests.web.security.browser import Browser
from tests.web.security.people import (
    BOOKER,
    INTERPRETER,
    OFFICER,
    UNKNOWN,
    a_known_booker,
    a_known_officer,
    a_person_in_the_register,
    signed_in_booker,
)
from tolkeregister.core.actor import Door
from tolkeregister.core.database import Database


async def test_a_booker_signs_in_with_the_unit_of_the_role(
    browser: Browser, provider: SignInProvider, database: Database
) -> None:
    account_id = await signed_in_booker(browser, provider, database)
    who = await browser.who()
    assert (who["account"], who["roles"]) == (account_id, ["booker", "public"])
    assert who["unit"] is not None
    assert who["organisation"] == "Kommune 999000001"


async def test_an_officer_signs_in_by_the_directorys_object_id(
    browser: Browser, provider: SignInProvider, database: Database
) -> None:
    await a_known_officer(database)
    answer = await browser.sign_in("direktorat", provider.sub(Door.DIRECTORATE, OFFICER))
    assert answer.headers["location"] == "/sak"
    assert (await browser.who())["roles"] == ["officer", "public"]


async def test_an_interpreter_in_the_register_gets_an_account_at_the_first_sign_in_and_keeps_it(
    browser: Browser, other_browser: Browser, provider: SignInProvider, database: Database
) -> None:
    await a_person_in_the_register(database)
    answer = await browser.sign_in("tolk", provider.sub(Door.INTERPRETER, INTERPRETER))
    assert answer.headers["location"] == "/min-side"
    first = await browser.who()
    assert first["roles"] == ["applicant", "interpreter", "public"]
    assert first["interpreter"] is not None
    await other_browser.sign_in("tolk", provider.sub(Door.INTERPRETER, INTERPRETER))
    second = await other_browser.who()
    assert second["account"] == first["account"]
    assert second["session"] != first["session"]


async def test_the_organisation_chosen_at_the_provider_is_the_only_one_acted_for(
    browser: Browser, provider: SignInProvider, database: Database
) -> None:
    await a_known_booker(database, orgnrs=("999000001", "999000002"))
    await browser.sign_in("virksomhet", provider.sub(Door.PUBLIC_BODY, BOOKER, "999000002"))
    assert (await browser.who())["organisation"] == "Kommune 999000002"


async def test_nobody_acts_for_an_organisation_they_have_no_role_in(
    browser: Browser, provider: SignInProvider, database: Database
) -> None:
    await a_known_booker(database, orgnrs=("999000001",))
    answer = await browser.sign_in("virksomhet", provider.sub(Door.PUBLIC_BODY, BOOKER, "999000002"))
    assert answer.status_code == 403
    assert "Du har ikke tilgang her ennå" in answer.text
    assert (await browser.who())["account"] is None


@pytest.mark.parametrize("why", ["no account", "closed account", "no role at this door"])
async def test_who_may_not_sign_in_is_told_how_to_get_access(
    browser: Browser, provider: SignInProvider, database: Database, why: str
) -> None:
    subject = UNKNOWN if why == "no account" else BOOKER
    account_id = await a_known_booker(database)
    async with database.writing() as session:
        if why == "closed account":
            await session.execute(
                text("UPDATE account SET closed_at = now() WHERE id = :id"), {"id": account_id}
            )
        if why == "no role at this door":
            await session.execute(text("UPDATE account_role SET role = 'officer'"))
    answer = await browser.sign_in("virksomhet", provider.sub(Door.PUBLIC_BODY, subject))
    assert answer.status_code == 403
    assert "Be administratoren i virksomheten din om tilgang" in answer.text
    assert (await browser.who())["account"] is None


async def test_a_dead_person_gets_no_account(
    browser: Browser, provider: SignInProvider, database: Database
) -> None:
    await a_person_in_the_register(database)
    async with database.writing() as session:
        await session.execute(text("UPDATE person SET dead_on = '2026-01-01'"))
    answer = await browser.sign_in("tolk", provider.sub(Door.INTERPRETER, INTERPRETER))
    assert answer.status_code == 403


async def test_a_cancelled_sign_in_is_no_error(browser: Browser) -> None:
    page = await browser.begin("tolk")
    chooser = await browser.at_provider(page)
    back = await browser.at_provider(f"{chooser}?avbryt")
    answer = await browser.come_back(back)
    assert answer.status_code == 200
    assert "Innloggingen ble avbrutt" in answer.text


async def test_whoever_is_signed_in_at_one_door_chooses_anew_at_another(
    browser: Browser, provider: SignInProvider, database: Database
) -> None:
    await signed_in_booker(browser, provider, database)
    await a_known_officer(database)
    await browser.sign_in("direktorat", provider.sub(Door.DIRECTORATE, OFFICER))
    assert (await browser.who())["roles"] == ["officer", "public"]


async def test_one_goes_back_to_the_page_one_wanted(
    browser: Browser, provider: SignInProvider, database: Database
) -> None:
    await a_known_booker(database)
    asked = await browser.get("/bestillinger?status=open&side=2")
    assert (asked.status_code, asked.headers["location"]) == (
        303, "/logg-inn?retur=%2Fbestillinger%3Fstatus%3Dopen%26side%3D2"
    )  # fmt: skip
    doors = await browser.get(asked.headers["location"])
    assert "/logg-inn/virksomhet?retur=%2Fbestillinger%3Fstatus%3Dopen%26side%3D2" in doors.text
    sub = provider.sub(Door.PUBLIC_BODY, BOOKER)
    answer = await browser.sign_in("virksomhet", sub, retur="/bestillinger?status=open&side=2")
    assert answer.headers["location"] == "/bestillinger?status=open&side=2"


async def test_the_written_form_survives_the_sign_in(
    browser: Browser, provider: SignInProvider, database: Database
) -> None:
    await a_known_booker(database)
    begun = await browser.get("/nn/logg-inn/virksomhet")
    back = await browser.choose(begun.headers["location"], provider.sub(Door.PUBLIC_BODY, BOOKER))
    assert (await browser.come_back(back)).headers["location"] == "/nn/virksomhet"


async def test_the_chooser_is_marked_as_a_test_lists_one_doors_people_and_is_searched(
    browser: Browser, provider: SignInProvider
) -> None:
    page = await browser.at_provider(await browser.begin("tolk"))
    chooser = (await browser.theirs.get(page)).text
    assert "Dette er ikke ID-porten" in chooser
    assert "Samira Tolk" in chooser
    assert "Kari Bestiller" not in chooser
    assert "Viser 40 av 102" in chooser
    found = (await browser.theirs.get(page, params={"sok": "80099"})).text
    assert "Mange Navn 99" in found
    assert "Samira Tolk" not in found
    nothing = (await browser.theirs.get(page, params={"sok": "<b>"})).text
    assert "<b>" not in nothing.split("<main>")[1]


async def test_names_are_escaped_on_the_chooser(browser: Browser) -> None:
    page = await browser.at_provider(await browser.begin("virksomhet"))
    assert "<Ukjent>" not in (await browser.theirs.get(page)).text


async def test_an_unknown_door_is_an_unknown_page(browser: Browser) -> None:
    assert (await browser.get("/logg-inn/bakdoer")).status_code == 404

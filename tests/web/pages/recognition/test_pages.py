"""Recognition by an officer's buttons: from paper to a signed decision, and services for a time."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import text

from qualification.applications.rules.countries import COUNTRIES
from tests.builders.bodies import an_officer
from tests.builders.population import AMINA, PeopleInMemory
from tests.fixtures.page import Browser, Page
from tests.fixtures.people import SignIn
from tolkeregister.core.database import Session
from web.view.labels_of_applications import APPLICATIONS
from web.view.texts import texts_in

LIST = "/sak/godkjenning"


async def send(browser: Browser, page: str, action: str, **values: Any) -> Page:
    return await browser.submit(page, action=action, **values)


async def test_from_paper_to_evidence(
    session: Session, signed_in: SignIn, population: PeopleInMemory, now: datetime
) -> None:
    officer = await an_officer(session)
    await session.commit()
    staff = await signed_in(officer)
    assert "Ingen saker om godkjenning" in (await staff.get(LIST)).text
    opened = await send(
        staff, f"{LIST}/ny", f"{LIST}/ny", nummer=AMINA.national_id, mottatt="20.11.2026", spraak="so",
        type="speech", land="SE", kvalifikasjon="Tolkexamen", utsteder="Stockholms universitet", utstedt="10.06.2019",
    )  # fmt: skip
    here = opened.response.headers["location"]
    await send(staff, here, f"{here}/mottatt")
    await send(staff, here, f"{here}/komplett")
    empty = await staff.submit(here, action=f"{here}/forleng", hvorfor="", status=422)
    assert "Skriv hvorfor det trengs mer tid" in empty.text
    await send(staff, here, f"{here}/forleng", hvorfor="Vi venter på svar fra Sverige.")
    await send(staff, here, f"{here}/foresla", utfall="recognised", begrunnelse="Likeverdig.", habil="none")
    number = here.rpartition("/")[2]
    await send(staff, f"/sak/{number}/signer", f"/sak/{number}/signer")
    assert (await session.execute(text("SELECT kind FROM evidence"))).scalar_one() == "foreign_bachelor"
    assert number in (await staff.get(LIST)).text


async def test_an_unknown_person_is_told_of_at_the_field(
    session: Session, signed_in: SignIn, population: PeopleInMemory
) -> None:
    officer = await an_officer(session)
    await session.commit()
    staff = await signed_in(officer)
    page = await staff.submit(
        f"{LIST}/ny", action=f"{LIST}/ny", nummer="00000000000", mottatt="20.11.2026", spraak="so", type="speech",
        land="SE", kvalifikasjon="Tolkexamen", utsteder="Stockholm", utstedt="10.06.2019", status=422,
    )  # fmt: skip
    assert "Folkeregisteret finner ingen" in page.text


async def test_services_for_a_time_are_listed(session: Session, signed_in: SignIn) -> None:
    officer = await an_officer(session)
    await session.commit()
    staff = await signed_in(officer)
    here = f"{LIST}/midlertidig"
    await send(staff, here, here, navn="Anna Berg", land="SE", spraak="so", rett="Autoriserad tolk", fra="01.12.2026",
               til="01.02.2027")  # fmt: skip
    assert "Anna Berg" in (await staff.get(LIST)).text


@pytest.mark.parametrize(("land", "said"), [("annet", "Bare kvalifikasjoner fra EØS og Sveits kan godkjennes"),
                                            ("US", "Velg et av svarene i listen"), ("", "Velg et land")])  # fmt: skip
async def test_a_country_outside_the_list_is_told_where_to_go(
    session: Session, signed_in: SignIn, population: PeopleInMemory, land: str, said: str
) -> None:
    officer = await an_officer(session)
    await session.commit()
    staff = await signed_in(officer)
    page = await staff.submit(
        f"{LIST}/ny", action=f"{LIST}/ny", nummer=AMINA.national_id, mottatt="20.11.2026", spraak="so", type="speech",
        land=land, kvalifikasjon="Interpreter", utsteder="Boston", utstedt="10.06.2019", status=422,
    )  # fmt: skip
    assert said in page.text
    assert page.link("Se når du kan ta prøvene") == "/sprakplan"
    assert (await session.execute(text("SELECT count(*) FROM recognition"))).scalar_one() == 0


def test_every_country_of_the_list_is_called_the_same_on_pages_and_in_letters() -> None:
    said = APPLICATIONS["country"]
    assert set(said) == {each.code for each in COUNTRIES}
    for each in COUNTRIES:
        assert (said[each.code], texts_in("nn").gettext(said[each.code])) == (each.nb, each.nn)


async def test_countries_have_names_on_the_officers_pages_in_both_written_forms(
    session: Session, signed_in: SignIn, population: PeopleInMemory
) -> None:
    officer = await an_officer(session)
    await session.commit()
    staff = await signed_in(officer)
    opened = await send(
        staff, f"{LIST}/ny", f"{LIST}/ny", nummer=AMINA.national_id, mottatt="20.11.2026", spraak="so",
        type="speech", land="AT", kvalifikasjon="Diplom", utsteder="Universität Graz", utstedt="10.06.2019",
    )  # fmt: skip
    here = opened.response.headers["location"]
    for form, name in (("", "Østerrike"), ("/nn", "Austerrike")):
        assert name in (await staff.get(f"{form}{LIST}")).text
        assert name in (await staff.get(f"{form}{here}")).text

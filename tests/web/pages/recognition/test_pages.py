"""Recognition by an officer's buttons: from paper to a signed decision, and services for a time."""

from datetime import datetime
from typing import Any

from sqlalchemy import text

from tests.builders.bodies import an_officer
from tests.builders.population import AMINA, PeopleInMemory
from tests.fixtures.page import Browser, Page
from tests.fixtures.people import SignIn
from tolkeregister.core.database import Session

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
        type="speech", land="se", kvalifikasjon="Tolkexamen", utsteder="Stockholms universitet", utstedt="10.06.2019",
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

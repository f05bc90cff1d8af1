"""That the directorate opened a case, an application or one of its papers is seen by the person it is about."""

from datetime import datetime

import pytest
from litestar import Litestar
from litestar.routes import HTTPRoute
from sqlalchemy import text

from tests.builders.applicants import an_applicant
from tests.builders.applications import a_sent_application, case_of, person_of
from tests.builders.bodies import an_officer
from tests.builders.cases import a_case, a_signed_decision
from tests.builders.population import AMINA, PeopleInMemory
from tests.fixtures.people import SignIn
from tolkeregister.core.database import Session
from web.dependencies import NOTES_LOOK

LOOKS = text(
    "SELECT a.name, r.what FROM person_read r JOIN account a ON a.id = r.account_id WHERE r.person_id = :p"
)
ABOUT_ONE = (
    "/sak/{number:str}", "/sak/soknad/{number:str}", "/sak/godkjenning/{number:str}", "/sak/bevilling/{number:str}"
)  # fmt: skip


async def test_a_case_that_was_opened_is_among_what_one_sees(
    session: Session, signed_in: SignIn, now: datetime
) -> None:
    case = await a_case(session, now=now)
    await session.commit()
    own, staff = await signed_in(case.person.actor), await signed_in(case.officer)
    for _ in range(2):
        await staff.get(f"/sak/{case.ref.number}")
    told = (await own.get("/min-side/innsyn")).text
    assert told.count("Åpnet en sak om deg") == 1, "one look a day"


@pytest.mark.parametrize("path", ["dokument/1", "arkiv.zip"])
async def test_so_is_a_paper_that_was_opened_without_the_case(
    session: Session, signed_in: SignIn, now: datetime, path: str
) -> None:
    case = await a_case(session, now=now)
    await a_signed_decision(session, case, now=now)
    await session.commit()
    staff = await signed_in(case.second)
    assert (await staff.client.get(f"/sak/{case.ref.number}/{path}")).status_code == 200
    seen = await session.execute(LOOKS, {"p": case.person.person_id})
    assert [tuple(row) for row in seen] == [(case.second.name, "case_file")]


async def test_an_applicant_has_the_looks_from_before_there_was_a_place_in_the_register(
    session: Session, signed_in: SignIn, population: PeopleInMemory, now: datetime
) -> None:
    amina, officer = await an_applicant(session, national_id=AMINA.national_id), await an_officer(session)
    case_id = await case_of(session, await a_sent_application(session, amina, now=now))
    number = (
        await session.execute(text("SELECT number FROM case_file WHERE id = :id"), {"id": case_id})
    ).scalar_one()
    await session.commit()
    staff = await signed_in(officer)
    await staff.get("/sak/soknader")
    assert (await session.execute(LOOKS, {"p": await person_of(session, amina)})).all() == [], (
        "a list is no look"
    )
    await staff.get(f"/sak/soknad/{number}/etterspor")
    seen = await session.execute(LOOKS, {"p": await person_of(session, amina)})
    assert [tuple(row) for row in seen] == [(officer.name, "case_file")]


def test_no_page_about_one_case_leaves_it_out(shared_app: Litestar) -> None:
    pages = {
        handler: route.path
        for route in shared_app.routes if isinstance(route, HTTPRoute)
        for handler in route.route_handlers
        if "GET" in handler.http_methods and route.path.startswith(ABOUT_ONE)
    }  # fmt: skip
    assert len(pages) >= 19
    assert [path for handler, path in pages.items() if not handler.opt.get(NOTES_LOOK)] == []

"""The demo has an application in every state, a population register over HTTP, and somebody who can apply."""

from collections.abc import Iterator
from datetime import date
from threading import Thread

import pytest
from sqlalchemy import text

import booking.handlers
from tests.builders.times import oslo
from tolkeregister.core.actor import Door, Role
from tolkeregister.core.database import Session
from tolkeregister.people.models import Account, AccountRole
from tolkeregister.people.population.models import Protection
from tolkeregister.people.population.source import PopulationDown, ask_population, use_population
from web.demo.applications import make_applications
from web.demo.cases import OFFICERS
from web.demo.nation.newcomers import AMINA, IBRAHIM, NEWCOMERS, SARA
from web.demo.population import nobody_else, server
from web.population import HttpPopulation


@pytest.fixture
def simulator() -> Iterator[str]:
    made = server(nobody_else, 0)
    Thread(target=made.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{made.server_address[1]}"
    use_population(HttpPopulation(address))
    yield address
    use_population(None)
    made.shutdown()
    made.server_close()


@pytest.mark.usefixtures("simulator")
@pytest.mark.parametrize("day", [date(2026, 11, 21), date(2027, 1, 3)])
async def test_applications_can_be_made_on_any_day(session: Session, day: date) -> None:
    booking.handlers.register_handlers()
    officer = Account(
        door=Door.DIRECTORATE, subject="o", name=OFFICERS[0], email="x@x.example", synthetic=True
    )
    session.add(officer)
    for each in NEWCOMERS:
        session.add(
            Account(door=Door.INTERPRETER, subject=each.national_id, name=each.name, email="", synthetic=True)
        )
    await session.flush()
    assert officer.id is not None
    session.add(AccountRole(account_id=officer.id, role=Role.OFFICER))
    await session.flush()
    await make_applications(session, now=oslo(day, "12:00"))
    states = text("SELECT state, count(*) FROM application GROUP BY state ORDER BY state")
    assert dict((await session.execute(states)).all()) == {"decided": 6, "draft": 1, "submitted": 5}
    listed = text("SELECT count(*) FROM entry_listing WHERE upper_inf(recorded)")
    assert (await session.execute(listed)).scalar_one() == 6
    await make_applications(session, now=oslo(day, "12:05"))
    assert (await session.execute(text("SELECT count(*) FROM application"))).scalar_one() == 12, "once"
    on_its_way = text(
        "SELECT r.complete_at IS NOT NULL FROM recognition r JOIN case_file c ON c.id = r.case_id AND c.state = 'open'"
    )
    assert (await session.execute(on_its_way)).scalars().all() == [True]


async def test_the_register_answers_over_http_as_folkeregisteret_would(simulator: str) -> None:
    amina = await ask_population(AMINA.national_id)
    assert amina is not None
    assert (amina.given_name, amina.family_name, amina.born_on) == ("Amina", "Warsame Nur", AMINA.born_on)
    sara = await ask_population(SARA.national_id)
    assert sara is not None
    assert sara.protection is Protection.STRICTLY_CONFIDENTIAL
    ibrahim = await ask_population(IBRAHIM.former)
    assert ibrahim is not None
    assert (ibrahim.national_id, ibrahim.former_ids) == (IBRAHIM.national_id, (IBRAHIM.former,))
    assert await ask_population("00000000000") is None


async def test_a_register_that_is_away_is_down_and_not_empty() -> None:
    use_population(HttpPopulation("http://127.0.0.1:9"))
    try:
        with pytest.raises(PopulationDown):
            await ask_population(AMINA.national_id)
    finally:
        use_population(None)


def test_every_newcomer_has_a_number_of_their_own() -> None:
    numbers = [each.national_id for each in NEWCOMERS] + [each.former for each in NEWCOMERS if each.former]
    assert len(set(numbers)) == len(numbers)

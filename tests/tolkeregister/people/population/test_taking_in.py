"""What the population register says is taken in whole or not at all (rules A2, P3, P5; feature 81)."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import text

import booking.handlers
from qualification.applications.commands import start_application
from qualification.applications.queries import own_applications
from tests.builders.applicants import an_applicant
from tests.builders.applications import a_sent_application, person_of
from tests.builders.interpreters import an_interpreter
from tests.builders.population import AMINA, PeopleInMemory
from tolkeregister.core.actor import SYSTEM, Actor, Door, Role
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Invalid
from tolkeregister.entries.joining import interpreter_of
from tolkeregister.people.commands import account_at_sign_in
from tolkeregister.people.population.commands import fetch_for_account, take_record
from tolkeregister.people.population.jobs import check_people
from tolkeregister.people.population.models import Protection


async def test_a_new_person_is_fetched_whole_and_the_account_gets_the_name(
    session: Session, population: PeopleInMemory, now: datetime
) -> None:
    applicant = await an_applicant(session, national_id=AMINA.national_id)
    assert applicant.account_id is not None
    person = await fetch_for_account(session, applicant.account_id, now=now)
    row = (
        await session.execute(text("SELECT p.*, a.name FROM person p JOIN account a ON a.person_id = p.id"))
    ).one()
    assert (row.id, row.name, row.born_on) == (person, "Amina Warsame Nur", AMINA.born_on)


async def test_nothing_is_half_there_while_the_register_is_silent(
    session: Session, population: PeopleInMemory, now: datetime
) -> None:
    population.is_down = True
    applicant = await an_applicant(session, national_id=AMINA.national_id)
    assert applicant.account_id is not None
    assert await fetch_for_account(session, applicant.account_id, now=now) is None
    assert (await session.execute(text("SELECT count(*) FROM person"))).scalar_one() == 0
    assert (
        await session.execute(text("SELECT count(*) FROM job WHERE name = 'population.fetch'"))
    ).scalar_one() == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"dead_on": date(2026, 1, 1)}, "person_is_dead"),
        ({"municipality_code": None}, "no_address_in_norway"),
    ],
)
async def test_who_cannot_apply_is_told_why(
    session: Session, population: PeopleInMemory, changes: dict[str, object], code: str, now: datetime
) -> None:
    population.change(AMINA.national_id, **changes)
    applicant = await an_applicant(session, national_id=AMINA.national_id)
    assert applicant.account_id is not None
    with pytest.raises(Invalid, match=code):
        await fetch_for_account(session, applicant.account_id, now=now)


async def test_a_d_number_that_becomes_a_national_number_keeps_person_and_entries(
    session: Session, population: PeopleInMemory, now: datetime
) -> None:
    applicant = await an_applicant(session, national_id=AMINA.national_id)
    assert applicant.account_id is not None
    person = await fetch_for_account(session, applicant.account_id, now=now)
    population.change(AMINA.national_id, national_id="15029812345", former_ids=(AMINA.national_id,))
    await check_people(session, now=now + timedelta(days=8))
    assert (await session.execute(text("SELECT id, national_id FROM person"))).one() == (
        person,
        "15029812345",
    )
    former = (await session.execute(text("SELECT person_id, national_id FROM national_id_history"))).one()
    assert former == (person, AMINA.national_id)


@pytest.mark.parametrize("signs_in_first", [True, False])
async def test_after_a_new_number_the_same_person_signs_in_to_the_same_place(
    session: Session, population: PeopleInMemory, signs_in_first: bool, now: datetime
) -> None:
    """Application, entry and role follow, whether the first sign-in is before or after we are told of the number."""
    applicant = await an_applicant(session, national_id=AMINA.national_id)
    made = await a_sent_application(session, applicant, now=now)
    person = await person_of(session, applicant)
    await interpreter_of(session, SYSTEM, person, modes=(), now=now)
    new = "15029812345"
    population.change(AMINA.national_id, national_id=new, former_ids=(AMINA.national_id,))
    if signs_in_first:
        await account_at_sign_in(session, Door.INTERPRETER, new, now=now)
    await check_people(session, now=now + timedelta(days=8))
    account = await account_at_sign_in(session, Door.INTERPRETER, new, now=now)
    assert account is not None
    assert account.account_id != applicant.account_id
    row = (await session.execute(
        text("SELECT a.person_id, r.role FROM account a JOIN account_role r ON r.account_id = a.id WHERE a.id = :id"),
        {"id": account.account_id},
    )).all()  # fmt: skip
    assert [tuple(each) for each in row] == [(person, "interpreter")]
    again = Actor(account_id=account.account_id, roles=frozenset({Role.INTERPRETER}))
    assert [each.id for each in await own_applications(session, again)] == [made]
    assert await start_application(session, again, "so", "speech", now=now) == made, "the open one goes on"


async def test_a_number_somebody_had_before_they_came_is_known_as_theirs(
    session: Session, population: PeopleInMemory, now: datetime
) -> None:
    population.change(AMINA.national_id, former_ids=("55829812345",))
    applicant = await an_applicant(session, national_id=AMINA.national_id)
    assert applicant.account_id is not None
    person = await fetch_for_account(session, applicant.account_id, now=now)
    await check_people(session, now=now + timedelta(days=8))  # said again, kept once
    former = (await session.execute(text("SELECT person_id, national_id FROM national_id_history"))).all()
    assert [*map(tuple, former)] == [(person, "55829812345")]


async def test_somebody_who_has_died_leaves_the_register_in_the_same_transaction(
    session: Session, population: PeopleInMemory, now: datetime
) -> None:
    booking.handlers.register_handlers()
    interpreter = await an_interpreter(session)
    national_id = (await session.execute(text("SELECT national_id FROM person"))).scalar_one()
    found = population.people[AMINA.national_id]
    population.people[national_id] = found
    population.change(national_id, national_id=national_id, dead_on=date(2026, 11, 1))
    await take_record(session, SYSTEM, population.people[national_id], now=now)
    ended = text(
        "SELECT l.end_reason FROM entry_listing l WHERE upper_inf(l.recorded) AND NOT upper_inf(l.valid)"
    )
    assert (await session.execute(ended)).scalars().all() == ["dead"]
    assert interpreter.id


async def test_a_silent_register_is_asked_again_later_and_nobody_is_lost(
    session: Session, population: PeopleInMemory, now: datetime
) -> None:
    applicant = await an_applicant(session, national_id=AMINA.national_id)
    assert applicant.account_id is not None
    await fetch_for_account(session, applicant.account_id, now=now)
    population.is_down = True
    due = now + timedelta(days=8)
    await check_people(session, now=due)
    row = (await session.execute(text("SELECT failures, next_at, protection FROM population_check"))).one()
    assert (row.failures, row.next_at > due, row.protection) == (1, True, "none")
    population.is_down = False
    population.change(AMINA.national_id, protection=Protection.CONFIDENTIAL, family_name="Nur")
    await check_people(session, now=due + timedelta(hours=1))
    row = (await session.execute(text("SELECT c.failures, c.protection, p.family_name FROM population_check c"
                                      " JOIN person p ON p.id = c.person_id"))).one()  # fmt: skip
    assert row == (0, "confidential", "Nur")

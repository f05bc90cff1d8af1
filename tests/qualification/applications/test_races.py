"""Officers and applicants at once, on a database of its own: one wins, the others are told, nothing is doubled."""

import asyncio
from datetime import datetime

import pytest

import booking.handlers
from qualification.applications.commands import submit
from qualification.applications.proposing import propose_listing
from tests.builders.answers import value
from tests.builders.applicants import an_applicant
from tests.builders.applications import a_draft_application, case_of, evidence_of_e, person_of
from tests.builders.attempts import outcome
from tests.builders.cases import an_impartial_officer
from tests.builders.population import AMINA
from tests.builders.times import NOW
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Database
from tolkeregister.decisions.outcomes.commands import sign_decision

pytestmark = [pytest.mark.race, pytest.mark.usefixtures("population")]


async def drafted(data: Database, now: datetime) -> tuple[Actor, int]:
    booking.handlers.register_handlers()
    async with data.writing() as session:
        amina = await an_applicant(session, national_id=AMINA.national_id)
        return amina, await a_draft_application(session, amina, now=now)


async def counted(data: Database, table: str) -> object:
    async with data.reading() as session:
        return await value(session, f"SELECT count(*) FROM {table}")


async def test_an_application_sent_many_times_at_once_is_one_case_and_one_letter(
    own_database: Database,
) -> None:
    amina, made = await drafted(own_database, NOW)
    found = await asyncio.gather(*(outcome(own_database, submit, amina, made) for _ in range(5)))
    assert found == ["ok"] * 5, "a second click leads to the same receipt"
    for table in ("case_file", "letter", "job WHERE name = 'application.check'"):
        assert await counted(own_database, table) == 1, table


async def test_two_officers_who_propose_and_sign_the_same_application_list_once(
    own_database: Database,
) -> None:
    amina, made = await drafted(own_database, NOW)
    async with own_database.writing() as session:
        await submit(session, amina, made, now=NOW)
        await evidence_of_e(session, await person_of(session, amina), now=NOW)
        case_id = await case_of(session, made)
        officers = [await an_impartial_officer(session, case_id, now=NOW) for _ in range(2)]
    found = await asyncio.gather(*(
        outcome(own_database, propose_listing, who, made, tie="none", seen=0) for who in officers
    ))  # fmt: skip
    assert sorted(found) == ["draft_changed", "ok"], "the second is told that another was first"
    async with own_database.reading() as session:
        draft = await value(session, "SELECT max(id) FROM decision_draft")
    signed = await asyncio.gather(*(
        outcome(own_database, sign_decision, who, draft) for who in officers * 2
    ))  # fmt: skip
    assert sorted(signed) == ["already_signed"] * 3 + ["ok"]
    for table in ("decision", "entry", "interpreter", "entry_listing"):
        assert await counted(own_database, table) == 1, table
    late = await outcome(own_database, propose_listing, officers[0], made, tie="none", seen=0)
    assert late == "application_not_open"

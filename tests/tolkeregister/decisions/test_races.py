"""Two officers at once, on a database of its own: one wins, the other is told, and numbers have no holes."""

import asyncio
from dataclasses import replace

import pytest

from tests.builders.answers import value
from tests.builders.attempts import outcome
from tests.builders.cases import DRAFT, BuiltCase, a_case
from tests.builders.times import NOW
from tolkeregister.core.database import Database
from tolkeregister.decisions.appeals.commands import receive_appeal
from tolkeregister.decisions.cases.commands import open_case
from tolkeregister.decisions.outcomes.commands import (
    approve_decision,
    propose_decision,
    return_decision,
    sign_decision,
)

pytestmark = pytest.mark.race


async def proposed(data: Database, **facts: str) -> tuple[BuiltCase, int]:
    async with data.writing() as session:
        case = await a_case(session, now=NOW)
        draft = await propose_decision(session, case.officer, case.id, replace(DRAFT, facts=facts), now=NOW)
    return case, draft.id


async def test_two_who_sign_at_once_make_one_decision(own_database: Database) -> None:
    case, draft = await proposed(own_database, category="D")
    found = await asyncio.gather(*(
        outcome(own_database, sign_decision, who, draft) for who in (case.officer, case.second) * 3
    ))  # fmt: skip
    assert sorted(found) == ["already_signed"] * 5 + ["ok"]
    async with own_database.reading() as session:
        for table in ("decision", "letter", "letter_delivery"):
            assert await value(session, f"SELECT count(*) FROM {table}") == 1


async def test_approved_and_sent_back_at_once_is_one_of_them(own_database: Database) -> None:
    case, draft = await proposed(own_database, category="A")
    found = await asyncio.gather(
        outcome(own_database, approve_decision, case.second, draft),
        outcome(own_database, return_decision, case.second, draft, "Nei."),
    )
    assert found.count("ok") == 1
    assert set(found) - {"ok"} <= {"already_approved", "draft_returned"}


async def test_two_who_write_from_the_same_page_make_one_version(own_database: Database) -> None:
    case, draft = await proposed(own_database)
    found = await asyncio.gather(*(
        outcome(own_database, propose_decision, who, case.id, DRAFT, seen=draft) for who in (case.officer, case.second)
    ))  # fmt: skip
    assert sorted(found) == ["draft_changed", "ok"]


async def test_signing_against_a_new_version_never_signs_the_old_after_it(own_database: Database) -> None:
    case, draft = await proposed(own_database)
    found = await asyncio.gather(
        outcome(own_database, sign_decision, case.officer, draft),
        outcome(own_database, propose_decision, case.second, case.id, DRAFT, seen=draft),
    )
    assert found[1] == "ok"
    assert found[0] in ("ok", "newer_draft")


async def test_numbers_of_cases_have_no_holes(own_database: Database) -> None:
    async with own_database.writing() as session:
        case = await a_case(session, now=NOW)
    await asyncio.gather(*(
        outcome(own_database, open_case, case.officer, kind, case.person.person_id, received_at=NOW)
        for kind in ("example", "unknown") * 6
    ))  # fmt: skip
    async with own_database.reading() as session:
        assert await value(session, "SELECT count(*) FROM case_file") == 7
        assert await value(session, "SELECT last FROM case_number") == 7


async def test_a_person_who_presses_twice_appeals_once(own_database: Database) -> None:
    case, draft = await proposed(own_database)
    async with own_database.writing() as session:
        decision = await sign_decision(session, case.officer, draft, now=NOW)
    found = await asyncio.gather(*(
        outcome(own_database, receive_appeal, case.person.actor, decision, "Uenig.", sent_on=NOW.date())
        for _ in range(4)
    ))  # fmt: skip
    assert sorted(found) == ["already_appealed"] * 3 + ["ok"]

"""Qualified outside the register counts when the directorate has checked it; until then nobody knows (§ 7, B4)."""

from typing import Any

import pytest
from sqlalchemy import text

from booking.exceptions.checking import checks_waiting, decide_check
from booking.exceptions.commands import record_afterwards
from tests.builders.answers import facts, mails, value
from tests.builders.bodies import BuiltBody, a_body, an_officer
from tests.builders.drafts import a_draft
from tests.builders.interpreters import an_interpreter
from tests.builders.statements import a_statement
from tests.builders.times import MONDAY, NOW, oslo
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Conflict, Invalid, NotAllowed, NotFound, RuleBroken

DONE = oslo(MONDAY, "12:00")
WHY = "Vitnemålet er kontrollert mot Vitnemålsportalen."


@pytest.fixture
async def officer(session: Session) -> Actor:
    """Who decides."""
    return await an_officer(session)


async def claimed(session: Session, body: BuiltBody, **changes: Any) -> tuple[str, int]:
    """An assignment done by somebody said to be qualified; its number and the id of the record."""
    statement = a_statement(claim="unlisted", proof="Bachelor i tolking, OsloMet 2022", **changes)
    number = await record_afterwards(session, body.booker, a_draft(), statement, key="a", now=DONE)
    record = await value(session, "SELECT exception_id FROM assignment WHERE number = :n", n=number)
    return number, int(record)


async def test_until_checked_it_is_unknown_and_after_a_yes_qualified_without_a_ground(
    session: Session, officer: Actor
) -> None:
    body = await a_body(session)
    number, record = await claimed(session, body)
    assert await facts(session, number) == [(1, 1, "unknown", "unlisted", "not_defensible_to_wait")]
    task = (await checks_waiting(session, officer))[0]
    assert (task.number, task.name, task.proof) == (number, "Nur Ibrahim", "Bachelor i tolking, OsloMet 2022")
    await decide_check(session, officer, record, is_qualified=True, why=WHY, now=NOW)
    assert await facts(session, number) == [
        (1, 1, "unknown", "unlisted", "not_defensible_to_wait"),
        (1, -1, "unknown", "unlisted", "not_defensible_to_wait"),
        (2, 1, "qualified", "unlisted", None),
    ]
    assert await checks_waiting(session, officer) == ()
    assert ("exception_checked", body.booker_email) in await mails(session)


async def test_a_no_is_unqualified_and_keeps_the_ground(session: Session, officer: Actor) -> None:
    number, record = await claimed(session, await a_body(session))
    await decide_check(session, officer, record, is_qualified=False, why=WHY, now=NOW)
    assert (await facts(session, number))[-1] == (2, 1, "unqualified", "unlisted", "not_defensible_to_wait")
    counted = await value(
        session, "SELECT sum(weight) FROM assignment_fact WHERE reference = :n AND organisation_id IS NOT NULL",
        n=number,
    )  # fmt: skip
    assert counted == 1, "whatever is corrected, it is one assignment"


async def test_a_second_decision_is_refused_and_changes_nothing(session: Session, officer: Actor) -> None:
    number, record = await claimed(session, await a_body(session))
    await decide_check(session, officer, record, is_qualified=True, why=WHY, now=NOW)
    with pytest.raises(Conflict):
        await decide_check(session, officer, record, is_qualified=False, why=WHY, now=NOW)
    assert (await facts(session, number))[-1][2] == "qualified"


async def test_only_the_directorate_sees_and_decides(session: Session, officer: Actor) -> None:
    body = await a_body(session)
    _, record = await claimed(session, body)
    interpreter = await an_interpreter(session, language="so")
    for actor in (body.booker, interpreter.actor):
        with pytest.raises(NotAllowed):
            await checks_waiting(session, actor)
        with pytest.raises(NotAllowed):
            await decide_check(session, actor, record, is_qualified=True, why=WHY, now=NOW)


async def test_what_claims_nothing_is_not_there_to_decide(session: Session, officer: Actor) -> None:
    number = await record_afterwards(
        session, (await a_body(session)).booker, a_draft(), a_statement(), key="a", now=DONE
    )
    record = await value(session, "SELECT exception_id FROM assignment WHERE number = :n", n=number)
    with pytest.raises(NotFound):
        await decide_check(session, officer, record, is_qualified=True, why=WHY, now=NOW)


@pytest.mark.parametrize(("why", "kind"), [("kort", Invalid), (f"{WHY} 01018012381", RuleBroken)])
async def test_a_decision_has_a_reason_without_national_identity_numbers(
    session: Session, officer: Actor, why: str, kind: type[Exception]
) -> None:
    _, record = await claimed(session, await a_body(session))
    with pytest.raises(kind):
        await decide_check(session, officer, record, is_qualified=True, why=why, now=NOW)


async def test_a_claim_is_judged_also_when_the_person_is_forgotten(session: Session, officer: Actor) -> None:
    _, record = await claimed(session, await a_body(session))
    await session.execute(text("DELETE FROM outside_interpreter"))
    assert [each.name for each in await checks_waiting(session, officer)] == [None]
    await decide_check(session, officer, record, is_qualified=True, why=WHY, now=NOW)

"""The list of cases: what waits for the reader first, and a decided case has stopped its clock."""

from dataclasses import replace
from datetime import datetime, timedelta

from tests.builders.cases import DRAFT, a_case, a_signed_decision
from tolkeregister.core.database import Session
from tolkeregister.decisions.cases.commands import set_deadline
from tolkeregister.decisions.cases.queries import open_cases
from tolkeregister.decisions.outcomes.commands import approve_decision, propose_decision

DAY = timedelta(days=1)


async def test_a_draft_waits_for_the_second_person_and_nobody_else(session: Session, now: datetime) -> None:
    """Rule A9: who made the draft is not the one who approves it."""
    case = await a_case(session, now=now)
    draft = await propose_decision(
        session, case.officer, case.id, replace(DRAFT, facts={"category": "A"}), now=now
    )
    assert [each.is_for_me for each in await open_cases(session, case.second, now=now)] == [True]
    assert [each.is_for_me for each in await open_cases(session, case.officer, now=now)] == [False]
    await approve_decision(session, case.second, draft.id, now=now)
    assert [each.is_for_me for each in await open_cases(session, case.second, now=now)] == [False]


async def test_a_decided_case_comes_last_and_is_not_overdue_afterwards(
    session: Session, now: datetime
) -> None:
    decided, waiting = await a_case(session, now=now), await a_case(session, now=now)
    for case in (decided, waiting):
        await set_deadline(session, case.officer, case.id, now + DAY, now=now)
    await a_signed_decision(session, decided, now=now)
    lines = await open_cases(session, waiting.officer, now=now + 9 * DAY)
    assert [(each.number, each.is_overdue, each.days) for each in lines] == [
        (waiting.ref.number, True, 11), (decided.ref.number, False, 2),
    ]  # fmt: skip

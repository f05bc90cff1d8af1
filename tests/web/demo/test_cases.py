"""The demo has a decision on its way, a draft that waits, and an appeal."""

from datetime import date

import pytest
from sqlalchemy import text

from tests.builders.interpreters import an_interpreter
from tests.builders.times import oslo
from tolkeregister.core.actor import Door, Role
from tolkeregister.core.database import Session
from tolkeregister.people.models import Account, AccountRole
from web.demo.cases import OFFICERS, make_cases


@pytest.mark.parametrize("day", [date(2026, 11, 21), date(2027, 1, 3), date(2027, 3, 30)])
async def test_three_cases_can_be_made_on_any_day(session: Session, day: date) -> None:
    for name in OFFICERS:
        account = Account(door=Door.DIRECTORATE, subject=name, name=name, email="x@x.example", synthetic=True)
        session.add(account)
        await session.flush()
        assert account.id is not None
        session.add(AccountRole(account_id=account.id, role=Role.OFFICER))
    for _ in range(3):
        await an_interpreter(session)
    await make_cases(session, now=oslo(day, "12:00"))
    rows = await session.execute(text("SELECT state FROM case_file ORDER BY id"))
    assert list(rows.scalars()) == ["decided", "open", "appealed"]


async def test_without_people_there_are_no_cases(session: Session) -> None:
    await make_cases(session, now=oslo(date(2026, 11, 21), "12:00"))
    assert (await session.execute(text("SELECT count(*) FROM case_file"))).scalar_one() == 0

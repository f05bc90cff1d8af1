"""The demo has a complaint in every stage, whatever day it is, and a code with which anybody can follow one."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text

import booking.handlers
from tests.builders.answers import value
from tests.builders.interpreters import an_interpreter
from tests.builders.times import oslo
from tolkeregister.complaints.reacting import warnings_of
from tolkeregister.complaints.reporting.queries import report_by_code, thread_of
from tolkeregister.complaints.reporting.sealing import Vault
from tolkeregister.core.actor import Door, Role
from tolkeregister.core.database import Session
from tolkeregister.people.models import Account, AccountRole
from web.demo import complaints
from web.demo.cases import OFFICERS
from web.demo.complaint_reports import FOLLOW_CODE
from web.demo.nation.newcomers import DECIDED
from web.demo.nation.persons import NAMED

STATES = text("SELECT state, count(*) FROM complaint GROUP BY state")
CLOCK_CHANGES = date(2026, 10, 25)


@pytest.mark.parametrize("day", [CLOCK_CHANGES, date(2027, 1, 2), date(2028, 2, 29)])
async def test_complaints_can_be_made_on_any_day_and_are_made_once(session: Session, day: date) -> None:
    booking.handlers.register_handlers()
    vault = Vault(["s" * 32])
    complaints.use_vault(vault)
    now = oslo(day, "12:00")
    for name, role in zip(OFFICERS, (Role.OFFICER, Role.ADMINISTRATOR), strict=True):
        account = Account(door=Door.DIRECTORATE, subject=name, name=name, email="x@x.example", synthetic=True)
        session.add(account)
        await session.flush()
        assert account.id is not None
        session.add(AccountRole(account_id=account.id, role=role))
    await complaints.make_complaints(session, now=now)
    assert not (await session.execute(STATES)).all(), "not before everybody it is about is there"
    names = [(given, family) for _, given, family, _ in NAMED]
    names.append((DECIDED[0].given_name, DECIDED[0].family_name))
    built = {
        family: await an_interpreter(session, given_name=given, family_name=family) for given, family in names
    }
    for _ in range(2):
        await complaints.make_complaints(session, now=now)
    assert dict((await session.execute(STATES)).all()) == {
        "received": 1, "assigned": 1, "investigation": 2, "hearing": 2, "committee": 2, "decided": 2,
        "closed": 8,
    }  # fmt: skip
    report = await report_by_code(session, vault, FOLLOW_CODE)
    assert report is not None
    thread = await thread_of(session, vault, report)
    assert thread is not None
    assert thread.waits_for_reporter
    warned = await warnings_of(session, built["Sepehri"].person_id, day, now=now)
    assert (len(warned.active), warned.is_flagged) == (2, False)
    appealed = "SELECT state FROM case_file WHERE person_id = :person AND kind = 'complaint'"
    assert await value(session, appealed, person=built["Gebremedhin"].person_id) == "appealed"
    due = await value(session, "SELECT max(due_on) FROM information_request WHERE answered_at IS NULL")
    assert day < due <= day + timedelta(days=30)

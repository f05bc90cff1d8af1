"""Silence is no confirmation: nothing but somebody's word makes an assignment delivered (rule T1)."""

from datetime import timedelta

import web.jobs  # noqa: F401  (every job is known)
from booking.assignments.commands import confirm_delivered
from tests.builders.answers import assignment_row, value
from tests.builders.bodies import a_body
from tests.builders.changes import an_agreement
from tests.builders.interpreters import an_interpreter
from tests.builders.times import NOW
from tolkeregister.core.database import Session
from tolkeregister.core.jobs.registry import JOBS, TIMETABLE


async def test_three_months_of_every_timetabled_job_leave_an_assignment_unconfirmed(session: Session) -> None:
    body, tolk = await a_body(session), await an_interpreter(session, hours=True)
    number = await an_agreement(session, body, tolk)
    assert "changes.expire" in TIMETABLE
    for days in (1, 3, 10, 30, 92):
        for name in sorted(TIMETABLE):
            await JOBS[name](session, now=NOW + timedelta(days=days))
    assert (await assignment_row(session, number)).state == "accepted"
    assert await value(session, "SELECT count(*) FROM assignment_fact") == 0
    await confirm_delivered(session, body.booker, number, now=NOW + timedelta(days=92))
    assert await value(session, "SELECT count(*) FROM assignment_fact") == 1

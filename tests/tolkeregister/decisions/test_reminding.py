"""Officers are reminded of a deadline once, and again only when it has been moved."""

from datetime import datetime, timedelta

from tests.builders.answers import mails
from tests.builders.cases import a_case
from tolkeregister.core.database import Session
from tolkeregister.decisions.cases.commands import set_deadline, take_case
from tolkeregister.decisions.jobs import remind_of_deadlines


async def test_a_deadline_that_is_near_is_reminded_of_once_and_a_new_one_anew(
    session: Session, now: datetime
) -> None:
    case = await a_case(session, now=now)
    await take_case(session, case.officer, case.id, now=now)
    await set_deadline(session, case.officer, case.id, now + timedelta(days=60), now=now)
    await remind_of_deadlines(session, now=now)
    assert await mails(session, "case_deadline") == []
    near = now + timedelta(days=59)
    for later in (near, near + timedelta(hours=1)):
        await remind_of_deadlines(session, now=later)
    assert len(await mails(session, "case_deadline")) == 1
    await set_deadline(session, case.officer, case.id, near + timedelta(days=90), now=near)
    await remind_of_deadlines(session, now=near + timedelta(days=89))
    assert len(await mails(session, "case_deadline")) == 2

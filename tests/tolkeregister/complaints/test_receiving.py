"""A complaint comes in: from anyone, about anyone, with a number and clocks, and without a word of the report."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from tests.builders.answers import value
from tests.builders.interpreters import an_interpreter
from tests.builders.times import NOW
from tolkeregister.complaints.commands import ReceivedComplaint, receive_complaint
from tolkeregister.complaints.rules.words import Channel
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Invalid


async def test_w1_anyone_may_report_and_numbers_follow_each_other(session: Session) -> None:
    """Tolkeloven § 19: no account, no interpreter in the register needed."""
    tolk = await an_interpreter(session)
    first = await receive_complaint(session, ReceivedComplaint(NOW, person_id=tolk.person_id), now=NOW)
    second = await receive_complaint(
        session, ReceivedComplaint(NOW, Channel.CARD_CHECK, unlisted="Mann med falskt kort"), now=NOW
    )
    third = await receive_complaint(session, ReceivedComplaint(NOW), now=NOW)
    numbers = [
        await value(session, "SELECT number FROM complaint WHERE id = :id", id=each)
        for each in (first, second, third)
    ]
    year = oslo_date(NOW).year
    assert numbers == [f"{year}/{n:05d}" for n in (1, 2, 3)]
    clocks = await session.execute(
        text("SELECT stage, unit, days FROM complaint_stage WHERE complaint_id = :id ORDER BY days"),
        {"id": first},
    )
    assert [tuple(row) for row in clocks] == [
        ("intake", "working", 5), ("provisional_answer", "calendar", 30), ("whole", "calendar", 60),
    ]  # fmt: skip


async def test_a_report_from_the_future_or_about_another_persons_entry_is_refused(session: Session) -> None:
    one, other = await an_interpreter(session), await an_interpreter(session)
    with pytest.raises(Invalid):
        await receive_complaint(session, ReceivedComplaint(NOW + timedelta(seconds=1)), now=NOW)
    received = ReceivedComplaint(NOW, person_id=one.person_id, entry_id=other.entry_id)
    with pytest.raises(Invalid):
        await receive_complaint(session, received, now=NOW)

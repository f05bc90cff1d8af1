"""An assignment recorded afterwards with its exception, judged by the day it was held."""

from datetime import date, datetime, timedelta

import pytest

from booking.exceptions.commands import (
    record_afterwards,
)
from tests.booking.exceptions.test_ordering import NEW_YEARS_DAY, NEW_YEARS_EVE
from tests.builders.answers import assignment_row, codes, facts, value
from tests.builders.bodies import BuiltBody
from tests.builders.drafts import a_draft
from tests.builders.statements import a_statement
from tests.builders.times import MONDAY, NOW, oslo
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Invalid


@pytest.mark.parametrize(
    ("recorded", "day", "starts", "ends", "is_refused"),
    [
        (oslo(NEW_YEARS_EVE, "23:30"), NEW_YEARS_EVE, "22:00", "23:00", False),
        (oslo(NEW_YEARS_DAY, "00:30"), NEW_YEARS_EVE, "22:00", "23:00", False),
        (oslo(date(2027, 1, 4), "09:00"), NEW_YEARS_EVE, "10:00", "11:00", False),
        (oslo(date(2027, 1, 4), "09:00"), NEW_YEARS_EVE, "23:30", "24:30", False),
        (oslo(date(2027, 1, 4), "09:00"), NEW_YEARS_DAY, "00:00", "01:00", True),
        (oslo(date(2027, 1, 4), "09:00"), NEW_YEARS_DAY, "10:00", "11:00", True),
    ],
)
async def test_the_assignment_of_december_recorded_in_january_has_the_dispensation(
    session: Session, body: BuiltBody, recorded: datetime, day: date, starts: str, ends: str, is_refused: bool
) -> None:
    draft, statement = a_draft(starts, ends, day=day), a_statement("dispensation")
    if is_refused:
        with pytest.raises(Invalid) as refused:
            await record_afterwards(session, body.booker, draft, statement, key="a", now=recorded)
        assert codes(refused) == ["ground_not_in_force"]
        return
    number = await record_afterwards(session, body.booker, draft, statement, key="a", now=recorded)
    assert await facts(session, number) == [(1, 1, "unqualified", "unlisted", "dispensation")]
    counted = await value(session, "SELECT day FROM assignment_fact WHERE reference = :n", n=number)
    assert counted == NEW_YEARS_EVE


async def test_an_assignment_under_way_is_recorded_and_confirmed_later(
    session: Session, body: BuiltBody
) -> None:
    start = oslo(MONDAY, "10:00")
    number = await record_afterwards(
        session, body.booker, a_draft(theme="", participants=""), a_statement(), key="a",
        now=start + timedelta(minutes=10),
    )  # fmt: skip
    assert (await assignment_row(session, number)).state == "accepted"
    assert await facts(session, number) == []


async def test_what_has_not_begun_cannot_be_recorded_as_done(session: Session, body: BuiltBody) -> None:
    with pytest.raises(Invalid) as refused:
        await record_afterwards(session, body.booker, a_draft(), a_statement(), key="a", now=NOW)
    assert codes(refused) == ["not_started"]

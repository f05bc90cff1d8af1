"""Orders over midnight and over the night the clock is changed: an hour is an hour, and the page says when it ends."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from tests.builders.bodies import a_body
from tests.builders.interpreters import an_interpreter
from tests.fixtures.app import FixedClock
from tests.fixtures.people import SignIn
from tests.web.pages.body.road import ASSIGNMENT, fill, to_review
from tolkeregister.core.database import Session

REVIEW = "/bestilling/ny/se-over"
NIGHTS = [
    # past midnight, and up to it
    ("26.11.2026 23.30", 60, "2026-11-26T22:30Z", "2026-11-26T23:30Z", "23.30 – fredag 27. november kl. 00.30"),
    ("26.11.2026 23.00", 60, "2026-11-26T22:00Z", "2026-11-26T23:00Z", "23.00–24.00"),
    # an hour from half past one in spring, and two in autumn: not what the clock face would make of it
    ("28.03.2027 01.30", 60, "2027-03-28T00:30Z", "2027-03-28T01:30Z", "01.30–03.30"),
    ("31.10.2027 01.30", 120, "2027-10-30T23:30Z", "2027-10-31T01:30Z", "01.30–02.30"),
]  # fmt: skip


@pytest.mark.parametrize(("at", "minutes", "starts", "ends", "shown"), NIGHTS)
async def test_an_order_lasts_the_minutes_that_were_asked_for(
    session: Session, signed_in: SignIn, clock: FixedClock, at: str, minutes: int, starts: str, ends: str, shown: str
) -> None:  # fmt: skip
    starts_at, ends_at = datetime.fromisoformat(starts), datetime.fromisoformat(ends)
    clock.at = starts_at - timedelta(days=3)
    day, _, clock_time = at.partition(" ")
    await an_interpreter(session, hours=True)
    browser = await signed_in((await a_body(session)).booker)
    review = await to_review(
        browser, **{**ASSIGNMENT, "dato": day, "fra": clock_time, "varighet": str(minutes)}
    )
    assert shown in review.text
    await fill(browser, review, REVIEW)
    stored = (await session.execute(text("SELECT lower(period), upper(period) FROM assignment"))).one()
    assert tuple(stored) == (starts_at, ends_at)

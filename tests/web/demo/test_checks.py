"""The demo shows an assignment whose interpreter the register could not be asked about."""

from datetime import UTC, datetime

from booking.checks.queries import confirmation_of
from booking.handlers import register_handlers
from tests.builders.answers import value
from tests.web.demo.test_load import SATURDAY, load, rows
from tolkeregister.core.database import Database
from web.demo.checks import LEAVE_UNANSWERED, leave_unanswered
from web.demo.exceptions import BOOKER

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


async def test_one_assignment_is_unconfirmed_and_asked_about_again_seldom(
    own_database_url: str, own_database: Database
) -> None:
    register_handlers()
    await load(own_database_url, SATURDAY)
    assert len(await rows(own_database_url, "SELECT args FROM job WHERE name = $1", LEAVE_UNANSWERED)) == 1
    async with own_database.writing() as session:
        for _ in range(2):
            await leave_unanswered(session, booker=BOOKER, now=NOW)
        number = await value(session, "SELECT number FROM assignment WHERE standing_at_start = 'unknown'")
        found = await confirmation_of(session, number)
        assert found is not None
        assert (found.is_confirmed, found.news) == (False, None)
        again = await value(session, "SELECT run_at FROM job WHERE name = 'checks.repeat'")
    assert (again - NOW).total_seconds() == 12 * 3600

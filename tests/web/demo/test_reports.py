"""The demo's agency has sent two files: one without mistakes, and one with a list of them and words that wait."""

from datetime import UTC, datetime

from booking.reports.queries import uploads, waiting_words
from tests.booking.reports.files import read_all
from tests.builders.answers import value
from tests.web.demo.test_load import SATURDAY, load, rows
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.database import Database
from web.demo.reports import PERSON, SEND_REPORTS, send_reports

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


async def test_the_loaded_nation_asks_for_them_once_and_they_have_something_to_show(
    own_database_url: str, own_database: Database
) -> None:
    for _ in range(2):
        await load(own_database_url, SATURDAY)
    assert len(await rows(own_database_url, "SELECT args FROM job WHERE name = $1", SEND_REPORTS)) == 1
    async with own_database.writing() as session:
        await send_reports(session, person=PERSON, now=NOW)
        reporter = await value(session, "SELECT DISTINCT reporter_id FROM report_upload")
        await read_all(session, reporter, now=NOW)
        actor = Actor(roles=frozenset({Role.AGENCY}), organisation_id=reporter)
        wrong, right = await uploads(session, actor)
        assert (right.state, right.rows_refused, right.rows_waiting) == ("done", 0, 0)
        assert wrong.rows_refused >= 8
        assert {each.shown for each in await waiting_words(session, actor)} >= {
            "kurdisk",
            "Herøy",
            "Helsestasjon",
        }
        differs = "SELECT array_agg(differs ->> 0 ORDER BY differs) FROM report_match WHERE state = 'open'"
        assert await value(session, differs) == ["interpreter", "time"]

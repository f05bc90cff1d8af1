"""The demo's rounds, wishes and plan: loaded fast, tied to the evidence they explain, and alive on any day."""

from datetime import UTC, date, datetime

import asyncpg
import pytest
from sqlalchemy import text

from qualification.plan.graduates import cohorts
from qualification.plan.need import need_by_language
from qualification.plan.queries import current_plan, draft_plan
from qualification.rounds.queries import year_counts
from tests.builders.bodies import an_officer
from tolkeregister.core.database import Database
from web.demo.interest import load_interest, make_plan
from web.demo.loading.register import load_register
from web.demo.loading.road import load_road
from web.demo.nation.register import register
from web.demo.progress import Progress

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
PRINTED = {
    2017: (259, 112, 11),
    2018: (317, 151, 13),
    2019: (390, 170, 27),
    2020: (415, 187, 24),
    2021: (511, 205, 37),
}

pytestmark = pytest.mark.long


async def test_what_is_loaded_reproduces_the_printed_years_and_explains_the_evidence(
    own_database_url: str, own_database: Database
) -> None:
    """IMDi's annual report 2021, table 3-3-4."""
    connection = await asyncpg.connect(own_database_url)
    try:
        async with connection.transaction():
            await load_register(connection, register(), Progress("prøve"))
            await load_road(connection, register(), TODAY)
            await load_interest(connection, register(), TODAY)
    finally:
        await connection.close()
    async with own_database.writing() as session:
        officer = await an_officer(session)
        sat = {
            each.year: (each.sittings, each.passed, each.languages)
            for each in await year_counts(session, officer) if each.test == "tospraaktest"
        }  # fmt: skip
        assert {year: sat[year] for year in PRINTED} == PRINTED
        assert set(sat) >= {2022, 2023, 2024, 2025}
        explained = await session.execute(text(
            "SELECT count(*) FILTER (WHERE l.evidence_id IS NOT NULL) * 100 / count(*) FROM evidence e"
            " LEFT JOIN result_evidence l ON l.evidence_id = e.id"
            " WHERE e.kind IN ('tospraaktest', 'tao', 'grunnemne') AND e.issuer IN ('OsloMet', 'HVL')"
            " AND upper_inf(e.valid) AND upper_inf(e.recorded)"
        ))  # fmt: skip
        assert explained.scalar_one() >= 95
        states = {each.clock.state for each in await cohorts(session, officer, now=NOW)}
        assert states >= {"offered", "running", "broken"}
        await make_plan(session, now=NOW)
        await make_plan(session, now=NOW)
        plan = await current_plan(session)
        assert plan is not None
        assert {each.state(TODAY) for each in plan.offers} >= {"open", "coming"}
        assert await draft_plan(session, officer) is not None
        assert len(await need_by_language(session, officer, plan, now=NOW)) > 70

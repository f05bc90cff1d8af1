"""Asking the population register again: for people we still wait for, and about everybody we know, on a timetable."""

from datetime import datetime, timedelta

import structlog
from sqlalchemy import text

from tolkeregister.core.actor import SYSTEM
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Invalid
from tolkeregister.core.jobs.registry import job
from tolkeregister.people.population.commands import CHECK_EVERY, FETCH, fetch_for_account, take_record
from tolkeregister.people.population.source import PopulationDown, ask_population

log = structlog.get_logger()
AT_ONCE = 100
AGAIN_AFTER = timedelta(minutes=30)

_DUE = text(
    """
    SELECT c.person_id, p.national_id FROM population_check c JOIN person p ON p.id = c.person_id
     WHERE c.next_at <= :now AND p.dead_on IS NULL ORDER BY c.next_at LIMIT :most FOR UPDATE OF c SKIP LOCKED
    """
)
_LATER = text(
    "UPDATE population_check SET next_at = :next, failures = failures + 1 WHERE person_id = ANY(:people)"
)


@job(FETCH)
async def fetch_person(session: Session, *, account_id: int, now: datetime) -> None:
    """Somebody whose application waits for the population register. Safe to run twice."""
    try:
        await fetch_for_account(session, account_id, now=now)
    except Invalid as wrong:  # shown to the person at the next visit, who then asks anew
        log.info("population.unusable", code=wrong.reasons[0].code)


@job("population.check", every=timedelta(minutes=10))
async def check_people(session: Session, *, now: datetime) -> None:
    """Name, address, death, protection and number of everybody whose turn it is. Stops at the first silence."""
    rows = (await session.execute(_DUE, {"now": now, "most": AT_ONCE})).all()
    for place, row in enumerate(rows):
        try:
            found = await ask_population(row.national_id)
        except PopulationDown:
            rest = [each.person_id for each in rows[place:]]
            await session.execute(_LATER, {"next": now + AGAIN_AFTER, "people": rest})
            return
        if found is None:
            log.warning("population.person_gone", person_id=row.person_id)
            await session.execute(_LATER, {"next": now + CHECK_EVERY, "people": [row.person_id]})
        else:
            await take_record(session, SYSTEM, found, now=now)

"""What is kept of a search: who could have been asked then, as evidence for the body that searched (rule B4)."""

from datetime import datetime

from booking.evidence.record import record_search
from booking.search.queries import SearchAnswer, SearchCriteria
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session


async def keep_search(
    session: Session, actor: Actor, criteria: SearchCriteria, found: SearchAnswer, *, now: datetime
) -> None:
    """Keep a public body's search for a language and a time: what was asked for, how many, and who was free.

    A search by anybody else, without a time, and a further page of the same answer, are not kept.
    """
    is_for_a_time = criteria.language_tag and criteria.starts_at and criteria.ends_at
    if not (
        actor.is_public_body and is_for_a_time and criteria.page == 1 and criteria.name_or_number is None
    ):
        return
    await record_search(
        session, actor, now=now, language=criteria.language_tag, type=criteria.type, mode=criteria.mode,
        starts_at=criteria.starts_at, ends_at=criteria.ends_at, least_category=criteria.least_category,
        gender=criteria.gender, county=criteria.county_code, municipality=criteria.municipality_code,
        subject=criteria.subject, clearance=criteria.needs_clearance,
        found=found.count, free=found.free, busy=found.busy,
        categories={each.category: each.count for each in found.groups},
        first_free=[each.number for each in found.interpreters if each.availability == "free"],
    )  # fmt: skip

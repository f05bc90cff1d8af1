"""New rules are applied to everybody in pieces, so that no transaction is long and a killed one is repeated."""

from datetime import datetime

from sqlalchemy import text

from qualification.categories.commands import recompute
from qualification.categories.drafting import REAPPLY
from tolkeregister.core.database import Session
from tolkeregister.core.jobs.queue import enqueue
from tolkeregister.core.jobs.registry import job

PEOPLE_AT_A_TIME = 200

_NEXT = text(
    """
    SELECT person_id FROM interpreter WHERE person_id > :after ORDER BY person_id LIMIT :most
    """
)
_LOCK_PERSON = text("SELECT 1 FROM person WHERE id = :id FOR NO KEY UPDATE")


@job(REAPPLY)
async def reapply(session: Session, *, now: datetime, scheme: int, after: int) -> None:
    """Derive the categories of the next people again; a person whose category stays the same is not written."""
    values = {"after": after, "most": PEOPLE_AT_A_TIME}
    people = list((await session.execute(_NEXT, values)).scalars())
    for person in people:
        await session.execute(_LOCK_PERSON, {"id": person})
        await recompute(session, person, now=now)
    if len(people) == PEOPLE_AT_A_TIME:
        last = people[-1]
        await enqueue(session, REAPPLY, key=f"{REAPPLY}:{scheme}:{last}", scheme=scheme, after=last)

"""Becoming an interpreter: a number of one's own, once for all languages, never given to anybody else."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import text

from tolkeregister.core import audit
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.entries.access import require_directorate

FIRST_NUMBER = 10_001
_KNOWN = text("SELECT number FROM interpreter WHERE person_id = :person")
_TURN = text("SELECT pg_advisory_xact_lock(1903)")
_MAKE = text(
    """
    INSERT INTO interpreter (person_id, number, listed_since, modes, subjects, has_clearance, availability_level)
    SELECT :person, (greatest(coalesce(max(CAST(number AS bigint)), 0) + 1, :first))::text, :today,
           CAST(:modes AS text[]), '{}', false, 'part_time'
      FROM interpreter WHERE number ~ '^[0-9]{1,12}$'
    RETURNING number
    """
)


async def interpreter_of(
    session: Session, actor: Actor, person_id: int, *, modes: Sequence[str], now: datetime
) -> str:
    """The person's interpreter number, the next free one for somebody new. Two at once get one each."""
    require_directorate(actor)
    await session.execute(_TURN)
    if (known := (await session.execute(_KNOWN, {"person": person_id})).scalar()) is not None:
        return str(known)
    values = {"person": person_id, "first": FIRST_NUMBER, "today": oslo_date(now), "modes": list(modes)}
    number = str((await session.execute(_MAKE, values)).scalar_one())
    audit.record(session, actor, "interpreter.joined", "interpreter", number, now=now)
    return number

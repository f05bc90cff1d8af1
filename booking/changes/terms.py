"""Which terms a cancellation follows: the body's own agreement on the assignment's day, else the common one (B11)."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import text

from booking.changes.rules.cancelling import Step, Terms
from tolkeregister.core.database import Session

_TERMS = text(
    """
    WITH chosen AS (
        SELECT id, ore_per_hour, void_reasons, source FROM cancellation_terms
         WHERE (organisation_id = :organisation OR organisation_id IS NULL) AND valid_from <= :on
         ORDER BY organisation_id NULLS LAST, valid_from DESC LIMIT 1)
    SELECT c.id, c.ore_per_hour, c.void_reasons, c.source, s.least_notice_minutes, s.percent
      FROM chosen c JOIN cancellation_step s ON s.terms_id = c.id ORDER BY s.least_notice_minutes DESC
    """
)


@dataclass(frozen=True, slots=True)
class Agreement:
    """The terms with the row they stand in."""

    id: int
    source: str
    terms: Terms


async def terms_for(session: Session, organisation_id: int, on: date) -> Agreement:
    """The terms of a body on the Norwegian date of the assignment; LookupError when none were in force."""
    rows = (await session.execute(_TERMS, {"organisation": organisation_id, "on": on})).all()
    if not rows:
        raise LookupError(f"no terms of cancelling were in force on {on}")
    steps = tuple(Step(timedelta(minutes=row.least_notice_minutes), row.percent) for row in rows)
    first = rows[0]
    return Agreement(first.id, first.source, Terms(steps, frozenset(first.void_reasons), first.ore_per_hour))

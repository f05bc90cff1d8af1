"""When the certificates bodies have seen stop to count, for the interpreter they are about."""

from datetime import date

from sqlalchemy import text

from booking.certificates.rules import months_after, months_before, terms_on
from tolkeregister.core.database import Session
from tolkeregister.profiles.expiring import Expiry

WHAT = "certificate"

_NEWEST = text(
    """
    SELECT s.interpreter_id, o.name, max(s.seen_on) AS seen_on,
           (SELECT c.counts_for_months FROM certificate_requirement c
             WHERE c.organisation_id = o.id AND c.unit_id IS NULL AND c.valid_from <= :first
               AND (c.valid_to IS NULL OR c.valid_to > :first)
             ORDER BY c.recorded_at DESC, c.id DESC LIMIT 1) AS own_months
      FROM certificate_seen s JOIN organisation o ON o.id = s.organisation_id
     WHERE (CAST(:interpreter AS int) IS NULL OR s.interpreter_id = :interpreter)
       AND s.seen_on >= :earliest
       AND NOT EXISTS (SELECT FROM certificate_withdrawn w WHERE w.seen_id = s.id)
     GROUP BY s.interpreter_id, o.id, o.name, s.kind
    """
)
_LONGEST = 60  # months a body may decide, see the form


async def certificates_that_expire(
    session: Session, interpreter_id: int | None, first: date, last: date
) -> tuple[Expiry, ...]:
    """The newest look of each body at each kind, by the body's own number of months or the common one (rule PA3)."""
    values = {"interpreter": interpreter_id, "first": first, "earliest": months_before(first, _LONGEST)}
    common = terms_on(first).counts_for_months
    found = []
    for row in await session.execute(_NEWEST, values):
        until = months_after(row.seen_on, row.own_months or common)
        if first <= until <= last:
            found.append(Expiry(row.interpreter_id, WHAT, row.name, until))
    return tuple(found)

"""The one table of facts: one row per delivered assignment, appended in the transaction that confirms it.

Definition T1: the category and the standing are those at the start of the assignment, as the register knew them then.
Cancelled, unfilled and not delivered assignments are no facts (T3).
"""

from datetime import datetime

from sqlalchemy import text

from tolkeregister.core.database import Session

_APPEND = text(
    """
    INSERT INTO assignment_fact (
        source, reference, weight, day, started_at, minutes, language_tag, type, mode, sector_code, supply_model,
        municipality_then, municipality_now, county_now, organisation_id, unit_id, qualification, basis, category,
        category_requested, recorded_at)
    SELECT 'booking', a.number, 1, (lower(a.period) AT TIME ZONE 'Europe/Oslo')::date, lower(a.period),
           (extract(epoch FROM upper(a.period) - lower(a.period)) / 60)::int, a.language_tag, a.type, a.mode,
           u.sector_code, o.supply_model, a.municipality_code, m.code, m.county_code, r.organisation_id, r.unit_id,
           CASE WHEN coalesce(a.standing_at_start, 'unknown') = 'unknown' THEN 'unknown'
                WHEN a.category_at_start IS NULL THEN 'unqualified' ELSE 'qualified' END,
           CASE WHEN a.standing_at_start IN ('listed', 'unlisted') THEN a.standing_at_start END,
           a.category_at_start, r.least_category, :now
      FROM assignment a
      JOIN request r ON r.id = a.request_id
      JOIN unit u ON u.id = r.unit_id
      JOIN organisation o ON o.id = r.organisation_id
      JOIN municipality m ON m.code = a.municipality_code
     WHERE a.id = :id AND a.state = 'delivered'
    ON CONFLICT (reporter_id, reference, version, weight) DO NOTHING
    RETURNING id
    """
)


async def append_fact(session: Session, assignment_id: int, *, now: datetime) -> int:
    """Append the fact of a delivered assignment; returns its id. A second call for the same one is an error."""
    return int((await session.execute(_APPEND, {"id": assignment_id, "now": now})).scalar_one())

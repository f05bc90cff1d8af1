"""What was ordered here and never carried out: unmet need and cancellations, counted apart from the facts (rule T3).

The row is appended in the transaction that ends the assignment. What comes after all (somebody outside the register
takes an order nobody could) is taken back with −1, as facts are.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import text

from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session

_COLUMNS = """
    source, reference, outcome, cause, day, started_at, language_tag, type, mode, sector_code, supply_model,
    municipality_now, county_now, organisation_id, unit_id, category_requested
"""
_KEEP_IN_STEP = text(
    f"""
    WITH own AS (
        SELECT u.*, count(*) FILTER (WHERE u.weight = -1) OVER (PARTITION BY u.version) AS times_back
          FROM assignment a JOIN undelivered_fact u ON u.reporter_id IS NULL AND u.reference = a.number
         WHERE a.id = :id),
    counted AS (SELECT * FROM own WHERE weight = 1 AND times_back = 0),
    wanted AS (
        SELECT 'booking' AS source, a.number AS reference, a.state AS outcome,
               CASE a.state WHEN 'cancelled' THEN 'body' WHEN 'not_delivered' THEN a.end_reason END AS cause,
               (lower(a.period) AT TIME ZONE 'Europe/Oslo')::date AS day, lower(a.period) AS started_at,
               a.language_tag, a.type, a.mode, u.sector_code, o.supply_model, m.code AS municipality_now,
               m.county_code AS county_now, r.organisation_id, r.unit_id, r.least_category AS category_requested
          FROM assignment a
          JOIN request r ON r.id = a.request_id
          JOIN unit u ON u.id = r.unit_id
          JOIN organisation o ON o.id = r.organisation_id
          JOIN municipality m ON m.code = a.municipality_code
         WHERE a.id = :id AND a.state IN ('cancelled', 'unfilled', 'not_delivered')),
    alike AS (
        SELECT FROM counted c JOIN wanted w
            ON (w.outcome, w.cause, w.started_at) IS NOT DISTINCT FROM (c.outcome, c.cause, c.started_at))
    INSERT INTO undelivered_fact ({_COLUMNS}, version, weight, recorded_at)
    SELECT {_COLUMNS}, version, -1, CAST(:now AS timestamptz) FROM counted WHERE NOT EXISTS (SELECT FROM alike)
    UNION ALL
    SELECT {_COLUMNS}, 1 + coalesce((SELECT max(version) FROM own), 0), 1, CAST(:now AS timestamptz)
      FROM wanted WHERE NOT EXISTS (SELECT FROM alike)
    """
)


async def keep_undelivered(session: Session, assignment_id: int, *, now: datetime) -> None:
    """Count an assignment as what it has become; does nothing when it is counted like that already.

    The assignment is locked. Outcomes are `cancelled` (by the body), `unfilled` and `not_delivered` with whose absence.
    """
    await session.execute(_KEEP_IN_STEP, {"id": assignment_id, "now": now})


async def count_undelivered(session: Session, _actor: Actor, *, about: Any, now: datetime) -> None:
    """The handler of what ends an assignment below or beside this folder; `about` has its `assignment_id`."""
    await keep_undelivered(session, about.assignment_id, now=now)

"""The one table of facts: one row per delivered assignment, appended in the transaction that confirms it.

Definition T1: the category and the standing are those at the start of the assignment, as the register knew them then.
Cancelled, unfilled and not delivered assignments are no facts (T3).
"""

from datetime import datetime

from sqlalchemy import text

from tolkeregister.core.database import Session

_COLUMNS = """
    source, reference, day, started_at, minutes, language_tag, type, mode, sector_code, supply_model,
    municipality_then, municipality_now, county_now, organisation_id, unit_id, category_requested
"""
# Whoever interprets outside the register is what the exception says, and has its ground (tolkeloven § 7); one who turns
# out to be qualified needs none. A register that did not answer leaves it unknown, and never qualified.
_QUALIFICATION = """
    CASE WHEN a.exception_id IS NOT NULL THEN a.outside_qualification
         WHEN coalesce(a.standing_at_start, 'unknown') = 'unknown' THEN 'unknown'
         WHEN a.category_at_start IS NULL THEN 'unqualified' ELSE 'qualified' END
"""
_BASIS = "CASE WHEN a.standing_at_start IN ('listed', 'unlisted') THEN a.standing_at_start END"
_GROUND = "CASE WHEN a.outside_qualification <> 'qualified' THEN a.ground END"
_FROM = f"""
    INSERT INTO assignment_fact ({_COLUMNS}, weight, qualification, basis, category, ground, recorded_at)
    SELECT 'booking', a.number, (lower(a.period) AT TIME ZONE 'Europe/Oslo')::date, lower(a.period),
           (extract(epoch FROM upper(a.period) - lower(a.period)) / 60)::int, a.language_tag, a.type, a.mode,
           u.sector_code, o.supply_model, a.municipality_code, m.code, m.county_code, r.organisation_id, r.unit_id,
           r.least_category, 1, {_QUALIFICATION}, {_BASIS}, a.category_at_start, {_GROUND}, :now
      FROM {{assignments}} a
      JOIN request r ON r.id = a.request_id
      JOIN unit u ON u.id = r.unit_id
      JOIN organisation o ON o.id = r.organisation_id
      JOIN municipality m ON m.code = a.municipality_code
     WHERE a.id = :id AND a.state = 'delivered'
    ON CONFLICT (reporter_id, reference, version, weight) DO NOTHING
    RETURNING id
"""
_APPEND = text(_FROM.format(assignments="assignment"))
# One statement: what ends an assignment and what counts it are one trip to the database.
_DELIVER = text(
    """
    WITH ended AS (
        UPDATE assignment SET state = 'delivered', ended_at = :now, end_reason = NULL WHERE id = :id RETURNING *)
    """
    + _FROM.format(assignments="ended")
)
# All but the qualification stays as it was counted: the correction is about what became known of the interpreter.
_CORRECT = text(
    f"""
    WITH counted AS (
        SELECT f.*, {_QUALIFICATION} AS is_now, {_GROUND} AS ground_now,
               CASE WHEN a.exception_id IS NOT NULL THEN 'unlisted' ELSE {_BASIS} END AS basis_now,
               CASE WHEN a.exception_id IS NULL THEN a.category_at_start END AS category_now
          FROM assignment a JOIN assignment_fact f ON f.source = 'booking' AND f.reference = a.number AND f.weight = 1
         WHERE a.id = :id AND a.state = 'delivered' ORDER BY f.version DESC LIMIT 1),
    changed AS (
        SELECT * FROM counted WHERE qualification <> is_now OR ground IS DISTINCT FROM ground_now)
    INSERT INTO assignment_fact ({_COLUMNS}, version, weight, qualification, basis, category, ground, recorded_at)
    SELECT {_COLUMNS}, version, -1, qualification, basis, category, ground, CAST(:now AS timestamptz) FROM changed
    UNION ALL
    SELECT {_COLUMNS}, version + 1, 1, is_now, basis_now, category_now, ground_now, CAST(:now AS timestamptz)
      FROM changed
    """
)


async def append_fact(session: Session, assignment_id: int, *, now: datetime) -> int:
    """Append the fact of a delivered assignment; returns its id. A second call for the same one is an error."""
    return int((await session.execute(_APPEND, {"id": assignment_id, "now": now})).scalar_one())


async def deliver(session: Session, assignment_id: int, *, now: datetime) -> None:
    """End a locked assignment as delivered and append its fact, in one trip; an error when it was counted before."""
    (await session.execute(_DELIVER, {"id": assignment_id, "now": now})).scalar_one()


async def correct_fact(session: Session, assignment_id: int, *, now: datetime) -> None:
    """Count a delivered assignment as what is known of its interpreter now: −1 of what stood there and +1.

    For somebody outside the register, and for a register that has answered at last.

    Does nothing before it is delivered, and nothing when it is counted like that already. The assignment is locked.
    """
    await session.execute(_CORRECT, {"id": assignment_id, "now": now})

"""What was ordered and never carried out: counted apart from the facts, also in the demo."""

from collections.abc import Iterable
from typing import Any

import asyncpg

from tolkeregister.core.clock import oslo_date
from web.demo.loading.copying import copy
from web.demo.nation.history_rows import HistoryFactRow

COLUMNS = ("source", "reference", "weight", "outcome", "cause", "day", "started_at", "language_tag", "type", "mode",
           "sector_code", "supply_model", "municipality_now", "county_now", "recorded_at")  # fmt: skip
_COUNT = """
    INSERT INTO undelivered_fact (source, reference, weight, outcome, cause, day, started_at, language_tag, type, mode,
           sector_code, supply_model, municipality_now, county_now, organisation_id, unit_id, category_requested,
           recorded_at)
    SELECT 'booking', a.number, 1, a.state,
           CASE a.state WHEN 'cancelled' THEN 'body' WHEN 'not_delivered' THEN a.end_reason END,
           (lower(a.period) AT TIME ZONE 'Europe/Oslo')::date, lower(a.period), a.language_tag, a.type, a.mode,
           u.sector_code, o.supply_model, m.code, m.county_code, r.organisation_id, r.unit_id, r.least_category,
           coalesce(a.ended_at, lower(a.period))
      FROM assignment a JOIN request r ON r.id = a.request_id JOIN unit u ON u.id = r.unit_id
      JOIN organisation o ON o.id = r.organisation_id JOIN municipality m ON m.code = a.municipality_code
     WHERE a.state IN ('cancelled', 'unfilled', 'not_delivered')
       AND NOT EXISTS (SELECT FROM undelivered_fact f WHERE f.reporter_id IS NULL AND f.reference = a.number)
"""


async def load_old(connection: asyncpg.Connection, rows: Iterable[HistoryFactRow]) -> None:
    """What the history says was not carried out."""
    await copy(connection, "undelivered_fact", COLUMNS, (_old(row) for row in rows))


async def count_loaded(connection: asyncpg.Connection) -> None:
    """The loaded assignments that ended without an interpreter, as commands would have counted them."""
    await connection.execute(_COUNT)


def _old(row: HistoryFactRow) -> tuple[Any, ...]:
    is_absent = row.outcome == "interpreter_absent"
    cause = row.outcome if is_absent else "body" if row.outcome == "cancelled" else None
    return ("history", row.id, 1, "not_delivered" if is_absent else row.outcome, cause, oslo_date(row.started_at),
            row.started_at, row.language_tag, row.type, row.mode, row.sector_code, row.supply_model,
            row.municipality_code_now, row.municipality_code_now[:2], row.started_at)  # fmt: skip

"""The assignments of 2020 and 2021: facts only, because they were carried out before there was a platform."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import asyncpg

from tolkeregister.core.clock import oslo_date
from web.demo.loading.copying import copy
from web.demo.loading.undelivered import load_old
from web.demo.nation.history import history
from web.demo.nation.history_rows import HistoryFactRow
from web.demo.progress import Progress

FACT = ("source", "reference", "weight", "day", "started_at", "minutes", "language_tag", "type", "mode", "sector_code",
        "supply_model", "municipality_then", "municipality_now", "county_now", "organisation_id", "unit_id",
        "qualification", "basis", "category", "category_requested", "recorded_at", "ground")  # fmt: skip


async def load_history(connection: asyncpg.Connection, scale: int, progress: Progress) -> None:
    """COPY the delivered ones as facts, and what was not carried out apart from them."""
    others: list[HistoryFactRow] = []
    await copy(connection, "assignment_fact", FACT, _facts(scale, others), progress)
    await load_old(connection, others)


def _facts(scale: int, others: list[HistoryFactRow]) -> Iterator[tuple[Any, ...]]:
    for row in history(scale):
        if row.outcome != "delivered":
            others.append(row)
            continue
        qualified = row.category is not None
        yield ("history", row.id, 1, oslo_date(row.started_at), row.started_at, row.minutes, row.language_tag, row.type,
               row.mode, row.sector_code, row.supply_model, row.municipality_code_then, row.municipality_code_now,
               row.municipality_code_now[:2], None, None, "qualified" if qualified else "unqualified",
               "listed" if qualified else None, row.category, None,
               row.started_at + timedelta(minutes=row.minutes), None)  # fmt: skip

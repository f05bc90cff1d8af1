"""The row of the years before this system booked anything: a completed or failed assignment as a fact."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class HistoryFactRow:
    """One assignment of 2020 or 2021 at scale S; only `delivered` counts."""

    id: str  # <year>-<tag>-<n>; c, u and a before the n of cancelled, unfilled and absent ones
    started_at: datetime
    minutes: int
    language_tag: str
    type: str
    mode: str  # in_person, screen, phone
    sector_code: str
    supply_model: str  # private_agency, municipal_service, own_register (private, municipal, state)
    municipality_code_then: str  # structure of 2020
    municipality_code_now: str  # structure of 2024
    interpreter_id: int | None
    category: str | None
    outcome: str  # delivered, cancelled, unfilled, interpreter_absent
    ordered_at: datetime

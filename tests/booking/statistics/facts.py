"""Facts straight into the table, without requests and bookings behind them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import count

from sqlalchemy import insert

import web.all_tables  # noqa: F401
from booking.statistics.models import AssignmentFact, UndeliveredFact
from tolkeregister.core.database import Session

_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Fact:
    """What a test says about some assignments; everything has a default."""

    day: date
    language: str = "ar"
    category: str | None = None  # qualified with a category, unqualified without
    times: int = 1
    county: str = "03"
    mode: str = "phone"
    sector: str = "HELSE"
    requested: str | None = "E"
    weight: int = 1
    unknown: bool = False
    source: str = "booking"
    type: str = "speech"
    supply_model: str = "private_agency"
    organisation_id: int | None = None
    unit_id: int | None = None
    ground: str | None = None
    reporter_id: int | None = None

    def rows(self) -> list[dict[str, object]]:
        """The rows of the table."""
        at = datetime.combine(self.day, time(9), tzinfo=UTC)
        standing = "unknown" if self.unknown else "qualified" if self.category else "unqualified"
        return [
            {
                "source": "report" if self.reporter_id else self.source, "reporter_id": self.reporter_id,
                "ground": self.ground, "reference": f"t{next(_numbers)}", "weight": self.weight,
                "day": self.day, "started_at": at,
                "minutes": 60, "language_tag": self.language, "type": self.type,
                "mode": self.mode, "sector_code": self.sector, "supply_model": self.supply_model,
                "municipality_then": f"{self.county}01", "municipality_now": f"{self.county}01",
                "county_now": self.county, "organisation_id": self.organisation_id, "unit_id": self.unit_id,
                "qualification": standing, "basis": "listed" if standing == "qualified" else None,
                "category": self.category, "category_requested": self.requested, "recorded_at": at,
            }
            for _ in range(self.times)
        ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unmet:
    """Orders that were never carried out."""

    day: date
    outcome: str = "unfilled"
    language: str = "ar"
    times: int = 1
    weight: int = 1
    source: str = "booking"
    organisation_id: int | None = None

    def rows(self) -> list[dict[str, object]]:
        """The rows of the table."""
        at = datetime.combine(self.day, time(9), tzinfo=UTC)
        return [
            {
                "source": self.source, "reference": f"u{next(_numbers)}", "weight": self.weight, "day": self.day,
                "started_at": at, "language_tag": self.language, "type": "speech", "mode": "phone",
                "sector_code": "HELSE", "supply_model": "private_agency", "municipality_now": "0301",
                "county_now": "03", "organisation_id": self.organisation_id, "outcome": self.outcome,
                "recorded_at": at,
            }
            for _ in range(self.times)
        ]  # fmt: skip


async def record_unmet(session: Session, *orders: Unmet) -> None:
    """Append the orders."""
    await session.execute(insert(UndeliveredFact), [row for each in orders for row in each.rows()])


async def record(session: Session, *facts: Fact) -> None:
    """Append the facts."""
    rows = [row for fact in facts for row in fact.rows()]
    if rows:
        await session.execute(insert(AssignmentFact), rows)

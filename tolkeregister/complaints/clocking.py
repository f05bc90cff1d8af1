"""Starting, ending, suspending and extending the clocks of a complaint. The last day is always computed."""

from datetime import date

from tolkeregister.complaints.models import ComplaintStage
from tolkeregister.complaints.rules.terms import TERMS
from tolkeregister.complaints.rules.words import Stage
from tolkeregister.core.database import Session
from tolkeregister.core.rules.dated import in_force


async def start_stage(
    session: Session, complaint_id: int, stage: Stage, *, on: date, days: int | None = None
) -> None:
    """Start a clock on a day in Norway, for as long as the terms of that day say or for `days`."""
    unit, usual = in_force(TERMS, on).clocks[stage]
    session.add(
        ComplaintStage(complaint_id=complaint_id, stage=stage, unit=unit, days=days or usual, started_on=on)
    )
    await session.flush()

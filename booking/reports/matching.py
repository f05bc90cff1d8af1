"""Not counting an assignment twice: the set-based steps that compare reported facts with what is booked here."""

from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import TextClause, text

from booking.reports.models import ReportUpload
from booking.reports.rules.matching import NEAR
from booking.reports.statements import statement
from tolkeregister.core.database import Session

MOST_PAIRS = 10_000
"""On the work list from one upload; more than that is a mistake in the file, not work for a person."""

NIGHT_LOOKS_BACK = timedelta(days=400)
_COPIED = (
    "source", "reference", "reporter_id", "upload_id", "line", "supply_model", "day", "started_at", "minutes",
    "language_tag", "type", "mode", "sector_code", "municipality_then", "municipality_now", "county_now", "body_orgnr",
    "organisation_id", "unit_id", "interpreter_number", "category_stated", "qualification", "basis", "category",
    "category_requested", "ordered_at", "ground",
)  # fmt: skip


@cache
def _sure() -> TextClause:
    sql = str(statement("same_for_sure"))
    copied = ", ".join(f"live.{name}" for name in _COPIED)
    return text(sql.replace("{columns}", ", ".join(_COPIED)).replace("{live}", copied))


async def match_upload(session: Session, upload: ReportUpload, *, now: datetime) -> int:
    """Stop counting the upload's rows that are booked here for sure; put the doubtful on the work list.

    Returns how many are not counted any longer.
    """
    if upload.first_start is None or upload.last_start is None:
        return 0
    values = {
        "first_start": upload.first_start - NEAR, "last_start": upload.last_start + NEAR, "now": now,
        "reporter_id": upload.reporter_id,
    }  # fmt: skip
    matched = (await session.execute(_sure(), values)).scalar_one()
    await session.execute(statement("same_perhaps"), {**values, "most": MOST_PAIRS})
    return int(matched)


async def match_everything(session: Session, *, now: datetime) -> int:
    """What was booked here and confirmed after it was reported is one assignment, too. Safe to run again."""
    values = {"first_start": now - NIGHT_LOOKS_BACK, "last_start": now, "now": now, "reporter_id": None}
    return int((await session.execute(_sure(), values)).scalar_one())


async def count_no_longer(
    session: Session, reporter_id: int, reference: str, assignment_id: int, *, now: datetime
) -> int:
    """What a person has said: the reported row is the assignment. Nothing yet when it is no fact here yet."""
    starts = text("SELECT lower(period) FROM assignment WHERE id = :id")
    start = (await session.execute(starts, {"id": assignment_id})).scalar_one()
    values = {"first_start": start, "last_start": start, "now": now, "reporter_id": reporter_id}
    return int((await session.execute(_sure(), values)).scalar_one())

"""Keeping the roll-ups. They hold every fact up to a mark; a query adds the facts after it, so it is whole.

Why a mark on the fact's id and not on its day: a booker confirms on Monday what happened on Friday. Such a
fact would fall between "closed days" and "today". Why whole years are deleted and inserted again, not days
or months: the roll-up has a row per year, so that it stays small (130 languages x 15 counties a year) and a
question reads it in one sweep. A year of 1.3 million facts takes a second or two once a night, and a rebuild
repairs whatever was wrong.
"""

from datetime import date, datetime

from sqlalchemy import delete, text, update

from booking.statistics.models import RollupState, ShareMonth, ShareRollup, ShareYear
from booking.statistics.statements import question
from tolkeregister.core.database import Session

_WAIT_FOR_WRITERS = text("SELECT wait_for_facts_in_flight()")
_STATE = text("SELECT rolled_up_fact_id, closing_fact_id FROM rollup_state FOR UPDATE")


async def mark_closed_facts(session: Session, *, now: datetime) -> bool:
    """Set the mark that the next `roll_up` reaches; returns whether there is anything new.

    Holds up those who finish assignments until the transaction ends, so nothing else belongs in it.
    """
    await session.execute(_WAIT_FOR_WRITERS)
    state = (await session.execute(question("mark_closed_facts"), {"now": now})).one()
    return bool(state.closing_fact_id > state.rolled_up_fact_id)


async def roll_up(session: Session) -> tuple[int, ...]:
    """Rebuild the years that facts up to the mark touch, and move the roll-up's end there; returns them.

    Safe to run twice. Readers see either the old roll-up with the old end or the new one with the new.
    """
    state = (await session.execute(_STATE)).one()
    span = {"after": state.rolled_up_fact_id, "upto": state.closing_fact_id}
    years = tuple((await session.execute(question("touched_years"), span)).scalars())
    for year in years:
        await _rebuild(session, year, upto=state.closing_fact_id)
    await session.execute(update(RollupState).values(rolled_up_fact_id=state.closing_fact_id))
    return years


async def _rebuild(session: Session, year: int, *, upto: int) -> None:
    values = {"year_start": date(year, 1, 1), "year_end": date(year, 12, 31), "upto": upto}
    await session.execute(delete(ShareRollup).where(ShareRollup.year == year))  # type: ignore[arg-type]
    await session.execute(question("roll_up_year"), values)
    await session.execute(delete(ShareYear).where(ShareYear.year == year))  # type: ignore[arg-type]
    await session.execute(question("pack_year"), {"year": year})
    await session.execute(delete(ShareMonth).where(ShareMonth.year == year))  # type: ignore[arg-type]
    await session.execute(question("roll_up_months"), values)

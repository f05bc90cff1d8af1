"""Time that is held while a move waits for a yes, and becomes the agreed time or is let go (see docs/laasing.md).

Called with the interpreter locked FOR NO KEY UPDATE and then the assignment. Held parts are rows of `booked`, so the
rule against overlap covers them like all other time.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import text

from booking.availability.calendar import period_text
from booking.availability.rules import booked_period, buffer_on
from booking.changes.rules.agreement import Agreed
from booking.changes.rules.holding import to_hold
from tolkeregister.core.database import Session
from tolkeregister.core.rules.oslo_time import Interval

_BOOKED = text("SELECT lower(period), upper(period) FROM booked WHERE assignment_id = :id AND part = 0")
# What has run out is nobody's, also before the job has said so.
_EXPIRED = text("DELETE FROM booked WHERE interpreter_id = :interpreter AND held_until <= :now")
_HOLD = text(
    """
    INSERT INTO booked (assignment_id, interpreter_id, part, period, held_until)
    SELECT :id, :interpreter, part, CAST(period AS tstzrange), :until
      FROM unnest(CAST(:parts AS text[])) WITH ORDINALITY AS u(period, part)
    ON CONFLICT DO NOTHING RETURNING part
    """
)
_LET_GO = text("DELETE FROM booked WHERE assignment_id = :id AND part > 0")
# The held parts go and the agreed time becomes the new one in the same statement: the old time is free at once. The
# count makes the deletion come first. It cannot collide, because everything new was held.
_TAKE = text(
    """
    WITH freed AS (DELETE FROM booked WHERE assignment_id = :id AND part > 0 RETURNING 1)
    UPDATE booked SET period = CAST(CAST(:period AS text) AS tstzrange)
     WHERE assignment_id = :id AND part = 0 AND (SELECT count(*) FROM freed) >= 0
    """
)


async def hold(
    session: Session,
    assignment_id: int,
    interpreter_id: int,
    wanted: Agreed,
    *,
    until: datetime,
    now: datetime,
) -> bool:
    """Hold what the wanted time needs besides the agreed one. False, with nothing held, when any of it is taken."""
    agreed = Interval(*(await session.execute(_BOOKED, {"id": assignment_id})).one())
    parts = to_hold(agreed, taken_by(wanted))
    await session.execute(_EXPIRED, {"interpreter": interpreter_id, "now": now})
    if len(await _held(session, assignment_id, interpreter_id, parts, until)) == len(parts):
        return True
    await let_go(session, assignment_id)
    return False


async def take_held(session: Session, assignment_id: int, wanted: Agreed) -> None:
    """The new time is the agreed one; what was agreed before and is not in it is free."""
    period = taken_by(wanted)
    values = {"id": assignment_id, "period": period_text(period.starts_at, period.ends_at)}
    await session.execute(_TAKE, values)


async def let_go(session: Session, assignment_id: int) -> None:
    """Nothing is held any more; the agreed time stands."""
    await session.execute(_LET_GO, {"id": assignment_id})


def taken_by(agreed: Agreed) -> Interval:
    """The time it takes, buffer included."""
    return booked_period(agreed.starts_at, agreed.ends_at, agreed.mode, buffer_on(agreed.starts_at))


async def _held(
    session: Session, assignment_id: int, interpreter_id: int, parts: Sequence[Interval], until: datetime
) -> list[int]:
    values = {
        "id": assignment_id, "interpreter": interpreter_id, "until": until,
        "parts": [period_text(each.starts_at, each.ends_at) for each in parts],
    }  # fmt: skip
    return list((await session.execute(_HOLD, values)).scalars())

"""Changes somebody wants, as small differences from what an assignment says."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from booking.changes.agreed import agreed_now
from booking.changes.commands import Changed, change_assignment
from booking.changes.screen import ScreenPlan
from booking.offers.commands import accept_offer
from booking.sending.commands import send_request
from tests.builders.answers import assignment_row, open_offer, value
from tests.builders.bodies import BuiltBody
from tests.builders.drafts import a_draft
from tests.builders.interpreters import BuiltInterpreter
from tests.builders.times import NOW
from tolkeregister.core.database import Session


async def an_agreement(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter, starts: str = "14:30", ends: str = "16:30",
    *, now: datetime = NOW, **changes: Any,
) -> str:  # fmt: skip
    """An order of that Monday that the interpreter has accepted; its number."""
    draft = a_draft(starts, ends, **{"address": "Storgata 1", **changes})
    number = await send_request(session, body.booker, draft, key=f"{starts}{ends}{changes}", now=now)
    offer = await open_offer(session, number, tolk.id)
    await accept_offer(session, tolk.actor, offer, declaration=True, now=now)
    return number


async def change(
    session: Session, body: BuiltBody, number: str, *, later: int = 0, longer: int = 0, version: int | None = None,
    plan: ScreenPlan | None = None, now: datetime = NOW, **fields: Any,
) -> Changed:  # fmt: skip
    """The booker wants the order so many minutes later and longer, or with other `fields`."""
    row = await assignment_row(session, number)
    before = await agreed_now(session, row.id)
    starts_at = before.starts_at + timedelta(minutes=later)
    ends_at = before.ends_at + timedelta(minutes=later + longer)
    wanted = replace(before, **{"starts_at": starts_at, "ends_at": ends_at, **fields})
    seen = row.version if version is None else version
    return await change_assignment(session, body.booker, number, wanted, plan=plan, version=seen, now=now)


async def proposed(session: Session, number: str) -> int:
    """The id of the latest change of an order that was asked of its interpreter."""
    sql = """SELECT max(c.id) FROM assignment_change c JOIN assignment a ON a.id = c.assignment_id
              WHERE a.number = :number AND c.answer_by IS NOT NULL"""
    return int(await value(session, sql, number=number))


async def booked_minutes(session: Session, number: str) -> list[tuple[int, int, bool]]:
    """(from, to, whether held) of an order's booked time, in minutes of that Monday in UTC."""
    sql = """SELECT jsonb_agg(jsonb_build_array(
                      extract(epoch FROM lower(b.period) - date_trunc('day', lower(b.period), 'UTC')) / 60,
                      extract(epoch FROM upper(b.period) - date_trunc('day', lower(b.period), 'UTC')) / 60,
                      b.part > 0) ORDER BY b.part)
               FROM booked b JOIN assignment a ON a.id = b.assignment_id WHERE a.number = :number"""
    rows = await value(session, sql, number=number) or []
    return [(int(row[0]), int(row[1]), row[2]) for row in rows]

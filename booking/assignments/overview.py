"""The booker's list of orders, narrowed by what they wait for and by time, a page at a time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import text

from booking.requests.access import visible_to
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session

Which = Literal[
    "all", "weighing", "open", "coming", "unconfirmed", "delivered", "not_delivered", "cancelled", "unfilled"
]
_CONDITIONS: dict[str, str] = {
    "all": "true",
    "weighing": "w.weigh_by IS NOT NULL",
    "open": "a.state = 'open' AND w.weigh_by IS NULL",
    "coming": "a.state = 'accepted' AND upper(a.period) > :now",
    "unconfirmed": "a.state = 'accepted' AND upper(a.period) <= :now",
} | {state: f"a.state = '{state}'" for state in ("delivered", "not_delivered", "cancelled", "unfilled")}

# What waits for the body itself stands first, the least time to answer before the rest (rule H1).
_LIST = """
    WITH weighing AS (
        SELECT assignment_id, min(answer_by) AS weigh_by FROM offer
         WHERE state = 'open' AND remark IS NOT NULL AND answer_by > :now GROUP BY assignment_id),
    those AS MATERIALIZED (
        SELECT a.id, a.number, a.state, a.language_tag, a.mode, a.period, a.municipality_code, a.interpreter_id,
               coalesce(a.category_at_start, a.category_at_acceptance) AS category, r.unit_id, w.weigh_by
          FROM assignment a JOIN request r ON r.id = a.request_id
          LEFT JOIN weighing w ON w.assignment_id = a.id AND a.state = 'open'
         WHERE {visible} AND {which}
           AND (CAST(:since AS timestamptz) IS NULL OR lower(a.period) >= :since)
           AND (CAST(:until AS timestamptz) IS NULL OR lower(a.period) < :until))
    SELECT t.number, t.state, t.language_tag, t.mode, lower(t.period) AS starts_at, upper(t.period) AS ends_at,
           m.name AS municipality, u.name AS unit, p.given_name || ' ' || p.family_name AS interpreter, t.category,
           t.state = 'accepted' AND upper(t.period) <= :now AS is_unconfirmed, t.weigh_by,
           (SELECT count(*) FROM those) AS in_all
      FROM (SELECT * FROM those ORDER BY weigh_by, lower(period) {order}, id {order} LIMIT :most OFFSET :skip) t
      JOIN unit u ON u.id = t.unit_id JOIN municipality m ON m.code = t.municipality_code
      LEFT JOIN interpreter i ON i.id = t.interpreter_id LEFT JOIN person p ON p.id = i.person_id
     ORDER BY t.weigh_by, lower(t.period) {order}, t.id {order}
"""


@dataclass(frozen=True, slots=True)
class AssignmentLine:
    """One line of the booker's list. The interpreter's name is there once somebody has accepted."""

    number: str
    state: str
    language_tag: str
    mode: str
    starts_at: datetime
    ends_at: datetime
    municipality: str
    unit: str
    interpreter: str | None
    category: str | None
    is_unconfirmed: bool  # over, and nobody has said how it went
    weigh_by: datetime | None  # until when the body may answer what an interpreter has told (rule H1)


@dataclass(frozen=True, slots=True)
class ListOfOrders:
    """One page of orders, and how many there are in all (0 on a page after the last)."""

    lines: tuple[AssignmentLine, ...]
    count: int


async def list_orders(
    session: Session,
    actor: Actor,
    *,
    which: Which = "all",
    since: datetime | None = None,
    until: datetime | None = None,
    page: int = 1,
    per_page: int = 25,
    now: datetime,
) -> ListOfOrders:
    """What the actor may see: what waits for the actor's own answer, then coming ones first to happen first, all
    others the latest start first.

    `since` and `until` bound the start, `[since, until)`. One statement, however long the list is.
    """
    visible, values = visible_to(actor)
    order = "ASC" if which in ("coming", "open", "unconfirmed") else "DESC"
    sql = _LIST.format(visible=visible, which=_CONDITIONS[which], order=order)
    more: dict[str, Any] = {
        "since": since,
        "until": until,
        "now": now,
        "most": per_page,
        "skip": (page - 1) * per_page,
    }
    rows = (await session.execute(text(sql), {**values, **more})).all()
    return ListOfOrders(tuple(AssignmentLine(*row[:-1]) for row in rows), rows[0].in_all if rows else 0)

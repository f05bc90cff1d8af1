"""Lists of assignments: the booker's, the interpreter's own, and today's."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import text

from booking.requests.access import visible_to
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.rules.oslo_time import local_day


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


@dataclass(frozen=True, slots=True)
class OwnAssignment:
    """One of the interpreter's own, with the address, which is shown only after acceptance."""

    number: str
    state: str
    language_tag: str
    mode: str
    starts_at: datetime
    ends_at: datetime
    municipality: str
    address: str
    body: str
    unit: str
    theme: str
    participants: str


@dataclass(frozen=True, slots=True)
class Today:
    """What a booker needs this morning."""

    day: date
    today: tuple[AssignmentLine, ...]
    still_open: tuple[AssignmentLine, ...]
    to_confirm: tuple[AssignmentLine, ...]


_LINES = """
    SELECT a.number, a.state, a.language_tag, a.mode, lower(a.period) AS starts_at, upper(a.period) AS ends_at,
           m.name AS municipality, u.name AS unit, p.given_name || ' ' || p.family_name AS interpreter,
           coalesce(a.category_at_start, a.category_at_acceptance) AS category,
           a.state = 'accepted' AND upper(a.period) <= :now AS is_unconfirmed
      FROM assignment a JOIN request r ON r.id = a.request_id JOIN unit u ON u.id = r.unit_id
      JOIN municipality m ON m.code = a.municipality_code
      LEFT JOIN interpreter i ON i.id = a.interpreter_id LEFT JOIN person p ON p.id = i.person_id
     WHERE {visible} AND {which} ORDER BY {order} LIMIT :most OFFSET :skip
"""
_OWN = text(
    """
    SELECT a.number, a.state, a.language_tag, a.mode, lower(a.period) AS starts_at, upper(a.period) AS ends_at,
           m.name AS municipality, a.address, o.name AS body, u.name AS unit, r.theme, r.participants
      FROM assignment a JOIN request r ON r.id = a.request_id JOIN organisation o ON o.id = r.organisation_id
      JOIN unit u ON u.id = r.unit_id JOIN municipality m ON m.code = a.municipality_code
     WHERE a.interpreter_id = :interpreter AND upper(a.period) > :since ORDER BY lower(a.period), a.id
    """
)


async def booker_list(
    session: Session,
    actor: Actor,
    *,
    state: str | None = None,
    page: int = 1,
    per_page: int = 25,
    now: datetime,
) -> tuple[AssignmentLine, ...]:
    """What the actor may see, the latest start first; one more than `per_page` tells that there is a next page."""
    return await _lines(
        session, actor, "(CAST(:state AS text) IS NULL OR a.state = :state)", now, order="lower(a.period) DESC, a.id",
        state=state, most=per_page + 1, skip=(page - 1) * per_page,
    )  # fmt: skip


async def today_page(session: Session, actor: Actor, *, now: datetime) -> Today:
    """Today's assignments, those still without an interpreter, and those over that wait for a confirmation."""
    day = local_day(oslo_date(now))
    soon = "a.state = 'open' AND lower(a.period) > :now"
    unconfirmed = "a.state = 'accepted' AND upper(a.period) <= :now"
    of_today = "a.state <> 'cancelled' AND lower(a.period) >= :day_starts AND lower(a.period) < :day_ends"
    bounds: dict[str, Any] = {"day_starts": day.starts_at, "day_ends": day.ends_at}
    return Today(
        oslo_date(now),
        await _lines(session, actor, of_today, now, **bounds),
        await _lines(session, actor, soon, now),
        await _lines(session, actor, unconfirmed, now),
    )


async def own_assignments(session: Session, actor: Actor, *, since: datetime) -> tuple[OwnAssignment, ...]:
    """The interpreter's own assignments that end after `since`, the first one first."""
    rows = await session.execute(_OWN, {"interpreter": actor.interpreter_id, "since": since})
    return tuple(OwnAssignment(*row) for row in rows)


async def _lines(
    session: Session, actor: Actor, which: str, now: datetime, *, order: str = "lower(a.period), a.id",
    most: int = 100, skip: int = 0, **more: Any,
) -> tuple[AssignmentLine, ...]:  # fmt: skip
    visible, values = visible_to(actor)
    sql = _LINES.format(visible=visible, which=which, order=order)
    rows = await session.execute(text(sql), {**values, **more, "now": now, "most": most, "skip": skip})
    return tuple(AssignmentLine(*row) for row in rows)

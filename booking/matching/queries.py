"""Everyone who could be asked about one assignment, with what the rules of the queue need to know."""

from typing import Any

from sqlalchemy import text

from booking.availability.calendar import AVAILABILITY, CALENDAR, WINDOWS, Horizon, Window
from booking.availability.rules import Availability
from booking.matching.rules.queue import Ask, Candidate, Wanted
from booking.matching.rules.travel import SPEEDS
from booking.requests.access import AssignmentInHand
from booking.search.statement import candidates_sql
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import Reason, reason
from tolkeregister.core.rules.dated import in_force

_SQL = f"""
    WITH w AS MATERIALIZED ({WINDOWS}), candidate AS MATERIALIZED ({{candidates}})
    SELECT c.interpreter_id, c.number, c.category, c.gender, c.modes, c.subjects, c.km, i.has_clearance,
           {AVAILABILITY} AS availability,
           coalesce(away && w.period, false) AS is_away, coalesce(taken && w.widened, false) AS is_taken,
           EXISTS (SELECT FROM entry_listing l WHERE l.entry_id = c.entry_id AND upper_inf(l.recorded)
                   AND l.valid @> CAST(:now AS timestamptz)) AS is_listed_now
      FROM candidate c JOIN interpreter i ON i.id = c.interpreter_id CROSS JOIN w CROSS JOIN LATERAL ({CALENDAR}) k
"""


async def candidates_for(
    session: Session, assignment: AssignmentInHand, *, now: Any
) -> list[tuple[int, Candidate]]:
    """Interpreter ids and candidates: all with an entry for the language and type at the assignment's start."""
    in_person = assignment.mode == "in_person"
    horizon = Horizon([Window(assignment.starts_at, assignment.ends_at, assignment.mode)])
    sql = _SQL.format(candidates=candidates_sql(["language", "type"], with_place=in_person, once_each=False))
    values = {
        "at": assignment.starts_at, "now": now, "language": assignment.language_tag, "type": assignment.type,
        "municipality": assignment.municipality_code,
        "road_factor": in_force(SPEEDS, oslo_date(assignment.starts_at)).road_factor,
        **horizon.parameters(), **horizon.window_parameters(),
    }  # fmt: skip
    rows = await session.execute(text(sql), values)
    return [(row.interpreter_id, _candidate(row)) for row in rows]


def _candidate(row: Any) -> Candidate:
    return Candidate(
        number=row.number, category=row.category, is_listed=row.is_listed_now,
        availability=Availability(row.availability, _why(row)), modes=frozenset(row.modes), gender=row.gender,
        subjects=frozenset(row.subjects), has_clearance=row.has_clearance, km=row.km,
    )  # fmt: skip


def _why(row: Any) -> tuple[Reason, ...]:
    """The reasons `availability_at` would give, as far as the statement can tell them."""
    if row.availability != "busy":
        return (reason("within_stated_hours" if row.availability == "free" else "hours_not_stated"),)
    against = [code for code, is_so in (("absent", row.is_away), ("already_booked", row.is_taken)) if is_so]
    return tuple(reason(code) for code in against or ["outside_stated_hours"])


def wanted_by(assignment: AssignmentInHand) -> Wanted:
    """The request in the words of the queue: gender and clearance are musts, the rest are wishes."""
    asks = [Ask("interpreter", number) for number in assignment.preferred_numbers]
    if assignment.gender:
        asks.append(Ask("gender", assignment.gender, is_must=True))
    if assignment.needs_clearance:
        asks.append(Ask("clearance", is_must=True))
    if assignment.subject:
        asks.append(Ask("subject", assignment.subject))
    return Wanted(
        language=assignment.language_tag, type=assignment.type, mode=assignment.mode,
        drawn_on=assignment.drawn_on, least_category=assignment.least_category,  # type: ignore[arg-type]
        asks=tuple(asks), excluded=frozenset(assignment.excluded_numbers),
    )  # fmt: skip

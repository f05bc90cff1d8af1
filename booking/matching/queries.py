"""Everyone who could be asked about one assignment, with what the rules of the queue need to know."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import text

from booking.availability.calendar import AVAILABILITY, CALENDAR, WINDOWS, Horizon, Window
from booking.availability.rules import Availability
from booking.certificates.queries import requirement_for, with_certificate
from booking.matching.rules.queue import Ask, Candidate, Certificate, InMode, Wanted
from booking.matching.rules.relaxation import Demands, asked_now
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
           w.n, w.mode AS asked_mode, {AVAILABILITY} AS availability,
           coalesce(away && w.period, false) AS is_away, coalesce(taken && w.widened, false) AS is_taken,
           EXISTS (SELECT FROM entry_listing l WHERE l.entry_id = c.entry_id AND upper_inf(l.recorded)
                   AND l.valid @> CAST(:now AS timestamptz)) AS is_listed_now
      FROM candidate c JOIN interpreter i ON i.id = c.interpreter_id CROSS JOIN LATERAL ({CALENDAR}) k CROSS JOIN w
"""


async def wanted_and_candidates(
    session: Session, assignment: AssignmentInHand, *, now: datetime
) -> tuple[Wanted, list[tuple[int, Candidate]]]:
    """All that the rules of the queue are told: what is asked for now, and everyone with their interpreter ids."""
    on = oslo_date(assignment.starts_at)
    requirement = await requirement_for(session, assignment.unit_id, on=on)
    shown = await with_certificate(session, assignment.unit_id, requirement, on=on)
    wanted = wanted_by(assignment, requirement.certificate)
    return wanted, await _candidates(session, assignment, wanted, shown, now)


async def lacking_certificate(session: Session, assignment: AssignmentInHand) -> Callable[[int], bool]:
    """Whether an interpreter may not be asked or accept, since the body has not seen the certificate it must see
    first (rule PA3). Where it may be shown later nobody lacks it."""
    on = oslo_date(assignment.starts_at)
    requirement = await requirement_for(session, assignment.unit_id, on=on)
    if requirement.certificate != "before_asking":
        return lambda _: False
    shown = await with_certificate(session, assignment.unit_id, requirement, on=on)
    return lambda interpreter_id: interpreter_id not in shown


async def _candidates(
    session: Session, assignment: AssignmentInHand, wanted: Wanted, shown: frozenset[int], now: datetime
) -> list[tuple[int, Candidate]]:
    """Interpreter ids and candidates: all with an entry for the language and type at the assignment's start."""
    horizon = Horizon([Window(assignment.starts_at, assignment.ends_at, mode) for mode in wanted.modes])
    with_place = "in_person" in wanted.modes
    sql = _SQL.format(candidates=candidates_sql(["language", "type"], with_place=with_place, once_each=False))
    values = {
        "at": assignment.starts_at, "now": now, "language": assignment.language_tag, "type": assignment.type,
        "municipality": assignment.municipality_code,
        "road_factor": in_force(SPEEDS, oslo_date(assignment.starts_at)).road_factor,
        **horizon.parameters(), **horizon.window_parameters(),
    }  # fmt: skip
    rows = (await session.execute(text(sql), values)).all()
    otherwise: dict[int, list[InMode]] = {}
    for row in sorted(rows, key=lambda row: row.n):
        if row.n > 1:
            one = InMode(row.asked_mode, Availability(row.availability, _why(row)))
            otherwise.setdefault(row.interpreter_id, []).append(one)
    return [
        (
            row.interpreter_id,
            _candidate(row, otherwise.get(row.interpreter_id, []), row.interpreter_id in shown),
        )
        for row in rows
        if row.n == 1
    ]


def _candidate(row: Any, otherwise: list[InMode], has_certificate: bool) -> Candidate:
    return Candidate(
        number=row.number, category=row.category, is_listed=row.is_listed_now,
        availability=Availability(row.availability, _why(row)), modes=frozenset(row.modes), gender=row.gender,
        subjects=frozenset(row.subjects), has_clearance=row.has_clearance, km=row.km, otherwise=tuple(otherwise),
        has_certificate=has_certificate,
    )  # fmt: skip


def _why(row: Any) -> tuple[Reason, ...]:
    """The reasons `availability_at` would give, as far as the statement can tell them."""
    if row.availability != "busy":
        return (reason("within_stated_hours" if row.availability == "free" else "hours_not_stated"),)
    against = [code for code, is_so in (("absent", row.is_away), ("already_booked", row.is_taken)) if is_so]
    return tuple(reason(code) for code in against or ["outside_stated_hours"])


def wanted_by(assignment: AssignmentInHand, certificate: Certificate = "not_required") -> Wanted:
    """The request in the words of the queue, less what has been given up since nobody was found (feature 18)."""
    now = asked_now(demands_of(assignment), assignment.relaxed)
    return Wanted(
        language=assignment.language_tag, type=assignment.type, mode=now.modes[0], drawn_on=assignment.drawn_on,
        least_category=now.least_category, asks=now.asks, excluded=frozenset(assignment.excluded_numbers),
        other_modes=now.modes[1:], certificate=certificate,
    )  # fmt: skip


def demands_of(assignment: AssignmentInHand) -> Demands:
    """What the booker asked for, which of it is a must, and what may fall.

    An order whose mode has been changed since it was sent is asked for in that mode only.
    """
    musts = frozenset(assignment.musts)
    asks = [Ask("interpreter", each, "interpreter" in musts) for each in assignment.preferred_numbers]
    if assignment.gender:
        asks.append(Ask("gender", assignment.gender, "gender" in musts))
    if assignment.needs_clearance:
        asks.append(Ask("clearance", is_must="clearance" in musts))
    if assignment.subject:
        asks.append(Ask("subject", assignment.subject, "subject" in musts))
    ranked = assignment.modes if assignment.modes[:1] == (assignment.mode,) else (assignment.mode,)
    return Demands(
        ranked, "mode" in musts, assignment.least_category, tuple(asks),  # type: ignore[arg-type]
        frozenset(assignment.fallbacks),  # type: ignore[arg-type]
    )  # fmt: skip

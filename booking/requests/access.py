"""Who may see which assignment: a booker those of the own unit, an interpreter those accepted, the system all.

Everything starts from `visible_to`; a foreign assignment answers exactly as one that does not exist.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import text

from booking.matching.rules.relaxation import Step
from booking.requests.models import USUAL_MUSTS
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotFound


@dataclass(frozen=True, slots=True)
class AssignmentInHand:
    """An assignment with its request, as commands need it."""

    id: int
    number: str
    state: str
    mode: str
    type: str
    language_tag: str
    starts_at: datetime
    ends_at: datetime
    municipality_code: str
    offers_per_round: int
    round: int
    version: int
    interpreter_id: int | None
    standing_at_start: str | None
    request_id: int
    organisation_id: int
    unit_id: int
    account_id: int
    drawn_on: date
    least_category: str
    gender: str | None
    subject: str | None
    needs_clearance: bool
    preferred_numbers: tuple[str, ...]
    excluded_numbers: tuple[str, ...]
    modes: tuple[str, ...] = ()  # ranked, when there are several and the first is `mode`
    musts: tuple[str, ...] = USUAL_MUSTS
    fallbacks: tuple[str, ...] = ()
    relaxed: tuple[Step, ...] = ()

    @property
    def is_outside(self) -> bool:
        """Somebody outside the register has it (tolkeloven § 7): nobody is asked, and nobody's yes is needed."""
        return self.state == "accepted" and self.interpreter_id is None


_ASSIGNMENT = """
    SELECT a.id, a.number, a.state, a.mode, a.type, a.language_tag, lower(a.period) AS starts_at,
           upper(a.period) AS ends_at, a.municipality_code, a.offers_per_round, a.round, a.version,
           a.interpreter_id, a.standing_at_start, r.id AS request_id, r.organisation_id, r.unit_id, r.account_id,
           r.drawn_on, r.least_category, r.gender, r.subject, r.needs_clearance, r.preferred_numbers,
           r.excluded_numbers, a.modes, r.musts, r.fallbacks, a.relaxed
      FROM assignment a JOIN request r ON r.id = a.request_id
     WHERE {where} {lock}
"""


# Where an interpreter who has accepted is to be, in SQL over `assignment a` and `request r`: the address in person, the
# body's own room where it has named one by screen.
PLACE_TO_MEET = """CASE a.mode WHEN 'in_person' THEN a.address WHEN 'screen' THEN coalesce(r.video_room, '')
                               ELSE '' END"""
_LISTS = ("preferred_numbers", "excluded_numbers", "modes", "musts", "fallbacks")


def visible_to(actor: Actor) -> tuple[str, dict[str, Any]]:
    """A WHERE clause over `assignment a JOIN request r`, with its parameters."""
    if actor.is_system:
        return "true", {}
    if actor.is_public_body and actor.organisation_id is not None:
        unit = None if actor.has(Role.BODY_ADMINISTRATOR) else actor.unit_id
        clause = "(r.organisation_id = :own_organisation AND (CAST(:own_unit AS int) IS NULL OR r.unit_id = :own_unit))"
        return clause, {"own_organisation": actor.organisation_id, "own_unit": unit}
    if actor.interpreter_id is not None:
        return "a.interpreter_id = :own_interpreter", {"own_interpreter": actor.interpreter_id}
    return "false", {}


async def find_assignment_for(
    session: Session, actor: Actor, number: str, *, lock: bool = False
) -> AssignmentInHand:
    """The assignment by its number, locked if it will be changed. NotFound when it is not the actor's."""
    clause, values = visible_to(actor)
    return await _one(session, f"a.number = :number AND {clause}", {"number": number, **values}, lock)


async def read_assignment(session: Session, assignment_id: int) -> AssignmentInHand:
    """The assignment by its id, not locked, for commands that have asked who may already."""
    return await _one(session, "a.id = :id", {"id": assignment_id}, False)


async def lock_assignment(session: Session, assignment_id: int) -> AssignmentInHand:
    """The assignment by its id, locked, for commands that have asked who may already."""
    return await _one(session, "a.id = :id", {"id": assignment_id}, True)


async def _one(session: Session, where: str, values: dict[str, Any], lock: bool) -> AssignmentInHand:
    # request before assignment: see docs/laasing.md; the request is never changed, so only the assignment is locked
    sql = _ASSIGNMENT.format(where=where, lock="FOR NO KEY UPDATE OF a" if lock else "")
    row = (await session.execute(text(sql), values)).mappings().first()
    if row is None:
        raise NotFound(reason("assignment_not_found"))
    lists = {name: tuple(row[name]) for name in _LISTS}
    relaxed = tuple(Step(each["criterion"], each["to"]) for each in row["relaxed"])
    return AssignmentInHand(**{**row, **lists, "relaxed": relaxed})

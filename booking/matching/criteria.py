"""What one order asks for, for its pages: what is a must, what has fallen since, and what would fall next."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import text

from booking.matching.queries import demands_of
from booking.matching.rules.relaxation import Criterion, Demands, Step, all_steps, asked_now
from booking.requests.access import AssignmentInHand, find_assignment_for
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session

_MORE = text(
    """
    SELECT a.relaxed, r.interpreter_reason, r.video_room FROM assignment a JOIN request r ON r.id = a.request_id
     WHERE a.id = :id
    """
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One criterion: what was asked (codes or numbers, modes ranked), whether it is a must, and whether it may fall."""

    criterion: Criterion
    values: tuple[str, ...]
    is_must: bool
    may_fall: bool
    has_fallen: bool = False


@dataclass(frozen=True, slots=True)
class Fallen:
    """One thing given up, when, and after which round of offers."""

    criterion: str
    to: str
    at: datetime
    round: int


@dataclass(frozen=True, slots=True)
class Criteria:
    """Everything an order asks for beyond language and time."""

    asked: tuple[Asked, ...]
    fallen: tuple[Fallen, ...]
    still_to_fall: tuple[Step, ...]
    interpreter_reason: str | None
    video_room: str | None

    def of(self, criterion: str) -> Asked | None:
        """One criterion; None when nothing is asked about it."""
        return next((each for each in self.asked if each.criterion == criterion), None)


async def criteria_of(session: Session, actor: Actor, number: str) -> Criteria:
    """The criteria of one of the actor's own orders; NotFound when it is not theirs."""
    assignment = await find_assignment_for(session, actor, number)
    row = (await session.execute(_MORE, {"id": assignment.id})).one()
    return criteria_shown(
        assignment, [_fallen(each) for each in row.relaxed], row.interpreter_reason, row.video_room
    )


def criteria_shown(
    assignment: AssignmentInHand,
    fallen: list[Fallen],
    interpreter_reason: str | None,
    video_room: str | None,
) -> Criteria:
    """The criteria of an order that is sent, or as it would be."""
    demands = demands_of(assignment)
    return Criteria(
        _asked(demands, assignment.relaxed), tuple(fallen), all_steps(demands)[len(assignment.relaxed) :],
        interpreter_reason, video_room,
    )  # fmt: skip


def _asked(demands: Demands, taken: tuple[Step, ...]) -> tuple[Asked, ...]:
    """In the order in which they are shown: the mode first, the category last."""
    consents = demands.consents
    fallen = {step.criterion for step in taken}
    found = [Asked("mode", demands.modes, demands.is_mode_must, "mode" in consents, "mode" in fallen)]
    kinds: tuple[Criterion, ...] = ("interpreter", "subject", "gender", "clearance")
    for kind in kinds:
        asks = [ask for ask in demands.asks if ask.kind == kind]
        if asks:
            is_must = any(ask.is_must for ask in asks)
            values = tuple(ask.value for ask in asks)
            found.append(Asked(kind, values, is_must, kind in consents, kind in fallen))
    least = asked_now(demands, ()).least_category
    found.append(Asked("category", (least,), True, "category" in consents, "category" in fallen))
    return tuple(found)


def _fallen(stored: dict[str, Any]) -> Fallen:
    return Fallen(stored["criterion"], stored["to"], datetime.fromisoformat(stored["at"]), stored["round"])

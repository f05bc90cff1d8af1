"""An order that becomes one by screen has plan B and a time for trying the equipment, as a new one has (rule R2).

Neither is the interpreter's to agree to: they are the request's own from the moment they are said, also while the
interpreter is asked about the rest, and a no leaves them unused.
"""

from dataclasses import dataclass, replace

from sqlalchemy import text

from booking.requests.access import find_assignment_for
from booking.requests.rules import RequestFacts, has_plan_for_screen
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Invalid

_PLAN = text("SELECT plan_b, test_minutes FROM request WHERE id = :id")
_SET = text("UPDATE request SET plan_b = :plan_b, test_minutes = :minutes WHERE id = :id")


@dataclass(frozen=True, slots=True)
class ScreenPlan:
    """The number to ring when the screen fails, and how many minutes before the start the equipment is tried."""

    plan_b: str | None = None
    test_minutes: int | None = None


async def plan_for(session: Session, actor: Actor, number: str) -> ScreenPlan:
    """What the order says already; a form begins with it. NotFound for an order that is not the actor's."""
    return await _stored(session, (await find_assignment_for(session, actor, number)).request_id)


async def keep_plan(session: Session, request_id: int, facts: RequestFacts, plan: ScreenPlan) -> None:
    """Keep the plan of an order that becomes one by screen; what is not said stays. Invalid when one is missing."""
    before = await _stored(session, request_id)
    plan_b, minutes = plan.plan_b or before.plan_b, plan.test_minutes or before.test_minutes
    complete = has_plan_for_screen(replace(facts, plan_b=plan_b, test_minutes=minutes))
    if not complete.allowed:
        raise Invalid(*complete.reasons)
    await session.execute(_SET, {"id": request_id, "plan_b": plan_b, "minutes": minutes})


async def _stored(session: Session, request_id: int) -> ScreenPlan:
    row = (await session.execute(_PLAN, {"id": request_id})).one()
    return ScreenPlan(row.plan_b, row.test_minutes)

"""Random proposals, answers, runs of the clock and other bookings never make an overlap or leave time held (mode 4)."""

from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from booking.changes.answers import accept_change, decline_change, expire_changes, withdraw_change
from booking.changes.cancelling import cancel
from booking.offers.commands import accept_offer
from tests.builders.answers import assignment_row, value
from tests.builders.assignments import accepted_by, an_assignment, an_offer
from tests.builders.bodies import BuiltBody, a_body
from tests.builders.changes import change, proposed
from tests.builders.interpreters import BuiltInterpreter, an_interpreter
from tests.builders.times import MONDAY, NOW, oslo
from tolkeregister.core.database import Session
from tolkeregister.core.errors import DomainError

pytestmark = pytest.mark.long

STEPS = ("propose", "yes", "no", "regret", "wait", "expire", "book", "cancel")
moves = st.lists(
    st.tuples(st.sampled_from(STEPS), st.integers(0, 2), st.integers(-12, 12).map(lambda n: 15 * n)),
    min_size=3, max_size=14,
)  # fmt: skip

OVERLAPS = """SELECT count(*) FROM booked a JOIN booked b ON a.interpreter_id = b.interpreter_id
               AND (a.assignment_id, a.part) < (b.assignment_id, b.part) AND a.period && b.period"""
# an agreed time is exactly the assignment's; held time belongs to a question that is open, and covers its new time
UNTRUE = """SELECT count(*) FROM assignment a LEFT JOIN booked b ON b.assignment_id = a.id AND b.part = 0
             WHERE (a.state = 'accepted') <> (b.assignment_id IS NOT NULL) OR b.period <> CASE a.mode
               WHEN 'in_person'
               THEN tstzrange(lower(a.period) - interval '30 minutes', upper(a.period) + interval '30 minutes')
               ELSE a.period END"""
ORPHANS = """SELECT count(*) FROM booked b WHERE part > 0 AND NOT EXISTS (
               SELECT FROM assignment_change c WHERE c.assignment_id = b.assignment_id AND c.state = 'proposed')"""
UNHELD = """SELECT count(*) FROM assignment_change c WHERE c.state = 'proposed' AND c.answer_by > :now AND NOT (
              SELECT range_agg(b.period) FROM booked b WHERE b.assignment_id = c.assignment_id
            ) @> tstzrange(CAST(c.after->>'starts_at' AS timestamptz), CAST(c.after->>'ends_at' AS timestamptz))"""


class Scene:
    """One interpreter with three agreements, and a clock."""

    def __init__(self, session: Session, body: BuiltBody, tolk: BuiltInterpreter, numbers: list[str]) -> None:
        self.session, self.body, self.tolk, self.numbers, self.now = session, body, tolk, numbers, NOW

    async def take(self, step: str, which: int, minutes: int) -> None:
        """One step; what the domain refuses changes nothing."""
        number = self.numbers[which]
        with suppress(DomainError):
            async with self.session.begin_nested():
                await getattr(self, f"_{step}")(number, minutes)

    async def _propose(self, number: str, minutes: int) -> None:
        await change(self.session, self.body, number, later=minutes, longer=abs(minutes) // 2, now=self.now)

    async def _yes(self, number: str, _: int) -> None:
        await accept_change(
            self.session, self.tolk.actor, number, await self._latest(number), is_impartial=True, now=self.now
        )

    async def _no(self, number: str, _: int) -> None:
        await decline_change(self.session, self.tolk.actor, number, await self._latest(number), now=self.now)

    async def _regret(self, number: str, _: int) -> None:
        await withdraw_change(
            self.session, self.body.booker, number, await self._latest(number), now=self.now
        )

    async def _wait(self, _number: str, minutes: int) -> None:
        self.now += timedelta(minutes=abs(minutes) // 3)

    async def _expire(self, _number: str, _: int) -> None:
        await expire_changes(self.session, now=self.now)

    async def _book(self, number: str, minutes: int) -> None:
        row = await assignment_row(self.session, number)
        start: datetime = row.period.upper + timedelta(minutes=minutes)
        other = await an_assignment(self.session, self.body, start, start + timedelta(minutes=45))
        offer = await an_offer(
            self.session, other, self.tolk.id, sent_at=NOW, answer_by=self.now + timedelta(minutes=5)
        )
        await accept_offer(self.session, self.tolk.actor, offer, declaration=True, now=self.now)

    async def _cancel(self, number: str, minutes: int) -> None:
        if minutes > 120:  # seldom, or nothing is left to move
            await cancel(self.session, self.body.booker, number, why="other", now=self.now)

    async def _latest(self, number: str) -> int:
        sql = "SELECT count(*) FROM assignment_change c JOIN assignment a ON a.id = c.assignment_id WHERE number = :n"
        return await proposed(self.session, number) if await value(self.session, sql, n=number) else 0


async def a_scene(session: Session) -> Scene:
    """Three agreements of an hour, an hour apart, in the afternoon."""
    body, tolk = await a_body(session), await an_interpreter(session, hours=True)
    numbers = []
    for clock in ("13:00", "15:00", "17:00"):
        start = oslo(MONDAY, clock)
        assignment = await an_assignment(session, body, start, start + timedelta(hours=1))
        await accepted_by(session, assignment, tolk.id, at=NOW)
        numbers.append(assignment.number)
    return Scene(session, body, tolk, numbers)


@settings(
    max_examples=30, deadline=None, derandomize=True, phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(steps=moves)
@example(
    steps=[
        ("propose", 0, 30),
        ("yes", 0, 0),
        ("propose", 1, -60),
        ("no", 1, 0),
        ("propose", 1, 15),
        ("yes", 1, 0),
    ]
)
@example(steps=[("propose", 0, 30), ("wait", 0, 180), ("book", 0, 15), ("yes", 0, 0), ("expire", 0, 0)])
@example(
    steps=[
        ("propose", 0, 60),
        ("book", 0, 0),
        ("regret", 0, 0),
        ("book", 0, 0),
        ("propose", 2, 15),
        ("cancel", 2, 180),
    ]
)
async def test_no_sequence_overlaps_or_forgets_what_it_holds(
    session: Session, steps: list[tuple[str, int, int]]
) -> None:
    async with session.begin_nested() as one_of_many:
        scene = await a_scene(session)
        for step in steps:
            await scene.take(*step)
            for sql in (OVERLAPS, UNTRUE, ORPHANS):
                assert await value(session, sql) == 0, (steps, step, sql)
            assert await value(session, UNHELD, now=scene.now) == 0, (steps, step)
        await one_of_many.rollback()
    session.expunge_all()

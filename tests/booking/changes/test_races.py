"""Changes against everything else that may happen in the same instant, on a database with many connections."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import text

from booking.assignments.replacement import give_back
from booking.changes.answers import accept_change, decline_change, expire_changes, withdraw_change
from booking.changes.cancelling import cancel
from booking.handlers import register_handlers
from booking.offers.commands import accept_offer
from booking.sending.commands import send_request
from tests.booking.changes.test_never_overlap import ORPHANS, OVERLAPS, UNTRUE
from tests.builders.answers import assignment_row, mails, open_offer, value
from tests.builders.assignments import accepted_by, an_assignment, an_offer
from tests.builders.attempts import outcome
from tests.builders.bodies import a_body, an_officer
from tests.builders.changes import an_agreement, change, proposed
from tests.builders.drafts import a_draft
from tests.builders.interpreters import an_interpreter
from tests.builders.times import MONDAY, NOW, oslo
from tolkeregister.core.database import Database
from tolkeregister.entries.commands import remove_interpreter

pytestmark = pytest.mark.race
LATER = NOW + timedelta(hours=2)
DEADLOCKS = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"


@pytest_asyncio.fixture
async def data(own_database: Database) -> AsyncIterator[Database]:
    """A database of its own that must end in order: no overlap, nothing held for nobody, no deadlock."""
    register_handlers()
    yield own_database
    async with own_database.reading() as session:
        for sql in (OVERLAPS, UNTRUE, ORPHANS, DEADLOCKS):
            assert await value(session, sql) == 0, sql


async def test_two_bookers_for_the_last_interpreter_one_with_a_move_one_with_an_offer(data: Database) -> None:
    """Each hour of an evening is wanted by a move and by an offer, end to end and overlapping, at once."""
    async with data.writing() as session:
        first, second = await a_body(session), await a_body(session)
        pairs = []
        for n in range(8):
            tolk = await an_interpreter(session, hours=True)
            number = (agreed := await an_assignment(
                session, first, oslo(MONDAY, "14:30"), oslo(MONDAY, "16:30"))).number  # fmt: skip
            await accepted_by(session, agreed, tolk.id, at=NOW)
            start = oslo(MONDAY, "16:30") + timedelta(minutes=3 * n)
            wanted = await an_assignment(session, second, start, start + timedelta(hours=1))
            offer = await an_offer(session, wanted, tolk.id, sent_at=NOW, answer_by=LATER)
            pairs.append((tolk, number, offer))
    work = []
    for tolk, number, offer in pairs:
        work.append(outcome(data, change, first, number, later=30))
        work.append(outcome(data, accept_offer, tolk.actor, offer, declaration=True))
    results = await asyncio.gather(*work)
    for moved, accepted in zip(results[::2], results[1::2], strict=True):
        assert (moved, accepted) in {("ok", "overlap"), ("interpreter_cannot_then", "ok")}


async def test_ten_moves_of_one_interpreters_assignments_into_the_same_hour(data: Database) -> None:
    async with data.writing() as session:
        body, tolk = await a_body(session), await an_interpreter(session, hours=True)
        numbers = []
        for n in range(10):
            start = oslo(MONDAY, "34:00") + timedelta(hours=n)  # tomorrow from ten
            agreed = await an_assignment(session, body, start, start + timedelta(minutes=45))
            await accepted_by(session, agreed, tolk.id, at=NOW)
            numbers.append(agreed.number)
    results = await asyncio.gather(
        *(outcome(data, change, body, number, later=60 * (30 - n) + n) for n, number in enumerate(numbers))
    )
    assert Counter(results) == {"ok": 1, "interpreter_cannot_then": 9}


@pytest.mark.parametrize(
    "fields",
    [{"later": 30}, {"later": 5, "longer": -5}, {"theme": "annet"}],
    ids=["moved", "shorter", "theme"],
)
async def test_a_change_while_the_offer_is_being_accepted(data: Database, fields: dict[str, Any]) -> None:
    """Whoever says yes says yes to what was read; the other is told that it is another now."""
    async with data.writing() as session:
        body = await a_body(session)
        jobs = []
        for _ in range(6):
            tolk = await an_interpreter(session, hours=True)
            start = oslo(MONDAY, "14:30")
            assignment = await an_assignment(session, body, start, start + timedelta(hours=1))
            offer = await an_offer(session, assignment, tolk.id, sent_at=NOW, answer_by=LATER)
            jobs.append((tolk, assignment.number, offer))
    work = []
    for tolk, number, offer in jobs:
        work.append(outcome(data, accept_offer, tolk.actor, offer, declaration=True, version=1))
        work.append(outcome(data, change, body, number, **fields))
    results = await asyncio.gather(*work)
    for (tolk, number, _), said, changed in zip(jobs, results[::2], results[1::2], strict=True):
        async with data.reading() as session:
            row = await assignment_row(session, number)
        if said == "ok":
            assert row.interpreter_id == tolk.id
            assert (changed, row.version) in {("newer_version", 1), ("ok", 1), ("ok", 2)}, (
                "a proposal, or within it"
            )
        else:
            assert said in ("newer_version", "offer_not_open", "withdrawn")
            assert (changed, row.version, row.interpreter_id) == ("ok", 2, None)


@pytest.mark.parametrize("found_nobody", [False, True])
async def test_a_yes_that_was_judged_before_the_change_does_not_take_the_changed_one(
    data: Database, found_nobody: bool
) -> None:
    """The change is under way when the yes is judged by what it read; only the version stops it."""
    async with data.writing() as session:
        body, tolk = await a_body(session), await an_interpreter(session, hours=True)
        start = oslo(MONDAY, "14:30")
        assignment = await an_assignment(session, body, start, start + timedelta(hours=1))
        offer = await an_offer(session, assignment, tolk.id, sent_at=NOW, answer_by=LATER)
    async with data.writing() as changing:
        await change(changing, body, assignment.number, later=5, longer=-5)
        if found_nobody:
            ended = "UPDATE assignment SET state = 'unfilled', ended_at = :now, end_reason = 'nobody_left'"
            await changing.execute(text(ended), {"now": NOW})
        accepting = asyncio.create_task(outcome(data, accept_offer, tolk.actor, offer, declaration=True))
        await asyncio.sleep(0.3)
        assert not accepting.done()
    assert await accepting == "newer_version"
    async with data.reading() as session:
        state = (await assignment_row(session, assignment.number)).state
    assert state == ("unfilled" if found_nobody else "open")


async def test_double_clicks_are_one_change_one_yes_and_one_cancellation(data: Database) -> None:
    async with data.writing() as session:
        body, tolk = await a_body(session), await an_interpreter(session, hours=True)
        number = await an_agreement(session, body, tolk)
    asked = await asyncio.gather(
        *(outcome(data, change, body, number, version=1, later=30) for _ in range(6))
    )
    assert Counter(asked) == {"ok": 1, "change_awaits_answer": 5}
    async with data.reading() as session:
        change_id = await proposed(session, number)
    said = await asyncio.gather(
        *(outcome(data, accept_change, tolk.actor, number, change_id, is_impartial=True) for _ in range(6))
    )
    assert Counter(said) == {"ok": 6}
    cancelled = await asyncio.gather(
        *(outcome(data, cancel, body.booker, number, why="other") for _ in range(6))
    )
    assert Counter(cancelled) == {"ok": 1, "already_ended": 5}
    async with data.reading() as session:
        assert len(await mails(session, "change_accepted")) == 1
        assert await value(session, "SELECT count(*) FROM cancellation") == 1
        assert await value(session, "SELECT max(version) FROM assignment") == 3


@pytest.mark.parametrize("against", ["regret", "expiry", "cancel", "give back", "removal", "no"])
async def test_a_yes_against_every_other_end(data: Database, against: str) -> None:
    """Exactly one of them ends the proposal, whichever comes first, and what is booked is what stands."""
    async with data.writing() as session:
        body, officer = await a_body(session), await an_officer(session)
        scenes = []
        for _ in range(5):
            tolk = await an_interpreter(session, hours=True)
            start = oslo(MONDAY, "14:30")
            agreed = await an_assignment(session, body, start, start + timedelta(hours=2))
            await accepted_by(session, agreed, tolk.id, at=NOW)
            until = (await change(session, body, agreed.number, later=30)).answer_by
            assert until is not None
            scenes.append((tolk, agreed.number, await proposed(session, agreed.number), until))
    work = []
    for tolk, number, change_id, until in scenes:
        in_time = until - timedelta(seconds=1)
        others: dict[str, tuple[Any, ...]] = {
            "regret": (withdraw_change, body.booker, number, change_id), "expiry": (expire_changes,),
            "cancel": (cancel, body.booker, number), "give back": (give_back, tolk.actor, number),
            "removal": (remove_interpreter, officer, tolk.number, "excluded", NOW),
            "no": (decline_change, tolk.actor, number, change_id),
        }  # fmt: skip
        more: dict[str, Any] = {"why": "other"} if against == "cancel" else {}
        at = until if against == "expiry" else NOW
        work.append(
            outcome(data, accept_change, tolk.actor, number, change_id, is_impartial=True, now=in_time)
        )
        work.append(outcome(data, *others[against], **more, now=at))
    results = await asyncio.gather(*work)
    async with data.reading() as session:
        states = await value(session, "SELECT array_agg(state) FROM assignment_change")
    assert Counter(results[::2])["ok"] == Counter(states)["applied"]
    assert set(states) <= {"applied", "withdrawn", "expired", "declined"}


async def test_everything_at_once_ends_in_order_and_without_deadlock(data: Database) -> None:
    async with data.writing() as session:
        body = await a_body(session)
        people = [await an_interpreter(session, hours=True) for _ in range(4)]
        numbers, offers = [], []
        for n, tolk in enumerate(people * 3):
            start = oslo(MONDAY, "14:00") + timedelta(hours=2 * (n // 4))
            mode = ("screen", "in_person")[n % 2]
            agreed = await an_assignment(session, body, start, start + timedelta(minutes=40), mode=mode)
            await accepted_by(session, agreed, tolk.id, at=NOW)
            numbers.append((tolk, agreed.number))
            wanted = await an_assignment(
                session, body, start + timedelta(hours=1), start + timedelta(minutes=100), mode=mode
            )
            offers.append((tolk, await an_offer(session, wanted, tolk.id, sent_at=NOW, answer_by=LATER)))
    work = [
        outcome(data, change, body, number, later=minutes) for _, number in numbers for minutes in (15, 45)
    ]
    work += [outcome(data, accept_offer, tolk.actor, offer, declaration=True) for tolk, offer in offers]
    work += [outcome(data, cancel, body.booker, number, why="other") for _, number in numbers[::5]]
    work += [outcome(data, give_back, tolk.actor, number) for tolk, number in numbers[::4]]
    await asyncio.gather(*work)
    async with data.reading() as session:
        rows = await value(
            session,
            """SELECT jsonb_agg(jsonb_build_array(c.id, a.number, c.interpreter_id))
            FROM assignment_change c JOIN assignment a ON a.id = c.assignment_id WHERE c.state = 'proposed'""",
        )
    by_id = {each.id: each.actor for each in people}
    work = [outcome(data, accept_change, by_id[i], n, c, is_impartial=True) for c, n, i in rows[::2]]
    work += [outcome(data, withdraw_change, body.booker, n, c) for c, n, _ in rows]
    work += [outcome(data, expire_changes, now=NOW + timedelta(days=1)) for _ in range(3)]
    work += [outcome(data, accept_offer, tolk.actor, offer, declaration=True) for tolk, offer in offers]
    await asyncio.gather(*work)
    async with data.reading() as session:
        assert await value(session, "SELECT count(*) FROM assignment_change WHERE state = 'proposed'") == 0
        assert await value(session, "SELECT count(*) FROM booked WHERE part > 0") == 0


async def test_a_change_waits_for_an_acceptance_under_way_and_then_asks_to_be_read_again(
    data: Database,
) -> None:
    async with data.writing() as session:
        body, tolk = await a_body(session), await an_interpreter(session, hours=True)
        number = await send_request(session, body.booker, a_draft("14:30", "16:30"), key="k", now=NOW)
        offer = await open_offer(session, number, tolk.id)
    async with data.writing() as accepting:
        await accept_offer(accepting, tolk.actor, offer, declaration=True, now=NOW)
        changing = asyncio.create_task(outcome(data, change, body, number, later=30))
        await asyncio.sleep(0.3)
        assert not changing.done()
    assert await changing == "newer_version", "it would have asked everyone anew; now one must be asked"


async def test_two_moves_to_places_a_journey_apart_are_not_both_said_yes_to_at_once(data: Database) -> None:
    """Rule B10: the time to travel is no overlap that the database could see, so the two are judged in turn."""
    async with data.writing() as session:
        body, tolk = await a_body(session), await an_interpreter(session, hours=True)
        asked = []
        for hours, target, place in ((34, 58, "0301"), (82, 60, "4601")):
            start = oslo(MONDAY, f"{hours}:00")
            agreed = await an_assignment(session, body, start, start + timedelta(hours=1), mode="in_person")
            await accepted_by(session, agreed, tolk.id, at=NOW)
            await change(session, body, agreed.number, later=60 * (target - hours), municipality_code=place)
            asked.append((agreed.number, await proposed(session, agreed.number)))
    results = await asyncio.gather(
        *(outcome(data, accept_change, tolk.actor, *each, is_impartial=True) for each in asked)
    )
    assert Counter(results) == {"ok": 1, "too_little_time_to_travel": 1}

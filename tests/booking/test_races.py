"""Many at once, on a database of its own: the database decides, everyone is told, and nothing deadlocks."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest
import pytest_asyncio
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from booking.assignments.replacement import give_back
from booking.changes.cancelling import cancel
from booking.handlers import register_handlers
from booking.offers.commands import accept_offer, decline_offer
from booking.offers.jobs import expire_due
from booking.sending.commands import send_request
from tests.builders.answers import assignment_row, mails, value
from tests.builders.assignments import an_assignment, an_offer
from tests.builders.attempts import outcome
from tests.builders.bodies import a_body, an_officer
from tests.builders.drafts import a_draft
from tests.builders.interpreters import an_interpreter
from tests.builders.times import MONDAY, NOW, oslo
from tolkeregister.core import events
from tolkeregister.core.database import Database
from tolkeregister.core.errors import Conflict, RuleBroken
from tolkeregister.core.jobs.worker import Worker
from tolkeregister.entries.commands import remove_interpreter

pytestmark = pytest.mark.race
LATER = NOW + timedelta(hours=1)
OVERLAPS = """SELECT count(*) FROM booked a JOIN booked b ON a.interpreter_id = b.interpreter_id
               AND a.assignment_id < b.assignment_id AND a.period && b.period"""
DEADLOCKS = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"


@pytest_asyncio.fixture
async def data(own_database: Database) -> AsyncIterator[Database]:
    """A database of its own that must end without overlaps and without a single deadlock."""
    yield own_database
    await asyncio.sleep(0)
    async with own_database.reading() as session:
        assert await value(session, OVERLAPS) == 0
        assert await value(session, DEADLOCKS) == 0


@pytest.mark.parametrize("mode", ["screen", "in_person"])
async def test_one_of_fifty_overlapping_assignments_is_accepted(data: Database, mode: str) -> None:
    async with data.writing() as session:
        body = await a_body(session)
        tolk = await an_interpreter(session, hours=True)
        offers = []
        for n in range(50):
            start = oslo(MONDAY, "12:00") + timedelta(minutes=n)  # overlapping, never the same
            assignment = await an_assignment(session, body, start, start + timedelta(hours=1), mode=mode)
            offers.append(await an_offer(session, assignment, tolk.id, sent_at=NOW, answer_by=LATER))
    results = await asyncio.gather(
        *(outcome(data, accept_offer, tolk.actor, offer, declaration=True) for offer in offers)
    )
    assert Counter(results) == {"ok": 1, "overlap": 49}
    async with data.reading() as session:
        states = await value(session, "SELECT array_agg(state ORDER BY state) FROM assignment")
        assert Counter(states) == {"open": 49, "accepted": 1}, "the others stay open for others"


async def test_two_places_a_journey_apart_are_not_both_accepted_at_once(data: Database) -> None:
    """Rule B10: the time to travel is no overlap that the database could see, so the two are judged in turn."""
    async with data.writing() as session:
        body, tolk = await a_body(session), await an_interpreter(session, hours=True)
        offers = []
        for place, clock in (("0301", "10:00"), ("4601", "13:00"), ("5501", "16:00"), ("1103", "19:00")):
            start = oslo(MONDAY, clock)
            assignment = await an_assignment(
                session, body, start, start + timedelta(hours=1), mode="in_person", municipality=place
            )
            offers.append(await an_offer(session, assignment, tolk.id, sent_at=NOW, answer_by=LATER))
    results = await asyncio.gather(
        *(outcome(data, accept_offer, tolk.actor, offer, declaration=True) for offer in offers)
    )
    assert results.count("too_little_time_to_travel") >= 2, results
    async with data.reading() as session:
        assert await value(session, "SELECT count(*) FROM booked") == results.count("ok")


async def test_one_of_twenty_wins_an_assignment_and_nineteen_are_told(data: Database) -> None:
    async with data.writing() as session:
        body = await a_body(session)
        people = [await an_interpreter(session, hours=True) for _ in range(20)]
        number = await send_request(session, body.booker, a_draft(offers_per_round=20), key="k", now=NOW)
        rows = await value(session, "SELECT jsonb_object_agg(interpreter_id, id) FROM offer")
    results = await asyncio.gather(
        *(outcome(data, accept_offer, each.actor, rows[str(each.id)], declaration=True) for each in people)
    )
    assert Counter(results) == {"ok": 1, "taken": 19}
    async with data.reading() as session:
        states = await value(session, "SELECT array_agg(state) FROM offer")
        assert Counter(states) == {"accepted": 1, "taken": 19}
        told = {recipient for _, recipient in await mails(session, "offer_taken")}
        winner = (await assignment_row(session, number)).interpreter_id
        assert told == {each.email for each in people if each.id != winner}
        assert await value(session, "SELECT count(*) FROM booked") == 1


async def test_a_double_click_on_accept_is_one_acceptance_and_no_error(data: Database) -> None:
    async with data.writing() as session:
        tolk, body = await an_interpreter(session, hours=True), await a_body(session)
        await send_request(session, body.booker, a_draft(), key="k", now=NOW)
        offer = await value(session, "SELECT id FROM offer")
    results = await asyncio.gather(
        *(outcome(data, accept_offer, tolk.actor, offer, declaration=True) for _ in range(10))
    )
    assert Counter(results) == {"ok": 10}
    async with data.reading() as session:
        assert len(await mails(session, "request_accepted")) == 1


async def test_the_same_key_sent_ten_times_at_once_is_one_request(data: Database) -> None:
    async with data.writing() as session:
        body = await a_body(session)
        await an_interpreter(session, hours=True)

    async def send() -> str:
        async with data.writing() as session:
            return await send_request(session, body.booker, a_draft(), key="same", now=NOW)

    assert len(set(await asyncio.gather(*(send() for _ in range(10))))) == 1
    async with data.reading() as session:
        assert await value(session, "SELECT count(*) FROM request") == 1
        assert await value(session, "SELECT count(*) FROM offer") == 1


async def test_a_removal_while_accepting_leaves_no_assignment_with_the_removed(data: Database) -> None:
    register_handlers()
    async with data.writing() as session:
        body, officer = await a_body(session), await an_officer(session)
        tolk = await an_interpreter(session, hours=True)
        for n in range(12):
            day = a_draft(f"{8 + n}:00", f"{8 + n}:30", day=MONDAY + timedelta(days=1))
            await send_request(session, body.booker, day, key=f"k{n}", now=NOW)
        offers = list(await value(session, "SELECT array_agg(id ORDER BY id) FROM offer"))
    accepting = [outcome(data, accept_offer, tolk.actor, offer, declaration=True) for offer in offers]
    removing = outcome(data, remove_interpreter, officer, tolk.number, "excluded", NOW)
    results = await asyncio.gather(*accepting[:6], removing, *accepting[6:])
    assert results[6] == "ok"
    async with data.reading() as session:
        assert await value(session, "SELECT count(*) FROM booked") == 0
        assert await value(session, "SELECT count(*) FROM assignment WHERE interpreter_id IS NOT NULL") == 0
        assert await value(session, "SELECT count(*) FROM offer WHERE state = 'open'") == 0


async def test_an_acceptance_waits_for_a_removal_under_way_and_sees_it(
    data: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lock on the interpreter alone: here nothing else that the removal does could stop the acceptance."""
    monkeypatch.setattr(events, "_handlers", defaultdict(list))
    async with data.writing() as session:
        body, officer = await a_body(session), await an_officer(session)
        tolk = await an_interpreter(session, hours=True)
        await send_request(session, body.booker, a_draft(), key="k", now=NOW)
        offer = await value(session, "SELECT id FROM offer")
    async with data.writing() as removing:
        await remove_interpreter(removing, officer, tolk.number, "excluded", NOW, now=NOW)
        accepting = asyncio.create_task(outcome(data, accept_offer, tolk.actor, offer, declaration=True))
        await asyncio.sleep(0.3)
        assert not accepting.done()
    assert await accepting == "not_listed"


async def test_a_plain_yes_under_way_does_not_pass_over_circumstances_stated_meanwhile(
    data: Database,
) -> None:
    """Rule H1: two tabs, one with a reservation; the other was judged before it was stored."""
    async with data.writing() as session:
        body, tolk = await a_body(session), await an_interpreter(session, hours=True)
        await send_request(session, body.booker, a_draft(), key="k", now=NOW)
        offer = await value(session, "SELECT id FROM offer")
    async with data.writing() as stating:
        await accept_offer(stating, tolk.actor, offer, declaration=True, remark="Vi er naboer", now=NOW)
        accepting = asyncio.create_task(outcome(data, accept_offer, tolk.actor, offer, declaration=True))
        await asyncio.sleep(0.3)
        assert not accepting.done()
    assert await accepting == "offer_not_open"
    async with data.reading() as session:
        assert await value(session, "SELECT state FROM offer WHERE remark IS NOT NULL") == "open"
        assert await value(session, "SELECT state FROM assignment") == "open"


async def test_everything_at_once_ends_without_deadlock_and_in_order(data: Database) -> None:
    """Accepting, declining, expiring, cancelling and giving back on the same few assignments."""
    register_handlers()
    async with data.writing() as session:
        body, officer = await a_body(session), await an_officer(session)
        people = [await an_interpreter(session, hours=True) for _ in range(8)]
        numbers = [
            await send_request(
                session, body.booker,
                a_draft(f"{10 + n % 3}:00", f"{11 + n % 3}:00", mode=["screen", "in_person"][n % 2],
                        address="Storgata 1", offers_per_round=4),
                key=f"k{n}", now=NOW,
            )
            for n in range(9)
        ]  # fmt: skip
        rows = await value(
            session, "SELECT jsonb_agg(jsonb_build_array(id, interpreter_id) ORDER BY id) FROM offer"
        )
    by_id = {each.id: each for each in people}
    work = []
    for offer, interpreter in rows:
        actor = by_id[interpreter].actor
        work.append(outcome(data, accept_offer, actor, offer, declaration=True))
        if offer % 3 == 0:
            work.append(outcome(data, decline_offer, actor, offer))
    work += [outcome(data, cancel, body.booker, number, why="other") for number in numbers[::4]]
    work += [outcome(data, give_back, each.actor, number) for number in numbers for each in people[:2]]
    work += [outcome(data, expire_due, now=NOW + timedelta(hours=3)) for _ in range(3)]
    work.append(outcome(data, remove_interpreter, officer, people[7].number, "excluded", NOW))
    await asyncio.gather(*work)
    async with data.reading() as session:
        accepted = "SELECT count(*) FROM assignment a LEFT JOIN booked b ON b.assignment_id = a.id WHERE "
        assert await value(session, accepted + "(a.state = 'accepted') <> (b.assignment_id IS NOT NULL)") == 0
        open_without = """SELECT count(*) FROM assignment a WHERE state = 'open' AND NOT EXISTS (
                          SELECT FROM offer f WHERE f.assignment_id = a.id AND f.state = 'open')"""
        assert await value(session, open_without) == 0, "an open assignment is always waiting for somebody"
        untold = """SELECT count(*) FROM offer f WHERE f.state <> 'open' AND NOT EXISTS (
                    SELECT FROM mail_message m WHERE m.event_key = 'offer_' || f.state || ':' || f.id)"""
        assert await value(session, untold) == 0, "every offer that ended was told"


async def test_refusals_are_conflicts_or_broken_rules_with_a_reason(data: Database) -> None:
    async with data.writing() as session:
        body = await a_body(session)
        one, other = await an_interpreter(session, hours=True), await an_interpreter(session, hours=True)
        await send_request(session, body.booker, a_draft(offers_per_round=2), key="k", now=NOW)
        rows = await value(session, "SELECT jsonb_object_agg(interpreter_id, id) FROM offer")
    async with data.writing() as session:
        await accept_offer(session, one.actor, rows[str(one.id)], declaration=True, now=NOW)
    with pytest.raises((Conflict, RuleBroken)) as refused:
        async with data.writing() as session:
            await accept_offer(session, other.actor, rows[str(other.id)], declaration=True, now=NOW)
    assert refused.value.reasons[0].code == "taken"


async def test_a_worker_that_dies_in_the_middle_leaves_nothing_half_done(data: Database) -> None:
    """The job is leased, its transaction is cut, the lease runs out, another worker does it once."""
    late = NOW + timedelta(minutes=11)
    async with data.writing() as session:
        body = await a_body(session)
        silent = await an_interpreter(session, category="A", hours=True)
        await an_interpreter(session, category="B", hours=True)
        await send_request(session, body.booker, a_draft(), key="k", now=NOW)
        await session.execute(text("DELETE FROM job WHERE name <> 'offers.expire'"))
    dying = Worker(data, clock=lambda: late)
    taken = await dying._take()
    assert [job.name for job in taken] == ["offers.expire"]
    with pytest.raises(DBAPIError):
        await _die_half_way(data, late)
    async with data.writing() as session:
        assert await value(session, "SELECT array_agg(state) FROM offer") == ["open"]
        assert await Worker(data, clock=lambda: late)._take() == [], "still leased"
        await session.execute(text("UPDATE job SET leased_until = now() - interval '1 second'"))
    # its mail jobs stay: nothing here can send
    await Worker(data, clock=lambda: late)._run((await Worker(data, clock=lambda: late)._take())[0])
    async with data.reading() as session:
        assert await value(session, "SELECT array_agg(state ORDER BY round) FROM offer") == [
            "expired",
            "open",
        ]
        assert await mails(session, "offer_expired") == [("offer_expired", silent.email)]


async def _die_half_way(data: Database, now: datetime) -> None:
    async with data.writing() as session:
        await expire_due(session, now=now)
        await session.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

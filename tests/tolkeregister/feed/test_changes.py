"""Every change is read once or more and never not at all, in whatever order transactions end (issue 4, section 10)."""

import asyncio
import random
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from tests.builders.bodies import an_officer
from tests.builders.interpreters import an_interpreter
from tolkeregister.core.database import Database, Session
from tolkeregister.core.errors import Conflict, Invalid
from tolkeregister.entries.commands import CategorySpan, remove_interpreter, set_category
from tolkeregister.feed.publishing import note_passing_of_time, publish_changes
from tolkeregister.feed.queries import ChangedEntry, changes_since, check_many, check_many_then

NOW = datetime(2026, 11, 23, 11, tzinfo=UTC)
Key = tuple[str, str, str]


class Mirror:
    """A system that keeps a copy: the highest sequence of an entry wins, whatever comes when."""

    def __init__(self) -> None:
        self.cursor = "0"
        self.sequences: dict[Key, int] = {}
        self.listed: dict[Key, str] = {}

    def take(self, each: ChangedEntry) -> None:
        key = (each.number, each.language_tag, each.type)
        if self.sequences.get(key, 0) > each.sequence:
            return
        self.sequences[key] = each.sequence
        if each.category is None:
            self.listed.pop(key, None)
        else:
            self.listed[key] = each.category

    async def read(
        self, session: Session, *, now: datetime = NOW, most: int = 3, twice: bool = False
    ) -> None:
        while True:
            page = await changes_since(session, self.cursor, most=most, now=now)
            for each in page.changes * (2 if twice else 1):
                self.take(each)
            self.cursor = page.following
            if not page.has_more:
                return


async def in_register(session: Session, now: datetime = NOW) -> dict[Key, str]:
    numbers = list((await session.execute(text("SELECT number FROM interpreter"))).scalars())
    found = await check_many(session, numbers, now=now)
    return {(n, e.language_tag, e.type): e.category for n, entries in found.items() for e in entries}


async def test_a_change_and_its_row_are_one_transaction(session: Session) -> None:
    made = await an_interpreter(session, category="B")
    await publish_changes(session, now=NOW)
    [first] = (await changes_since(session, "0", most=10, now=NOW)).changes
    assert (first.number, first.category, first.sequence) == (made.number, "B", 1)
    nested = await session.begin_nested()
    await set_category(session, made.entry_id, [CategorySpan("A", NOW, None, "test")], now=NOW)
    await nested.rollback()
    assert await publish_changes(session, now=NOW) == 0


async def test_a_copy_equals_the_register_after_any_history(session: Session) -> None:
    """Random removals, categories and deaths; pages of three; each page twice."""
    officer = await an_officer(session)
    chance, mirror = random.Random(7), Mirror()
    people = [await an_interpreter(session, category=chance.choice("ABCDE")) for _ in range(9)]
    for step in range(40):
        at, one = NOW + timedelta(minutes=step), chance.choice(people)
        match chance.randrange(4):
            case 0:
                await set_category(
                    session, one.entry_id, [CategorySpan(chance.choice("ABCDE"), at, None, "t")], now=at
                )
            case 1:
                await set_category(session, one.entry_id, [], now=at)
            case 2 if step > 20:
                with suppress(Conflict):
                    await remove_interpreter(session, officer, one.number, "own_wish", at, now=at)
            case _:
                await session.execute(
                    text("UPDATE person SET dead_on = :on WHERE id = :id"),
                    {"on": at.date() if chance.random() < 0.3 else None, "id": one.person_id},
                )
        if chance.random() < 0.5:
            await publish_changes(session, now=at)
        if chance.random() < 0.3:
            await mirror.read(session, now=at, twice=True)
    end = NOW + timedelta(hours=1)
    await publish_changes(session, now=end)
    await mirror.read(session, now=end)
    assert mirror.listed == await in_register(session, end)
    fresh = Mirror()
    await fresh.read(session, now=end, most=2)
    assert fresh.listed == mirror.listed


async def test_an_entry_that_ends_while_the_beginning_is_read_is_told_to_have_ended(session: Session) -> None:
    officer, mirror = await an_officer(session), Mirror()
    people = [await an_interpreter(session) for _ in range(4)]
    await publish_changes(session, now=NOW)
    page = await changes_since(session, "0", most=2, now=NOW)
    for each in page.changes:
        mirror.take(each)
    mirror.cursor = page.following
    await remove_interpreter(session, officer, people[0].number, "excluded", NOW, now=NOW)
    await publish_changes(session, now=NOW)
    await mirror.read(session)
    assert mirror.listed == await in_register(session)
    assert people[0].number not in {key[0] for key in mirror.listed}


async def test_what_begins_or_ends_by_itself_is_a_change(session: Session) -> None:
    """Nobody writes when a decided end comes."""
    later = NOW + timedelta(hours=2)
    ending = await an_interpreter(session, listed_to=NOW + timedelta(hours=1))
    await publish_changes(session, now=NOW)
    mirror = Mirror()
    await mirror.read(session)
    assert ending.number in {key[0] for key in mirror.listed}
    await note_passing_of_time(session, now=NOW)
    assert await publish_changes(session, now=NOW) == 0
    for _ in range(2):
        await note_passing_of_time(session, now=later)
        await publish_changes(session, now=later)
    await mirror.read(session, now=later)
    assert mirror.listed == {}
    causes = await session.execute(text("SELECT cause FROM register_change ORDER BY id"))
    first, *after = causes.scalars().all()
    assert (first in ("listing", "category"), after) == (True, ["time"])


async def test_a_reader_who_was_away_too_long_begins_again(session: Session) -> None:
    """After ninety days nobody is told any more that a number once stood in the register."""
    await an_interpreter(session)
    await an_interpreter(session)
    await publish_changes(session, now=NOW)
    await session.execute(
        text("UPDATE register_change SET happened_at = :at"), {"at": NOW - timedelta(days=91)}
    )
    with pytest.raises(Conflict, match="cursor_too_old"):
        await changes_since(session, "1", most=10, now=NOW)
    assert (await changes_since(session, "2", most=10, now=NOW)).changes == ()
    assert len((await changes_since(session, "start-1-2", most=10, now=NOW)).changes) == 1


@pytest.mark.parametrize("cursor", ["x", "7", "start-0-7", "-1"])
async def test_a_cursor_nobody_gave_is_refused(session: Session, cursor: str) -> None:
    with pytest.raises(Invalid, match="cursor_unreadable"):
        await changes_since(session, cursor, most=10, now=NOW)


async def test_nothing_is_lost_when_transactions_end_in_another_order_than_they_began(
    own_database: Database,
) -> None:
    """The one that began first ends last: its change comes after the cursor of everybody who has read the others."""
    mirror = Mirror()
    async with own_database.writing() as session:
        slow = await an_interpreter(session, category="C")
        quick = await an_interpreter(session, category="C")
    async with own_database.open() as first, own_database.open() as second:
        await set_category(first, slow.entry_id, [CategorySpan("A", NOW, None, "t")], now=NOW)
        await set_category(second, quick.entry_id, [CategorySpan("B", NOW, None, "t")], now=NOW)
        await second.commit()
        await _publish_and_read(own_database, mirror)
        assert mirror.listed[quick.number, "ar", "speech"] == "B"
        assert mirror.listed[slow.number, "ar", "speech"] == "C"
        await first.commit()
    await _publish_and_read(own_database, mirror)
    assert mirror.listed[slow.number, "ar", "speech"] == "A"


async def test_many_writers_publishers_and_readers_at_once_lose_nothing(own_database: Database) -> None:
    async with own_database.writing() as session:
        people = [await an_interpreter(session, category="E") for _ in range(12)]
    mirrors = [Mirror() for _ in range(3)]
    done = asyncio.Event()

    async def write(n: int) -> None:
        for step, category in enumerate("DCBA"):
            at = NOW + timedelta(seconds=step)
            async with own_database.writing() as session:
                await set_category(
                    session, people[n].entry_id, [CategorySpan(category, at, None, "t")], now=at
                )
                await asyncio.sleep(random.Random(n * 10 + step).random() / 50)

    async def follow(mirror: Mirror) -> None:
        while not done.is_set():
            await _publish_and_read(own_database, mirror)

    following = [asyncio.create_task(follow(each)) for each in mirrors]
    await asyncio.gather(*(write(n) for n in range(12)))
    done.set()
    await asyncio.gather(*following)
    for mirror in mirrors:
        await _publish_and_read(own_database, mirror)
        assert set(mirror.listed.values()) == {"A"}
        assert len(mirror.listed) == 12
    async with own_database.reading() as session:
        rows = await session.execute(
            text("SELECT array_agg(sequence ORDER BY position) FROM register_change GROUP BY entry_id")
        )
        assert all(each == list(range(1, len(each) + 1)) for each in rows.scalars())


async def _publish_and_read(database: Database, mirror: Mirror) -> None:
    at = NOW + timedelta(minutes=1)
    async with database.writing() as session:
        await publish_changes(session, now=at)
    async with database.reading() as session:
        await mirror.read(session, now=at)


async def test_many_numbers_are_answered_as_one_by_one(session: Session) -> None:
    """Removed, dead and never issued are the same nothing."""
    listed = await an_interpreter(session, category="B")
    gone = await an_interpreter(session, listed_to=NOW - timedelta(days=3))
    found = await check_many(session, [listed.number, gone.number, "99999", listed.number], now=NOW)
    assert set(found) == {listed.number}
    then = await check_many_then(
        session, [(gone.number, NOW - timedelta(days=4)), (gone.number, NOW), ("99999", NOW)]
    )
    assert [len(each) for each in then] == [1, 0, 0]

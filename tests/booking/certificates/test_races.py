"""Two clicks, or two colleagues, in the same instant are one record."""

import asyncio

from booking.certificates.commands import record_seen, withdraw_seen
from tests.booking.certificates.test_commands import shown, the_police
from tests.builders.interpreters import an_interpreter
from tests.builders.times import NOW
from tests.fixtures.database import count_rows
from tolkeregister.core.database import Database


async def test_ten_at_once_record_one(own_database: Database) -> None:
    async with own_database.writing() as session:
        police, tolk = await the_police(session), await an_interpreter(session)

    async def record() -> int:
        async with own_database.writing() as session:
            return await record_seen(session, police.booker, shown(tolk.number), now=NOW)

    assert len(set(await asyncio.gather(*(record() for _ in range(10))))) == 1
    async with own_database.reading() as session:
        assert await count_rows(session, "certificate_seen") == 1


async def test_ten_at_once_take_back_once(own_database: Database) -> None:
    async with own_database.writing() as session:
        police, tolk = await the_police(session), await an_interpreter(session)
        seen = await record_seen(session, police.booker, shown(tolk.number), now=NOW)

    async def withdraw() -> None:
        async with own_database.writing() as session:
            await withdraw_seen(session, police.booker, seen, why="recorded_wrongly", now=NOW)

    await asyncio.gather(*(withdraw() for _ in range(10)))
    async with own_database.reading() as session:
        assert await count_rows(session, "certificate_withdrawn") == 1
        assert await count_rows(session, "audit_event") == 2

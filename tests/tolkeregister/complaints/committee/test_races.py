"""Two at once, on a database of its own: one vote, one pack, one holder of a place, one approval."""

import asyncio

import pytest

from tests.builders.answers import value
from tests.builders.attempts import outcome
from tests.builders.bodies import an_administrator
from tests.builders.committee import AHEAD, VAULT, BuiltCase, a_case, released
from tests.builders.times import NOW
from tolkeregister.complaints.committee.habilitet import declare_for_case
from tolkeregister.complaints.committee.packing import preview_pack, release_pack
from tolkeregister.complaints.committee.rules.seats import a_year_after
from tolkeregister.complaints.committee.rules.words import Place, Seat
from tolkeregister.complaints.committee.terms import Appointment, appoint
from tolkeregister.complaints.committee.voting import vote
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Database

pytestmark = pytest.mark.race


async def on_an_agenda(data: Database) -> BuiltCase:
    async with data.writing() as session:
        return await a_case(session, now=NOW)


async def test_two_votes_of_one_member_at_once_are_one(own_database: Database) -> None:
    case = await on_an_agenda(own_database)
    async with own_database.writing() as session:
        await released(session, case, now=NOW)
        await declare_for_case(session, case.member, case.meeting_id, case.item_id, "none", now=NOW)
    found = await asyncio.gather(*(
        outcome(own_database, vote, case.member, case.meeting_id, case.item_id, view, "Fordi.", seen=0, now=NOW + AHEAD)
        for view in ("warning", "guidance") * 3
    ))  # fmt: skip
    assert sorted(found) == ["already_voted"] * 5 + ["ok"]
    async with own_database.reading() as session:
        assert await value(session, "SELECT count(*) FROM committee_vote") == 1


async def test_two_who_release_at_once_make_one_version(own_database: Database) -> None:
    case = await on_an_agenda(own_database)
    who = case.complaint.officer, VAULT, case.complaint.number
    async with own_database.writing() as session:
        seen = (await preview_pack(session, *who, form="nb", now=NOW)).sha256
    found = await asyncio.gather(*(
        outcome(own_database, release_pack, *who, form="nb", seen=seen, newest=0) for _ in range(3)
    ))  # fmt: skip
    assert sorted(found) == ["ok", "pack_released_meanwhile", "pack_released_meanwhile"]
    async with own_database.reading() as session:
        assert await value(session, "SELECT count(*) FROM committee_pack_content") == 1


async def test_two_administrators_who_fill_one_place_at_once(own_database: Database) -> None:
    async with own_database.writing() as session:
        actors = [await an_administrator(session), await an_administrator(session)]
    today = oslo_date(NOW)
    found = await asyncio.gather(*(
        outcome(own_database, appoint, actor, Appointment(
            Seat.USER, Place.MEMBER, "Hodan", f"{n}@utvalg.example", f"guest-{n}", today, a_year_after(today)))
        for n, actor in enumerate(actors)
    ))  # fmt: skip
    assert sorted(found) == ["ok", "place_is_taken"]

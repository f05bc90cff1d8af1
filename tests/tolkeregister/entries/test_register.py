"""The register in two times: what was so, and what was known."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from tests.builders.answers import value
from tests.builders.bodies import a_body, an_officer
from tests.builders.interpreters import an_entry, an_interpreter
from tests.builders.times import LONG_AGO, NOW
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Conflict, Invalid, NotAllowed, NotFound
from tolkeregister.entries.commands import CategorySpan, open_entry, remove_interpreter, set_category
from tolkeregister.entries.queries import (
    StandingAt,
    check_number,
    languages_in_register,
    profile,
    standing_at,
)
from tolkeregister.entries.size import RegisterCount, register_counts

DAY = timedelta(days=1)


async def standing(session: Session, number: str, valid_at: datetime, known_at: datetime) -> StandingAt:
    return await standing_at(session, number, "ar", "speech", valid_at=valid_at, known_at=known_at)


async def test_a_removal_ends_the_listing_from_its_instant_and_history_stays(session: Session) -> None:
    officer = await an_officer(session)
    tolk = await an_interpreter(session)
    await remove_interpreter(session, officer, tolk.number, "excluded", NOW - DAY, now=NOW)
    assert not (await standing(session, tolk.number, NOW, NOW)).is_listed
    assert (await standing(session, tolk.number, NOW - 2 * DAY, NOW)).is_listed
    assert (await standing(session, tolk.number, NOW, NOW - timedelta(seconds=1))).is_listed, "known then"


async def test_listed_and_qualified_are_two_questions(session: Session) -> None:
    """Rule Q7: the evidence is still there after somebody has left the register."""
    officer = await an_officer(session)
    tolk = await an_interpreter(session, category="B")
    await remove_interpreter(session, officer, tolk.number, "own_wish", NOW, now=NOW)
    assert await standing(session, tolk.number, NOW, NOW) == StandingAt(False, "B")


async def test_removed_dead_and_unknown_look_alike(session: Session) -> None:
    officer = await an_officer(session)
    removed = await an_interpreter(session)
    await remove_interpreter(session, officer, removed.number, "excluded", NOW, now=NOW)
    dead = await an_interpreter(session)
    await session.execute(
        text("UPDATE person SET dead_on = '2026-01-01' WHERE id = :id"),
        {"id": dead.person_id},
    )
    answers = {
        await check_number(session, n, now=NOW) for n in (removed.number, dead.number, "99999999", "x")
    }
    assert answers == {None}


async def test_a_profile_shows_the_county_and_every_listed_entry(session: Session) -> None:
    tolk = await an_interpreter(session, category="A", municipality="4601")
    await an_entry(session, tolk.id, language="fr", category="C")
    shown = await profile(session, f"{tolk.number}", now=NOW)
    assert shown is not None
    assert (shown.county, [(e.language_tag, e.category) for e in shown.entries]) == (
        "Vestland",
        [("ar", "A"), ("fr", "C")],
    )
    assert not {"email", "phone", "born_on", "national_id", "municipality_code"} & set(shown.__slots__)


async def test_only_the_directorate_changes_the_register(session: Session) -> None:
    body = await a_body(session)
    tolk = await an_interpreter(session)
    for actor in (body.booker, tolk.actor):
        with pytest.raises(NotAllowed):
            await remove_interpreter(session, actor, tolk.number, "excluded", NOW, now=NOW)


async def test_a_removal_needs_a_known_reason_and_somebody_who_is_listed(session: Session) -> None:
    officer = await an_officer(session)
    tolk = await an_interpreter(session)
    with pytest.raises(Invalid):
        await remove_interpreter(session, officer, tolk.number, "because", NOW, now=NOW)
    with pytest.raises(NotFound):
        await remove_interpreter(session, officer, "99999999", "excluded", NOW, now=NOW)
    await remove_interpreter(session, officer, tolk.number, "excluded", NOW, now=NOW)
    with pytest.raises(Conflict):
        await remove_interpreter(session, officer, tolk.number, "excluded", NOW, now=NOW + DAY)


async def test_an_entry_can_be_opened_again_and_not_twice(session: Session) -> None:
    officer = await an_officer(session)
    tolk = await an_interpreter(session)
    await remove_interpreter(session, officer, tolk.number, "temporarily_excluded", NOW, now=NOW)
    later = NOW + 10 * DAY
    await open_entry(session, officer, tolk.number, "ar", "speech", valid_from=later, now=later)
    assert (await standing(session, tolk.number, later, later)).is_listed
    assert not (await standing(session, tolk.number, NOW + DAY, later)).is_listed
    with pytest.raises(Conflict):
        await open_entry(session, officer, tolk.number, "ar", "speech", valid_from=later + DAY, now=later)


async def test_spans_that_stay_keep_their_row_and_others_end_in_recorded_time(session: Session) -> None:
    tolk = await an_interpreter(session, category="E")
    first = CategorySpan("E", LONG_AGO, NOW, "test")
    second = CategorySpan("C", NOW, None, "test")
    assert await set_category(session, tolk.entry_id, [first, second], now=NOW)
    assert not await set_category(session, tolk.entry_id, [first, second], now=NOW + DAY)
    later = NOW + 2 * DAY
    assert await set_category(
        session, tolk.entry_id, [first, CategorySpan("B", NOW, None, "test")], now=later
    )
    rows = await value(session, "SELECT count(*) FROM entry_category WHERE entry_id = :e", e=tolk.entry_id)
    assert rows == 4, "E for ever, E to now, C, B: nothing was overwritten"
    assert (await standing(session, tolk.number, later, NOW + DAY)).category == "C"
    assert (await standing(session, tolk.number, later, later)).category == "B"


async def test_entries_and_persons_are_counted_apart(session: Session) -> None:
    """Rule T4."""
    tolk = await an_interpreter(session, category="A")
    await an_entry(session, tolk.id, language="fr", category="A")
    await an_interpreter(session, category="A", listed_to=datetime(2021, 1, 1, tzinfo=UTC))
    counts = await register_counts(session, valid_at=NOW, known_at=NOW)
    assert counts.total == RegisterCount(None, None, 2, 1, 1)
    assert counts.by_category == (RegisterCount(None, "A", 2, 1, 1),)
    assert counts.by_language == (RegisterCount("ar", "A", 1, 1, 1), RegisterCount("fr", "A", 1, 1, 1))
    assert counts.languages == 2
    languages = await languages_in_register(session, now=NOW)
    assert [(each.tag, each.interpreters) for each in languages] == [("ar", 1), ("fr", 1)]


async def test_the_register_of_a_day_is_counted_by_what_was_known_then(session: Session) -> None:
    """A removal from yesterday that was recorded now is not in yesterday's figures (feature 9)."""
    officer = await an_officer(session)
    stays = await an_interpreter(session, category="B", gender="man")
    leaves = await an_interpreter(session, category="E")
    assert stays.number != leaves.number
    await remove_interpreter(session, officer, leaves.number, "excluded", NOW - DAY, now=NOW)
    then = await register_counts(session, valid_at=NOW, known_at=NOW - timedelta(seconds=1))
    now = await register_counts(session, valid_at=NOW, known_at=NOW)
    assert (then.total.entries, then.total.persons, then.total.women) == (2, 2, 1)
    assert now.total == RegisterCount(None, None, 1, 1, 0)


async def test_an_empty_register_is_counted_as_nought(session: Session) -> None:
    counts = await register_counts(session, valid_at=NOW, known_at=NOW)
    assert (counts.total.entries, counts.by_category, counts.languages) == (0, (), 0)

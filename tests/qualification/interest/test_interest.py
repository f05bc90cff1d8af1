"""Interest in a test: in any language, also one the register does not have, and counted as messages and persons."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from qualification.interest.commands import MOST_OPEN, register_interest, withdraw_interest
from qualification.interest.queries import (
    interest_by_language,
    interest_by_year,
    own_interest,
    unknown_words,
)
from tests.builders.applicants import an_applicant
from tests.builders.bodies import a_body, an_officer
from tests.builders.interpreters import an_interpreter
from tests.builders.times import NOW
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Conflict, Invalid, NotAllowed, NotFound

LAST_YEAR = datetime(2025, 12, 31, 22, 59, tzinfo=UTC)  # 23.59 in Oslo
NEW_YEAR = datetime(2025, 12, 31, 23, tzinfo=UTC)  # midnight there


async def test_somebody_who_is_not_in_the_register_registers_interest_once(session: Session) -> None:
    """Story T07; a double click is one wish."""
    who = await an_applicant(session)
    first = await register_interest(session, who, "tospraaktest", language_tag="ti", now=NOW)
    assert await register_interest(session, who, "tospraaktest", language_tag="ti", now=NOW) == first
    await register_interest(session, who, "siling", language_tag="ti", now=NOW)
    assert {(each.test, each.language_tag) for each in await own_interest(session, who)} == {
        ("tospraaktest", "ti"), ("siling", "ti"),
    }  # fmt: skip


async def test_a_word_no_language_has_is_kept_as_it_was_typed(session: Session) -> None:
    """It is for those who govern the languages: 83 languages were asked for in 2021, 74 were in the register."""
    officer = await an_officer(session)
    for name in (" Kunama ", "kunama", "Saho-sprák"):
        await register_interest(session, await an_applicant(session), "tospraaktest", word=name, now=NOW)
    found = await unknown_words(session, officer)
    assert [(each.word, each.persons) for each in found] == [("Kunama", 2), ("Saho-sprák", 1)]
    assert await interest_by_language(session, officer, since=NOW.date()) == ()


async def test_what_is_taken_back_is_counted_as_a_message_and_not_as_a_person(session: Session) -> None:
    officer, who = await an_officer(session), await an_applicant(session)
    wish = await register_interest(session, who, "tospraaktest", language_tag="ti", now=NOW)
    other = (await an_interpreter(session)).actor
    await register_interest(session, other, "tospraaktest", language_tag="ti", now=NOW)
    with pytest.raises(NotFound):
        await withdraw_interest(session, other, wish, now=NOW)
    await withdraw_interest(session, who, wish, now=NOW)
    with pytest.raises(NotFound):
        await withdraw_interest(session, who, wish, now=NOW)
    (count,) = await interest_by_language(session, officer, since=datetime(2026, 1, 1, tzinfo=UTC).date())
    assert (count.language_tag, count.persons, count.messages) == ("ti", 1, 2)
    assert await own_interest(session, who) == ()


async def test_the_year_of_a_message_is_the_norwegian_one(session: Session) -> None:
    officer, who = await an_officer(session), await an_applicant(session)
    await register_interest(session, who, "tospraaktest", language_tag="ti", now=LAST_YEAR)
    await register_interest(session, who, "tospraaktest", language_tag="so", now=NEW_YEAR)
    await register_interest(session, who, "siling", language_tag="so", now=NEW_YEAR)
    found = await interest_by_year(session, officer)
    assert [(y.year, y.messages, y.persons, y.languages) for y in found] == [(2025, 1, 1, 1), (2026, 2, 1, 1)]


@pytest.mark.parametrize("given", [
    {"test": "tao", "language_tag": "so"}, {"test": "tospraaktest"}, {"test": "tospraaktest", "word": " - "},
    {"test": "tospraaktest", "language_tag": "xx-nope"}, {"test": "tospraaktest", "word": "a" * 81},
    {"test": "tospraaktest", "language_tag": "so", "word": "somali"},
])  # fmt: skip
async def test_what_cannot_be_wished_for_is_refused(session: Session, given: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        await register_interest(session, await an_applicant(session), now=NOW, **given)


async def test_an_account_cannot_fill_the_list(session: Session) -> None:
    who = await an_applicant(session)
    for number in range(MOST_OPEN):
        await register_interest(session, who, "tospraaktest", word=f"språk {number}", now=NOW)
    with pytest.raises(Conflict, match="too_many_wishes"):
        await register_interest(session, who, "tospraaktest", word="ett til", now=NOW)
    await withdraw_interest(session, who, (await own_interest(session, who))[0].id, now=NOW)
    await register_interest(session, who, "tospraaktest", word="ett til", now=NOW)


async def test_bodies_and_staff_have_no_wishes_and_only_staff_sees_the_counts(session: Session) -> None:
    officer, body = await an_officer(session), await a_body(session)
    for actor in (officer, body.booker):
        with pytest.raises(NotAllowed):
            await register_interest(session, actor, "tospraaktest", language_tag="so", now=NOW)
    for query in (interest_by_year, unknown_words):
        with pytest.raises(NotAllowed):
            await query(session, body.booker)
    count = await session.execute(text("SELECT count(*) FROM test_interest"))
    assert count.scalar_one() == 0

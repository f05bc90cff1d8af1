"""The exam opens in a language: those listed in it hear of it once, and no more when they have said no (survey C14)."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.dialects.postgresql import Range

from qualification.evidence.models import Evidence
from qualification.interest.commands import register_interest, withdraw_interest
from qualification.interest.news import choose_exam_news, wants_exam_news
from qualification.plan.exam_news import tell_the_listed
from qualification.plan.jobs import tell_opened
from qualification.rounds.results import NewResult, record_result
from tests.builders.answers import mails
from tests.builders.bodies import an_officer
from tests.builders.interpreters import an_entry, an_interpreter
from tests.builders.plans import an_offer_of, published
from tests.builders.rounds import a_candidate, a_round
from tests.builders.times import NOW
from tolkeregister.core.database import Database, Session
from tolkeregister.core.errors import NotAllowed
from tolkeregister.core.mail.overtaken import Queued, is_overtaken

DAY = timedelta(days=1)


async def told(session: Session) -> list[str]:
    """Who has been told for being listed."""
    return sorted(recipient for _, recipient in await mails(session, "exam_opens"))


async def licensed(session: Session, person_id: int, language: str) -> None:
    always: Range[datetime] = Range(NOW - 400 * DAY, None)
    held = Evidence(person_id=person_id, kind="bevilling", language_tag=language, type="speech", issuer="IMDi",
                    reference="1", valid=always, recorded=always)  # fmt: skip
    session.add(held)
    await session.flush()


async def test_those_listed_without_bevilling_are_told_once_for_each_round(session: Session) -> None:
    """A bachelor's degree gives category B without any bevilling; bevilling in another language is none in this."""
    officer = await an_officer(session)
    below = [await an_interpreter(session, language="so", category=each) for each in "BDE"]
    await licensed(session, below[0].person_id, "lt")
    await licensed(session, (await an_interpreter(session, language="so", category="C")).person_id, "so")
    await an_interpreter(session, language="ti", category="E")
    await an_interpreter(session, language="so", category="E", listed_to=NOW - DAY)
    await an_entry(session, below[0].id, language="lt", category="A")
    await published(
        session, officer, an_offer_of(NOW, "so", "siling", opens=1), an_offer_of(NOW, "so"), now=NOW
    )
    await tell_the_listed(session, now=NOW)
    assert await told(session) == [], "published is not open"
    for days in (1, 2, 5):
        await tell_the_listed(session, now=NOW + days * DAY)
    assert await told(session) == sorted(each.email for each in below)
    again = an_offer_of(NOW + 200 * DAY, "so", "siling")
    await published(session, officer, again, now=NOW + 200 * DAY)
    await tell_the_listed(session, now=NOW + 200 * DAY)
    assert len(await told(session)) == 2 * len(below)


async def test_everybody_is_told_of_the_part_they_can_take(session: Session) -> None:
    """Whoever has passed the written part hears of the oral one, and is not asked to take the first again."""
    officer = await an_officer(session)
    first, second = [await an_interpreter(session, language="so", category="E") for _ in range(2)]
    of, day = (
        await a_round(session, "siling", held=NOW.date() - 300 * DAY, code="før"),
        NOW.date() - 300 * DAY,
    )
    who = await a_candidate(session, second.person_id)
    await record_result(session, officer, NewResult(who, of, "whole", day, day, "passed"), now=NOW)
    await published(
        session, officer, *(an_offer_of(NOW, "so", test) for test in ("siling", "practical")), now=NOW
    )
    await tell_the_listed(session, now=NOW)
    rows = await session.execute(
        text(
            "SELECT recipient, data->>'test' FROM mail_message WHERE template = 'exam_opens' ORDER BY recipient"
        )
    )
    assert dict(rows.all()) == {first.email: "siling", second.email: "practical"}


async def test_who_has_wished_for_it_is_told_for_the_wish_and_nobody_of_a_round_twice(
    session: Session,
) -> None:
    officer = await an_officer(session)
    wishes, later = [await an_interpreter(session, language="so", category="E") for _ in range(2)]
    wish = await register_interest(session, wishes.actor, "siling", language_tag="so", now=NOW)
    await published(session, officer, an_offer_of(NOW, "so", "siling"), now=NOW)
    for _ in range(2):
        await tell_opened(session, now=NOW)
        await tell_the_listed(session, now=NOW)
    await withdraw_interest(session, wishes.actor, wish, now=NOW + DAY)
    await register_interest(session, later.actor, "siling", language_tag="so", now=NOW + DAY)
    await tell_opened(session, now=NOW + DAY)
    await tell_the_listed(session, now=NOW + DAY)
    assert await mails(session, "test_opens") == [("test_opens", wishes.email)]
    assert await told(session) == [later.email]


async def test_who_has_said_no_hears_nothing_until_they_say_yes_also_when_the_mail_was_queued(
    session: Session,
) -> None:
    officer, tolk = await an_officer(session), await an_interpreter(session, language="so", category="E")
    queued = Queued("exam_opens", "", "interpreter", tolk.number, {})
    assert await wants_exam_news(session, tolk.actor)
    assert not await is_overtaken(session, queued)
    for _ in range(2):
        await choose_exam_news(session, tolk.actor, wanted=False, now=NOW)
    assert not await wants_exam_news(session, tolk.actor)
    assert await is_overtaken(session, queued)
    await published(session, officer, an_offer_of(NOW, "so", "siling"), now=NOW)
    await tell_the_listed(session, now=NOW)
    assert await told(session) == []
    await choose_exam_news(session, tolk.actor, wanted=True, now=NOW)
    await tell_the_listed(session, now=NOW)
    assert await told(session) == [tolk.email]
    with pytest.raises(NotAllowed):
        await choose_exam_news(session, officer, wanted=False, now=NOW)


async def test_two_workers_tell_once(own_database: Database) -> None:
    async with own_database.writing() as session:
        for _ in range(5):
            await an_interpreter(session, language="so", category="E")
        await published(session, await an_officer(session), an_offer_of(NOW, "so", "siling"), now=NOW)

    async def tell() -> int:
        async with own_database.writing() as session:
            return await tell_the_listed(session, now=NOW)

    await asyncio.gather(tell(), tell())
    await tell()
    async with own_database.reading() as session:
        counts = await session.execute(text("SELECT count(*), count(DISTINCT recipient) FROM mail_message"))
        assert tuple(counts.one()) == (5, 5)

"""The party's statement and request for more time; what a dead party's case becomes."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from booking.handlers import register_handlers
from tests.builders.answers import value
from tests.builders.hearings import a_heard_complaint, a_representative
from tests.builders.interpreters import an_interpreter
from tests.builders.times import NOW
from tolkeregister.complaints.clocking import clocks_of, suspend
from tolkeregister.complaints.heard.access import heard_in_person, heard_through
from tolkeregister.complaints.heard.more_time import answer_more_time, ask_more_time, last_request
from tolkeregister.complaints.heard.queries import heard_page
from tolkeregister.complaints.heard.statements import NO_COMMENTS, cleaned_files, give_statement, say_nothing
from tolkeregister.complaints.hearing import hear
from tolkeregister.complaints.intake import end
from tolkeregister.complaints.reporting.cleaning import CleanFile
from tolkeregister.complaints.rules.words import Closing
from tolkeregister.core.actor import SYSTEM
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Conflict, Invalid, NotFound, RuleBroken
from tolkeregister.core.events import raise_event
from tolkeregister.decisions.letters import delivery as letters
from tolkeregister.decisions.letters.models import Route
from tolkeregister.people.population.commands import DIED

DAY = timedelta(days=1)
FILE = CleanFile("image/png", b"\x89PNG\r\n\x1a\n et bilde")
KINDS = "SELECT string_agg(kind, ' ' ORDER BY id) FROM journal_post"


@pytest.fixture(autouse=True)
def _handlers() -> None:
    register_handlers()


async def test_a_foreign_case_and_one_nobody_is_heard_in_answer_as_an_unknown_one(session: Session) -> None:
    built, _ = await a_heard_complaint(session, now=NOW)
    stranger = await an_interpreter(session)
    for actor, number in ((stranger.actor, built.number), (built.tolk.actor, "2026/99999")):
        with pytest.raises(NotFound, match="complaint_not_found"):
            await heard_in_person(session, actor, number)


async def test_words_and_files_are_journaled_and_two_tabs_are_one(session: Session) -> None:
    _, heard = await a_heard_complaint(session, now=NOW)
    for _ in range(2):
        await give_statement(session, heard, "Det stemmer ikke. <b>", [FILE, FILE], now=NOW)
    assert await value(session, KINDS) == "notice reply statement_attachment statement_attachment"
    with pytest.raises(Conflict, match="notice_answered"):
        await give_statement(session, heard, "Noe annet.", now=NOW)
    page = await heard_page(session, heard, now=NOW)
    assert page.last is not None
    assert (page.last.reply, page.may_state) == ("Det stemmer ikke. <b>", False)


async def test_having_nothing_to_say_is_an_answer(session: Session) -> None:
    _, heard = await a_heard_complaint(session, now=NOW)
    await say_nothing(session, heard, "nn", now=NOW)
    assert await value(session, "SELECT body FROM notice_reply") == NO_COMMENTS.nn


@pytest.mark.parametrize("sent", [b"<svg onload=alert(1)>", b"%PDF-1.7 ikke en PDF", b""])
async def test_hostile_files_are_not_kept_and_nothing_is_while_the_scanner_is_down(sent: bytes) -> None:
    with pytest.raises((Invalid, RuleBroken)):
        await cleaned_files([sent])
    with pytest.raises(RuleBroken, match="scanner_down"):
        await cleaned_files([b"\x89PNG\r\n\x1a\n"])


async def test_more_time_moves_the_clock_only_when_an_officer_says_so_and_both_are_told(
    session: Session,
) -> None:
    built, heard = await a_heard_complaint(session, now=NOW)
    await a_representative(session, heard, now=NOW)
    before = (await heard_page(session, heard, now=NOW)).last
    assert before is not None
    assert before.last_day is not None
    with pytest.raises(Invalid, match="no_more_time"):
        await ask_more_time(session, heard, before.last_day, "Syk", now=NOW)
    await ask_more_time(session, heard, before.last_day + 10 * DAY, "Syk <i>", now=NOW)
    with pytest.raises(Conflict, match="more_time_asked"):
        await ask_more_time(session, heard, before.last_day + 12 * DAY, "Om igjen", now=NOW)
    unmoved = (await heard_page(session, heard, now=NOW)).last
    assert unmoved == before
    await answer_more_time(session, built.officer, built.number, "Du er syk.", days=10, now=NOW)
    moved = (await heard_page(session, heard, now=NOW)).last
    assert moved is not None
    assert moved.last_day is not None
    assert moved.last_day >= before.last_day + 10 * DAY
    told = "SELECT count(DISTINCT recipient) FROM mail_message WHERE event_key LIKE 'heard_news:more_time%'"
    assert await value(session, told) == 2


async def test_a_no_moves_nothing_and_says_why_and_one_may_ask_again(session: Session) -> None:
    built, heard = await a_heard_complaint(session, now=NOW)
    until = oslo_date(NOW) + 40 * DAY
    await ask_more_time(session, heard, until, "Ferie", now=NOW)
    await answer_more_time(session, built.officer, built.number, "Ferie er ikke nok.", days=None, now=NOW)
    found = await last_request(session, built.id)
    assert found is not None
    assert (found.days, found.answer) == (None, "Ferie er ikke nok.")
    assert not [each for each in await clocks_of(session, built.id, now=NOW) if each.extended]
    with pytest.raises(NotFound, match="more_time_not_found"):
        await answer_more_time(session, built.officer, built.number, "Ja likevel.", days=3, now=NOW)
    await ask_more_time(session, heard, until, "Syk", now=NOW)
    await give_statement(session, heard, "Nå svarer jeg.", now=NOW)
    with pytest.raises(NotFound, match="more_time_not_found"):
        await answer_more_time(session, built.officer, built.number, "For sent.", days=3, now=NOW)
    with pytest.raises(RuleBroken, match="nothing_to_answer"):
        await ask_more_time(session, heard, until, "Mer", now=NOW)


async def test_a_second_question_has_a_clock_of_its_own(session: Session) -> None:
    built, heard = await a_heard_complaint(session, now=NOW)
    await give_statement(session, heard, "Det stemmer ikke.", now=NOW)
    await hear(session, built.officer, built.number, "Noe nytt.", "Vi vurderer mer.", now=NOW + DAY)
    page = await heard_page(session, heard, now=NOW + DAY)
    assert [each.shown for each in page.hearings][-1] == "Noe nytt."
    assert [each.considered for each in page.hearings][-1] == "Vi vurderer mer."
    assert page.may_state
    assert page.hearings[0].reply == "Det stemmer ikke."


async def test_days_that_stand_still_are_never_late(session: Session) -> None:
    built, heard = await a_heard_complaint(session, now=NOW)
    await suspend(session, built.officer, built.number, "Venter", now=NOW + DAY)
    await give_statement(session, heard, "Et år etter.", now=NOW + 365 * DAY)
    facts = "SELECT facts FROM complaint_log WHERE code = 'interpreter.stated'"
    assert await value(session, facts) == {"late": False}


async def test_the_reporter_withdraws_while_the_interpreter_is_heard(session: Session) -> None:
    built, heard = await a_heard_complaint(session, now=NOW)
    await end(session, built.officer, built.number, Closing.WITHDRAWN, now=NOW + DAY)
    with pytest.raises(Conflict, match="complaint_closed"):
        await give_statement(session, heard, "For sent.", now=NOW + DAY)
    page = await heard_page(session, heard, now=NOW + DAY)
    assert (page.is_closed, page.may_state) == (True, False)
    assert await value(session, "SELECT code FROM complaint_answer ORDER BY id DESC LIMIT 1") == "withdrawn"
    assert await value(session, "SELECT count(*) FROM mail_message WHERE template = 'heard_news'") == 1


class NoCarrier:
    """Nothing may come here."""

    async def hand_over(self, sending: object) -> None:
        raise AssertionError("a letter to the dead")

    async def receipt(self, reference: str) -> object:
        raise AssertionError("a receipt from the dead")


async def test_when_the_interpreter_dies_every_case_closes_and_nothing_is_sent(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The population register says so; a letter on its way stops, also in a case that is appealed."""
    built, heard = await a_heard_complaint(session, now=NOW)
    _, token = await a_representative(session, heard, now=NOW)
    mails = await value(session, "SELECT count(*) FROM mail_message")
    case_id = await value(session, "SELECT case_id FROM complaint WHERE id = :i", i=built.id)
    await session.execute(text("UPDATE case_file SET state = 'appealed' WHERE id = :i"), {"i": case_id})
    await session.execute(
        text("UPDATE person SET dead_on = '2026-03-02' WHERE id = :p"), {"p": built.tolk.person_id}
    )
    await raise_event(session, SYSTEM, DIED, now=NOW, person_id=built.tolk.person_id)
    row = (await session.execute(text("SELECT state, closed_as FROM complaint"))).one()
    assert tuple(row) == ("closed", "dead")
    running = "SELECT count(*) FROM complaint_stage WHERE ended_at IS NULL"
    assert await value(session, running) == 0
    assert await value(session, "SELECT code FROM complaint_answer ORDER BY id DESC LIMIT 1") == "ended"
    assert await value(session, "SELECT count(*) FROM mail_message") == mails
    monkeypatch.setattr(letters, "_CARRIERS", dict.fromkeys(Route, NoCarrier()))
    for delivery_id in (await session.execute(text("SELECT id FROM letter_delivery"))).scalars().all():
        found = await letters.in_hand(session, delivery_id)
        assert found is not None
        await letters.hand_over(session, found, now=NOW)
        assert found.state == "failed"
    with pytest.raises(NotFound):
        await heard_through(session, token, now=NOW)

"""The evidence of search is written by the search and the offers themselves, and replays to the list as it stands."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from booking.assignments.replacement import give_back
from booking.changes.cancelling import cancel
from booking.evidence.queries import events_of
from booking.evidence.rules import SearchList, replay
from booking.matching.rules.written import replayed
from booking.offers.commands import accept_offer, decline_offer
from booking.offers.jobs import expire_due
from booking.sending.commands import send_request
from tests.builders.answers import assignment_row, offers_of, open_offer
from tests.builders.bodies import BuiltBody
from tests.builders.drafts import a_draft
from tests.builders.interpreters import BuiltInterpreter, an_absence, an_interpreter
from tests.builders.times import MONDAY, NOW, oslo
from tolkeregister.core.database import Session

STATED = "samtale som ikke skal stå i beviset"


@pytest.fixture
async def three(session: Session) -> list[BuiltInterpreter]:
    """Free interpreters in A, B and C."""
    return [await an_interpreter(session, category=letter, hours=True) for letter in "ABC"]


async def sent(session: Session, body: BuiltBody, **changes: object) -> str:
    """A request that was sent, for an afternoon."""
    return await send_request(
        session, body.booker, a_draft("14:00", "15:00", theme=STATED, **changes), key="k1", now=NOW
    )


async def listed(session: Session, number: str) -> SearchList:
    """What the evidence replays to; it must be what the working tables say, and each draw must replay."""
    assignment = await assignment_row(session, number)
    events = await events_of(session, assignment.id)
    for event in events:
        if event.kind == "queue_drawn":
            again = replayed(event.details)
            assert again is not None
            assert again.is_same
    found = replay(events)
    offers = await session.execute(
        text(
            "SELECT f.id, i.number, f.round, f.sent_at, f.answer_by, f.state, f.ended_at FROM offer f"
            " JOIN interpreter i ON i.id = f.interpreter_id WHERE f.assignment_id = :id ORDER BY f.id"
        ),
        {"id": assignment.id},
    )
    assert [tuple(row) for row in offers] == [
        (one.offer, one.number, one.round, one.asked_at, one.answer_by, one.answer, one.answered_at)
        for one in found.asked
    ]
    places = await session.execute(
        text(
            "SELECT i.number, q.place FROM queue_place q JOIN interpreter i ON i.id = q.interpreter_id"
            " WHERE q.assignment_id = :id"
        ),
        {"id": assignment.id},
    )
    assert {row.number: row.place for row in places} == found.places
    return found


async def test_every_question_and_answer_replays(
    session: Session, body: BuiltBody, three: list[BuiltInterpreter]
) -> None:
    """A says no, B lets the time run out, C says yes: who, when, until when, and the answer with its time."""
    number = await sent(session, body)
    first = await open_offer(session, number, three[0].id)
    await decline_offer(session, three[0].actor, first, now=NOW + timedelta(minutes=3))
    late = NOW + timedelta(hours=2)
    await expire_due(session, now=late)
    third = await open_offer(session, number, three[2].id)
    await accept_offer(session, three[2].actor, third, declaration=True, now=late + timedelta(minutes=1))
    found = await listed(session, number)
    assert [(one.number, one.answer) for one in found.asked] == [
        (three[0].number, "declined"), (three[1].number, "expired"), (three[2].number, "accepted"),
    ]  # fmt: skip
    assert found.asked[0].answered_at == NOW + timedelta(minutes=3)
    assert found.asked[0].answer_by is not None


async def test_whoever_is_skipped_stands_there_with_the_reason(
    session: Session, body: BuiltBody, three: list[BuiltInterpreter]
) -> None:
    start = oslo(MONDAY, "14:00")
    await an_absence(session, three[0].id, start, start + timedelta(hours=1))
    found = await listed(session, await sent(session, body))
    assert found.why_not == {three[0].number: ("absent",)}
    assert [one.number for one in found.asked] == [three[1].number]


async def test_whoever_became_busy_since_the_draw_is_passed_over_in_the_evidence(
    session: Session, body: BuiltBody, three: list[BuiltInterpreter]
) -> None:
    number = await sent(session, body)
    start = oslo(MONDAY, "14:00")
    await an_absence(session, three[1].id, start, start + timedelta(hours=1))
    offer = await open_offer(session, number, three[0].id)
    await decline_offer(session, three[0].actor, offer, now=NOW)
    found = await listed(session, number)
    assert found.why_not == {three[1].number: ("absent",)}
    assert [one.number for one in found.asked] == [three[0].number, three[2].number]


async def test_circumstances_and_a_cancelled_order_are_in_it_too(
    session: Session, body: BuiltBody, three: list[BuiltInterpreter]
) -> None:
    number = await sent(session, body)
    offer = await open_offer(session, number, three[0].id)
    await accept_offer(session, three[0].actor, offer, declaration=True, remark="kjenner mor", now=NOW)
    await cancel(session, body.booker, number, why="other", now=NOW)
    found = await listed(session, number)
    assert [(one.answer, one.told_circumstances) for one in found.asked] == [("withdrawn", True)]


async def test_a_new_draw_is_one_more_event_and_the_first_one_stays(
    session: Session, body: BuiltBody, three: list[BuiltInterpreter]
) -> None:
    number = await sent(session, body)
    for one in three:
        offer = await open_offer(session, number, one.id)
        await accept_offer(session, one.actor, offer, declaration=True, now=NOW)
        await give_back(session, one.actor, number, now=NOW)
    found = await listed(session, number)
    assert found.drawings == 2
    assert {one.number for one in found.asked} == {one.number for one in three}


async def test_neither_texts_nor_names_nor_reasons_for_a_no_stand_in_it(
    session: Session, body: BuiltBody, three: list[BuiltInterpreter]
) -> None:
    """Rules B8 and H1: why somebody said no, and what they told about impartiality, are not the booker's to keep."""
    number = await sent(session, body)
    first = await open_offer(session, number, three[0].id)
    await decline_offer(session, three[0].actor, first, reason_code="competence", now=NOW)
    second = await open_offer(session, number, three[1].id)
    await accept_offer(session, three[1].actor, second, declaration=True, remark="kjenner mor", now=NOW)
    everything = " ".join(
        (await session.execute(text("SELECT details::text FROM search_evidence ORDER BY id"))).scalars()
    )
    assert everything
    for word in (STATED, "kjenner mor", "competence", "Haddad", "Samira", "lærer"):
        assert word not in everything


@pytest.mark.parametrize(
    "statement",
    ["UPDATE exception_check SET reason = ''", "DELETE FROM exception_check", "TRUNCATE search_evidence",
     "ALTER TABLE offer DISABLE TRIGGER offer_asked_evidence", "DROP TRIGGER offer_answered_evidence ON offer"],
)  # fmt: skip
async def test_the_application_cannot_stop_the_writing_or_wipe_it_out(
    session: Session, statement: str
) -> None:
    with pytest.raises(Exception, match=r"permission denied|must be owner"):
        await session.execute(text(statement))


async def test_an_answer_that_is_undone_leaves_no_evidence(
    session: Session, body: BuiltBody, three: list[BuiltInterpreter]
) -> None:
    """It stands in the transaction of the answer itself."""
    number = await sent(session, body)
    before = len(await events_of(session, (await assignment_row(session, number)).id))
    savepoint = await session.begin_nested()
    offer = await open_offer(session, number, three[0].id)
    await decline_offer(session, three[0].actor, offer, now=NOW)
    await savepoint.rollback()
    assert len(await offers_of(session, number)) == 1
    assert len(await events_of(session, (await assignment_row(session, number)).id)) == before

"""How a proposal ends: only a yes changes anything, and nothing is left behind (failure modes 4, 11 and 13)."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from booking.assignments.replacement import give_back
from booking.assignments.status import status_page
from booking.changes.agreed import agreed_now
from booking.changes.answers import accept_change, decline_change, expire_changes, withdraw_change
from booking.changes.cancelling import cancel
from booking.changes.events import ASSIGNMENT_CHANGED, ASSIGNMENT_MOVED
from booking.handlers import register_handlers
from booking.offers.commands import accept_offer
from booking.sending.commands import send_request
from tests.builders.answers import assignment_row, mails, offers_of, open_offer, value
from tests.builders.assignments import an_assignment, an_offer
from tests.builders.bodies import BuiltBody, a_body, an_officer
from tests.builders.changes import an_agreement, booked_minutes, change, proposed
from tests.builders.drafts import a_draft
from tests.builders.interpreters import BuiltInterpreter, an_interpreter
from tests.builders.times import MONDAY, NOW, between, oslo
from tolkeregister.core import events
from tolkeregister.core.database import Session
from tolkeregister.core.errors import NotAllowed, NotFound, RuleBroken
from tolkeregister.entries.commands import remove_interpreter

STATE = "SELECT state FROM assignment_change ORDER BY id DESC LIMIT 1"
OLD = (810, 930)  # 14.30–16.30 in Oslo


@pytest.mark.parametrize("ending", ["declined", "expired", "withdrawn"])
async def test_whatever_ends_a_proposal_but_a_yes_leaves_the_original_as_it_was(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter, ending: str
) -> None:
    number = await an_agreement(session, body, tolk)
    before = await assignment_row(session, number)
    until = (await change(session, body, number, later=30, theme="annet")).answer_by
    assert until is not None
    change_id = await proposed(session, number)
    if ending == "declined":
        await decline_change(session, tolk.actor, number, change_id, now=NOW)
        await decline_change(session, tolk.actor, number, change_id, now=NOW)  # a second click
    elif ending == "withdrawn":
        await withdraw_change(session, body.booker, number, change_id, now=NOW)
    else:
        assert await expire_changes(session, now=until - timedelta(seconds=1)) == 0
        assert await expire_changes(session, now=until) == 1
        assert await expire_changes(session, now=until) == 0
    assert await value(session, STATE) == ending
    assert await assignment_row(session, number) == before
    assert await booked_minutes(session, number) == [(*OLD, False)]
    assert (await agreed_now(session, before.id)).theme == "samtale om skolestart"
    told = {"declined": "change_declined", "expired": "change_expired", "withdrawn": "change_withdrawn"}
    assert told[ending] in {template for template, _ in await mails(session)}
    with pytest.raises(RuleBroken, match="change_not_open"):
        await accept_change(session, tolk.actor, number, change_id, is_impartial=True, now=NOW)


async def test_an_answer_that_comes_late_fails_cleanly_before_the_job_has_said_so(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter
) -> None:
    """Failure mode 4: the hold expires by the clock; another succeeds; the late confirmation fails."""
    number = await an_agreement(session, body, tolk)
    until = (await change(session, body, number, later=30)).answer_by
    assert until is not None
    other = await send_request(session, body.booker, a_draft("16:30", "17:00"), key="b", now=NOW)
    assert await offers_of(session, other) == [], "the held time is not asked for"
    later = await an_assignment(session, body, *between(MONDAY, "16:30", "17:00"))
    last_minute = until + timedelta(minutes=1)
    offer = await an_offer(session, later, tolk.id, sent_at=NOW, answer_by=last_minute)
    with pytest.raises(RuleBroken, match="overlap"):
        await accept_offer(session, tolk.actor, offer, declaration=True, now=until - timedelta(seconds=1))
    await accept_offer(session, tolk.actor, offer, declaration=True, now=until)
    with pytest.raises(RuleBroken, match="change_expired"):
        await accept_change(
            session, tolk.actor, number, await proposed(session, number), is_impartial=True, now=until
        )
    await expire_changes(session, now=until)
    assert await booked_minutes(session, number) == [(*OLD, False)]
    assert await booked_minutes(session, later.number) == [(930, 960, False)]


async def test_another_theme_is_a_proposal_and_impartiality_is_declared_anew(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter
) -> None:
    """Tolkeloven § 16, rule H1."""
    number = await an_agreement(session, body, tolk)
    assert (await change(session, body, number, theme="barnevern")).outcome == "proposed"
    change_id = await proposed(session, number)
    with pytest.raises(RuleBroken, match="habilitet_undeclared"):
        await accept_change(session, tolk.actor, number, change_id, is_impartial=False, now=NOW)
    await accept_change(session, tolk.actor, number, change_id, is_impartial=True, now=NOW)
    assert await value(session, "SELECT impartiality_declared_at FROM assignment_change") == NOW
    assert (await status_page(session, body.booker, number)).theme == "barnevern"
    first = await accept_change(session, tolk.actor, number, change_id, is_impartial=True, now=NOW)
    assert first == 2, "a second click is the same yes"


async def test_a_mode_that_needs_a_journey_holds_the_buffer_too(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter
) -> None:
    number = await an_agreement(session, body, tolk)
    await change(session, body, number, mode="in_person")
    assert await booked_minutes(session, number) == [(*OLD, False), (780, 810, True), (930, 960, True)]
    await accept_change(
        session, tolk.actor, number, await proposed(session, number), is_impartial=False, now=NOW
    )
    assert await booked_minutes(session, number) == [(780, 960, False)]


async def test_nobody_else_changes_or_answers(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter
) -> None:
    stranger, other = await a_body(session), await an_interpreter(session, hours=True, category="B")
    number = await an_agreement(session, body, tolk)
    with pytest.raises(NotFound):
        await change(session, stranger, number, later=30)
    await change(session, body, number, later=30)
    change_id = await proposed(session, number)
    for answer in (accept_change, decline_change):
        more = {"is_impartial": True} if answer is accept_change else {}
        with pytest.raises(NotFound):
            await answer(session, other.actor, number, change_id, now=NOW, **more)
        with pytest.raises(NotAllowed):
            await answer(session, body.booker, number, change_id, now=NOW, **more)
    with pytest.raises(NotFound):
        await withdraw_change(session, stranger.booker, number, change_id, now=NOW)
    with pytest.raises(NotAllowed):
        await withdraw_change(session, tolk.actor, number, change_id, now=NOW)


@pytest.mark.parametrize("how", ["cancelled", "given back", "removed"])
async def test_no_hold_and_no_question_survives_the_assignment(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter, how: str
) -> None:
    """Failure mode 4: no hold survives a cancelled booking."""
    register_handlers()
    number = await an_agreement(session, body, tolk)
    await change(session, body, number, later=30)
    if how == "cancelled":
        await cancel(session, body.booker, number, why="no_longer_needed", now=NOW)
    elif how == "given back":
        await give_back(session, tolk.actor, number, now=NOW)
    else:
        officer = await an_officer(session)
        await remove_interpreter(session, officer, tolk.number, "excluded", NOW, now=NOW)
    assert await value(session, "SELECT count(*) FROM booked") == 0
    assert await value(session, STATE) == "withdrawn"


async def test_the_check_at_the_start_follows_a_move_and_so_does_the_category(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter
) -> None:
    """Failure mode 11: what was ordered for the old time finds nothing to do."""
    number = await an_agreement(session, body, tolk)
    await change(session, body, number, later=24 * 60)
    tomorrow = oslo(MONDAY, "38:30")
    sql = """UPDATE entry_category SET valid = tstzrange(lower(valid), :at) WHERE entry_id = :entry"""
    await session.execute(text(sql), {"at": tomorrow - timedelta(hours=1), "entry": tolk.entry_id})
    with pytest.raises(RuleBroken, match="not_listed_at_start"):
        await accept_change(
            session, tolk.actor, number, await proposed(session, number), is_impartial=False, now=NOW
        )
    await session.execute(
        text("UPDATE entry_category SET valid = tstzrange(lower(valid), NULL), category = 'C'"),
    )
    await accept_change(
        session, tolk.actor, number, await proposed(session, number), is_impartial=False, now=NOW
    )
    assert (await assignment_row(session, number)).category_at_acceptance == "C"
    at = "SELECT array_agg(run_at ORDER BY run_at) FROM job WHERE name = 'assignments.check_at_start'"
    assert await value(session, at) == [oslo(MONDAY, "14:30"), tomorrow]


async def test_others_are_told_in_the_same_transaction_of_what_is_done_and_not_of_what_is_proposed(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[object] = []

    async def listen(_session: object, _actor: object, *, about: object, **_: object) -> None:
        heard.append(about)

    monkeypatch.setattr(events, "_handlers", {ASSIGNMENT_MOVED: [listen], ASSIGNMENT_CHANGED: [listen]} | {
        name: [] for name in ("assignment.released", "assignment.cancelled", "interpreter.removed")})  # fmt: skip
    number = await an_agreement(session, body, tolk)
    await change(session, body, number, later=30)
    assert heard == []
    await accept_change(
        session, tolk.actor, number, await proposed(session, number), is_impartial=False, now=NOW
    )
    await change(session, body, number, address="rom 4")
    moved, changed = heard
    assert (moved.version, moved.interpreter_id, moved.fields) == (2, tolk.id, ("time",))  # type: ignore[attr-defined]
    assert moved.after.starts_at - moved.before.starts_at == timedelta(minutes=30)  # type: ignore[attr-defined]
    assert (changed.version, changed.fields) == (3, ("address",))  # type: ignore[attr-defined]


async def test_the_next_interpreters_start_is_checked_when_it_was_moved_between_the_two(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter
) -> None:
    """The job of the first agreement still waits, at a time that means nothing any more."""
    number = await an_agreement(session, body, tolk)
    await an_interpreter(session, category="B", hours=True)  # or nobody would be left to ask
    await give_back(session, tolk.actor, number, now=NOW)
    await change(session, body, number, later=60)
    offer = await open_offer(session, number, tolk.id)
    await accept_offer(session, tolk.actor, offer, declaration=True, now=NOW)
    at = "SELECT array_agg(run_at ORDER BY run_at) FROM job WHERE name = 'assignments.check_at_start'"
    assert await value(session, at) == [oslo(MONDAY, "14:30"), oslo(MONDAY, "15:30")]


async def test_what_a_former_interpreter_was_asked_is_not_the_next_ones_to_answer(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter
) -> None:
    register_handlers()
    number = await an_agreement(session, body, tolk)
    second = await an_interpreter(session, category="B", hours=True)
    await change(session, body, number, later=30)
    await give_back(session, tolk.actor, number, now=NOW)
    offer = await open_offer(session, number, second.id)
    await accept_offer(session, second.actor, offer, declaration=True, now=NOW)
    for who in (tolk, second):
        with pytest.raises(NotFound):
            await accept_change(
                session, who.actor, number, await proposed(session, number), is_impartial=True, now=NOW
            )

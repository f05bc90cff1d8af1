"""Changing an order: at once, as a proposal that holds the new time, or by asking anew (failure modes 4 and 13)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from booking.changes.agreed import agreed_now
from booking.changes.answers import accept_change, withdraw_change
from booking.changes.holds import hold
from booking.changes.screen import ScreenPlan, plan_for
from booking.offers.commands import accept_offer, decline_offer
from booking.sending.commands import send_request
from tests.builders.answers import assignment_row, codes, mails, offers_of, open_offer, value
from tests.builders.assignments import busy
from tests.builders.bodies import BuiltBody, a_body
from tests.builders.changes import an_agreement, booked_minutes, change, proposed
from tests.builders.drafts import a_draft
from tests.builders.interpreters import BuiltInterpreter, an_interpreter
from tests.builders.times import MONDAY, NOW, between, oslo
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Conflict, Invalid, RuleBroken

OLD, NEW = (810, 930), (840, 960)  # 14.30–16.30 and 15–17 in Oslo


async def period(session: Session, number: str) -> tuple[str, str]:
    row = await assignment_row(session, number)
    return f"{row.period.lower:%H:%M}", f"{row.period.upper:%H:%M}"


async def test_a_move_by_half_an_hour_does_not_collide_with_itself_and_frees_the_old_time_at_once(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter
) -> None:
    """Failure mode 13."""
    number = await an_agreement(session, body, tolk)
    changed = await change(session, body, number, later=30)
    assert changed.outcome == "proposed"
    assert await booked_minutes(session, number) == [(*OLD, False), (930, 960, True)]
    assert await period(session, number) == ("13:30", "15:30"), "the old agreement stands until the yes"
    version = await accept_change(
        session, tolk.actor, number, await proposed(session, number), is_impartial=False, now=NOW
    )
    assert version == 2
    assert await period(session, number) == ("14:00", "16:00")
    assert await booked_minutes(session, number) == [(*NEW, False)]
    await busy(session, body, tolk.id, *between(MONDAY, "14:30", "15:00"))  # free again at once
    assert ("change_accepted", body.booker_email) in await mails(session)


@pytest.mark.parametrize(
    ("later", "longer", "held"),
    [(-30, 0, [(780, 810)]), (-15, 30, [(795, 810), (930, 945)]), (300, 0, [(1110, 1230)])],
)
async def test_what_is_held_is_the_new_time_less_the_old(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter, later: int, longer: int,
    held: list[tuple[int, int]],
) -> None:  # fmt: skip
    number = await an_agreement(session, body, tolk)
    await change(session, body, number, later=later, longer=longer)
    assert await booked_minutes(session, number) == [(*OLD, False), *((*each, True) for each in held)]
    await accept_change(
        session, tolk.actor, number, await proposed(session, number), is_impartial=False, now=NOW
    )
    wanted = (810 + later, 930 + later + longer)
    assert await booked_minutes(session, number) == [(*wanted, False)]


async def test_a_time_the_interpreter_has_no_more_is_not_proposed_and_nothing_is_changed(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter
) -> None:
    number = await an_agreement(session, body, tolk)
    await busy(session, body, tolk.id, *between(MONDAY, "16:30", "17:30"))
    before = await assignment_row(session, number)
    with pytest.raises(RuleBroken, match="interpreter_cannot_then"):
        async with session.begin_nested():
            await change(session, body, number, later=30)
    assert await assignment_row(session, number) == before
    assert await booked_minutes(session, number) == [(*OLD, False)]
    assert await value(session, "SELECT count(*) FROM assignment_change") == 0


async def test_a_hold_is_all_or_nothing(session: Session, body: BuiltBody, tolk: BuiltInterpreter) -> None:
    """The database's own answer, whatever the rules have seen."""
    number = await an_agreement(session, body, tolk)
    await busy(session, body, tolk.id, *between(MONDAY, "16:45", "17:30"))
    agreed = await agreed_now(session, (row := await assignment_row(session, number)).id)
    half_an_hour = timedelta(minutes=30)
    both_sides = replace(
        agreed, starts_at=agreed.starts_at - half_an_hour, ends_at=agreed.ends_at + half_an_hour
    )
    until = NOW + timedelta(hours=1)
    assert not await hold(session, row.id, tolk.id, both_sides, until=until, now=NOW)
    assert await booked_minutes(session, number) == [(*OLD, False)]
    before = replace(agreed, starts_at=agreed.starts_at - half_an_hour)
    assert await hold(session, row.id, tolk.id, before, until=until, now=NOW)
    assert await booked_minutes(session, number) == [(*OLD, False), (780, 810, True)]


async def test_what_stays_within_the_agreement_is_done_at_once_and_told(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter
) -> None:
    number = await an_agreement(session, body, tolk)
    changed = await change(session, body, number, address="Storgata 1, rom 4")
    assert (changed.outcome, changed.version) == ("applied", 2)
    changed = await change(session, body, number, later=10, longer=-10)
    assert (changed.outcome, changed.version) == ("applied", 3)
    assert await booked_minutes(session, number) == [(820, 930, False)]
    assert await mails(session, "assignment_changed") == [("assignment_changed", tolk.email)] * 2
    assert await value(session, "SELECT array_agg(version ORDER BY id) FROM assignment_change") == [2, 3]


async def test_before_anybody_has_accepted_a_move_asks_everyone_anew_and_all_are_told(
    session: Session,
) -> None:
    body = await a_body(session)
    first, second = [await an_interpreter(session, category=each, hours=True) for each in "AB"]
    number = await send_request(session, body.booker, a_draft(), key="k", now=NOW)
    await decline_offer(session, first.actor, await open_offer(session, number, first.id), now=NOW)
    changed = await change(session, body, number, later=60)
    assert (changed.outcome, changed.version) == ("asked_anew", 2)
    assert [(who, state) for who, state, _ in await offers_of(session, number)] == [
        (first.id, "declined"), (second.id, "withdrawn"), (first.id, "open"),
    ], "who said no to the earlier time is asked about this one"  # fmt: skip
    assert ("offer_withdrawn", second.email) in await mails(session)
    assert await booked_minutes(session, number) == []
    await accept_offer(
        session,
        first.actor,
        await open_offer(session, number, first.id),
        declaration=True,
        version=2,
        now=NOW,
    )
    assert await booked_minutes(session, number) == [(600, 660, False)]


async def test_a_small_change_of_an_open_order_keeps_the_offer_and_tells_the_asked(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter
) -> None:
    number = await send_request(session, body.booker, a_draft(address="Storgata 1"), key="k", now=NOW)
    offer = await open_offer(session, number, tolk.id)
    assert (await change(session, body, number, later=5, longer=-5)).outcome == "applied"
    assert await mails(session, "offer_changed") == [("offer_changed", tolk.email)]
    with pytest.raises(Conflict, match="newer_version"):
        await accept_offer(session, tolk.actor, offer, declaration=True, version=1, now=NOW)
    with pytest.raises(Conflict, match="newer_version"):
        await accept_offer(session, tolk.actor, offer, declaration=True, remark="naboer", version=1, now=NOW)
    await accept_offer(session, tolk.actor, offer, declaration=True, version=2, now=NOW)
    assert await booked_minutes(session, number) == [(545, 600, False)]


async def test_a_stale_form_changes_nothing(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter
) -> None:
    number = await an_agreement(session, body, tolk)
    await change(session, body, number, address="rom 4")
    with pytest.raises(Conflict, match="newer_version"):
        await change(session, body, number, version=1, address="rom 5")
    assert (await assignment_row(session, number)).address == "rom 4"


async def test_one_proposal_at_a_time(session: Session, body: BuiltBody, tolk: BuiltInterpreter) -> None:
    number = await an_agreement(session, body, tolk)
    await change(session, body, number, later=30)
    with pytest.raises(RuleBroken, match="change_awaits_answer"):
        await change(session, body, number, later=60)
    await withdraw_change(session, body.booker, number, await proposed(session, number), now=NOW)
    await change(session, body, number, later=60)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"theme": " "}, "theme_missing"),
        ({"mode": "in_person", "address": ""}, "address_missing"),
        ({"participants": "mor, 01019012480"}, "national_id"),
        ({"longer": -110}, "too_short"),
    ],
)
async def test_what_a_request_may_not_be_a_change_may_not_make_it(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter, fields: dict[str, object], code: str
) -> None:
    number = await an_agreement(session, body, tolk)
    with pytest.raises(Invalid, match=code):
        await change(session, body, number, **fields)  # type: ignore[arg-type]


async def test_it_is_too_late_to_propose_in_the_last_hour(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter
) -> None:
    number = await an_agreement(session, body, tolk)
    last = oslo(MONDAY, "13:30")
    with pytest.raises(RuleBroken, match="too_late_to_propose"):
        await change(session, body, number, later=30, now=last)
    assert (await change(session, body, number, address="rom 4", now=last)).outcome == "applied"
    assert (
        await change(session, body, number, later=30, now=last - timedelta(seconds=1))
    ).outcome == "proposed"


async def test_an_order_that_becomes_one_by_screen_needs_plan_b_and_a_time_to_try_as_a_new_one_does(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter
) -> None:
    """Rule R2."""
    number = await an_agreement(session, body, tolk, mode="phone", plan_b=None, test_minutes=None)
    with pytest.raises(Invalid) as refused:
        await change(session, body, number, mode="screen")
    assert set(codes(refused)) == {"plan_b_missing", "test_minutes_missing"}
    plan = ScreenPlan("+4722000000", 30)
    changed = await change(session, body, number, plan=plan, mode="screen")
    assert changed.outcome == "proposed"
    assert await plan_for(session, body.booker, number) == plan, "kept while the interpreter is asked"
    await accept_change(
        session, tolk.actor, number, await proposed(session, number), is_impartial=True, now=NOW
    )
    row = await assignment_row(session, number)
    assert (row.mode, row.period.lower) == ("screen", oslo(MONDAY, "14:30")), "nothing else is another"
    # away from the screen and back: what was said once is not asked for again
    await change(session, body, number, mode="phone")
    await accept_change(
        session, tolk.actor, number, await proposed(session, number), is_impartial=True, now=NOW
    )
    assert (await change(session, body, number, mode="screen")).outcome == "proposed"

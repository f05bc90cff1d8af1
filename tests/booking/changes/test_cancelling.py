"""Cancelling: at the cost that was shown, by the terms of the body, for a reason of the list (rules B11 and B12)."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from booking.assignments.replacement import give_back
from booking.changes.cancelling import cancel, cost_now
from booking.changes.models import Cancellation
from booking.changes.terms import terms_for
from booking.sending.commands import send_request
from tests.builders.answers import assignment_row, mails, offers_of, value
from tests.builders.bodies import BuiltBody, a_body
from tests.builders.changes import an_agreement
from tests.builders.drafts import a_draft
from tests.builders.interpreters import BuiltInterpreter, an_interpreter
from tests.builders.times import MONDAY, NOW
from tolkeregister.core import events
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Conflict, Invalid, NotAllowed, NotFound, RuleBroken

DAY = timedelta(days=1)
NEXT_WEEK = MONDAY + 7 * DAY


async def some_terms(
    session: Session,
    body: BuiltBody | None,
    valid_from: date,
    *steps: tuple[int, int],
    price: int | None = None,
) -> None:
    """An agreement, as whoever keeps them records it: steps of (hours of notice, percent)."""
    sql = """WITH one AS (INSERT INTO cancellation_terms (organisation_id, valid_from, ore_per_hour, source)
                          VALUES (:body, :on, :price, 'rammeavtale') RETURNING id)
             INSERT INTO cancellation_step (terms_id, least_notice_minutes, percent)
             SELECT one.id, h * 60, p FROM one, unnest(CAST(:hours AS int[]), CAST(:percents AS int[])) AS u(h, p)"""
    values: dict[str, Any] = {
        "body": body.organisation_id if body else None, "on": valid_from, "price": price,
        "hours": [hours for hours, _ in steps], "percents": [percent for _, percent in steps],
    }  # fmt: skip
    await session.execute(text(sql), values)


async def stored(session: Session) -> Any:
    """The cancellation."""
    return (await session.execute(text("SELECT * FROM cancellation"))).one()


async def test_a_late_cancellation_frees_the_time_tells_both_and_stores_what_was_shown(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter
) -> None:
    number = await an_agreement(session, body, tolk)
    shown = (await cost_now(session, body.booker, number, now=NOW)).cost.shown
    cost = await cancel(session, body.booker, number, why="body_cannot", agreed_to=shown, now=NOW)
    assert (cost.why, cost.percent, cost.amount_ore) == ("late", 100, None), "no price is invented"
    assert await value(session, "SELECT count(*) FROM booked") == 0
    row = await assignment_row(session, number)
    assert (row.state, row.end_reason, row.version) == ("cancelled", "late", 2)
    kept = await stored(session)
    assert (kept.reason, kept.outcome, kept.percent, kept.basis_minutes, kept.notice_minutes) == (
        "body_cannot", "chargeable", 100, 120, 330,
    )  # fmt: skip
    assert (kept.payer_organisation_id, kept.interpreter_id) == (body.organisation_id, tolk.id)
    told = await mails(session)
    assert ("assignment_cancelled", tolk.email) in told
    assert ("request_cancelled", body.booker_email) in told
    await an_agreement(session, body, tolk, theme="samme tid igjen")


async def test_in_time_it_is_void(session: Session, body: BuiltBody, tolk: BuiltInterpreter) -> None:
    number = await an_agreement(session, body, tolk, day=NEXT_WEEK)
    await cancel(session, body.booker, number, why="new_time", now=NOW)
    kept = await stored(session)
    assert (kept.outcome, kept.why, kept.percent) == ("void", "in_time", 0)


async def test_a_reason_that_the_terms_make_free_is_void_however_late(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter
) -> None:
    number = await an_agreement(session, body, tolk)
    shown = (await cost_now(session, body.booker, number, now=NOW)).cost.shown
    await cancel(session, body.booker, number, why="interpreter_not_impartial", agreed_to=shown, now=NOW)
    assert (await stored(session)).why == "void_reason"


async def test_while_asking_it_is_void_and_every_offer_is_closed_and_told(
    session: Session, body: BuiltBody
) -> None:
    people = [await an_interpreter(session, hours=True) for _ in range(3)]
    number = await send_request(session, body.booker, a_draft(offers_per_round=3), key="k", now=NOW)
    await cancel(session, body.booker, number, why="ordered_wrongly", now=NOW)
    assert [state for _, state, _ in await offers_of(session, number)] == ["withdrawn"] * 3
    assert {to for _, to in await mails(session, "offer_withdrawn")} == {each.email for each in people}
    assert (await stored(session)).why == "nobody_had_accepted"


async def test_nobody_agrees_to_one_cost_and_gets_another(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter
) -> None:
    """The page was opened before the deadline, or before somebody accepted; the booker is shown the new cost first."""
    number = await an_agreement(session, body, tolk, day=NEXT_WEEK)
    shown = (await cost_now(session, body.booker, number, now=NOW)).cost.shown
    late = NOW + 6.5 * DAY
    with pytest.raises(Conflict, match="cost_changed"):
        await cancel(session, body.booker, number, why="new_time", agreed_to=shown, now=late)
    assert (await assignment_row(session, number)).state == "accepted"
    shown = (await cost_now(session, body.booker, number, now=late)).cost.shown
    await cancel(
        session, body.booker, number, why="new_time", agreed_to=shown, now=late + timedelta(minutes=5)
    )


async def test_the_own_agreement_goes_before_the_common_one_and_a_later_row_before_an_earlier(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter
) -> None:
    other = await a_body(session)
    await some_terms(session, body, date(2026, 1, 1), (48, 0), (0, 50), price=80_000)
    await some_terms(session, body, NEXT_WEEK, (0, 25))
    await some_terms(session, None, MONDAY - DAY, (0, 10))
    percents = {}
    for on in (date(2025, 12, 31), MONDAY, NEXT_WEEK):
        for whose in (body, other):
            found = await terms_for(session, whose.organisation_id, on)
            percents[on, whose is body] = found.terms.percent(timedelta(0))
    assert percents == {
        (date(2025, 12, 31), True): 100, (MONDAY, True): 50, (NEXT_WEEK, True): 25,
        (date(2025, 12, 31), False): 100, (MONDAY, False): 10, (NEXT_WEEK, False): 10,
    }  # fmt: skip
    number = await an_agreement(session, body, tolk)
    cost = await cancel(session, body.booker, number, why="other", now=NOW)
    assert (cost.percent, cost.amount_ore) == (50, 80_000)
    assert (await stored(session)).amount_ore == 80_000


async def test_only_the_own_unit_cancels_once_and_for_a_reason_of_the_list(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter
) -> None:
    stranger = await a_body(session)
    number = await an_agreement(session, body, tolk)
    for who, error in ((stranger.booker, NotFound), (tolk.actor, NotAllowed)):
        with pytest.raises(error):
            await cancel(session, who, number, why="other", now=NOW)
        with pytest.raises(error):
            await cost_now(session, who, number, now=NOW)
    with pytest.raises(Invalid, match="unknown_cancel_reason"):
        await cancel(session, body.booker, number, why="the weather", now=NOW)
    await cancel(session, body.booker, number, why="other", now=NOW)
    with pytest.raises(RuleBroken, match="already_ended"):
        await cancel(session, body.booker, number, why="other", now=NOW)
    with pytest.raises(RuleBroken, match="already_ended"):
        await cost_now(session, body.booker, number, now=NOW)


async def test_an_interpreter_who_gives_back_costs_nobody_anything(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter
) -> None:
    number = await an_agreement(session, body, tolk)
    await give_back(session, tolk.actor, number, now=NOW)
    assert await value(session, "SELECT count(*) FROM cancellation") == 0


async def test_what_is_to_be_paid_can_only_be_a_public_bodys(session: Session) -> None:
    """Rule B12: there is no column that could point at the person interpreted for, and the payer is never left out."""
    pointing = {key.column.table.name for key in Cancellation.__table__.foreign_keys}  # type: ignore[attr-defined]
    assert pointing == {"assignment", "account", "interpreter", "organisation", "cancellation_terms"}
    assert not Cancellation.__table__.c.payer_organisation_id.nullable  # type: ignore[attr-defined]


async def test_the_database_refuses_a_cost_that_contradicts_itself(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter
) -> None:
    number = await an_agreement(session, body, tolk)
    sql = """INSERT INTO cancellation (assignment_id, cancelled_at, account_id, payer_organisation_id, reason, outcome,
                                       why, notice_minutes, percent, basis_minutes, terms_id)
             SELECT id, now(), :account, :body, 'other', 'void', 'late', 0, 100, 60,
                    (SELECT min(id) FROM cancellation_terms) FROM assignment WHERE number = :number"""
    values = {"account": body.booker.account_id, "body": body.organisation_id, "number": number}
    with pytest.raises(IntegrityError, match="cancellation_chargeable_check"):
        async with session.begin_nested():
            await session.execute(text(sql), values)


async def test_a_cancellation_is_told_to_others_with_its_time(
    session: Session, body: BuiltBody, tolk: BuiltInterpreter, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[Any] = []

    async def listen(_session: object, _actor: object, *, about: object, **_: object) -> None:
        heard.append(about)

    number = await an_agreement(session, body, tolk)
    monkeypatch.setitem(events._handlers, "assignment.cancelled", [listen])
    await cancel(session, body.booker, number, why="other", now=NOW)
    (about,) = heard
    assert (about.number, about.version, about.interpreter_id) == (number, 2, tolk.id)
    assert about.period.minutes == 120

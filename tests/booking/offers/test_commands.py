"""Every offer ends in exactly one way, and everyone who was asked is told."""

from dataclasses import fields
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from booking.assignments.status import status_page
from booking.offers.commands import accept_offer, decline_offer, weigh_circumstances
from booking.offers.jobs import expire_due
from booking.offers.queries import OfferFields, offer_page, open_offers
from booking.sending.commands import send_request
from tests.builders.answers import assignment_row, mails, offers_of, open_offer, value
from tests.builders.assignments import busy
from tests.builders.bodies import BuiltBody, a_body
from tests.builders.drafts import a_draft
from tests.builders.interpreters import BuiltInterpreter, an_absence, an_interpreter
from tests.builders.times import MONDAY, NOW, between, oslo
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Conflict, Invalid, NotFound, RuleBroken

SOON = NOW + timedelta(minutes=5)
LATE = NOW + timedelta(minutes=11)  # ten minutes to answer on the day itself


async def sent(session: Session, body: BuiltBody, **changes: Any) -> str:
    return await send_request(session, body.booker, a_draft(**changes), key=str(changes), now=NOW)


async def accept(session: Session, tolk: BuiltInterpreter, number: str, **more: Any) -> Any:
    offer = await open_offer(session, number, tolk.id)
    return await accept_offer(session, tolk.actor, offer, **{"declaration": True, "now": SOON, **more})


async def test_the_best_qualified_is_asked_first_and_the_next_when_that_one_declines(
    session: Session,
) -> None:
    """Rule B9."""
    body = await a_body(session)
    second = await an_interpreter(session, category="C", hours=True)
    first = await an_interpreter(session, category="A", hours=True)
    number = await sent(session, body)
    assert [who for who, _, _ in await offers_of(session, number)] == [first.id]
    await decline_offer(
        session, first.actor, await open_offer(session, number, first.id), reason_code="busy", now=SOON
    )
    assert [(who, state) for who, state, _ in await offers_of(session, number)] == [
        (first.id, "declined"),
        (second.id, "open"),
    ]
    assert ("offer_declined", first.email) in await mails(session)


async def test_silence_ends_the_offer_and_the_next_is_asked(session: Session) -> None:
    body = await a_body(session)
    silent = await an_interpreter(session, category="A", hours=True)
    second = await an_interpreter(session, category="B", hours=True)
    number = await sent(session, body)
    await expire_due(session, now=SOON)
    assert [state for _, state, _ in await offers_of(session, number)] == ["open"], "there is time left"
    await expire_due(session, now=LATE)
    await expire_due(session, now=LATE)  # safe to run twice
    assert [(who, state) for who, state, _ in await offers_of(session, number)] == [
        (silent.id, "expired"),
        (second.id, "open"),
    ]
    assert ("offer_expired", silent.email) in await mails(session)


async def test_a_late_yes_is_refused_before_any_job_has_run(session: Session) -> None:
    body = await a_body(session)
    tolk = await an_interpreter(session, hours=True)
    number = await sent(session, body)
    with pytest.raises(RuleBroken, match="expired"):
        await accept(session, tolk, number, now=LATE)
    assert (await assignment_row(session, number)).state == "open"


async def test_the_end_of_the_queue_is_told_to_the_booker(session: Session) -> None:
    body = await a_body(session)
    tolk = await an_interpreter(session, hours=True)
    number = await sent(session, body)
    await decline_offer(session, tolk.actor, await open_offer(session, number, tolk.id), now=SOON)
    row = await assignment_row(session, number)
    assert (row.state, row.end_reason) == ("unfilled", "queue_exhausted")
    assert ("request_unfilled", body.booker_email) in await mails(session)


async def test_with_nobody_to_ask_the_request_is_unfilled_at_once(session: Session) -> None:
    body = await a_body(session)
    number = await sent(session, body, language_tag="so")
    assert (await assignment_row(session, number)).state == "unfilled"


async def test_somebody_who_became_busy_or_away_is_passed_over_with_the_reason(session: Session) -> None:
    body = await a_body(session)
    first = await an_interpreter(session, category="A", hours=True)
    busy_now = await an_interpreter(session, category="B", hours=True)
    away_now = await an_interpreter(session, category="C", hours=True)
    last = await an_interpreter(session, category="D", hours=True)
    number = await sent(session, body)
    await busy(session, body, busy_now.id, *between(MONDAY, "10:30", "11:30"))
    await an_absence(session, away_now.id, *between(MONDAY, "09:00", "10:30"))
    await decline_offer(session, first.actor, await open_offer(session, number, first.id), now=SOON)
    assert [who for who, _, _ in await offers_of(session, number)] == [first.id, last.id]
    why = "SELECT reasons -> -1 ->> 'code' FROM queue_place WHERE interpreter_id = :i AND place IS NULL"
    assert await value(session, why, i=busy_now.id) == "already_booked"
    assert await value(session, why, i=away_now.id) == "absent"


async def test_without_a_declaration_of_impartiality_nothing_is_accepted(session: Session) -> None:
    """Tolkeloven § 16, rule H1."""
    body = await a_body(session)
    tolk = await an_interpreter(session, hours=True)
    number = await sent(session, body)
    with pytest.raises(RuleBroken, match="habilitet_undeclared"):
        await accept(session, tolk, number, declaration=False)


async def test_answers_stand_in_the_order_they_came_and_those_who_think_last(session: Session) -> None:
    body = await a_body(session)
    first, second, third = [await an_interpreter(session, category=each, hours=True) for each in "ABC"]
    number = await sent(session, body, offers_per_round=3)
    for tolk, at in ((third, SOON), (first, SOON + timedelta(minutes=1))):
        await decline_offer(session, tolk.actor, await open_offer(session, number, tolk.id), now=at)
    asked = (await status_page(session, body.booker, number)).asked
    assert [each.number for each in asked] == [third.number, first.number, second.number]


@pytest.mark.parametrize(("is_accepted", "state"), [(True, "accepted"), (False, "withdrawn")])
async def test_circumstances_are_for_the_booker_to_weigh(
    session: Session, is_accepted: bool, state: str
) -> None:
    """Rule H1: a "yes, but" goes to the body that ordered."""
    body, other = await a_body(session), await a_body(session)
    tolk = await an_interpreter(session, hours=True)
    number = await sent(session, body)
    answer = await accept(session, tolk, number, remark="Jeg kjenner familien fra før")
    assert answer.outcome == "awaits_body"
    assert ("circumstances_stated", body.booker_email) in await mails(session)
    asked = (await status_page(session, body.booker, number)).asked[0]
    assert (asked.step, asked.remark) == ("weighing", "Jeg kjenner familien fra før")
    with pytest.raises(NotFound):
        await weigh_circumstances(session, other.booker, number, asked.offer_id, is_accepted=True, now=SOON)
    await weigh_circumstances(session, body.booker, number, asked.offer_id, is_accepted=is_accepted, now=SOON)
    assert [each for _, each, _ in await offers_of(session, number)] == [state]
    assert (await status_page(session, body.booker, number)).asked[0].remark is None


async def test_no_later_yes_passes_over_circumstances_the_body_is_weighing(session: Session) -> None:
    """Tolkeloven § 16, rule H1: a plain yes from an old page, or other circumstances, change nothing."""
    body = await a_body(session)
    tolk = await an_interpreter(session, hours=True)
    number = await sent(session, body)
    for _ in range(2):  # the same sent twice is once
        assert (await accept(session, tolk, number, remark="Vi er naboer")).outcome == "awaits_body"
    for later in ({}, {"remark": "Vi bor i samme by"}):
        with pytest.raises(RuleBroken, match="habilitet_awaits_body"):
            await accept(session, tolk, number, **later)
    with pytest.raises(RuleBroken, match="habilitet_undeclared"):
        await accept(session, tolk, number, declaration=False, takes_back_remark=True)
    asked = (await status_page(session, body.booker, number)).asked[0]
    assert (asked.step, asked.remark) == ("weighing", "Vi er naboer")
    assert [to for kind, to in await mails(session) if kind == "circumstances_stated"] == [body.booker_email]


async def test_circumstances_are_taken_back_with_a_new_declaration(session: Session) -> None:
    """Rule H1; the trail tells how the yes came about."""
    body = await a_body(session)
    tolk = await an_interpreter(session, hours=True)
    number = await sent(session, body)
    with pytest.raises(RuleBroken, match="no_circumstances_stated"):
        await accept(session, tolk, number, takes_back_remark=True)
    await accept(session, tolk, number, remark="Feil oppdrag, beklager")
    assert (await accept(session, tolk, number, takes_back_remark=True)).outcome == "accepted"
    await session.flush()
    trail = "SELECT details ->> 'habilitet' FROM audit_event WHERE action = 'offer.accepted'"
    assert await value(session, trail) == "circumstances_withdrawn"
    assert ("request_accepted", body.booker_email) in await mails(session)


async def test_a_remark_with_an_identity_number_is_refused(session: Session) -> None:
    """Feature 23."""
    body = await a_body(session)
    tolk = await an_interpreter(session, hours=True)
    number = await sent(session, body)
    with pytest.raises(RuleBroken, match="national_id"):
        await accept(session, tolk, number, remark="Gjelder 01 01 80 123 45")


@pytest.mark.parametrize(
    ("minutes_between", "is_possible"), [(120, True), (119, False)], ids=["enough", "a minute short"]
)
async def test_two_places_need_buffers_and_travel_between_them(
    session: Session, minutes_between: int, is_possible: bool
) -> None:
    """Rule B10: 30 minutes on each side, and on top the way: a minute for each kilometre by road."""
    body = await a_body(session)
    tolk = await an_interpreter(session, hours=True)
    place = await value(
        session,
        """SELECT code FROM municipality WHERE code <> '0301' ORDER BY abs(
           1.3 * 2 * 6371.0088 * asin(sqrt(sin(radians(lat - 59.9171) / 2) ^ 2 + cos(radians(59.9171))
           * cos(radians(lat)) * sin(radians(lon - 10.7274) / 2) ^ 2)) - 59.5), code LIMIT 1""",
    )  # close to an hour away
    travel = await value(
        session,
        """SELECT ceil(1.3 * 2 * 6371.0088 * asin(sqrt(sin(radians(lat - 59.9171) / 2) ^ 2 + cos(radians(59.9171))
           * cos(radians(lat)) * sin(radians(lon - 10.7274) / 2) ^ 2)))::int FROM municipality WHERE code = :c""",
        c=place,
    )
    starts, ends = between(MONDAY, "10:00", "11:00")
    await busy(session, body, tolk.id, starts, ends, mode="in_person")
    begins = ends + timedelta(minutes=minutes_between - 60 + travel)
    number = await send_request(
        session, body.booker,
        a_draft(mode="in_person", address="Gata 1", municipality_code=place, starts_at=begins,
                ends_at=begins + timedelta(hours=1)),
        key="k", now=NOW,
    )  # fmt: skip
    if is_possible:
        assert (await accept(session, tolk, number)).outcome == "accepted"
    else:
        with pytest.raises(RuleBroken, match="too_little_time_to_travel"):
            await accept(session, tolk, number)


async def test_end_to_end_is_no_overlap_and_midnight_is_no_wall(session: Session) -> None:
    """Failure modes 1 and 17."""
    body = await a_body(session)
    tolk = await an_interpreter(session, hours=True)
    for starts, ends in (("22:00", "26:00"), ("26:00", "27:00"), ("21:00", "22:00")):
        assert (
            await accept(session, tolk, await sent(session, body, starts=starts, ends=ends))
        ).outcome == "accepted"
    await session.execute(text("DELETE FROM weekly_hours"))
    number = await sent(session, body, starts="23:30", ends="24:30")
    assert (await assignment_row(session, number)).state == "unfilled", "the only one is booked then"


async def test_an_offer_of_somebody_else_does_not_exist(session: Session) -> None:
    body = await a_body(session)
    asked = await an_interpreter(session, category="A", hours=True)
    other = await an_interpreter(session, category="E", hours=True)
    number = await sent(session, body)
    offer = await open_offer(session, number, asked.id)
    for actor in (other.actor, body.booker):
        with pytest.raises(NotFound):
            await accept_offer(session, actor, offer, declaration=True, now=SOON)
        with pytest.raises(NotFound):
            await decline_offer(session, actor, offer, now=SOON)
        with pytest.raises(NotFound):
            await offer_page(session, actor, offer, now=SOON)


async def test_an_offer_is_answered_once(session: Session) -> None:
    body = await a_body(session)
    tolk = await an_interpreter(session, hours=True)
    number = await sent(session, body)
    offer = await open_offer(session, number, tolk.id)
    with pytest.raises(Invalid):
        await decline_offer(session, tolk.actor, offer, reason_code="tired", now=SOON)
    await accept(session, tolk, number)
    with pytest.raises(Conflict):
        await decline_offer(session, tolk.actor, offer, now=SOON)


async def test_the_offer_shows_exactly_what_must_be_known_and_no_address(session: Session) -> None:
    """Decided list; rule B8. A new field must be argued for here."""
    assert [each.name for each in fields(OfferFields)] == [
        "language_tag", "mode", "starts_at", "ends_at", "municipality", "body", "unit", "theme", "participants",
        "answer_by",
    ]  # fmt: skip
    body = await a_body(session)
    tolk = await an_interpreter(session, hours=True)
    await sent(session, body, mode="in_person", address="Hemmelig gate 7")
    (shown,) = await open_offers(session, tolk.actor, now=SOON)
    assert "Hemmelig" not in repr(shown)
    assert shown.fields.answer_by == NOW + timedelta(minutes=10)
    assert await open_offers(session, tolk.actor, now=LATE) == ()


async def test_no_mail_holds_theme_roles_unit_or_address(session: Session) -> None:
    body = await a_body(session, unit="Enhet for fortrolige saker")
    tolk = await an_interpreter(session, hours=True)
    number = await sent(
        session, body, theme="temaet", participants="rollene", mode="in_person", address="adressen"
    )
    await accept(session, tolk, number)
    everything = str(await value(session, "SELECT jsonb_agg(data) FROM mail_message"))
    for secret in ("temaet", "rollene", "adressen", "fortrolige"):
        assert secret not in everything
    assert number in everything


async def test_the_booker_never_sees_why_somebody_said_no(session: Session) -> None:
    """Rule B8."""
    body = await a_body(session)
    tolk = await an_interpreter(session, hours=True)
    number = await sent(session, body)
    offer = await open_offer(session, number, tolk.id)
    await decline_offer(session, tolk.actor, offer, reason_code="impartiality", now=SOON)
    status = await status_page(session, body.booker, number)
    assert [each.step for each in status.asked] == ["could_not"]
    assert "impartiality" not in repr(status)


async def test_the_summer_time_night_is_booked_by_real_time(session: Session) -> None:
    """Failure mode 6: 01.30–03.30 on the night the clock jumps is one hour."""
    body = await a_body(session)
    tolk = await an_interpreter(session, hours=True)
    spring = MONDAY.replace(day=29)
    number = await sent(session, body, day=spring, starts="01:30", ends="03:30")
    await accept(session, tolk, number)
    taken = await value(session, "SELECT upper(period) - lower(period) FROM booked")
    assert taken == timedelta(hours=1)
    assert (await assignment_row(session, number)).period.lower == oslo(spring, "01:30")

"""A request is sent once, complete, by somebody who may, and seen only by those who may see it."""

from datetime import timedelta

import pytest

from booking.assignments.overview import list_orders
from booking.assignments.status import status_page
from booking.sending.commands import send_request
from tests.builders.answers import mails, offers_of, value
from tests.builders.bodies import a_body, a_booker, a_unit, an_officer
from tests.builders.drafts import a_draft
from tests.builders.interpreters import an_interpreter
from tests.builders.times import NOW
from tolkeregister.core.actor import Role
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Conflict, Invalid, NotAllowed, NotFound


async def test_the_same_key_and_content_give_the_same_number(session: Session) -> None:
    """Failure mode 5."""
    body = await a_body(session)
    await an_interpreter(session, hours=True)
    numbers = {await send_request(session, body.booker, a_draft(), key="k", now=NOW) for _ in range(3)}
    assert len(numbers) == 1
    assert await value(session, "SELECT count(*) FROM assignment") == 1
    assert len(await mails(session)) == 2


async def test_the_same_key_for_other_content_is_a_conflict(session: Session) -> None:
    body = await a_body(session)
    await send_request(session, body.booker, a_draft(), key="k", now=NOW)
    with pytest.raises(Conflict):
        await send_request(session, body.booker, a_draft(theme="noe annet"), key="k", now=NOW)


async def test_two_people_may_use_the_same_key(session: Session) -> None:
    one, other = await a_body(session), await a_body(session)
    numbers = {await send_request(session, who.booker, a_draft(), key="k", now=NOW) for who in (one, other)}
    assert len(numbers) == 2


async def test_every_fault_is_named_at_once(session: Session) -> None:
    body = await a_body(session)
    draft = a_draft(theme="", duty_basis=None, mode="in_person", address=None, gender="woman")
    with pytest.raises(Invalid) as wrong:
        await send_request(session, body.booker, draft, key="k", now=NOW)
    assert {each.facts["field"] for each in wrong.value.reasons} == {
        "theme",
        "duty_basis",
        "address",
        "gender_reason",
    }


async def test_no_free_text_may_hold_an_identity_number(session: Session) -> None:
    """Feature 23, for every text a booker writes."""
    body = await a_body(session)
    for field in ("theme", "participants", "address", "duty_statute", "gender_reason"):
        with pytest.raises(Invalid) as wrong:
            await send_request(
                session, body.booker, a_draft(**{field: "gjelder 010180 12345"}), key=field, now=NOW
            )
        assert [(each.code, each.facts["field"]) for each in wrong.value.reasons] == [("national_id", field)]


async def test_interpreters_and_officers_cannot_order(session: Session) -> None:
    """Rule B1."""
    tolk, officer = await an_interpreter(session), await an_officer(session)
    for actor in (tolk.actor, officer):
        with pytest.raises(NotAllowed):
            await send_request(session, actor, a_draft(), key="k", now=NOW)


async def test_a_booker_orders_for_the_own_unit_only(session: Session) -> None:
    body, other = await a_body(session), await a_body(session)
    sister = await a_unit(session, body.organisation_id, name="Skolen")
    for unit in (sister, other.unit_id):
        with pytest.raises(Invalid):
            await send_request(session, body.booker, a_draft(unit_id=unit), key=str(unit), now=NOW)
    boss = await a_booker(session, body.organisation_id, None, role=Role.BODY_ADMINISTRATOR)
    assert await send_request(session, boss, a_draft(unit_id=sister), key="k", now=NOW)
    with pytest.raises(Invalid):
        await send_request(session, boss, a_draft(unit_id=other.unit_id), key="k2", now=NOW)


async def test_who_sees_a_request(session: Session) -> None:
    """The unit and the body's administrator; everyone else is answered as if it were not there."""
    body, foreign = await a_body(session), await a_body(session)
    asked = await an_interpreter(session, hours=True)
    colleague = await a_booker(session, body.organisation_id, body.unit_id)
    sister = await a_booker(
        session, body.organisation_id, await a_unit(session, body.organisation_id, name="Skolen")
    )
    boss = await a_booker(session, body.organisation_id, None, role=Role.BODY_ADMINISTRATOR)
    number = await send_request(session, body.booker, a_draft(), key="k", now=NOW)
    for actor in (body.booker, colleague, boss):
        assert (await status_page(session, actor, number)).number == number
        assert [line.number for line in (await list_orders(session, actor, now=NOW)).lines] == [number]
    for actor in (foreign.booker, sister, asked.actor, await an_officer(session)):
        with pytest.raises(NotFound):
            await status_page(session, actor, number)
        assert (await list_orders(session, actor, now=NOW)).lines == ()


async def test_wishes_musts_and_exclusions_shape_the_queue(session: Session) -> None:
    body = await a_body(session)
    man = await an_interpreter(session, category="A", gender="man", hours=True)
    left_out = await an_interpreter(session, category="A", hours=True)
    low = await an_interpreter(session, category="E", hours=True)
    plain = await an_interpreter(session, category="B", hours=True)
    wished = await an_interpreter(session, category="B", hours=True)
    draft = a_draft(
        gender="woman", gender_reason="helseundersøkelse", least_category="C", offers_per_round=9,
        preferred_numbers=(wished.number,), excluded_numbers=(left_out.number,),
    )  # fmt: skip
    number = await send_request(session, body.booker, draft, key="k", now=NOW)
    assert [who for who, _, _ in await offers_of(session, number)] == [wished.id, plain.id]
    why = "SELECT reasons -> 0 ->> 'code' FROM queue_place WHERE place IS NULL AND interpreter_id = :i"
    assert await value(session, why, i=man.id) == "gender_required"
    assert await value(session, why, i=left_out.id) == "left_out_by_booker"
    assert await value(session, why, i=low.id) == "below_least_category"


async def test_the_stored_queue_can_be_replayed(session: Session) -> None:
    body = await a_body(session)
    for _ in range(6):
        await an_interpreter(session, hours=True)
    first = await send_request(session, body.booker, a_draft(), key="1", now=NOW)
    again = await send_request(session, body.booker, a_draft(), key="2", now=NOW + timedelta(minutes=1))
    places = """SELECT array_agg(q.interpreter_id ORDER BY q.place) FROM queue_place q JOIN assignment a
                ON a.id = q.assignment_id WHERE a.number = :n"""
    assert await value(session, places, n=first) == await value(session, places, n=again)


async def test_a_new_order_is_listed_as_open_and_only_there(session: Session) -> None:
    body = await a_body(session)
    await an_interpreter(session, hours=True)
    number = await send_request(session, body.booker, a_draft(), key="k", now=NOW)
    assert [
        line.number for line in (await list_orders(session, body.booker, which="open", now=NOW)).lines
    ] == [number]
    for which in ("coming", "unconfirmed", "unfilled"):
        assert (await list_orders(session, body.booker, which=which, now=NOW)).count == 0

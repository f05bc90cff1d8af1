"""One question over every way in: who cannot come is neither asked nor given the assignment (rules B6 and B10).

A rule that stands on one page only is no rule. A new way of asking or answering belongs in the lists of this file.
"""

import re
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from booking.assignments.replacement import give_back
from booking.handlers import register_handlers
from booking.offers.commands import accept_offer, decline_offer, weigh_circumstances
from booking.offers.jobs import expire_due
from booking.sending.commands import send_request
from tests.architecture.source import modules
from tests.builders.answers import assignment_row, offers_of, open_offer
from tests.builders.assignments import accepted_by, an_assignment
from tests.builders.bodies import BuiltBody, a_body, an_officer
from tests.builders.changes import change
from tests.builders.drafts import a_draft
from tests.builders.interpreters import BuiltInterpreter, an_absence, an_interpreter
from tests.builders.times import MONDAY, NOW, between, oslo
from tolkeregister.core.database import Session
from tolkeregister.core.errors import RuleBroken
from tolkeregister.entries.commands import remove_interpreter

SOON, LATE = (
    NOW + timedelta(minutes=5),
    NOW + timedelta(minutes=11),
)  # ten minutes to answer on the day itself
START = oslo(MONDAY, "14:00")
REMARK = "Jeg har møtt familien før"

Hinder = Callable[[Session, BuiltBody, BuiltInterpreter], Awaitable[None]]


def booked(starts: str, ends: str, mode: str = "screen", municipality: str = "0301") -> Hinder:
    """Another assignment that day."""

    async def hinder(session: Session, body: BuiltBody, tolk: BuiltInterpreter) -> None:
        period = between(MONDAY, starts, ends)
        assignment = await an_assignment(session, body, *period, mode=mode, municipality=municipality)
        await accepted_by(session, assignment, tolk.id, at=NOW)

    return hinder


def ended(table: str, at: datetime) -> Hinder:
    """Out of the register, or without a category, from an instant."""

    async def hinder(session: Session, _: BuiltBody, tolk: BuiltInterpreter) -> None:
        sql = text(f"UPDATE {table} SET valid = tstzrange(lower(valid), :at) WHERE entry_id = :entry")
        await session.execute(sql, {"at": at, "entry": tolk.entry_id})

    return hinder


async def away(session: Session, _: BuiltBody, tolk: BuiltInterpreter) -> None:
    """An absence over the last minute."""
    await an_absence(session, tolk.id, *between(MONDAY, "14:59", "18:00"))


async def held(session: Session, body: BuiltBody, tolk: BuiltInterpreter) -> None:
    """Another assignment, from 18 to 19, that the body wants from 15.15 to 16.15."""
    assignment = await an_assignment(session, body, *between(MONDAY, "18:00", "19:00"))
    await accepted_by(session, assignment, tolk.id, at=NOW)
    await change(session, body, assignment.number, later=-165)


# in person from 14.00 to 15.00 takes 13.30 to 15.30
COMMON: dict[str, Hinder] = {
    "booked": booked("14:30", "16:00"),
    "within the buffer": booked("15:29", "16:00"),
    "buffer on buffer": booked("12:00", "13:01", mode="in_person"),
    "held for a move": held,
    "removed": ended("entry_listing", NOW),
    "removed before the start": ended("entry_listing", START),
    "no category": ended("entry_category", NOW),
    "no category at the start": ended("entry_category", START),
}
TO_BE_ASKED = {**COMMON, "away": away}
TO_SAY_YES = {**COMMON, "too far": booked("11:00", "12:00", mode="in_person", municipality="4601")}
REFUSED = {
    "booked": "overlap", "within the buffer": "overlap", "buffer on buffer": "overlap", "held for a move": "overlap",
    "removed": "not_listed", "removed before the start": "not_listed_at_start", "no category": "not_listed",
    "no category at the start": "not_listed_at_start", "too far": "too_little_time_to_travel",
}  # fmt: skip


async def sent(session: Session, body: BuiltBody, *left_out: BuiltInterpreter) -> str:
    """A request for somebody in person."""
    draft = a_draft("14:00", "15:00", mode="in_person", address="Storgata 1",
                    excluded_numbers=tuple(each.number for each in left_out))  # fmt: skip
    return await send_request(session, body.booker, draft, key="k", now=NOW)


async def asked(session: Session, *, is_reserved: bool) -> tuple[BuiltBody, BuiltInterpreter, str]:
    """An interpreter with an open offer, who has perhaps told of circumstances."""
    body, tolk = await a_body(session), await an_interpreter(session, hours=True)
    number = await sent(session, body)
    if is_reserved:
        await reserved(session, tolk, number)
    return body, tolk, number


async def reserved(session: Session, tolk: BuiltInterpreter, number: str) -> int:
    """A "yes, but" for the body to weigh; returns the offer."""
    offer = await open_offer(session, number, tolk.id)
    await accept_offer(session, tolk.actor, offer, declaration=True, remark=REMARK, now=NOW)
    return offer


# The ways an interpreter says yes.


async def own_yes(session: Session, body: BuiltBody, tolk: BuiltInterpreter, number: str) -> None:
    """The interpreter's own."""
    offer = await open_offer(session, number, tolk.id)
    await accept_offer(session, tolk.actor, offer, declaration=True, now=SOON)


async def bodys_word(session: Session, body: BuiltBody, tolk: BuiltInterpreter, number: str) -> None:
    """The body's, when the interpreter has told of circumstances."""
    offer = await open_offer(session, number, tolk.id)
    await weigh_circumstances(session, body.booker, number, offer, is_accepted=True, now=SOON)


@pytest.mark.parametrize("hindrance", TO_SAY_YES)
@pytest.mark.parametrize("say_yes", [own_yes, bodys_word], ids=lambda way: str(way.__name__))
async def test_nobody_is_given_what_they_cannot_take(
    session: Session, say_yes: Callable[..., Awaitable[None]], hindrance: str
) -> None:
    body, tolk, number = await asked(session, is_reserved=say_yes is bodys_word)
    await TO_SAY_YES[hindrance](session, body, tolk)
    with pytest.raises(RuleBroken) as refused:
        await say_yes(session, body, tolk, number)
    assert refused.value.reasons[0].code == REFUSED[hindrance]
    assert (await assignment_row(session, number)).interpreter_id is None


@pytest.mark.parametrize("say_yes", [own_yes, bodys_word], ids=lambda way: str(way.__name__))
async def test_without_a_hindrance_each_way_gives_the_assignment(
    session: Session, say_yes: Callable[..., Awaitable[None]]
) -> None:
    """Or the test above would say nothing."""
    body, tolk, number = await asked(session, is_reserved=say_yes is bodys_word)
    await say_yes(session, body, tolk, number)
    assert (await assignment_row(session, number)).interpreter_id == tolk.id


# The ways the next one comes to be asked: the first of the queue was asked before the hindrance came.


async def declines(session: Session, body: BuiltBody, first: BuiltInterpreter, number: str) -> None:
    """No."""
    offer = await open_offer(session, number, first.id)
    await decline_offer(session, first.actor, offer, now=SOON)


async def is_silent(session: Session, body: BuiltBody, first: BuiltInterpreter, number: str) -> None:
    """No answer in time."""
    await expire_due(session, now=LATE)


async def gives_back(session: Session, body: BuiltBody, first: BuiltInterpreter, number: str) -> None:
    """Yes, and then no."""
    offer = await open_offer(session, number, first.id)
    await accept_offer(session, first.actor, offer, declaration=True, now=NOW)
    await give_back(session, first.actor, number, now=SOON)


async def is_removed(session: Session, body: BuiltBody, first: BuiltInterpreter, number: str) -> None:
    """Out of the register while asked."""
    register_handlers()
    officer = await an_officer(session)
    await remove_interpreter(session, officer, first.number, "excluded", SOON, now=SOON)


async def is_not_impartial(session: Session, body: BuiltBody, first: BuiltInterpreter, number: str) -> None:
    """The body says no to the circumstances."""
    offer = await reserved(session, first, number)
    await weigh_circumstances(session, body.booker, number, offer, is_accepted=False, now=SOON)


@pytest.mark.parametrize("hindrance", TO_BE_ASKED)
@pytest.mark.parametrize(
    "first_one",
    [declines, is_silent, gives_back, is_removed, is_not_impartial],
    ids=lambda way: str(way.__name__),
)
async def test_nobody_is_asked_next_who_cannot_come(
    session: Session, first_one: Callable[..., Awaitable[None]], hindrance: str
) -> None:
    body = await a_body(session)
    first, hindered, last = [await an_interpreter(session, category=each, hours=True) for each in "ABC"]
    number = await sent(session, body)
    await TO_BE_ASKED[hindrance](session, body, hindered)
    await first_one(session, body, first, number)
    assert [who for who, _, _ in await offers_of(session, number)] == [first.id, last.id]


@pytest.mark.parametrize("hindrance", TO_BE_ASKED)
async def test_nobody_is_asked_first_who_cannot_come(session: Session, hindrance: str) -> None:
    body = await a_body(session)
    hindered, last = [await an_interpreter(session, category=each, hours=True) for each in "BC"]
    await TO_BE_ASKED[hindrance](session, body, hindered)
    number = await sent(session, body)
    assert [who for who, _, _ in await offers_of(session, number)] == [last.id]


def test_the_statements_that_take_somebodys_time_are_known() -> None:
    """Another way in would have to stand in the lists above; the demo's rows come before anybody uses it."""
    writes = re.compile(r"INSERT INTO booked\b|COPY booked\b|\bBooked\(")
    found = {each.name: len(writes.findall(each.path.read_text(encoding="utf-8"))) for each in modules()}
    assert {name: times for name, times in found.items() if times} == {
        "booking.offers.commands": 1, "booking.changes.holds": 1, "web.demo.loading.present": 1,
        "booking.availability.models": 1,
    }  # fmt: skip

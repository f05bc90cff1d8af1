"""Terms that overlap are impossible, and everybody who is to meet has the meeting in their calendar as it stands."""

from datetime import timedelta
from typing import Any

import icalendar
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.builders.answers import value
from tests.builders.bodies import an_officer
from tests.builders.committee import AHEAD, a_committee, a_meeting, a_term
from tests.builders.interpreters import an_interpreter
from tests.builders.times import NOW
from tolkeregister.complaints.committee.absence import state_absence, take_back_absence
from tolkeregister.complaints.committee.access import expected_at, meeting_facts
from tolkeregister.complaints.committee.calendar import calendar_of, event_of, still_so
from tolkeregister.complaints.committee.planning import (
    MeetingPlan,
    cancel_meeting,
    change_meeting,
    plan_meeting,
)
from tolkeregister.complaints.committee.queries import terms_since
from tolkeregister.complaints.committee.rules.seats import a_year_after
from tolkeregister.complaints.committee.rules.words import Place, Seat
from tolkeregister.complaints.committee.terms import Appointment, appoint, end_term
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Conflict, Invalid, NotAllowed, RuleBroken
from tolkeregister.core.mail.overtaken import Queued

TODAY = oslo_date(NOW)
MAIL = text("SELECT template, recipient, subject_kind, subject_id, data FROM mail_message ORDER BY id")


async def mails(session: Session) -> list[Queued]:
    return [Queued(*row) for row in (await session.execute(MAIL)).all()]


def wanted(seat: Seat = Seat.USER, **some: Any) -> Appointment:
    return Appointment(**{
        "seat": seat, "place": Place.MEMBER, "name": "Hodan M.", "email": "hodan@utvalg.example", "subject": "ny",
        "starts_on": TODAY, "until": a_year_after(TODAY), **some,
    })  # fmt: skip


async def test_w5_four_seats_with_deputies_for_a_year(session: Session) -> None:
    committee = await a_committee(session, now=NOW)
    lines = await terms_since(session, committee.administrator, TODAY)
    assert {(each.seat, each.place) for each in lines} == {(s.value, p.value) for s in Seat for p in Place}
    assert {each.until - each.starts_on for each in lines} == {timedelta(days=365)}
    with pytest.raises(RuleBroken, match="place_is_taken"):
        await appoint(session, committee.administrator, wanted(), now=NOW)
    later = wanted(starts_on=TODAY + timedelta(days=500), until=TODAY + timedelta(days=900))
    with pytest.raises(RuleBroken, match="term_longer_than_a_year"):
        await appoint(session, committee.administrator, later, now=NOW)
    with pytest.raises(NotAllowed):
        await appoint(session, await an_officer(session), wanted(), now=NOW)


async def test_a_term_that_ends_early_makes_room_for_another(session: Session) -> None:
    committee = await a_committee(session, now=NOW)
    member = committee.members[Seat.USER]
    term = await value(session, "SELECT id FROM committee_term WHERE account_id = :a", a=member.account_id)
    await end_term(session, committee.administrator, term, TODAY + timedelta(days=3), now=NOW)
    begins = TODAY + timedelta(days=3)
    await appoint(
        session, committee.administrator, wanted(starts_on=begins, until=begins + timedelta(days=90)), now=NOW
    )
    with pytest.raises(RuleBroken, match="term_end_out_of_bounds"):
        await end_term(session, committee.administrator, term, TODAY + timedelta(days=30), now=NOW)


async def test_nobody_of_the_directorate_and_nobody_unknown_is_appointed(session: Session) -> None:
    committee = await a_committee(session, now=NOW)
    officer = await an_officer(session)
    subject = await value(session, "SELECT subject FROM account WHERE id = :i", i=officer.account_id)
    next_year: dict[str, Any] = {"starts_on": a_year_after(TODAY), "until": a_year_after(a_year_after(TODAY))}
    with pytest.raises(RuleBroken, match="member_is_staff"):
        await appoint(session, committee.administrator, wanted(subject=subject, **next_year), now=NOW)
    with pytest.raises(Invalid, match="interpreter_not_found"):
        await appoint(session, committee.administrator, wanted(interpreter_number="1", **next_year), now=NOW)
    tolk = await an_interpreter(session)
    await appoint(
        session, committee.administrator, wanted(interpreter_number=tolk.number, **next_year), now=NOW
    )
    assert await value(session, "SELECT person_id FROM account WHERE subject = 'ny'") == tolk.person_id


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [
        ("SELECT seat, place, {new}, held", "committee_term_seat_no_overlap"),
        ("SELECT one, 'deputy', account_id, daterange(upper(held), upper(held) + 10)",
         "committee_term_account_no_overlap"),
        ("SELECT seat, place, {new}, daterange(upper(held), upper(held) + 400)", "committee_term_one_year_check"),
    ],
)  # fmt: skip
async def test_overlapping_and_endless_terms_are_impossible_whoever_writes(
    session: Session, statement: str, constraint: str
) -> None:
    committee = await a_committee(session, now=NOW)
    other = (await an_officer(session)).account_id
    row = "FROM (VALUES ('orderer'), ('user')) AS v(one), committee_term WHERE account_id = :account"
    with pytest.raises(DBAPIError, match=constraint):
        await session.execute(
            text("INSERT INTO committee_term (seat, place, account_id, held, appointed_by, appointed_at) "
                 + statement.format(new=other) + f", appointed_by, appointed_at {row}"),
            {"account": committee.members[Seat.ORDERER].account_id},
        )  # fmt: skip


async def test_a_meeting_is_one_entry_whose_sequence_rises(session: Session) -> None:
    """Failure mode 8: the same uid, a rising sequence, the method said twice and the same."""
    committee = await a_committee(session, now=NOW)
    meeting = await a_meeting(session, committee, now=NOW)
    invited = await mails(session)
    assert {each.recipient for each in invited} == {f"{seat}.member@utvalg.example" for seat in Seat}
    assert all([await still_so(session, each) for each in invited])
    first = await calendar_of(session, invited[0], "sender@x.example", "https://x.example")
    assert first is not None
    plan = MeetingPlan(
        NOW + AHEAD * 2,
        NOW + AHEAD * 2 + timedelta(hours=1),
        "",
        "https://video.example/rom",
        committee.administrator.account_id or 0,
    )
    await change_meeting(session, committee.administrator, meeting, plan, seen=0, now=NOW)
    assert not any([await still_so(session, each) for each in invited]), "nobody is told the old time"
    changed = (await mails(session))[len(invited) :]
    assert len(changed) == 4
    second = await calendar_of(session, changed[0], "sender@x.example", "https://x.example")
    with pytest.raises(Conflict, match="meeting_was_changed"):
        await change_meeting(session, committee.administrator, meeting, plan, seen=0, now=NOW)
    await cancel_meeting(session, committee.administrator, meeting, "For få kan komme.", now=NOW)
    off = (await mails(session))[len(invited) + len(changed) :]
    assert [each.template for each in off] == ["committee_meeting_cancelled"] * 4
    third = await calendar_of(session, off[0], "sender@x.example", "https://x.example")
    assert second is not None
    assert third is not None
    read = [icalendar.Calendar.from_ical(each.content).walk("VEVENT")[0] for each in (first, second, third)]
    assert len({str(each["UID"]) for each in read}) == 1
    assert [each["SEQUENCE"] for each in read] == [0, 1, 2]
    assert [each["STATUS"] for each in read] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert [each.method for each in (first, second, third)] == ["REQUEST", "REQUEST", "CANCEL"]
    assert str(read[1]["LOCATION"]) == "https://video.example/rom"
    assert (
        event_of(await meeting_facts(session, meeting), "https://x.example").title
        == "Møte i rådgivende utvalg"
    )
    with pytest.raises(RuleBroken, match="meeting_cancelled"):
        await change_meeting(session, committee.administrator, meeting, plan, seen=2, now=NOW)


async def test_the_database_refuses_a_change_that_does_not_raise_the_sequence(session: Session) -> None:
    committee = await a_committee(session, now=NOW)
    await a_meeting(session, committee, now=NOW)
    with pytest.raises(DBAPIError, match="sequence of a meeting rises"):
        await session.execute(text("UPDATE committee_meeting SET venue = 'Bergen'"))


async def test_a_deputy_is_invited_when_the_member_cannot_come_and_both_hear_what_is_so(
    session: Session,
) -> None:
    committee = await a_committee(session, now=NOW)
    meeting = await a_meeting(session, committee, now=NOW)
    member, deputy = committee.members[Seat.USER], committee.deputies[Seat.USER]
    await state_absence(session, member, meeting, now=NOW)
    await state_absence(session, member, meeting, now=NOW)
    new = (await mails(session))[4:]
    assert [each.recipient for each in new] == ["user.deputy@utvalg.example"]
    await cancel_meeting(session, committee.administrator, meeting, "Lederen er syk.", now=NOW)
    off = {each.recipient for each in await mails(session) if each.template == "committee_meeting_cancelled"}
    assert len(off) == 4, "the four who were to come; who had said no hears nothing"
    assert deputy.account_id is not None


async def test_an_absence_is_taken_back_and_every_calendar_says_what_is_so(session: Session) -> None:
    committee = await a_committee(session, now=NOW)
    meeting = await a_meeting(session, committee, now=NOW)
    member, deputy = committee.members[Seat.USER], committee.deputies[Seat.USER]
    said: list[tuple[str, str]] = []
    for act in (state_absence, take_back_absence, take_back_absence, state_absence):
        before = len(await mails(session))
        await act(session, member, meeting, now=NOW)
        new = (await mails(session))[before:]
        said += [(each.template.removeprefix("committee_"), each.recipient.split("@")[0]) for each in new]
        assert [await still_so(session, each) for each in new] == [True] * len(new)
    assert said == [
        ("meeting", "user.deputy"),
        ("meeting", "user.member"), ("meeting_cancelled", "user.deputy"),
        ("meeting", "user.deputy"),
    ]  # fmt: skip
    assert deputy.account_id in await expected_at(session, meeting)
    await take_back_absence(session, member, meeting, now=NOW + AHEAD + timedelta(minutes=5))
    assert len(await mails(session)) == 8, "nobody is told of it by e-mail when the meeting has begun"
    assert member.account_id in await expected_at(session, meeting)


async def test_a_meeting_led_by_somebody_outside_is_refused(session: Session) -> None:
    committee = await a_committee(session, now=NOW)
    outsider = committee.members[Seat.USER].account_id or 0
    plan = MeetingPlan(NOW + AHEAD, NOW + AHEAD + timedelta(hours=1), "Oslo", "", outsider)
    with pytest.raises(Invalid, match="leader_not_found"):
        await plan_meeting(session, committee.administrator, plan, now=NOW)
    with pytest.raises(NotAllowed):
        await plan_meeting(session, await an_officer(session), plan, now=NOW)
    assert (
        await a_term(session, committee.administrator, Seat.USER, Place.MEMBER, now=NOW + timedelta(days=400))
    ).account_id

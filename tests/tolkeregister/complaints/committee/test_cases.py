"""A case before the committee: who sees it, habilitet before the papers, votes, minutes, advice, the decision (W5)."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from booking.handlers import register_handlers
from tests.builders.answers import value
from tests.builders.committee import (
    AHEAD,
    HELD,
    VAULT,
    BuiltCase,
    a_case,
    a_committee,
    a_term,
    advised,
    minuted,
    released,
    voted,
)
from tests.builders.complaints import WARNING, a_complaint, everyone_declares
from tests.builders.times import NOW
from tolkeregister.complaints.committee.absence import state_absence, take_back_absence
from tolkeregister.complaints.committee.access import case_with_papers, member_case
from tolkeregister.complaints.committee.advice import advice_in
from tolkeregister.complaints.committee.agenda import put_on_agenda, take_off_agenda
from tolkeregister.complaints.committee.habilitet import declare_for_case
from tolkeregister.complaints.committee.minutes import (
    WrittenMinutes,
    answer_minutes,
    approve_minutes,
    write_minutes,
)
from tolkeregister.complaints.committee.own import own_agenda, own_meetings, own_minutes, own_vote
from tolkeregister.complaints.committee.packing import pack_for_member
from tolkeregister.complaints.committee.planning import cancel_meeting
from tolkeregister.complaints.committee.rules.words import Place, Seat
from tolkeregister.complaints.committee.voting import vote
from tolkeregister.complaints.deciding import ReactionDraft, propose_reaction
from tolkeregister.complaints.models import Complaint
from tolkeregister.complaints.rules.reactions import Ending
from tolkeregister.complaints.rules.words import Basis
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Conflict, NotAllowed, NotFound, RuleBroken
from tolkeregister.decisions.notices.commands import go_without_notice
from tolkeregister.decisions.outcomes.commands import approve_decision, sign_decision
from tolkeregister.decisions.outcomes.letter import preview_letter
from tolkeregister.people.models import Account


@pytest.fixture(autouse=True)
def _handlers() -> None:
    register_handlers()


THREE = {Seat.INTERPRETER: "guidance", Seat.ORDERER: "guidance", Seat.EDUCATION: "warning"}


async def opens(session: Session, case: BuiltCase, actor: Actor) -> bool:
    """Whether the actor gets the pack; a refusal is NotFound and nothing else."""
    try:
        await pack_for_member(session, actor, VAULT, case.meeting_id, case.item_id, now=NOW)
    except NotFound:
        return False
    return True


async def test_the_papers_are_not_there_until_habilitet_is_declared(session: Session) -> None:
    """Forvaltningsloven § 6: every way to a paper answers as an unknown one."""
    case = await a_case(session, now=NOW)
    await released(session, case, now=NOW)
    assert not await opens(session, case, case.member)
    with pytest.raises(NotFound, match="meeting_not_found"):
        await case_with_papers(session, case.member, case.meeting_id, case.item_id)
    with pytest.raises(NotFound, match="meeting_not_found"):
        await vote(
            session, case.member, case.meeting_id, case.item_id, "warning", "x", seen=0, now=NOW + AHEAD
        )
    await declare_for_case(session, case.member, case.meeting_id, case.item_id, "none", now=NOW)
    assert await opens(session, case, case.member)
    assert await value(session, "SELECT count(*) FROM complaint_read WHERE account_id = :a",
                       a=case.member.account_id) == 1  # fmt: skip


async def test_somebody_tied_never_sees_the_papers_and_the_deputy_meets(session: Session) -> None:
    case = await a_case(session, now=NOW)
    await released(session, case, now=NOW)
    deputy = case.committee.deputies[Seat.INTERPRETER]
    with pytest.raises(NotFound):
        await member_case(session, deputy, case.meeting_id, case.item_id)
    assert await own_meetings(session, deputy) == ()
    await declare_for_case(session, case.member, case.meeting_id, case.item_id, "relative", now=NOW)
    assert not await opens(session, case, case.member)
    with pytest.raises(RuleBroken, match="tie_stands"):
        await declare_for_case(session, case.member, case.meeting_id, case.item_id, "none", now=NOW)
    assert [each.id for each in await own_meetings(session, deputy)] == [case.meeting_id]
    assert not await opens(session, case, deputy)
    await declare_for_case(session, deputy, case.meeting_id, case.item_id, "none", now=NOW)
    assert await opens(session, case, deputy)
    invited = await value(session, "SELECT count(*) FROM mail_message WHERE template = 'committee_meeting'"
                                   " AND recipient = 'interpreter.deputy@utvalg.example'")  # fmt: skip
    assert invited == 1


async def test_a_tie_found_late_takes_the_vote_back_and_closes_the_papers(session: Session) -> None:
    case = await a_case(session, now=NOW)
    await released(session, case, now=NOW)
    await voted(session, case, THREE, now=NOW)
    await declare_for_case(session, case.member, case.meeting_id, case.item_id, "other", now=NOW + AHEAD)
    assert await value(session, "SELECT count(*) FROM committee_vote") == 2
    assert not await opens(session, case, case.member)
    # a raw row that says otherwise opens nothing: whoever has once been tied stays so
    await session.execute(text(
        "INSERT INTO complaint_habilitet (complaint_id, account_id, tie, declared_at) VALUES (:c, :a, 'none', now())"
    ), {"c": case.complaint.id, "a": case.member.account_id})  # fmt: skip
    assert not await opens(session, case, case.member)


async def test_a_case_about_oneself_is_not_to_be_found(session: Session) -> None:
    case = await a_case(session, now=NOW)
    await released(session, case, now=NOW)
    account = await session.get(Account, case.member.account_id)
    assert account is not None
    account.person_id = case.complaint.tolk.person_id
    session.add(account)
    await session.flush()
    assert (await own_agenda(session, case.member, case.meeting_id)).cases == ()
    with pytest.raises(NotFound):
        await declare_for_case(session, case.member, case.meeting_id, case.item_id, "none", now=NOW)
    deputy = case.committee.deputies[Seat.INTERPRETER]
    assert len((await own_agenda(session, deputy, case.meeting_id)).cases) == 1


async def test_nobody_sees_cases_of_meetings_they_take_no_part_in(session: Session) -> None:
    case = await a_case(session, now=NOW)
    await released(session, case, now=NOW)
    later = NOW + timedelta(days=400)
    stranger = await a_term(session, case.committee.administrator, Seat.USER, Place.MEMBER, now=later)
    with pytest.raises(NotFound):
        await own_agenda(session, stranger, case.meeting_id)
    assert await own_meetings(session, stranger) == ()
    for actor in (case.complaint.officer, case.complaint.tolk.actor):
        with pytest.raises(NotAllowed):
            await own_agenda(session, actor, case.meeting_id)


async def test_papers_close_when_the_case_is_taken_off_or_the_meeting_is_cancelled(session: Session) -> None:
    case = await a_case(session, now=NOW)
    await released(session, case, now=NOW)
    await declare_for_case(session, case.member, case.meeting_id, case.item_id, "none", now=NOW)
    await take_off_agenda(session, case.complaint.officer, case.complaint.number, now=NOW)
    assert not await opens(session, case, case.member)
    again = await put_on_agenda(
        session, case.complaint.officer, case.complaint.number, case.meeting_id, now=NOW
    )
    case = BuiltCase(case.committee, case.complaint, case.meeting_id, again)
    await released(session, case, now=NOW)
    assert await opens(session, case, case.member), "the declaration stands"
    await cancel_meeting(session, case.committee.administrator, case.meeting_id, "Lederen er syk.", now=NOW)
    assert not await opens(session, case, case.member)
    assert await value(session, "SELECT state FROM committee_item WHERE id = :i", i=again) == "postponed"


async def test_a_case_waits_on_one_agenda_at_a_time(session: Session) -> None:
    case = await a_case(session, now=NOW)
    with pytest.raises(RuleBroken, match="on_an_agenda"):
        await put_on_agenda(session, case.complaint.officer, case.complaint.number, case.meeting_id, now=NOW)
    with pytest.raises(DBAPIError, match="committee_item_one_agenda_key"):
        await session.execute(text(
            "INSERT INTO committee_item (meeting_id, complaint_id, state, presentation, added_by, added_at)"
            " SELECT meeting_id, complaint_id, 'open', '', added_by, added_at FROM committee_item"
        ))  # fmt: skip


async def test_w5_votes_become_advice_with_dissent_filed_in_the_journal_of_the_case(session: Session) -> None:
    case = await a_case(session, now=NOW)
    await advised(session, case, THREE, now=NOW)
    advice = await advice_in(session, case.complaint.id)
    assert advice is not None
    assert (advice.code, advice.votes_for, advice.votes_against) == ("guidance", 2, 1)
    row = (await session.execute(text(
        "SELECT p.kind, p.title, p.direction FROM committee_advice d JOIN journal_post p ON p.id = d.journal_post_id"
        " JOIN complaint c ON c.case_id = p.case_id WHERE c.id = :c"
    ), {"c": case.complaint.id})).one()  # fmt: skip
    assert tuple(row) == ("committee_minutes", "Referat fra rådgivende utvalg", "internal")
    assert await value(session, "SELECT state FROM committee_item") == "advised"
    assert not await opens(session, case, case.member), "what is over is closed"


async def test_too_few_votes_are_no_advice_and_the_case_is_postponed(session: Session) -> None:
    case = await a_case(session, now=NOW)
    await released(session, case, now=NOW)
    await voted(session, case, {Seat.USER: "warning", Seat.ORDERER: "warning"}, now=NOW)
    minutes = await minuted(session, case, now=NOW)
    late = NOW + HELD + timedelta(days=8)
    leader = case.committee.administrator
    with pytest.raises(RuleBroken, match="no_quorum"):
        await approve_minutes(session, leader, case.meeting_id, minutes, now=late)
    written = WrittenMinutes("", {case.item_id: ("For få møtte.", True)})
    minutes = await write_minutes(session, leader, case.meeting_id, written, seen=1, now=late)
    await approve_minutes(session, leader, case.meeting_id, minutes, now=late + timedelta(days=8))
    assert await advice_in(session, case.complaint.id) is None
    assert await value(session, "SELECT state FROM committee_item") == "postponed"


async def test_minutes_are_answered_by_those_who_voted_and_approved_by_the_leader_alone(
    session: Session,
) -> None:
    case = await a_case(session, now=NOW)
    await released(session, case, now=NOW)
    await voted(session, case, THREE, now=NOW)
    minutes, at = await minuted(session, case, now=NOW), NOW + HELD
    with pytest.raises(RuleBroken, match="minutes_await_answers"):
        await approve_minutes(session, case.committee.administrator, case.meeting_id, minutes, now=at)
    for seat in THREE:
        who = case.committee.members[seat]
        await answer_minutes(session, who, case.meeting_id, minutes, is_approved=True, now=at)
    with pytest.raises(Conflict, match="already_answered_minutes"):
        await answer_minutes(session, case.member, case.meeting_id, minutes, is_approved=True, now=at)
    with pytest.raises(NotFound):
        await answer_minutes(
            session, case.committee.members[Seat.USER], case.meeting_id, minutes, is_approved=True, now=at
        )
    with pytest.raises(RuleBroken, match="only_the_leader"):
        await approve_minutes(session, case.complaint.officer, case.meeting_id, minutes, now=at)
    await approve_minutes(session, case.committee.administrator, case.meeting_id, minutes, now=at)
    _, page = await own_minutes(session, case.committee.members[Seat.USER], case.meeting_id)
    assert page is not None
    assert page.cases == (), "who never declared reads nothing of the case"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE committee_vote SET reasons = 'x'",
        "DELETE FROM committee_vote",
        "INSERT INTO committee_minutes (meeting_id, version, words, written_by, written_at)"
        " SELECT meeting_id, 9, '', written_by, written_at FROM committee_minutes",
        "INSERT INTO committee_absence (meeting_id, account_id, stated_at)"
        " SELECT meeting_id, account_id, now() FROM committee_approval",
    ],
)
async def test_nothing_changes_after_the_approval_whoever_writes(session: Session, statement: str) -> None:
    case = await a_case(session, now=NOW)
    await advised(session, case, THREE, now=NOW)
    with pytest.raises(DBAPIError, match="are approved"):
        await session.execute(text(statement))


async def test_a_vote_is_of_the_holder_of_the_seat(session: Session) -> None:
    """Whoever writes: the term, the seat and the account are one."""
    case = await a_case(session, now=NOW)
    await released(session, case, now=NOW)
    await voted(session, case, THREE, now=NOW)
    assert (await own_vote(session, case.member, case.item_id)).version == 1
    with pytest.raises(DBAPIError, match="committee_vote_whose_fkey"):
        await session.execute(text("UPDATE committee_vote SET seat = 'user' WHERE seat = 'interpreter'"))


async def test_a_member_who_is_away_is_met_for_by_the_deputy(session: Session) -> None:
    case = await a_case(session, now=NOW)
    await released(session, case, now=NOW)
    await declare_for_case(session, case.member, case.meeting_id, case.item_id, "none", now=NOW)
    await state_absence(session, case.member, case.meeting_id, now=NOW)
    assert not await opens(session, case, case.member)
    deputy = case.committee.deputies[Seat.INTERPRETER]
    await declare_for_case(session, deputy, case.meeting_id, case.item_id, "none", now=NOW)
    assert await opens(session, case, deputy)


async def test_a_member_who_comes_after_all_has_the_seat_again_until_the_deputy_has_voted(
    session: Session,
) -> None:
    """One voice for each seat: the quorum and the minutes count seats, and the database refuses after approval."""
    case = await a_case(session, now=NOW)
    await released(session, case, now=NOW)
    deputy = case.committee.deputies[Seat.INTERPRETER]
    await declare_for_case(session, case.member, case.meeting_id, case.item_id, "none", now=NOW)
    await state_absence(session, case.member, case.meeting_id, now=NOW)
    await declare_for_case(session, deputy, case.meeting_id, case.item_id, "none", now=NOW)
    await take_back_absence(session, case.member, case.meeting_id, now=NOW)
    assert await opens(session, case, case.member)
    assert not await opens(session, case, deputy)
    await state_absence(session, case.member, case.meeting_id, now=NOW)
    at = NOW + AHEAD + timedelta(minutes=5)
    await vote(session, deputy, case.meeting_id, case.item_id, "guidance", "Lite brudd.", seen=0, now=at)
    with pytest.raises(RuleBroken, match="deputy_has_voted"):
        await take_back_absence(session, case.member, case.meeting_id, now=at)


async def test_an_absence_stands_when_the_minutes_are_approved(session: Session) -> None:
    case = await a_case(session, now=NOW)
    away = case.committee.members[Seat.USER]
    await state_absence(session, away, case.meeting_id, now=NOW)
    at = await advised(session, case, THREE, now=NOW)
    with pytest.raises(RuleBroken, match="minutes_approved"):
        await take_back_absence(session, away, case.meeting_id, now=at)
    with pytest.raises(DBAPIError, match="are approved"):
        await session.execute(text("UPDATE committee_absence SET taken_back_at = now()"))


async def test_w5_a_decision_must_say_whether_it_follows_the_advice_and_the_letter_says_it(
    session: Session,
) -> None:
    case = await a_case(session, now=NOW)
    at = await advised(session, case, THREE, now=NOW)
    built = case.complaint
    await everyone_declares(session, built, now=at)
    complaint = await session.get(Complaint, built.id)
    assert complaint is not None
    assert complaint.case_id is not None
    await go_without_notice(session, built.officer, complaint.case_id, "Tolken er hørt.", now=at)
    with pytest.raises(RuleBroken, match="advice_not_mentioned"):
        await propose_reaction(session, built.officer, built.number, WARNING, now=at)
    silent = ReactionDraft(Ending.WARNING, "Brudd.", follows_advice=False)
    with pytest.raises(RuleBroken, match="why_not_missing"):
        await propose_reaction(session, built.officer, built.number, silent, now=at)
    said = ReactionDraft(Ending.WARNING, "Brudd.", follows_advice=False, why_not="Det er ikke første gang.")
    made = await propose_reaction(session, built.officer, built.number, said, now=at)
    letter = await preview_letter(session, built.officer, made.id, now=at)
    facts = dict(tuple(line) for line in letter.data["facts"])
    assert facts["Råd fra utvalget"] == "Veiledning. Vedtaket følger ikke rådet: Det er ikke første gang."
    await approve_decision(session, built.second, made.id, now=at)
    await sign_decision(session, built.officer, made.id, now=at)
    assert await value(session, "SELECT state FROM complaint WHERE id = :i", i=built.id) == "decided"


async def test_w5_advice_that_came_after_the_draft_stops_the_signature(session: Session) -> None:
    """The rule is asked again in the very transaction of the signature."""
    case = await a_case(session, now=NOW)
    built = case.complaint
    complaint = await session.get(Complaint, built.id)
    assert complaint is not None
    assert complaint.case_id is not None
    await go_without_notice(session, built.officer, complaint.case_id, "Tolken er hørt.", now=NOW)
    draft = await propose_reaction(session, built.officer, built.number, WARNING, now=NOW)
    await approve_decision(session, built.second, draft.id, now=NOW)
    at = await advised(session, case, THREE, now=NOW)
    with pytest.raises(RuleBroken, match="advice_not_mentioned"):
        await sign_decision(session, built.officer, draft.id, now=at)


async def test_a_complaint_outside_the_law_is_on_no_agenda(session: Session) -> None:
    committee = await a_committee(session, now=NOW)
    outside = await a_complaint(session, now=NOW, basis=Basis.OUTSIDE)
    with pytest.raises(Conflict, match="complaint_closed"):
        await a_case(session, now=NOW, committee=committee, complaint=outside)

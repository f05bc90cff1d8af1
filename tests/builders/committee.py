"""A committee with its deputies, a meeting, and a complaint on its agenda, taken as far as a test needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import text

from tests.builders.bodies import an_administrator
from tests.builders.complaints import BuiltComplaint, a_complaint
from tests.builders.interpreters import BuiltInterpreter
from tolkeregister.complaints.committee.agenda import present_case, put_on_agenda
from tolkeregister.complaints.committee.habilitet import declare_for_case
from tolkeregister.complaints.committee.minutes import WrittenMinutes, approve_minutes, write_minutes
from tolkeregister.complaints.committee.packing import preview_pack, release_pack
from tolkeregister.complaints.committee.planning import MeetingPlan, plan_meeting
from tolkeregister.complaints.committee.redacting import choose_paper, papers_in_hand
from tolkeregister.complaints.committee.rules.seats import a_year_after
from tolkeregister.complaints.committee.rules.words import Place, Seat
from tolkeregister.complaints.committee.terms import Appointment, appoint
from tolkeregister.complaints.committee.voting import vote
from tolkeregister.complaints.intake import declare
from tolkeregister.complaints.reporting.sealing import Vault
from tolkeregister.complaints.rules.words import Basis
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session

VAULT = Vault(["c" * 32])
AHEAD = timedelta(days=7)  # from a test's now to the meeting
HELD = AHEAD + timedelta(hours=3)
_ACCOUNT = text("SELECT account_id FROM committee_term WHERE id = :id")


@dataclass(frozen=True, slots=True)
class BuiltCommittee:
    """Who sits, by seat, and the administrator who leads the meetings."""

    administrator: Actor
    members: Mapping[Seat, Actor]
    deputies: Mapping[Seat, Actor]


@dataclass(frozen=True, slots=True)
class BuiltCase:
    """A complaint on the agenda of a meeting that begins `AHEAD`."""

    committee: BuiltCommittee
    complaint: BuiltComplaint
    meeting_id: int
    item_id: int

    @property
    def member(self) -> Actor:
        """The interpreter of the committee."""
        return self.committee.members[Seat.INTERPRETER]


async def a_committee(session: Session, *, now: datetime) -> BuiltCommittee:
    """Four members with a deputy each, for a year from the day before."""
    administrator = await an_administrator(session)
    held: dict[Place, dict[Seat, Actor]] = {Place.MEMBER: {}, Place.DEPUTY: {}}
    for place in Place:
        for seat in Seat:
            held[place][seat] = await a_term(session, administrator, seat, place, now=now)
    return BuiltCommittee(administrator, held[Place.MEMBER], held[Place.DEPUTY])


async def a_term(session: Session, by: Actor, seat: Seat, place: Place, *, now: datetime) -> Actor:
    """Somebody of their own in one place for a year."""
    name = f"{seat.capitalize()} {place.capitalize()}"
    starts = oslo_date(now) - timedelta(days=1)
    wanted = Appointment(seat, place, name, f"{seat}.{place}@utvalg.example", f"guest-{seat}-{place}-{starts}", starts,
                         a_year_after(starts))  # fmt: skip
    term = await appoint(session, by, wanted, now=now)
    account = int((await session.execute(_ACCOUNT, {"id": term})).scalar_one())
    return Actor(account_id=account, name=name, roles=frozenset({Role.COMMITTEE_MEMBER}))


async def a_meeting(session: Session, committee: BuiltCommittee, *, now: datetime) -> int:
    """Two hours, a week ahead, led by the administrator."""
    leader = committee.administrator.account_id
    assert leader is not None
    plan = MeetingPlan(now + AHEAD, now + AHEAD + timedelta(hours=2), "Tollbugata 13, Oslo", "", leader)
    return await plan_meeting(session, committee.administrator, plan, now=now)


async def a_case(
    session: Session, *, now: datetime, tolk: BuiltInterpreter | None = None, complaint: BuiltComplaint | None = None,
    committee: BuiltCommittee | None = None,
) -> BuiltCase:  # fmt: skip
    """A complaint about confidentiality, presented, on the agenda; the leader of the meeting is impartial."""
    committee = committee or await a_committee(session, now=now)
    complaint = complaint or await a_complaint(session, now=now, tolk=tolk, basis=Basis.CONFIDENTIALITY)
    meeting_id = await a_meeting(session, committee, now=now)
    await declare(session, committee.administrator, complaint.number, "none", now=now)
    item_id = await put_on_agenda(session, complaint.officer, complaint.number, meeting_id, now=now)
    await present_case(
        session, complaint.officer, complaint.number, "Saken gjelder taushetsplikten.", now=now
    )
    return BuiltCase(committee, complaint, meeting_id, item_id)


async def released(session: Session, case: BuiltCase, *, newest: int = 0, now: datetime) -> int:
    """Every paper read through as it stands, and the pack released."""
    who = session, case.complaint.officer, VAULT, case.complaint.number
    for each in (await papers_in_hand(*who, now=now)).papers:
        if not each.is_read:
            await choose_paper(*who, each.source.key, is_included=True, now=now)
    seen = (await preview_pack(*who, form="nb", now=now)).sha256
    return await release_pack(*who, form="nb", seen=seen, newest=newest, now=now)


async def voted(session: Session, case: BuiltCase, views: Mapping[Seat, str], *, now: datetime) -> None:
    """The members declare and vote in the meeting; `now` is when the case was put on the agenda."""
    for seat, view in views.items():
        actor = case.committee.members[seat]
        await declare_for_case(session, actor, case.meeting_id, case.item_id, "none", now=now)
        await vote(
            session, actor, case.meeting_id, case.item_id, view, f"Fordi {seat}.", seen=0, now=now + AHEAD
        )


async def minuted(session: Session, case: BuiltCase, *, postponed: bool = False, now: datetime) -> int:
    """The leader writes the minutes after the meeting; returns the version's id."""
    written = WrittenMinutes("", {case.item_id: ("Utvalget drøftet hva som ble sagt.", postponed)})
    leader = case.committee.administrator
    return await write_minutes(session, leader, case.meeting_id, written, seen=0, now=now + HELD)


async def advised(session: Session, case: BuiltCase, views: Mapping[Seat, str], *, now: datetime) -> datetime:
    """Released, voted and approved when the days to answer are over; returns when that was."""
    await released(session, case, now=now)
    await voted(session, case, views, now=now)
    minutes = await minuted(session, case, now=now)
    approved_at = now + HELD + timedelta(days=8)
    await approve_minutes(session, case.committee.administrator, case.meeting_id, minutes, now=approved_at)
    return approved_at

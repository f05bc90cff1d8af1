"""The demo's committee: eight people to sign in as, a meeting that has been, with minutes, and one that comes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import text

from tolkeregister.complaints.committee.agenda import present_case, put_on_agenda
from tolkeregister.complaints.committee.habilitet import declare_for_case
from tolkeregister.complaints.committee.minutes import (
    WrittenMinutes,
    answer_minutes,
    approve_minutes,
    write_minutes,
)
from tolkeregister.complaints.committee.packing import preview_pack, release_pack
from tolkeregister.complaints.committee.planning import MeetingPlan, plan_meeting
from tolkeregister.complaints.committee.redacting import choose_paper, papers_in_hand
from tolkeregister.complaints.committee.rules.seats import a_year_after
from tolkeregister.complaints.committee.rules.words import Place, Seat
from tolkeregister.complaints.committee.terms import Appointment, appoint
from tolkeregister.complaints.committee.voting import vote
from tolkeregister.complaints.intake import declare
from tolkeregister.complaints.rules.words import Basis
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.rules.oslo_time import Interval, on_day
from tolkeregister.decisions.cases.models import Tie
from tolkeregister.decisions.notices.commands import reply_to_notice
from web.demo.complaint_reports import by_professional, by_user
from web.demo.complaint_steps import Made, Stage, classified, heard

SITTING = {
    (Seat.INTERPRETER, Place.MEMBER): "Berit Nakling",
    (Seat.ORDERER, Place.MEMBER): "Tor Lauvstad",
    (Seat.EDUCATION, Place.MEMBER): "Anne Skogheim",
    (Seat.USER, Place.MEMBER): "Hodan Mohamud",
    (Seat.INTERPRETER, Place.DEPUTY): "Mikkel Østgård",
    (Seat.ORDERER, Place.DEPUTY): "Kim Haugland",
    (Seat.EDUCATION, Place.DEPUTY): "Ragna Lillebø",
    (Seat.USER, Place.DEPUTY): "Farid Karimi",
}


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody of the committee, as the directorate's sign-in knows them."""

    seat: Seat
    place: Place
    name: str
    subject: str
    email: str


GUESTS = tuple(
    Guest(seat, place, name, f"demo-utvalg-{number}", f"utvalg.{number}@utvalg.example")
    for number, ((seat, place), name) in enumerate(SITTING.items(), 1)
)
APPOINTED = 200  # days back
WHERE, LINK = "Tollbugata 13, Oslo", "https://video.example/utvalget"
_MEMBERS = text(
    "SELECT t.seat, t.account_id, a.name FROM committee_term t JOIN account a ON a.id = t.account_id"
    " WHERE t.place = 'member'"
)


async def after_a_meeting(on: Stage) -> None:
    """Advice is given, not unanimous, and the directorate has not decided yet."""
    await _appoint(on)
    member = on.cast["Agnieszka Wierzba"]
    story = "Tolken sa til meg hva klienten burde svare, og svarte selv for henne to ganger."
    made = await classified(on, by_professional(member.number, story), 58, Basis.GOOD_PRACTICE)
    notice = await heard(on, made, story, 54)
    await reply_to_notice(on.session, member.actor, notice, "Hun forsto ikke spørsmålet.", now=on.ago(44))
    hours = _hours(on.ago(20))
    meeting, item = await _put_on(
        on, made, hours, on.ago(35), "Er dette et brudd på god tolkeskikk, og hvor alvorlig?"
    )
    await _release(on, made, on.ago(27))
    views = {
        Seat.INTERPRETER: "guidance",
        Seat.ORDERER: "warning",
        Seat.EDUCATION: "guidance",
        Seat.USER: "guidance",
    }
    for seat, actor in (await _members(on)).items():
        await declare_for_case(on.session, actor, meeting, item, Tie.NONE, now=on.ago(25))
        why = (
            "Det er mer enn en glipp."
            if views[seat] == "warning"
            else "Veiledning er nok når det er første gang."
        )
        await vote(
            on.session,
            actor,
            meeting,
            item,
            views[seat],
            why,
            seen=0,
            now=hours.starts_at + timedelta(hours=1),
        )
    await _minuted(on, meeting, item)


async def before_a_meeting(on: Stage) -> None:
    """On the agenda of a coming meeting: the papers are released, one is tied, and one has not answered."""
    member = on.cast["Thị Mai Nguyễn"]
    story = "Tolken ringte meg to dager etter samtalen og spurte hvordan det hadde gått."
    made = await classified(on, by_user(member.number, story), 32, Basis.CONFIDENTIALITY)
    notice = await heard(on, made, story, 29)
    await reply_to_notice(on.session, member.actor, notice, "Jeg var bekymret for henne.", now=on.ago(20))
    hours = _hours(on.now + timedelta(days=8))
    question = (
        "Er telefonsamtalen et brudd på taushetsplikten eller på god tolkeskikk? Hva bør reaksjonen være?"
    )
    meeting, item = await _put_on(on, made, hours, on.ago(6), question)
    await _release(on, made, on.ago(3))
    members = await _members(on)
    await declare_for_case(on.session, members[Seat.ORDERER], meeting, item, Tie.OTHER, now=on.ago(2))
    for seat in (Seat.INTERPRETER, Seat.EDUCATION):
        await declare_for_case(on.session, members[seat], meeting, item, Tie.NONE, now=on.ago(1))


async def _minuted(on: Stage, meeting: int, item: int) -> None:
    """Written, read by all four and approved."""
    words = "Utvalget drøftet om tolken gikk ut over rollen sin, og hva uttalelsen sier om det."
    written = WrittenMinutes("Alle fire plassene var fylt.", {item: (words, False)})
    minutes = await write_minutes(on.session, on.leader, meeting, written, seen=0, now=on.ago(18))
    for actor in (await _members(on)).values():
        await answer_minutes(on.session, actor, meeting, minutes, is_approved=True, now=on.ago(16))
    await approve_minutes(on.session, on.leader, meeting, minutes, now=on.ago(15))


async def _appoint(on: Stage) -> None:
    starts_on = oslo_date(on.ago(APPOINTED))
    for guest in GUESTS:
        wanted = Appointment(
            guest.seat,
            guest.place,
            guest.name,
            guest.email,
            guest.subject,
            starts_on,
            a_year_after(starts_on),
        )
        await appoint(on.session, on.leader, wanted, now=on.ago(APPOINTED + 10))


async def _members(on: Stage) -> dict[Seat, Actor]:
    rows = (await on.session.execute(_MEMBERS)).all()
    return {
        Seat(row.seat): Actor(account_id=row.account_id, name=row.name, roles=frozenset({Role.COMMITTEE_MEMBER}))
        for row in rows
    }  # fmt: skip


async def _put_on(on: Stage, made: Made, hours: Interval, at: datetime, question: str) -> tuple[int, int]:
    """A meeting of its own with the case on its agenda; the ids of both."""
    leader = on.leader.account_id
    assert leader is not None
    plan = MeetingPlan(hours.starts_at, hours.ends_at, WHERE, LINK, leader)
    meeting = await plan_meeting(on.session, on.leader, plan, now=at)
    await declare(on.session, on.leader, made.number, Tie.NONE, now=at)
    item = await put_on_agenda(on.session, on.officer, made.number, meeting, now=at)
    words = f"Tolken er varslet og har uttalt seg.\n\n{question}"
    await present_case(on.session, on.officer, made.number, words, now=at)
    return meeting, item


async def _release(on: Stage, made: Made, at: datetime) -> None:
    """Every paper read through with what a machine would hide, and sent."""
    who = on.session, on.officer, on.vault, made.number
    for each in (await papers_in_hand(*who, now=at)).papers:
        if not each.is_read:
            await choose_paper(*who, each.source.key, is_included=True, now=at)
    seen = (await preview_pack(*who, form="nb", now=at)).sha256
    await release_pack(*who, form="nb", seen=seen, newest=0, now=at)


def _hours(at: datetime) -> Interval:
    """From ten to twelve on the day."""
    found = on_day(oslo_date(at), 600, 720)
    assert found is not None
    return found

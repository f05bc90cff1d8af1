"""A committee for the browser tests: a meeting that has begun, whose case has papers, a vote and minutes to read."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import text

from tests.builders.committee import AHEAD, a_case, a_committee, a_meeting, released, voted
from tests.builders.complaints import a_complaint
from tests.builders.interpreters import BuiltInterpreter
from tolkeregister.complaints.committee.minutes import WrittenMinutes, write_minutes
from tolkeregister.complaints.committee.redacting import hide_region
from tolkeregister.complaints.committee.rules.regions import Region
from tolkeregister.complaints.committee.rules.words import Seat
from tolkeregister.complaints.intake import declare
from tolkeregister.complaints.reporting.sealing import Vault
from tolkeregister.complaints.rules.words import Basis
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.decisions.cases.journal import NewPost, journal
from tolkeregister.decisions.cases.models import Direction

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fe0def46b80000000049454e44ae426082"
)
_CASE = text("SELECT case_id FROM complaint WHERE id = :id")
_TERM = text("SELECT id FROM committee_term ORDER BY id DESC LIMIT 1")


@dataclass(frozen=True, slots=True)
class WalkedCommittee:
    """Where everything is: the meeting that has begun, the one that comes, the case, and who looks."""

    meeting_id: int
    coming_id: int
    item_id: int
    address: str
    picture: str
    term_id: int
    member: Actor  # has declared and voted
    undeclared: Actor


async def committee_to_walk(
    session: Session, person: BuiltInterpreter, officer: Actor, administrator: Actor, *, now: datetime
) -> WalkedCommittee:
    """About `person`, in the hands of `officer`; `administrator` is impartial, too."""
    before = now - AHEAD - timedelta(hours=1)
    committee = await a_committee(session, now=before)
    complaint = await a_complaint(session, now=before, tolk=person, basis=Basis.CONFIDENTIALITY)
    case = await a_case(session, now=before, complaint=complaint, committee=committee)
    case_id = int((await session.execute(_CASE, {"id": complaint.id})).scalar_one())
    post = NewPost("statement_attachment", "Vedlegg 1 til uttalelse", Direction.INCOMING, PNG, "image/png")
    await journal(session, complaint.officer, case_id, post, now=before)
    for each in (officer, administrator):
        await declare(session, each, complaint.number, "none", now=before)
    vault = Vault(["c" * 32])
    await hide_region(
        session, complaint.officer, vault, complaint.number, "post-1", Region(1, 10, 10, 20, 20), now=before
    )
    await released(session, case, now=before)
    await voted(session, case, {Seat.INTERPRETER: "guidance", Seat.ORDERER: "warning"}, now=before)
    written = WrittenMinutes("Alle møtte.", {case.item_id: ("Utvalget drøftet saken.", False)})
    await write_minutes(session, committee.administrator, case.meeting_id, written, seen=0, now=now)
    coming = await a_meeting(session, committee, now=now)
    term = int((await session.execute(_TERM)).scalar_one())
    return WalkedCommittee(
        case.meeting_id, coming, case.item_id, f"/sak/varsel/{complaint.number.replace('/', '-')}", "post-1", term,
        case.member, committee.members[Seat.USER],
    )  # fmt: skip

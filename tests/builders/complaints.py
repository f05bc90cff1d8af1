"""Complaints about an interpreter, taken as far as a test needs."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.builders.bodies import an_administrator, an_officer
from tests.builders.interpreters import BuiltInterpreter, an_interpreter
from tolkeregister.complaints.commands import ReceivedComplaint, receive_complaint
from tolkeregister.complaints.deciding import ReactionDraft, begin_temporary_exclusion, propose_reaction
from tolkeregister.complaints.intake import assign, classify, declare
from tolkeregister.complaints.models import Complaint
from tolkeregister.complaints.rules.reactions import Ending, Ground
from tolkeregister.complaints.rules.words import Basis
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.decisions.notices.commands import go_without_notice
from tolkeregister.decisions.outcomes.commands import approve_decision, sign_decision

WARNING = ReactionDraft(Ending.WARNING, "Tolken fortalte andre om samtalen.")
GUIDANCE = ReactionDraft(Ending.GUIDANCE, "Bruddet er lite.")
FOR_GOOD = ReactionDraft(
    Ending.EXCLUDED_FOR_GOOD,
    "Tolken solgte opplysninger.",
    Ground.MATERIAL_BREACH,
    "Det er et vesentlig brudd.",
)
TEMPORARY = ReactionDraft(Ending.TEMPORARILY_EXCLUDED, "Fare for flere brudd.")


@dataclass(frozen=True, slots=True)
class BuiltComplaint:
    """A complaint about an interpreter with its officer, a second one and a leader, all of them impartial."""

    id: int
    number: str
    tolk: BuiltInterpreter
    officer: Actor
    second: Actor
    leader: Actor


async def a_complaint(
    session: Session, *, now: datetime, tolk: BuiltInterpreter | None = None, basis: Basis | None = None
) -> BuiltComplaint:
    """Received a day ago; with a basis it is also assigned and classified."""
    tolk = tolk or await an_interpreter(session)
    received = ReceivedComplaint(now - timedelta(days=1), person_id=tolk.person_id, entry_id=tolk.entry_id)
    complaint_id = await receive_complaint(session, received, now=now)
    found = await session.get(Complaint, complaint_id)
    assert found is not None
    officer, second, leader = (
        await an_officer(session),
        await an_officer(session),
        await an_administrator(session),
    )
    built = BuiltComplaint(complaint_id, found.number, tolk, officer, second, leader)
    if basis is not None:
        await declare(session, officer, built.number, "none", now=now)
        await assign(session, officer, built.number, now=now)
        await classify(session, officer, built.number, basis, now=now)
        await everyone_declares(session, built, now=now)
    return built


async def everyone_declares(session: Session, built: BuiltComplaint, *, now: datetime) -> None:
    """All three are impartial, also in the cases that are open by now."""
    for each in (built.officer, built.second, built.leader):
        await declare(session, each, built.number, "none", now=now)


async def decided(session: Session, built: BuiltComplaint, draft: ReactionDraft, *, now: datetime) -> int:
    """Heard by urgency, proposed by the officer, approved by the second where needed, signed by the officer."""
    complaint = await session.get(Complaint, built.id)
    assert complaint is not None
    assert complaint.case_id is not None
    await go_without_notice(session, built.officer, complaint.case_id, "Tolken er hørt muntlig.", now=now)
    made = await propose_reaction(session, built.officer, built.number, draft, now=now)
    if made.four_eyes:
        await approve_decision(session, built.second, made.id, now=now)
    return await sign_decision(session, built.officer, made.id, now=now)


async def temporarily_excluded(session: Session, built: BuiltComplaint, *, now: datetime) -> int:
    """Signed by the leader."""
    await begin_temporary_exclusion(session, built.officer, built.number, "Fare for liv og helse.", now=now)
    await everyone_declares(session, built, now=now)
    made = await propose_reaction(session, built.officer, built.number, TEMPORARY, now=now)
    await approve_decision(session, built.second, made.id, now=now)
    return await sign_decision(session, built.leader, made.id, now=now)


def excluded_for(days: int, now: datetime) -> ReactionDraft:
    """An exclusion from the signature for so many days."""
    until = oslo_date(now) + timedelta(days=days)
    return ReactionDraft(
        Ending.EXCLUDED_UNTIL, "Tolken solgte opplysninger.", Ground.MATERIAL_BREACH, "Det er et vesentlig brudd.",
        until=until,
    )  # fmt: skip

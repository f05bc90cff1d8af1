"""From received to known what it is: habilitet, an officer, duplicates, the classification with its answer."""

from datetime import datetime

from sqlalchemy import text

from tolkeregister.complaints.access import (
    complaint_in_hand,
    find_complaint,
    impartial,
    move,
)
from tolkeregister.complaints.clocking import end_stage
from tolkeregister.complaints.heard.telling import tell_heard
from tolkeregister.complaints.kinds import COMPLAINT
from tolkeregister.complaints.log import note
from tolkeregister.complaints.models import Complaint, ComplaintAnswer, ComplaintHabilitet
from tolkeregister.complaints.rules.intake import LEADS_TO, Subject, may_classify, may_merge
from tolkeregister.complaints.rules.words import Answer, Basis, Closing, ComplaintState, Stage
from tolkeregister.core.actor import Actor
from tolkeregister.core.audit import record
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, RuleBroken, conflict, require
from tolkeregister.decisions.cases.access import locked_case, require_staff
from tolkeregister.decisions.cases.commands import declare_habilitet, open_case
from tolkeregister.decisions.cases.models import CaseState, Tie

LONGEST_REMARK = 4000  # characters
LAST_ANSWERS = {
    Closing.DECIDED: Answer.DECIDED,
    Closing.WITHDRAWN: Answer.WITHDRAWN,
    Closing.DEAD: Answer.ENDED,
}
_SUBJECT = text(
    """
    SELECT p.id IS NOT NULL AS is_known,
           EXISTS (SELECT FROM interpreter i JOIN entry e ON e.interpreter_id = i.id
                     JOIN entry_listing l ON l.entry_id = e.id AND upper_inf(l.recorded)
                    WHERE i.person_id = p.id AND (l.valid @> CAST(:now AS timestamptz)
                          OR l.end_reason IN ('excluded', 'temporarily_excluded', 'protected'))) AS is_listed,
           EXISTS (SELECT FROM evidence v WHERE v.person_id = p.id AND v.kind = 'bevilling' AND upper_inf(v.recorded)
                      AND v.valid @> CAST(:now AS timestamptz)) AS is_authorised
      FROM complaint c LEFT JOIN person p ON p.id = c.person_id WHERE c.id = :id
    """
)
_ENTRY = text("SELECT language_tag, type FROM entry WHERE id = :entry")


async def declare(session: Session, actor: Actor, number: str, tie: str, *, now: datetime) -> None:
    """The officer says what ties them to whoever it is about, before the papers open (forvaltningsloven § 6)."""
    complaint = await find_complaint(session, actor, number)
    if tie not in tuple(Tie) or actor.account_id is None:
        raise Invalid(reason("unknown_tie", field="habil"))
    assert complaint.id is not None
    session.add(
        ComplaintHabilitet(complaint_id=complaint.id, account_id=actor.account_id, tie=tie, declared_at=now)
    )
    for case_id in (complaint.case_id, complaint.temporary_case_id):
        if case_id is not None:
            await declare_habilitet(session, actor, case_id, tie, now=now)
    await note(session, actor, complaint.id, "habilitet.declared", {"tie": tie}, now=now)
    record(session, actor, "habilitet.declared", "complaint", number, now=now, tie=tie)


async def assign(session: Session, actor: Actor, number: str, *, now: datetime) -> None:
    """The actor takes the complaint on; only somebody who has declared to be impartial."""
    complaint = await complaint_in_hand(session, actor, number)
    assert complaint.id is not None
    if complaint.officer_account_id == actor.account_id:
        return
    if complaint.state == ComplaintState.RECEIVED:
        move(complaint, ComplaintState.ASSIGNED)
    complaint.officer_account_id = actor.account_id
    session.add(complaint)
    await note(session, actor, complaint.id, "complaint.assigned", now=now)
    record(session, actor, "complaint.assigned", "complaint", number, now=now)


async def point_out(
    session: Session, actor: Actor, number: str, person_id: int, entry_id: int | None = None, *, now: datetime
) -> None:
    """Say who the complaint is about, when the reporter did not know. Conflict once it is classified.

    The officer's habilitet is asked again, in relation to that person.
    """
    complaint = await complaint_in_hand(session, actor, number)
    assert complaint.id is not None
    if complaint.basis is not None:
        raise conflict("already_classified")
    complaint.person_id, complaint.entry_id = person_id, entry_id
    session.add(complaint)
    await session.flush()
    require(await impartial(session, actor, complaint.id))
    await note(session, actor, complaint.id, "complaint.pointed_out", now=now)
    record(session, actor, "complaint.pointed_out", "complaint", number, now=now)


async def classify(
    session: Session, actor: Actor, number: str, basis: Basis, *, remark: str = "", now: datetime
) -> None:
    """What it is about in law, with the answer to the reporter that follows from it (rule W2).

    Within §§ 14–16 a case is opened and handled; outside, and about somebody who is neither listed nor authorised, the
    complaint closes with guidance. Raises RuleBroken when the register says otherwise, Conflict the second time.
    """
    complaint = await complaint_in_hand(session, actor, number)
    assert complaint.id is not None
    if complaint.state == ComplaintState.RECEIVED:
        raise RuleBroken(reason("not_assigned"))
    if complaint.basis is not None:
        raise conflict("already_classified")
    require(may_classify(basis, await subject_of(session, complaint.id, now=now)))
    leads_to = LEADS_TO[basis]
    complaint.basis = basis
    session.add(complaint)
    await end_stage(session, complaint.id, Stage.INTAKE, now=now)
    await answer_reporter(session, actor, complaint, leads_to.answer, remark, now=now)
    await note(session, actor, complaint.id, "complaint.classified", {"basis": basis}, now=now)
    record(session, actor, "complaint.classified", "complaint", number, now=now, basis=basis)
    if leads_to.closing is not None:
        await close(session, actor, complaint, leads_to.closing, now=now)
        return
    move(complaint, ComplaintState.INVESTIGATION)
    if complaint.person_id is not None:
        complaint.case_id = await open_file(session, actor, complaint, COMPLAINT, now=now)
    session.add(complaint)
    await session.flush()


async def merge_duplicate(session: Session, actor: Actor, number: str, into: str, *, now: datetime) -> None:
    """Close this one as a duplicate of another that is handled; both keep their own reporter and log."""
    first, second = sorted(
        (number, into)
    )  # always in the same order, so that two officers do not wait for each other
    found = {each: await find_complaint(session, actor, each, lock=True) for each in (first, second)}
    complaint, other = await complaint_in_hand(session, actor, number), found[into]
    assert complaint.id is not None
    assert other.id is not None
    require(await impartial(session, actor, other.id))
    require(may_merge(complaint.id, other.id, ComplaintState(other.state), other.duplicate_of))
    if complaint.case_id is not None:
        raise conflict("already_classified")
    await answer_reporter(session, actor, complaint, Answer.DUPLICATE, "", now=now)
    complaint.duplicate_of = other.id
    await close(session, actor, complaint, Closing.DUPLICATE, now=now)
    await note(session, actor, other.id, "complaint.joined", {"number": number}, now=now)


async def hand_over(session: Session, actor: Actor, number: str, to: str, *, now: datetime) -> None:
    """It belongs to somebody else (`to`, a name of a body); the reporter is told where."""
    complaint = await complaint_in_hand(session, actor, number)
    assert complaint.id is not None
    if not to.strip() or len(to) > LONGEST_REMARK:
        raise Invalid(reason("recipient_missing", field="til"))
    await answer_reporter(session, actor, complaint, Answer.HANDED_OVER, to, now=now)
    await close(session, actor, complaint, Closing.HANDED_OVER, now=now)


async def end(session: Session, actor: Actor, number: str, closing: Closing, *, now: datetime) -> None:
    """Close after the decision, or because the reporter withdrew or the interpreter is dead.

    A withdrawn complaint may be handled all the same: the duty to assess is the directorate's. Raises RuleBroken for
    another reason to close, and for `decided` before anything is decided.
    """
    complaint = await complaint_in_hand(session, actor, number)
    if closing not in (Closing.DECIDED, Closing.WITHDRAWN, Closing.DEAD):
        raise RuleBroken(reason("unknown_closing"))
    if closing is Closing.DECIDED and complaint.state != ComplaintState.DECIDED:
        raise RuleBroken(reason("nothing_decided"))
    await close(session, actor, complaint, closing, now=now)


async def close(
    session: Session, actor: Actor, complaint: Complaint, closing: Closing, *, now: datetime
) -> None:
    """End the complaint with its clocks and case files; the reporter, and whoever was heard, learn that it is over.

    RuleBroken while an appeal stands, unless the party is dead: nobody is left to decide it for.
    """
    assert complaint.id is not None
    for case_id in (complaint.case_id, complaint.temporary_case_id):
        if case_id is not None:
            await close_file(session, case_id, now, even_appealed=closing is Closing.DEAD)
    if closing in LAST_ANSWERS:
        await answer_reporter(session, actor, complaint, LAST_ANSWERS[closing], "", now=now)
    move(complaint, ComplaintState.CLOSED)
    complaint.closed_at, complaint.closed_as = now, closing
    session.add(complaint)
    for stage in Stage:
        await end_stage(session, complaint.id, stage, now=now)
    await note(session, actor, complaint.id, "complaint.closed", {"as": closing}, now=now)
    record(session, actor, "complaint.closed", "complaint", complaint.number, now=now, closed_as=closing)
    if closing is Closing.WITHDRAWN:  # in the other endings they have got a letter, or were never asked
        await tell_heard(session, complaint.id, f"closed:{complaint.id}", now=now)


async def answer_reporter(
    session: Session, actor: Actor, complaint: Complaint, code: Answer, remark: str, *, now: datetime
) -> None:
    """Keep the answer for the reporter's own page: which one, and what the officer adds."""
    assert complaint.id is not None
    if len(remark) > LONGEST_REMARK:
        raise Invalid(reason("too_long", field="merknad", most=LONGEST_REMARK))
    session.add(ComplaintAnswer(
        complaint_id=complaint.id, code=code, body=remark.strip(), account_id=actor.account_id, answered_at=now
    ))  # fmt: skip
    await session.flush()
    await end_stage(session, complaint.id, Stage.PROVISIONAL_ANSWER, now=now)
    await note(session, actor, complaint.id, "reporter.answered", {"answer": code}, now=now)


async def subject_of(session: Session, complaint_id: int, *, now: datetime) -> Subject:
    """Whoever it is about, as the register knows them now. Out by exclusion or protection is still ours to assess."""
    return Subject(*(await session.execute(_SUBJECT, {"id": complaint_id, "now": now})).one())


async def open_file(session: Session, actor: Actor, complaint: Complaint, kind: str, *, now: datetime) -> int:
    """A case file of a kind for the complaint, with the actor's declaration of habilitet in it. Returns its id."""
    require_staff(actor)
    assert complaint.person_id is not None
    language, type_ = None, None
    if complaint.entry_id is not None:
        language, type_ = (await session.execute(_ENTRY, {"entry": complaint.entry_id})).one()
    opened = await open_case(
        session, actor, kind, complaint.person_id, received_at=complaint.received_at, language_tag=language,
        type=type_, now=now,
    )  # fmt: skip
    await declare_habilitet(session, actor, opened.id, Tie.NONE, now=now)
    return opened.id


async def close_file(session: Session, case_id: int, now: datetime, *, even_appealed: bool) -> None:
    """Close one of a complaint's case files; RuleBroken while an appeal stands in it."""
    case = await locked_case(session, case_id)
    if case.state == CaseState.APPEALED and not even_appealed:
        raise RuleBroken(reason("appeal_under_way"))
    if case.state != CaseState.CLOSED:
        case.state, case.closed_at = CaseState.CLOSED, now
        session.add(case)
        await session.flush()

"""Taking in an appeal, deciding whether a late one is heard, reconsidering, forwarding, and the ministry's answer."""

from datetime import date, datetime, timedelta

from sqlalchemy import text
from sqlmodel import col, select

from tolkeregister.core.actor import Actor
from tolkeregister.core.audit import record
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, NotFound, RuleBroken, conflict, require
from tolkeregister.core.events import raise_event
from tolkeregister.core.rules.dated import in_force
from tolkeregister.core.rules.oslo_time import local_day
from tolkeregister.decisions.appeals.models import Appeal, AppealStep, StepKind
from tolkeregister.decisions.cases.access import case_in_hand, locked_case, officer_in, own_person
from tolkeregister.decisions.cases.commands import note
from tolkeregister.decisions.cases.journal import journal_words
from tolkeregister.decisions.cases.models import CaseFile, CaseState
from tolkeregister.decisions.kinds import kind_of
from tolkeregister.decisions.outcomes.models import DecisionNotification, SignedDecision
from tolkeregister.decisions.rules import appeals as rules
from tolkeregister.decisions.rules.deciding import is_impartial
from tolkeregister.decisions.rules.terms import TERMS

APPEAL_STEP = "appeal.step"
LONGEST = 8000  # characters
_OWN = text(
    "SELECT d.id FROM decision d JOIN case_file c ON c.id = d.case_id"
    " WHERE d.number = :number AND c.person_id = :person"
)
_REPLACING = text("SELECT id FROM decision WHERE replaces_id = :id AND signed_at >= :since")


async def appeal_by_party(
    session: Session, actor: Actor, number: str, body: str, *, late_because: str = "", now: datetime
) -> int:
    """The person appeals in their own words on the own page; sent is received. NotFound for another's decision."""
    person = await own_person(session, actor)
    found = await session.execute(_OWN, {"number": number, "person": person})
    decision_id = found.scalar_one_or_none()
    if decision_id is None:
        raise NotFound(reason("decision_not_found"))
    return await receive_appeal(
        session, actor, decision_id, body, sent_on=oslo_date(now), late_because=late_because, now=now
    )


async def appeal_on_paper(
    session: Session, actor: Actor, decision_id: int, body: str, *, sent_on: date, late_because: str = "",
    now: datetime,
) -> int:  # fmt: skip
    """An officer takes in an appeal that came by post; `sent_on` is the day it was posted (§ 30)."""
    decision = await _decision(session, decision_id)
    await case_in_hand(session, actor, decision.case_id)
    return await receive_appeal(
        session, actor, decision_id, body, sent_on=sent_on, late_because=late_because, now=now
    )


async def receive_appeal(
    session: Session, actor: Actor, decision_id: int, body: str, *, sent_on: date, late_because: str = "",
    now: datetime,
) -> int:  # fmt: skip
    """Journal an appeal and set the clock for handling it; also one that is late, if it says why (rule A4).

    Who may do it is asked before. Raises Invalid without words, RuleBroken when too late, Conflict for a second appeal
    or a decision that has been replaced.
    """
    decision = await _decision(session, decision_id)
    case = await locked_case(session, decision.case_id)
    if not body.strip() or len(body) > LONGEST:
        raise Invalid(reason("appeal_missing", field="klage"))
    if sent_on > oslo_date(now):
        raise Invalid(reason("sent_in_the_future", field="sendt"))
    await _refuse_second(session, decision_id)
    terms, told = in_force(TERMS, oslo_date(now)), await session.get(DecisionNotification, decision_id)
    last_day = told.appeal_by if told else None
    require(rules.may_appeal(
        sent_on, last_day, oslo_date(decision.signed_at), latest_days=terms.latest_appeal_days,
        late_because=late_because,
    ))  # fmt: skip
    post = await journal_words(
        session, actor, decision.case_id, "appeal", "Klage på vedtak", body, now=now, document_on=sent_on
    )
    late = rules.is_late(sent_on, last_day)
    made = Appeal(
        decision_id=decision_id, received_at=now, sent_on=sent_on, account_id=actor.account_id, body=body.strip(),
        is_late=late, late_because=late_because.strip() if late else None, journal_post_id=post,
    )  # fmt: skip
    session.add(made)
    until = oslo_date(now) + timedelta(days=terms.reconsider_days)
    case.state, case.closed_at, case.deadline_at = CaseState.APPEALED, None, local_day(until).ends_at
    session.add(case)
    await session.flush()
    said = {"number": decision.number, "late": late}
    await note(session, actor, decision.case_id, "appeal.received", said, now=now)
    record(session, actor, "appeal.received", "decision", decision.number, now=now, late=late)
    assert made.id is not None
    return made.id


async def take_step(
    session: Session, actor: Actor, appeal_id: int, kind: StepKind, reasons: str, *,
    journal_post_id: int | None = None, now: datetime,
) -> None:  # fmt: skip
    """One step in handling an appeal, by an impartial officer; raises `appeal.step` for those who act on it.

    `changed` needs the new decision signed first. A decision that was held back is in force again when the appeal ends
    and it stands. Raises RuleBroken when the step does not follow, Invalid without reasons.
    """
    appeal, case, decision = await _in_hand(session, actor, appeal_id)
    require(is_impartial(await officer_in(session, actor, decision.case_id)))
    if not reasons.strip() or len(reasons) > LONGEST:
        raise Invalid(reason("reasons_missing", field="begrunnelse"))
    steps = await steps_of(session, appeal_id)
    require(rules.may_step(state_of(appeal, steps), kind.value, is_suspended=is_suspended(steps)))
    if kind.value in rules.SUSPENSION and not kind_of(case.kind).waits_for_appeal:
        raise RuleBroken(reason("no_such_appeal_step"))
    if kind.value in rules.STANDS and is_suspended(steps):
        await take_step(session, actor, appeal_id, StepKind.SUSPENSION_ENDED, reasons, now=now)
    new = None
    if kind is StepKind.CHANGED:
        new = (
            await session.execute(_REPLACING, {"id": decision.id, "since": appeal.received_at})
        ).scalar_one_or_none()
        if new is None:
            raise RuleBroken(reason("new_decision_missing"))
    session.add(AppealStep(
        appeal_id=appeal_id, kind=kind, happened_at=now, account_id=actor.account_id, reasons=reasons.strip(),
        decision_id=new, journal_post_id=journal_post_id,
    ))  # fmt: skip
    if kind.value in rules.ENDED:
        case.state = CaseState.DECIDED
        case.deadline_at = None
        session.add(case)
    await session.flush()
    await note(session, actor, decision.case_id, f"appeal.{kind}", {"number": decision.number}, now=now)
    record(session, actor, f"appeal.{kind}", "decision", decision.number, now=now)
    await raise_event(
        session, actor, APPEAL_STEP, now=now, case_id=decision.case_id, case_kind=case.kind, person_id=case.person_id,
        decision_id=decision.id, kind=kind.value,
    )  # fmt: skip


async def steps_of(session: Session, appeal_id: int) -> tuple[str, ...]:
    """The kinds of the steps so far, in order."""
    statement = (
        select(AppealStep.kind).where(col(AppealStep.appeal_id) == appeal_id).order_by(col(AppealStep.id))
    )
    return tuple(await session.exec(statement))


def state_of(appeal: Appeal, steps: tuple[str, ...]) -> str:
    """Where the appeal stands: its last step but those about suspension."""
    moves = [each for each in steps if each not in rules.SUSPENSION]
    return moves[-1] if moves else ("late" if appeal.is_late else rules.RECEIVED)


def is_suspended(steps: tuple[str, ...]) -> bool:
    """Whether the decision is held back until the appeal is decided (§ 42)."""
    about = [each for each in steps if each in rules.SUSPENSION]
    return bool(about) and about[-1] == StepKind.SUSPENDED


async def _in_hand(session: Session, actor: Actor, appeal_id: int) -> tuple[Appeal, CaseFile, SignedDecision]:
    appeal = await session.get(Appeal, appeal_id)
    if appeal is None:
        raise NotFound(reason("appeal_not_found"))
    decision = await _decision(session, appeal.decision_id)
    return appeal, await case_in_hand(session, actor, decision.case_id), decision


async def _decision(session: Session, decision_id: int) -> SignedDecision:
    found = await session.get(SignedDecision, decision_id)
    if found is None:
        raise NotFound(reason("decision_not_found"))
    return found


async def _refuse_second(session: Session, decision_id: int) -> None:
    first = await session.exec(select(Appeal.id).where(col(Appeal.decision_id) == decision_id))
    if first.one_or_none() is not None:
        raise conflict("already_appealed")
    newer = await session.exec(
        select(SignedDecision.id).where(col(SignedDecision.replaces_id) == decision_id)
    )
    if newer.one_or_none() is not None:
        raise conflict("decision_replaced")

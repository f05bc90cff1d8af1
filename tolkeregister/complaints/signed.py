"""What a signed decision and a step in its appeal do at once, in the very transaction (rules W6 to W12)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy.dialects.postgresql import Range
from sqlmodel import col, or_, select

from tolkeregister.complaints import kinds
from tolkeregister.complaints.access import move
from tolkeregister.complaints.clocking import end_stage
from tolkeregister.complaints.deciding import weigh
from tolkeregister.complaints.hearing import heard_out
from tolkeregister.complaints.intake import close_file
from tolkeregister.complaints.log import note
from tolkeregister.complaints.models import Complaint, ExclusionReview, Reaction
from tolkeregister.complaints.reacting import (
    add_reaction,
    end_at,
    end_temporary,
    keep_out,
    let_in,
    reactions_of,
    reverse,
)
from tolkeregister.complaints.rules.reactions import (
    EFFECTS,
    EXCLUDING,
    Effect,
    Ending,
    may_sign_as,
    next_review,
)
from tolkeregister.complaints.rules.terms import TERMS
from tolkeregister.complaints.rules.warnings import counts_until
from tolkeregister.complaints.rules.words import ComplaintState, ReactionKind, Stage
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.audit import record
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import RuleBroken, require
from tolkeregister.core.rules.dated import in_force
from tolkeregister.core.rules.oslo_time import local_day
from tolkeregister.decisions.outcomes.models import DraftVersion, SignedDecision
from tolkeregister.decisions.rules.appeals import ENDED

OURS = (kinds.COMPLAINT, kinds.TEMPORARY)


async def act_on_reaction(
    session: Session, actor: Actor, *, now: datetime, case_id: int, case_kind: str, person_id: int, decision_id: int,
    outcome: str, is_negative: bool, facts: Mapping[str, Any], effective_from: datetime, replaces_id: int | None,
    **_: Any,
) -> None:  # fmt: skip
    """Handler of `decision.signed`. Raises, and so undoes the signature, when the law's wants are no longer met."""
    if case_kind not in OURS:
        return
    ending = Ending(outcome)
    complaint = await _of_case(session, case_id)
    assert complaint.id is not None
    require(may_sign_as(ending, is_leader=actor.has(Role.ADMINISTRATOR)))
    if is_negative and case_kind == kinds.COMPLAINT:
        require(await heard_out(session, complaint, now=now))
    if replaces_id is not None:
        await reverse(session, replaces_id, now=now)
    elif ending is Ending.REVERSED:
        raise RuleBroken(reason("replaced_missing"))
    require(await weigh(session, complaint, ending, dict(facts), oslo_date(effective_from), now=now))
    if case_kind == kinds.COMPLAINT or ending in (Ending.TEMPORARY_ENDED, Ending.REVERSED):
        await end_temporary(session, person_id, complaint.id, now=now)
    since = max(effective_from, now)
    kind = await _keep(session, complaint, decision_id, ending, facts, since, now=now)
    await let_in(session, actor, person_id, now=now)
    if kind is not None and kind is not ReactionKind.WARNING:
        await keep_out(session, actor, person_id, kind, since, now=now)
    if case_kind == kinds.COMPLAINT:
        if complaint.state != ComplaintState.CLOSED:
            move(complaint, ComplaintState.DECIDED)
        session.add(complaint)
        await end_stage(session, complaint.id, Stage.WHOLE, now=now)
    await note(session, actor, complaint.id, "complaint.decided", {"outcome": ending}, now=now)
    record(session, actor, "complaint.decided", "complaint", complaint.number, now=now, outcome=ending)


async def act_on_appeal_step(
    session: Session, actor: Actor, *, now: datetime, case_id: int, case_kind: str, person_id: int,
    decision_id: int, kind: str, **_: Any,
) -> None:  # fmt: skip
    """Handler of `appeal.step`: suspensive effect lets somebody back meanwhile, an annulment for good (rule W12).

    When the appeal ends in a complaint that had ended, so does its case.
    """
    if case_kind not in OURS:
        return
    complaint, effect = await _of_case(session, case_id), EFFECTS.get(kind)
    if effect is not None:
        await _change(
            session, actor, complaint, effect, person_id=person_id, decision_id=decision_id, now=now
        )
    if kind in ENDED and complaint.state == ComplaintState.CLOSED:  # the appeal came after the end
        await close_file(session, case_id, now, even_appealed=False)


async def keep_excluded_out(
    session: Session, actor: Actor, *, person_id: int, now: datetime, **_: Any
) -> None:
    """Handler of `person.unprotected`, after the register's own: nobody comes back past an exclusion (rule W8)."""
    for each in await reactions_of(session, person_id):
        if each.kind is not ReactionKind.WARNING and each.excluded.holds(now):
            await keep_out(session, actor, person_id, each.kind, now, now=now)


async def _change(
    session: Session, actor: Actor, complaint: Complaint, effect: Effect, *, person_id: int, decision_id: int,
    now: datetime,
) -> None:  # fmt: skip
    assert complaint.id is not None
    if effect is Effect.REVERSED:
        await reverse(session, decision_id, now=now)
    elif effect is Effect.HELD_BACK:
        for each in await reactions_of(session, person_id):
            if each.decision_id == decision_id and each.kind is not ReactionKind.WARNING:
                await end_at(session, person_id, each, now, now=now)
    else:
        await _in_force_again(session, actor, complaint, decision_id, now=now)
    await let_in(session, actor, person_id, now=now)
    await note(session, actor, complaint.id, f"reaction.{effect}", now=now)
    record(session, actor, f"reaction.{effect}", "complaint", complaint.number, now=now, decision=decision_id)


async def _keep(
    session: Session, complaint: Complaint, decision_id: int, ending: Ending, facts: Mapping[str, Any],
    since: datetime, *, now: datetime,
) -> ReactionKind | None:  # fmt: skip
    """The row the decision leaves, and its kind; None for one that leaves none."""
    today = oslo_date(now)
    terms = in_force(TERMS, today)
    if ending is Ending.WARNING:
        until = local_day(counts_until(today, terms)).starts_at
        await _add(session, complaint, decision_id, ReactionKind.WARNING, now, until, now=now)
        return ReactionKind.WARNING
    if ending in EXCLUDING:
        await _add(session, complaint, decision_id, ReactionKind.EXCLUSION, since, _until(facts), now=now)
        return ReactionKind.EXCLUSION
    if ending is Ending.TEMPORARILY_EXCLUDED:
        await _add(session, complaint, decision_id, ReactionKind.TEMPORARY_EXCLUSION, since, None, now=now)
        assert complaint.id is not None
        session.add(ExclusionReview(complaint_id=complaint.id, due_on=next_review(today, terms)))
        await session.flush()
        return ReactionKind.TEMPORARY_EXCLUSION
    return None


async def _in_force_again(
    session: Session, actor: Actor, complaint: Complaint, decision_id: int, *, now: datetime
) -> None:
    statement = (
        select(DraftVersion)
        .join(SignedDecision, col(SignedDecision.draft_id) == col(DraftVersion.id))
        .where(col(SignedDecision.id) == decision_id)
    )
    draft = (await session.exec(statement)).one()
    ending, until = Ending(draft.outcome), _until(draft.facts)
    is_temporary = ending is Ending.TEMPORARILY_EXCLUDED
    if not (ending in EXCLUDING or is_temporary) or (until is not None and until <= now):
        return
    kind = ReactionKind.TEMPORARY_EXCLUSION if is_temporary else ReactionKind.EXCLUSION
    since = max(now, draft.effective_from or now)
    await _add(session, complaint, decision_id, kind, since, until, now=now)
    assert complaint.person_id is not None
    await keep_out(session, actor, complaint.person_id, kind, since, now=now)


async def _add(
    session: Session, complaint: Complaint, decision_id: int, kind: ReactionKind, since: datetime,
    until: datetime | None, *, now: datetime,
) -> None:  # fmt: skip
    assert complaint.id is not None
    assert complaint.person_id is not None
    await add_reaction(session, Reaction(
        person_id=complaint.person_id, complaint_id=complaint.id, decision_id=decision_id, kind=kind,
        decided_on=oslo_date(now), valid=Range(since, until), recorded=Range(now, None),
    ))  # fmt: skip


def _until(facts: Mapping[str, Any]) -> datetime | None:
    """The midnight in Norway that ends an exclusion."""
    return local_day(date.fromisoformat(facts["until"])).starts_at if facts.get("until") else None


async def _of_case(session: Session, case_id: int) -> Complaint:
    statement = (
        select(Complaint)
        .where(or_(col(Complaint.case_id) == case_id, col(Complaint.temporary_case_id) == case_id))
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return (await session.exec(statement)).one()

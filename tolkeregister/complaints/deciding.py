"""From what the officer thinks of a complaint to a draft of a decision; signing it is `decisions/outcomes`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tolkeregister.complaints import kinds
from tolkeregister.complaints.access import complaint_in_hand
from tolkeregister.complaints.committee.advice import advice_in
from tolkeregister.complaints.committee.rules.following import Following, says_enough
from tolkeregister.complaints.committee.rules.words import Recommended
from tolkeregister.complaints.doors import begin_revocations
from tolkeregister.complaints.intake import open_file, subject_of
from tolkeregister.complaints.log import note
from tolkeregister.complaints.models import Complaint
from tolkeregister.complaints.reacting import warnings_of
from tolkeregister.complaints.rules.reactions import Ending, Ground, Proposal, may_react
from tolkeregister.complaints.rules.terms import TERMS
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import Decision, both, reason
from tolkeregister.core.errors import RuleBroken, conflict, require
from tolkeregister.core.rules.dated import in_force
from tolkeregister.core.rules.oslo_time import local_day
from tolkeregister.decisions.notices.commands import go_without_notice
from tolkeregister.decisions.outcomes.commands import DecisionDraft, DraftRef, propose_decision
from tolkeregister.decisions.outcomes.queries import standing_decisions

# What the committee is asked about. What is urgent, and what corrects an earlier decision, is not.
ADVISED = frozenset(Ending(each) for each in Recommended)
TEMPORARY_ENDINGS = (Ending.TEMPORARILY_EXCLUDED, Ending.TEMPORARY_ENDED)


@dataclass(frozen=True, slots=True)
class ReactionDraft:
    """What is proposed. `until` is the first day after an exclusion; `starts_on` None: from the signature.

    `finding` says why a breach is material. `follows_advice`, and `why_not` when it does not, are asked for when the
    committee has given advice (rule W5).
    `replaces` is the id of the decision this one corrects, as after an appeal; without it, the one that stands.
    """

    ending: Ending
    reasons: str
    ground: Ground | None = None
    finding: str = ""
    starts_on: date | None = None
    until: date | None = None
    follows_advice: bool | None = None
    why_not: str = ""
    replaces: int | None = None


async def propose_reaction(
    session: Session,
    actor: Actor,
    number: str,
    draft: ReactionDraft,
    *,
    seen: int | None = None,
    now: datetime,
) -> DraftRef:
    """A new version of the draft in the complaint's case. Warnings and exclusions take two people (rule A9).

    A new decision in the complaint's case takes the place of the one that stands there. A closed complaint is decided
    anew while its case is open, as it is again with an appeal.
    Raises RuleBroken with everything the law wants and the draft lacks (W5, W7, W8), Conflict when somebody has
    written another version since `seen`.
    """
    complaint = await complaint_in_hand(session, actor, number, even_closed=True)
    standing = await standing_in(session, complaint)
    case_id = _case_for(complaint, draft, standing)
    if case_id is None:
        raise RuleBroken(reason("no_case_yet"))
    if draft.starts_on is not None and draft.starts_on < oslo_date(now):
        raise RuleBroken(reason("starts_in_the_past", field="fra"))
    assert complaint.id is not None
    advice = await advice_in(session, complaint.id) if draft.ending in ADVISED else None
    facts = facts_of(draft, advice.code if advice else None)
    require(await weigh(session, complaint, draft.ending, facts, draft.starts_on, now=now))
    replaces = draft.replaces or (None if draft.ending in TEMPORARY_ENDINGS else standing.get(case_id))
    made = DecisionDraft(
        outcome=draft.ending, legal_basis=kinds.LEGAL_BASIS[draft.ending], rule_version=kinds.rule_version_at(now),
        facts=facts, reasons="\n\n".join(part for part in (draft.reasons.strip(), draft.finding.strip()) if part),
        effective_from=local_day(draft.starts_on).starts_at if draft.starts_on else None, replaces=replaces,
    )  # fmt: skip
    return await propose_decision(session, actor, case_id, made, seen=seen, now=now)


async def standing_in(session: Session, complaint: Complaint) -> Mapping[int, int]:
    """The decision that stands in each of a complaint's cases: case id → decision id."""
    cases = [each for each in (complaint.case_id, complaint.temporary_case_id) if each is not None]
    return await standing_decisions(session, cases)


async def begin_temporary_exclusion(
    session: Session, actor: Actor, number: str, urgency: str, *, now: datetime
) -> int:
    """Open the case that may end in a temporary exclusion, with the danger that leaves no time for a notice.

    Returns the case's id; `propose_reaction` and a leader's signature follow (rule W9). Conflict for a second one.
    """
    complaint = await complaint_in_hand(session, actor, number)
    assert complaint.id is not None
    if complaint.person_id is None:
        raise RuleBroken(reason("person_unknown"))
    if complaint.temporary_case_id is not None:
        raise conflict("temporary_case_open")
    case_id = await open_file(session, actor, complaint, kinds.TEMPORARY, now=now)
    complaint.temporary_case_id = case_id
    session.add(complaint)
    await session.flush()
    await go_without_notice(session, actor, case_id, urgency, now=now)
    await note(session, actor, complaint.id, "temporary.begun", now=now)
    return case_id


async def begin_revocation(session: Session, actor: Actor, number: str, *, now: datetime) -> tuple[str, ...]:
    """Open a case of its own for each bevilling the person holds, and return the numbers (rule W10).

    An exclusion never revokes, and a revocation never excludes. RuleBroken when there is none.
    """
    complaint = await complaint_in_hand(session, actor, number)
    assert complaint.id is not None
    if complaint.person_id is None:
        raise RuleBroken(reason("person_unknown"))
    opened = await begin_revocations(session, actor, complaint.person_id, now=now)
    if not opened:
        raise RuleBroken(reason("no_bevilling"))
    await note(session, actor, complaint.id, "revocation.begun", {"cases": ", ".join(opened)}, now=now)
    return opened


def _case_for(complaint: Complaint, draft: ReactionDraft, standing: Mapping[int, int]) -> int | None:
    """The case of the decision that is corrected; else the complaint's own, or the one about being out meanwhile."""
    for case_id, decision_id in standing.items():
        if draft.replaces == decision_id:
            return case_id
    return complaint.temporary_case_id if draft.ending in TEMPORARY_ENDINGS else complaint.case_id


def facts_of(draft: ReactionDraft, advice: str | None = None) -> dict[str, Any]:
    """What the decision builds on, as it is kept. `advice` is the committee's, where it has given any."""
    facts: dict[str, Any] = {}
    if draft.ground is not None:
        facts["ground"] = draft.ground.value
        facts["finding"] = draft.finding.strip()
    if draft.until is not None:
        facts["until"] = draft.until.isoformat()
    if advice is not None:
        facts["advice"] = advice
        facts["follows_advice"] = draft.follows_advice
        facts["why_not"] = draft.why_not.strip()
    return facts


async def weigh(
    session: Session, complaint: Complaint, ending: Ending, facts: dict[str, Any], starts_on: date | None, *,
    now: datetime,
) -> Decision:  # fmt: skip
    """Ask the rules about a reaction by what is known now; asked for the draft, and again at the signature."""
    assert complaint.id is not None
    assert complaint.person_id is not None
    today = oslo_date(now)
    subject = await subject_of(session, complaint.id, now=now)
    warned = await warnings_of(session, complaint.person_id, today, now=now)
    proposal = Proposal(
        ending=ending, starts_on=starts_on or today, is_in_register=subject.is_listed,
        active_warnings=len(warned.active), ground=Ground(facts["ground"]) if facts.get("ground") else None,
        finding=str(facts.get("finding", "")),
        until=date.fromisoformat(facts["until"]) if facts.get("until") else None,
    )  # fmt: skip
    advice = await advice_in(session, complaint.id) if ending in ADVISED else None
    said = Following(facts.get("advice"), facts.get("follows_advice"), str(facts.get("why_not", "")))
    return both(
        may_react(proposal, in_force(TERMS, today)),
        says_enough(said, ending=ending, advice=advice.code if advice else None),
    )

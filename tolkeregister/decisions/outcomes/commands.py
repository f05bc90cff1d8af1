"""From a proposal to a signed decision. Every version stays; nothing is overwritten."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import text

from tolkeregister.core.actor import Actor
from tolkeregister.core.audit import record
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, conflict, require
from tolkeregister.core.events import raise_event
from tolkeregister.decisions.cases.access import case_in_hand, officer_in
from tolkeregister.decisions.cases.commands import declare_habilitet, note, take_case
from tolkeregister.decisions.cases.models import CaseFile, CaseState
from tolkeregister.decisions.kinds import Subject, kind_of
from tolkeregister.decisions.letters.commands import party_of, write_letter
from tolkeregister.decisions.outcomes.in_hand import InHand, draft_in_hand, last_notice
from tolkeregister.decisions.outcomes.letter import decision_letter, decision_number
from tolkeregister.decisions.outcomes.models import DraftReview, DraftVersion, SignedDecision, Verdict
from tolkeregister.decisions.rules.deciding import may_propose, may_review, may_sign
from tolkeregister.decisions.rules.two_people import why_two_people

SIGNED = "decision.signed"
LONGEST_REASONS = 8000  # characters

_LAST = text(
    """
    SELECT coalesce(max(sequence), 0) AS sequence,
           coalesce(max(version) FILTER (WHERE sequence = (SELECT coalesce(max(s.sequence), 0) + 1 FROM decision s
                                                            WHERE s.case_id = :case)), 0) AS version,
           (SELECT coalesce(max(s.sequence), 0) FROM decision s WHERE s.case_id = :case) AS signed
      FROM decision_draft WHERE case_id = :case
    """
)
_FORMER = text("SELECT max(signed_at) FROM decision WHERE case_id = :case")
_REPLACED = text("SELECT id FROM decision WHERE id = :id AND case_id = :case")


@dataclass(frozen=True, slots=True)
class DecisionDraft:
    """What is proposed. `facts` is what the decision builds on, as JSON; "category" decides about two people.

    `rule_version` is the version the proposal was made under. `replaces` is the id of a decision it corrects.
    """

    outcome: str
    legal_basis: str
    rule_version: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    reasons: str = ""
    effective_from: datetime | None = None  # None: from the signature
    replaces: int | None = None


@dataclass(frozen=True, slots=True)
class DraftRef:
    """One version of a draft, and whether it takes two people."""

    id: int
    version: int
    four_eyes: bool


async def propose_decision(
    session: Session, actor: Actor, case_id: int, draft: DecisionDraft, *, seen: int | None = None,
    tie: str | None = None, now: datetime,
) -> DraftRef:  # fmt: skip
    """A new version of the case's draft. `seen`: the id of the newest draft on the officer's page, 0 for none.

    `tie` is the officer's declaration of habilitet, when the same form asks for it. A case without an officer gets the
    proposer. Raises Conflict when somebody has written another version meanwhile, RuleBroken when the officer is not
    impartial or the rule has changed, Invalid for an outcome the case cannot end in as things stand.
    """
    case = await case_in_hand(session, actor, case_id)
    if case.state == CaseState.CLOSED:
        raise conflict("case_closed")
    if tie is not None:
        await declare_habilitet(session, actor, case_id, tie, now=now)
    require(may_propose(await officer_in(session, actor, case_id)))
    await _check(session, case, draft, now=now)
    if seen is not None and seen != await _newest(session, case_id):
        raise conflict("draft_changed")
    if case.officer_account_id is None and actor.account_id is not None:
        await take_case(session, actor, case_id, now=now)
    row = await _version(session, actor, case, draft, now)
    session.add(row)
    await session.flush()
    assert row.id is not None
    await note(session, actor, case_id, "draft.proposed",
               {"outcome": draft.outcome, "version": row.version}, now=now)  # fmt: skip
    record(session, actor, "draft.proposed", "case", case.number, now=now, version=row.version)
    return DraftRef(row.id, row.version, row.four_eyes)


async def approve_decision(session: Session, actor: Actor, draft_id: int, *, now: datetime) -> None:
    """The second person says yes to one version (rule A9)."""
    await _review(session, actor, draft_id, Verdict.APPROVED, "", now)


async def return_decision(
    session: Session, actor: Actor, draft_id: int, remark: str, *, now: datetime
) -> None:
    """The second person sends a version back, saying what is wrong with it; a new version must be made."""
    if not remark.strip():
        raise Invalid(reason("remark_missing", field="merknad"))
    await _review(session, actor, draft_id, Verdict.RETURNED, remark.strip(), now)


async def sign_decision(
    session: Session, actor: Actor, draft_id: int, *, seen_letter: str | None = None, now: datetime
) -> int:
    """Sign: the decision, its letter and the delivery in one transaction; raises `decision.signed` for those above.

    `seen_letter` is the SHA-256 of the preview the officer read: Conflict when the letter would no longer be the same.
    A case without an officer gets the signer.
    Returns the decision's id. Raises RuleBroken with every reason that stands in the way; Conflict when it is signed.
    """
    found = await draft_in_hand(session, actor, draft_id, now=now)
    if found.draft.is_signed:
        raise conflict("already_signed")
    former = (await session.execute(_FORMER, {"case": found.row.case_id})).scalar_one()
    notice = await last_notice(session, found.row.case_id, former)
    today = oslo_date(now)
    require(may_sign(
        found.draft, found.officer, notice[1] if notice else None,
        current_rule_version=found.current_rule_version, today=today,
    ))  # fmt: skip
    made = await decision_letter(session, found.case, found.row, found.review, actor.account_id, now=now)
    if seen_letter is not None and seen_letter != made.sha256:
        raise conflict("letter_changed")
    letter_id = await write_letter(
        session, actor, found.row.case_id, "decision", made.data["title"], made, now=now
    )
    if found.case.officer_account_id is None:  # the system proposed it, and nobody has taken it
        await take_case(session, actor, found.row.case_id, now=now)
    signed = _signed(found, actor, notice[0] if notice else None, letter_id, now)
    session.add(signed)
    found.case.state = CaseState.APPEALED if found.case.state == CaseState.APPEALED else CaseState.DECIDED
    session.add(found.case)
    await session.flush()
    await _tell(session, actor, found, signed, now)
    assert signed.id is not None
    return signed.id


async def _check(session: Session, case: CaseFile, draft: DecisionDraft, *, now: datetime) -> None:
    kind = kind_of(case.kind)
    kind.outcome(draft.outcome)
    about = Subject(case.person_id, case.language_tag, case.type)
    if draft.outcome not in [each.code for each in await kind.outcomes_now(session, about)]:
        raise Invalid(reason("outcome_not_possible_now", field="utfall"))
    if not draft.reasons.strip() or len(draft.reasons) > LONGEST_REASONS:
        raise Invalid(reason("reasons_missing", field="begrunnelse"))
    if not draft.legal_basis.strip():
        raise Invalid(reason("legal_basis_missing", field="hjemmel"))
    if draft.rule_version != (current := await kind.version_now(session, now)):
        raise conflict("draft_out_of_date", was=draft.rule_version, current=current)
    if draft.replaces is not None:
        ours = await session.execute(_REPLACED, {"id": draft.replaces, "case": case.id})
        if ours.scalar_one_or_none() is None:
            raise Invalid(reason("decision_not_found", field="erstatter"))


async def _newest(session: Session, case_id: int) -> int:
    statement = text("SELECT coalesce(max(id), 0) FROM decision_draft WHERE case_id = :case")
    return int((await session.execute(statement, {"case": case_id})).scalar_one())


async def _version(
    session: Session, actor: Actor, case: CaseFile, draft: DecisionDraft, now: datetime
) -> DraftVersion:
    assert case.id is not None
    last = (await session.execute(_LAST, {"case": case.id})).one()
    kind, today = kind_of(case.kind), oslo_date(now)
    outcome, category = kind.outcome(draft.outcome), draft.facts.get("category")
    two = why_two_people(case.kind, is_negative=outcome.is_negative, category=category, on=today)
    return DraftVersion(
        case_id=case.id, sequence=last.signed + 1, version=last.version + 1, outcome=draft.outcome,
        is_negative=outcome.is_negative, four_eyes=bool(two), legal_basis=draft.legal_basis.strip(), rule=kind.rule,
        rule_version=draft.rule_version, facts=dict(draft.facts), reasons=draft.reasons.strip(),
        effective_from=draft.effective_from, written_form=(await party_of(session, case.id)).written_form,
        replaces_id=draft.replaces, proposed_by=actor.account_id, proposed_at=now,
    )  # fmt: skip


async def _review(
    session: Session, actor: Actor, draft_id: int, verdict: Verdict, remark: str, now: datetime
) -> None:
    found = await draft_in_hand(session, actor, draft_id, now=now)
    if found.draft.is_signed:
        raise conflict("already_signed")
    require(may_review(found.draft, found.officer, found.current_rule_version))
    assert actor.account_id is not None
    session.add(
        DraftReview(
            draft_id=draft_id, verdict=verdict, account_id=actor.account_id, reviewed_at=now, remark=remark
        )
    )
    await session.flush()
    await note(session, actor, found.row.case_id, f"draft.{verdict}", {"version": found.row.version}, now=now)
    record(session, actor, f"draft.{verdict}", "case", found.case.number, now=now, version=found.row.version)


def _signed(
    found: InHand, actor: Actor, notice_id: int | None, letter_id: int, now: datetime
) -> SignedDecision:
    row = found.row
    assert actor.account_id is not None
    assert row.id is not None
    approved = found.review if found.review and found.review.verdict == Verdict.APPROVED else None
    return SignedDecision(
        number=decision_number(found.case, row), case_id=row.case_id, sequence=row.sequence, draft_id=row.id,
        is_negative=row.is_negative, four_eyes=row.four_eyes, notice_id=notice_id if row.is_negative else None,
        review_id=approved.id if approved else None, review_verdict=Verdict.APPROVED.value if approved else None,
        replaces_id=row.replaces_id, signed_by=actor.account_id, signed_at=now,
        effective_from=row.effective_from or now, letter_id=letter_id,
    )  # fmt: skip


async def _tell(session: Session, actor: Actor, found: InHand, signed: SignedDecision, now: datetime) -> None:
    """The log, the trail, and the packages that act on the decision, in this very transaction."""
    case, row = found.case, found.row
    await note(
        session, actor, row.case_id, SIGNED, {"number": signed.number, "outcome": row.outcome}, now=now
    )
    record(session, actor, SIGNED, "case", case.number, now=now, number=signed.number, outcome=row.outcome)
    await raise_event(
        session, actor, SIGNED, now=now, case_id=row.case_id, case_kind=case.kind, person_id=case.person_id,
        language_tag=case.language_tag, type=case.type, decision_id=signed.id, number=signed.number,
        outcome=row.outcome, is_negative=row.is_negative, facts=dict(row.facts), reasons=row.reasons,
        effective_from=signed.effective_from, replaces_id=signed.replaces_id,
    )  # fmt: skip

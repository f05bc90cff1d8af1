"""Drafts, decisions and appeals: all of a case for an officer, the own ones for the person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import text

from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import Decision, reason
from tolkeregister.core.errors import NotFound
from tolkeregister.decisions.cases.access import case_in_hand, own_person, person_of, require_staff
from tolkeregister.decisions.cases.journal import KeptFile, file_of
from tolkeregister.decisions.kinds import Outcome, Subject, kind_of
from tolkeregister.decisions.outcomes.in_hand import draft_in_hand, last_notice
from tolkeregister.decisions.rules import appeals as rules
from tolkeregister.decisions.rules.deciding import may_review, may_sign


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One version of a draft. `proposed_by` is None for the system."""

    id: int
    sequence: int
    version: int
    outcome: str
    is_negative: bool
    four_eyes: bool
    legal_basis: str
    rule_version: str
    facts: dict[str, Any]
    reasons: str
    effective_from: datetime | None
    replaces_id: int | None
    proposed_by: str | None
    proposed_at: datetime
    verdict: str | None
    reviewed_by: str | None
    remark: str | None
    is_signed: bool


@dataclass(frozen=True, slots=True)
class DraftInWork:
    """The newest unsigned draft with what the actor may do with it, and why not."""

    line: DraftLine
    review: Decision
    sign: Decision


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A signed decision with its letter's way, its deadline and its appeal."""

    id: int
    number: str
    case_number: str
    kind: str
    outcome: str
    is_negative: bool
    signed_at: datetime
    effective_from: datetime
    signed_by: str
    approved_by: str | None
    title: str
    notified_at: datetime | None
    notified_rule: str | None
    appeal_by: date | None
    replaced_by: str | None
    replaces: str | None
    post_number: int
    route: str | None
    delivery: str | None
    opened_at: datetime | None
    appeal_id: int | None


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step in handling an appeal."""

    kind: str
    happened_at: datetime
    name: str | None
    reasons: str


@dataclass(frozen=True, slots=True)
class AppealPage:
    """An appeal with its steps, where it stands and what may follow."""

    id: int
    number: str
    received_at: datetime
    sent_on: date
    body: str
    is_late: bool
    late_because: str | None
    steps: tuple[StepLine, ...]

    @property
    def state(self) -> str:
        """Where it stands."""
        moves = [each.kind for each in self.steps if each.kind not in rules.SUSPENSION]
        return moves[-1] if moves else ("late" if self.is_late else rules.RECEIVED)

    @property
    def following(self) -> tuple[str, ...]:
        """The steps that may follow."""
        return rules.NEXT[self.state]

    @property
    def is_suspended(self) -> bool:
        """Whether the decision is held back meanwhile; nothing is when the appeal has ended."""
        if self.state in rules.ENDED:
            return False
        about = [each.kind for each in self.steps if each.kind in rules.SUSPENSION]
        return bool(about) and about[-1] == rules.SUSPENSION[0]


@dataclass(frozen=True, slots=True)
class OwnNotice:
    """A notice to the person, with the reply if there is one."""

    id: int
    case_number: str
    kind: str
    given_at: datetime
    reply_by: date
    post_number: int
    reply: str | None
    is_open: bool
    reasons: str


_DRAFTS = text(
    """
    SELECT v.id, v.sequence, v.version, v.outcome, v.is_negative, v.four_eyes, v.legal_basis, v.rule_version, v.facts,
           v.reasons, v.effective_from, v.replaces_id, p.name AS proposed_by, v.proposed_at, r.verdict,
           a.name AS reviewed_by, r.remark, d.id IS NOT NULL AS is_signed
      FROM decision_draft v LEFT JOIN account p ON p.id = v.proposed_by LEFT JOIN draft_review r ON r.draft_id = v.id
      LEFT JOIN account a ON a.id = r.account_id LEFT JOIN decision d ON d.draft_id = v.id
     WHERE v.case_id = :id ORDER BY v.sequence DESC, v.version DESC
    """
)
_DECISIONS = """
    SELECT d.id, d.number, c.number AS case_number, c.kind, v.outcome, d.is_negative, d.signed_at, d.effective_from,
           s.name AS signed_by, a.name AS approved_by, j.title, n.notified_at, n.rule AS notified_rule, n.appeal_by,
           newer.number AS replaced_by, older.number AS replaces, j.number AS post_number, y.route, y.state AS delivery,
           y.opened_at, k.id AS appeal_id
      FROM decision d JOIN case_file c ON c.id = d.case_id JOIN decision_draft v ON v.id = d.draft_id
      JOIN account s ON s.id = d.signed_by JOIN letter l ON l.id = d.letter_id
      JOIN journal_post j ON j.id = l.journal_post_id LEFT JOIN letter_delivery y ON y.letter_id = l.id
      LEFT JOIN draft_review r ON r.id = d.review_id LEFT JOIN account a ON a.id = r.account_id
      LEFT JOIN decision_notification n ON n.decision_id = d.id
      LEFT JOIN decision newer ON newer.replaces_id = d.id LEFT JOIN decision older ON older.id = d.replaces_id
      LEFT JOIN appeal k ON k.decision_id = d.id
"""
_OF_CASE = text(f"{_DECISIONS} WHERE d.case_id = :id ORDER BY d.sequence DESC")
_OF_PERSON = text(f"{_DECISIONS} WHERE c.person_id = :person ORDER BY d.signed_at DESC, d.id DESC")
_ONE_OWN = text(f"{_DECISIONS} WHERE c.person_id = :person AND d.number = :number")
_APPEAL = text(
    """
    SELECT a.id, d.number, a.received_at, a.sent_on, a.body, a.is_late, a.late_because
      FROM appeal a JOIN decision d ON d.id = a.decision_id WHERE a.id = :id
    """
)
_STEPS = text(
    """
    SELECT s.kind, s.happened_at, a.name, s.reasons FROM appeal_step s LEFT JOIN account a ON a.id = s.account_id
     WHERE s.appeal_id = :id ORDER BY s.id
    """
)
_OWN_NOTICES = text(
    """
    SELECT n.id, c.number AS case_number, c.kind, n.given_at, n.reply_by, j.number AS post_number, r.body AS reply,
           c.state = 'open' AND r.id IS NULL AS is_open, n.reasons
      FROM case_notice n JOIN case_file c ON c.id = n.case_id JOIN letter l ON l.id = n.letter_id
      JOIN journal_post j ON j.id = l.journal_post_id LEFT JOIN notice_reply r ON r.notice_id = n.id
     WHERE c.person_id = :person ORDER BY n.id DESC
    """
)
# A later decision in a case does not always take the place of the one before it.
_STANDING = text(
    """
    SELECT DISTINCT ON (d.case_id) d.case_id, d.id FROM decision d
     WHERE d.case_id = ANY(:cases) AND NOT EXISTS (SELECT FROM decision newer WHERE newer.replaces_id = d.id)
     ORDER BY d.case_id, d.is_negative DESC, d.sequence DESC
    """
)
_CASE_ID = text("SELECT id FROM case_file WHERE number = :number")


async def drafts_of(session: Session, actor: Actor, case_id: int) -> tuple[DraftLine, ...]:
    """Every version of every draft in a case, newest first."""
    require_staff(actor)
    return tuple(DraftLine(*each) for each in await session.execute(_DRAFTS, {"id": case_id}))


async def draft_in_work(
    session: Session, actor: Actor, drafts: tuple[DraftLine, ...], *, today: date, now: datetime
) -> DraftInWork | None:
    """The newest draft unless it is signed, with what the actor may do."""
    if not drafts or drafts[0].is_signed:
        return None
    found = await draft_in_hand(session, actor, drafts[0].id, only_reading=True, now=now)
    former = await session.execute(
        text("SELECT max(signed_at) FROM decision WHERE case_id = :id"), {"id": found.row.case_id}
    )
    notice = await last_notice(session, found.row.case_id, former.scalar_one())
    current = found.current_rule_version
    return DraftInWork(
        drafts[0], may_review(found.draft, found.officer, current),
        may_sign(found.draft, found.officer, notice[1] if notice else None, current_rule_version=current, today=today),
    )  # fmt: skip


async def decisions_of(session: Session, actor: Actor, case_id: int) -> tuple[DecisionLine, ...]:
    """The signed decisions of a case, newest first."""
    require_staff(actor)
    return tuple(DecisionLine(*each) for each in await session.execute(_OF_CASE, {"id": case_id}))


async def standing_decisions(session: Session, cases: Sequence[int]) -> Mapping[int, int]:
    """Case id → the id of the decision nothing has taken the place of; of several, the one against the person."""
    rows = await session.execute(_STANDING, {"cases": list(cases)})
    return {row.case_id: row.id for row in rows}


async def appeal_page(session: Session, actor: Actor, appeal_id: int) -> AppealPage:
    """One appeal, for an officer."""
    require_staff(actor)
    return await _appeal(session, appeal_id)


async def own_decisions(session: Session, actor: Actor) -> tuple[DecisionLine, ...]:
    """The person's own decisions, newest first."""
    person = await person_of(session, actor)
    return tuple(DecisionLine(*each) for each in await session.execute(_OF_PERSON, {"person": person}))


async def own_decision(session: Session, actor: Actor, number: str) -> tuple[DecisionLine, AppealPage | None]:
    """One of the person's own decisions with its appeal; NotFound for another's, exactly as for none."""
    values = {"person": await own_person(session, actor), "number": number}
    row = (await session.execute(_ONE_OWN, values)).one_or_none()
    if row is None:
        raise NotFound(reason("decision_not_found"))
    line = DecisionLine(*row)
    return line, await _appeal(session, line.appeal_id) if line.appeal_id else None


async def outcomes_of(session: Session, actor: Actor, case_id: int) -> tuple[Outcome, ...]:
    """What a case can end in as things stand."""
    case = await case_in_hand(session, actor, case_id, only_reading=True)
    return await kind_of(case.kind).outcomes_now(
        session, Subject(case.person_id, case.language_tag, case.type)
    )


async def own_notices(session: Session, actor: Actor) -> tuple[OwnNotice, ...]:
    """Notices to the person, newest first."""
    person = await person_of(session, actor)
    return tuple(OwnNotice(*each) for each in await session.execute(_OWN_NOTICES, {"person": person}))


async def own_letter(session: Session, actor: Actor, number: str) -> KeptFile:
    """The letter of one of the person's own decisions, as it was sent."""
    line, _ = await own_decision(session, actor, number)
    return await _file(session, line.case_number, line.post_number)


async def own_notice_letter(session: Session, actor: Actor, notice_id: int) -> KeptFile:
    """The letter of a notice to the person."""
    for each in await own_notices(session, actor):
        if each.id == notice_id:
            return await _file(session, each.case_number, each.post_number)
    raise NotFound(reason("decision_not_found"))


async def _file(session: Session, case_number: str, post_number: int) -> KeptFile:
    case_id = (await session.execute(_CASE_ID, {"number": case_number})).scalar_one()
    return await file_of(session, case_id, post_number)


async def _appeal(session: Session, appeal_id: int) -> AppealPage:
    row = (await session.execute(_APPEAL, {"id": appeal_id})).mappings().one_or_none()
    if row is None:
        raise NotFound(reason("appeal_not_found"))
    steps = tuple(StepLine(*each) for each in await session.execute(_STEPS, {"id": appeal_id}))
    return AppealPage(**row, steps=steps)

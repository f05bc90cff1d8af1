"""The draft that is being worked on, with all that the rules ask about it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlmodel import col, select

from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotFound, conflict
from tolkeregister.decisions.cases.access import case_in_hand, officer_in
from tolkeregister.decisions.cases.models import CaseFile, CaseState
from tolkeregister.decisions.kinds import kind_of
from tolkeregister.decisions.notices.models import CaseNotice, NoticeReply
from tolkeregister.decisions.outcomes.models import DraftReview, DraftVersion, SignedDecision
from tolkeregister.decisions.rules.deciding import Draft, Notice, Officer

_NEWEST = text(
    "SELECT id FROM decision_draft WHERE case_id = :case ORDER BY sequence DESC, version DESC LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class InHand:
    """A locked case with one of its drafts, seen by one officer."""

    case: CaseFile
    row: DraftVersion
    review: DraftReview | None
    draft: Draft
    officer: Officer
    current_rule_version: str


async def draft_in_hand(
    session: Session, actor: Actor, draft_id: int, *, only_reading: bool = False, now: datetime
) -> InHand:
    """Find and lock; NotFound for an unknown draft, Conflict for a closed case."""
    row = await session.get(DraftVersion, draft_id)
    if row is None:
        raise NotFound(reason("draft_not_found"))
    case = await case_in_hand(session, actor, row.case_id, only_reading=only_reading)
    if case.state == CaseState.CLOSED:
        raise conflict("case_closed")
    review = (
        await session.exec(select(DraftReview).where(col(DraftReview.draft_id) == draft_id))
    ).one_or_none()
    return InHand(
        case, row, review, await _facts(session, row, review), await officer_in(session, actor, row.case_id),
        await kind_of(case.kind).version_now(session, now),
    )  # fmt: skip


async def _facts(session: Session, row: DraftVersion, review: DraftReview | None) -> Draft:
    newest = (await session.execute(_NEWEST, {"case": row.case_id})).scalar_one()
    signed = await session.exec(select(SignedDecision.id).where(col(SignedDecision.draft_id) == row.id))
    return Draft(
        is_negative=row.is_negative, four_eyes=row.four_eyes, rule_version=row.rule_version,
        proposed_by=row.proposed_by, verdict=review.verdict if review else None,
        reviewed_by=review.account_id if review else None, is_newest=newest == row.id,
        is_signed=signed.one_or_none() is not None,
    )  # fmt: skip


async def last_notice(session: Session, case_id: int, since: datetime | None) -> tuple[int, Notice] | None:
    """The newest notice of the case with its id; one given before the former decision of the case is used up."""
    statement = (
        select(CaseNotice).where(col(CaseNotice.case_id) == case_id).order_by(col(CaseNotice.id).desc())
    )
    if since is not None:
        statement = statement.where(col(CaseNotice.given_at) > since)
    row = (await session.exec(statement.limit(1))).one_or_none()
    if row is None or row.id is None:
        return None
    answered = await session.exec(select(NoticeReply.id).where(col(NoticeReply.notice_id) == row.id))
    return row.id, Notice(row.reply_by, answered.one_or_none() is not None, row.urgency is not None)

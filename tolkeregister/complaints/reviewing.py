"""Looking again at a temporary exclusion on its day (rule W9): it stands, with a new day, or it is decided to end."""

from datetime import datetime

from sqlmodel import col, select

from tolkeregister.complaints.access import complaint_in_hand
from tolkeregister.complaints.log import note
from tolkeregister.complaints.models import ExclusionReview
from tolkeregister.complaints.rules.reactions import next_review
from tolkeregister.complaints.rules.terms import TERMS
from tolkeregister.core.actor import Actor
from tolkeregister.core.audit import record
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, NotFound
from tolkeregister.core.rules.dated import in_force


async def keep_temporary_exclusion(
    session: Session, actor: Actor, number: str, reasons: str, *, now: datetime
) -> None:
    """The exclusion stands, because of what `reasons` say, until it is looked at again. Early, in time or late.

    To end it, propose `temporary_ended`. NotFound when nothing waits for a review, Invalid without reasons.
    """
    complaint = await complaint_in_hand(session, actor, number)
    if not reasons.strip():
        raise Invalid(reason("reasons_missing", field="begrunnelse"))
    statement = select(ExclusionReview).where(
        col(ExclusionReview.complaint_id) == complaint.id, col(ExclusionReview.reviewed_at).is_(None)
    )
    found = (await session.exec(statement)).one_or_none()
    if found is None:
        raise NotFound(reason("review_not_found"))
    assert complaint.id is not None
    found.reviewed_at, found.verdict, found.reasons = now, "kept", reasons.strip()
    found.account_id = actor.account_id
    session.add(found)
    await session.flush()
    today = oslo_date(now)
    due = next_review(max(today, found.due_on), in_force(TERMS, today))
    session.add(ExclusionReview(complaint_id=complaint.id, due_on=due))
    await note(session, actor, complaint.id, "review.kept", {"until": due.isoformat()}, now=now)
    record(session, actor, "temporary_exclusion.kept", "complaint", number, now=now)

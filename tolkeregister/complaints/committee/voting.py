"""What the holder of a seat thinks the decision should be: one voice for each seat, theirs to change for a while."""

from datetime import datetime

from sqlalchemy import text

from tolkeregister.complaints.committee.access import case_with_papers
from tolkeregister.complaints.committee.rules.voting import may_vote
from tolkeregister.complaints.committee.rules.words import Recommended
from tolkeregister.core.actor import Actor
from tolkeregister.core.audit import record
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, conflict, require

LONGEST = 4000  # characters
_PACKS = text("SELECT EXISTS (SELECT FROM committee_pack WHERE item_id = :item)")
_MINE = text(
    "SELECT coalesce(max(version), 0) FROM committee_vote WHERE item_id = :item AND account_id = :account"
)
_VOTE = text(
    """
    INSERT INTO committee_vote (item_id, term_id, seat, account_id, recommends, reasons, version, voted_at)
    VALUES (:item, :term, :seat, :account, :recommends, :reasons, 1, :now)
    ON CONFLICT (item_id, account_id) DO UPDATE SET recommends = excluded.recommends, reasons = excluded.reasons,
        version = committee_vote.version + 1, voted_at = excluded.voted_at
    """
)


async def vote(
    session: Session, actor: Actor, meeting_id: int, item_id: int, recommends: str, reasons: str, *, seen: int,
    now: datetime,
) -> None:  # fmt: skip
    """Say what the decision should be, and why; a view that differs from the others' stands as dissent.

    `seen` is the version of the actor's own vote on the page, 0 for none: two sendings at once are one vote, and the
    other is a Conflict. NotFound before the papers are open to the actor, RuleBroken before the meeting begins and
    when the minutes are approved.
    """
    case = await case_with_papers(session, actor, meeting_id, item_id, lock=True)
    has_papers = (await session.execute(_PACKS, {"item": item_id})).scalar_one()
    require(may_vote(case.meeting.rule, has_papers=has_papers, now=now))
    if recommends not in tuple(Recommended):
        raise Invalid(reason("unknown_advice", field="rad"))
    if not reasons.strip() or len(reasons) > LONGEST:
        raise Invalid(reason("reasons_missing", field="begrunnelse"))
    values = {"item": item_id, "account": actor.account_id}
    if int((await session.execute(_MINE, values)).scalar_one()) != seen:
        raise conflict("already_voted")
    await session.execute(_VOTE, {
        **values, "term": case.sitting.term_id, "seat": case.sitting.seat.value, "recommends": recommends,
        "reasons": reasons.strip(), "now": now,
    })  # fmt: skip
    record(session, actor, "committee.voted", "complaint", case.number, now=now, seat=case.sitting.seat)

"""What a member or deputy declares in each case before its papers open (forvaltningsloven § 6, rule W5)."""

from datetime import datetime

from sqlalchemy import text

from tolkeregister.complaints.committee.access import member_case
from tolkeregister.complaints.committee.planning import summon_those_expected
from tolkeregister.complaints.committee.rules.meetings import is_open
from tolkeregister.complaints.committee.rules.seats import may_declare
from tolkeregister.complaints.log import note
from tolkeregister.complaints.models import ComplaintHabilitet
from tolkeregister.core.actor import Actor
from tolkeregister.core.audit import record
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import both, reason
from tolkeregister.core.errors import Invalid, require
from tolkeregister.decisions.cases.models import Tie

_TAKE_BACK = text("DELETE FROM committee_vote WHERE item_id = :item AND account_id = :account")


async def declare_for_case(
    session: Session, actor: Actor, meeting_id: int, item_id: int, tie: str, *, now: datetime
) -> None:
    """Impartial: the papers open. Tied: they never do, a vote that was given is taken back, and the deputy is called.

    A tie may be found later and declared then; it cannot be taken back. Raises RuleBroken for a declaration that
    stands already, Invalid for an unknown tie.
    """
    case = await member_case(session, actor, meeting_id, item_id, lock=True)
    if tie not in tuple(Tie) or actor.account_id is None:
        raise Invalid(reason("unknown_tie", field="habil"))
    require(both(is_open(case.meeting.rule), may_declare(case.sitting.standing, tie == Tie.NONE)))
    session.add(
        ComplaintHabilitet(
            complaint_id=case.complaint_id, account_id=actor.account_id, tie=tie, declared_at=now
        )
    )
    await session.flush()
    if tie != Tie.NONE:
        await session.execute(_TAKE_BACK, {"item": item_id, "account": actor.account_id})
        await summon_those_expected(session, meeting_id, now=now)
    await note(session, actor, case.complaint_id, "committee.habilitet", {"tie": tie}, now=now)
    record(session, actor, "committee.habilitet", "complaint", case.number, now=now, tie=tie)

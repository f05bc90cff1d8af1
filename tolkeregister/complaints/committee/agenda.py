"""Cases on agendas: put on and taken off by the officer, with a presentation of the case for the committee."""

from datetime import datetime

from sqlalchemy import text

from tolkeregister.complaints.access import complaint_in_hand, move
from tolkeregister.complaints.committee.access import meeting_facts
from tolkeregister.complaints.committee.planning import summon_those_expected
from tolkeregister.complaints.committee.rules.meetings import may_add_case, may_change
from tolkeregister.complaints.log import note
from tolkeregister.complaints.models import Complaint
from tolkeregister.complaints.rules.words import ComplaintState
from tolkeregister.core.actor import Actor
from tolkeregister.core.audit import record
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import both, reason
from tolkeregister.core.errors import Invalid, NotFound, conflict, require

LONGEST_PRESENTATION = 12_000  # characters
_WAITS = text("SELECT EXISTS (SELECT FROM committee_item WHERE complaint_id = :complaint AND state = 'open')")
_ADD = text(
    """
    INSERT INTO committee_item (meeting_id, complaint_id, state, presentation, added_by, added_at)
    VALUES (:meeting, :complaint, 'open', coalesce((SELECT presentation FROM committee_item
             WHERE complaint_id = :complaint ORDER BY id DESC LIMIT 1), ''), :by, :now)
    ON CONFLICT DO NOTHING RETURNING id
    """
)
_OPEN = text(
    "SELECT id, meeting_id FROM committee_item WHERE complaint_id = :complaint AND state = 'open' FOR UPDATE"
)
_TAKE_OFF = text("UPDATE committee_item SET state = 'taken_off' WHERE id = :item")
_PRESENT = text("UPDATE committee_item SET presentation = :words WHERE id = :item")
# What was hidden before is proposed again, document by document.
_HIDDEN_BEFORE = text(
    """
    INSERT INTO committee_paper (item_id, source, sha256, is_included, marks, regions, account_id, changed_at)
    SELECT DISTINCT ON (p.source) CAST(:item AS integer), p.source, p.sha256, p.is_included, p.marks, p.regions,
           p.account_id, p.changed_at
      FROM committee_paper p JOIN committee_item i ON i.id = p.item_id WHERE i.complaint_id = :complaint
     ORDER BY p.source, p.id DESC
    """
)


async def put_on_agenda(
    session: Session, actor: Actor, number: str, meeting_id: int, *, now: datetime
) -> int:
    """Ask the committee for advice at a meeting; the members hear of the case when its papers are released.

    Returns the item's id. Raises RuleBroken or Conflict when the case waits on another agenda.
    """
    complaint = await complaint_in_hand(session, actor, number)
    assert complaint.id is not None
    meeting = await meeting_facts(session, meeting_id, lock=True)
    waits = (await session.execute(_WAITS, {"complaint": complaint.id})).scalar_one()
    require(both(
        may_change(meeting.rule, now),
        may_add_case(meeting.rule, has_case=complaint.case_id is not None, waits_elsewhere=waits,
                     is_decided=complaint.state == ComplaintState.DECIDED),
    ))  # fmt: skip
    values = {"meeting": meeting_id, "complaint": complaint.id, "by": actor.account_id, "now": now}
    item = (await session.execute(_ADD, values)).scalar_one_or_none()
    if item is None:
        raise conflict("on_an_agenda")
    await session.execute(_HIDDEN_BEFORE, {"item": item, "complaint": complaint.id})
    move(complaint, ComplaintState.COMMITTEE)
    session.add(complaint)
    await session.flush()
    await summon_those_expected(session, meeting_id, now=now)
    await note(session, actor, complaint.id, "committee.asked", {"meeting": meeting_id}, now=now)
    record(session, actor, "committee.case_added", "complaint", number, now=now, meeting=meeting_id)
    return int(item)


async def take_off_agenda(session: Session, actor: Actor, number: str, *, now: datetime) -> None:
    """The case is not taken up after all; what was released stays, and nobody of the committee sees it any more."""
    complaint = await complaint_in_hand(session, actor, number)
    item_id, meeting_id = await item_in_hand(session, complaint)
    meeting = await meeting_facts(session, meeting_id, lock=True)
    require(may_change(meeting.rule, now))
    await session.execute(_TAKE_OFF, {"item": item_id})
    assert complaint.id is not None
    await note(session, actor, complaint.id, "committee.not_asked", {"meeting": meeting_id}, now=now)
    record(session, actor, "committee.case_taken_off", "complaint", number, now=now, meeting=meeting_id)


async def present_case(session: Session, actor: Actor, number: str, words: str, *, now: datetime) -> None:
    """The officer's presentation, which comes first in the case pack."""
    complaint = await complaint_in_hand(session, actor, number)
    item_id, _ = await item_in_hand(session, complaint)
    if not words.strip() or len(words) > LONGEST_PRESENTATION:
        raise Invalid(reason("presentation_missing", field="framlegg"))
    await session.execute(_PRESENT, {"item": item_id, "words": words.strip()})
    record(session, actor, "committee.case_presented", "complaint", number, now=now)


async def item_in_hand(session: Session, complaint: Complaint) -> tuple[int, int]:
    """The complaint's place on an agenda, locked: the ids of the item and the meeting. NotFound when it has none."""
    row = (await session.execute(_OPEN, {"complaint": complaint.id})).one_or_none()
    if row is None:
        raise NotFound(reason("not_on_an_agenda"))
    return row.id, row.meeting_id

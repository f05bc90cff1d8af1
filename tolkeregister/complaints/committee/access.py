"""Who of the committee may see which meeting, case and papers. Everything else answers as what is not there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import text

from tolkeregister.complaints.committee.rules.meetings import Meeting
from tolkeregister.complaints.committee.rules.seats import Sitting, called, takes_part
from tolkeregister.complaints.committee.rules.words import ItemState, Place, Seat, Standing
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotAllowed, NotFound
from tolkeregister.decisions.rules.deciding import Officer, is_impartial

_LOCK = text("SELECT FROM committee_meeting WHERE id = :id FOR UPDATE")
_MEETING = text(
    """
    SELECT m.id, lower(m.period) AS starts_at, upper(m.period) AS ends_at, m.venue, m.video_link, m.leader_account_id,
           a.name AS leader, m.sequence, m.changed_at, m.cancelled_at IS NOT NULL AS is_cancelled,
           m.cancelled_because, EXISTS (SELECT FROM committee_approval p WHERE p.meeting_id = m.id) AS is_approved
      FROM committee_meeting m JOIN account a ON a.id = m.leader_account_id WHERE m.id = :id
    """
)
# Whoever has once been tied stays tied; a tie declared in another complaint about the same person counts here too.
_SITTINGS = text(
    """
    SELECT i.id AS item_id, t.id AS term_id, t.account_id, a.name, t.seat, t.place,
           a.closed_at IS NOT NULL OR EXISTS (SELECT FROM committee_absence x WHERE x.meeting_id = m.id
                                                 AND x.account_id = t.account_id
                                                 AND x.taken_back_at IS NULL) AS is_absent,
           coalesce(a.person_id = c.person_id, false) AS is_own_case,
           (SELECT h.tie FROM complaint_habilitet h WHERE h.complaint_id = c.id AND h.account_id = t.account_id
             ORDER BY h.tie = 'none', h.id DESC LIMIT 1) AS tie,
           (SELECT h.tie FROM complaint_habilitet h JOIN complaint o ON o.id = h.complaint_id
             WHERE o.person_id = c.person_id AND o.id <> c.id AND h.account_id = t.account_id AND h.tie <> 'none'
             ORDER BY h.id DESC LIMIT 1) AS earlier_tie
      FROM committee_meeting m
      JOIN committee_term t ON t.held @> CAST(lower(m.period) AT TIME ZONE 'Europe/Oslo' AS date)
      JOIN account a ON a.id = t.account_id
      LEFT JOIN committee_item i ON i.meeting_id = m.id AND i.state <> 'taken_off'
      LEFT JOIN complaint c ON c.id = i.complaint_id
     WHERE m.id = :meeting ORDER BY i.id, t.seat, t.place DESC
    """
)
_ITEM = text(
    """
    SELECT i.id, i.complaint_id, i.state, c.number, c.basis, p.given_name || ' ' || p.family_name AS subject
      FROM committee_item i JOIN complaint c ON c.id = i.complaint_id LEFT JOIN person p ON p.id = c.person_id
     WHERE i.id = :item AND i.meeting_id = :meeting AND i.state <> 'taken_off'
    """
)


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """A meeting as everybody who may see it does."""

    id: int
    starts_at: datetime
    ends_at: datetime
    venue: str
    video_link: str
    leader_account_id: int
    leader: str
    sequence: int
    changed_at: datetime
    is_cancelled: bool
    cancelled_because: str
    is_approved: bool

    @property
    def rule(self) -> Meeting:
        """What the rules need of it."""
        return Meeting(self.starts_at, self.ends_at, self.is_cancelled, self.is_approved)


@dataclass(frozen=True, slots=True)
class MemberCase:
    """A case on an agenda, as whoever holds a seat may know of it before the papers open."""

    item_id: int
    complaint_id: int
    number: str
    basis: str | None
    subject: str | None
    state: str
    meeting: MeetingFacts
    sitting: Sitting
    is_called: bool

    @property
    def is_open(self) -> bool:
        """Whether the papers may be read: impartial by own declaration, called, and nothing is over."""
        stands = not self.meeting.is_cancelled and not self.meeting.is_approved
        impartial = self.sitting.standing is Standing.IMPARTIAL
        return self.is_called and impartial and stands and self.state == ItemState.OPEN


def require_member(actor: Actor) -> None:
    """Raises NotAllowed for everybody who is not of the committee."""
    if not actor.has(Role.COMMITTEE_MEMBER):
        raise NotAllowed(reason("only_the_committee"))


async def meeting_facts(session: Session, meeting_id: int, *, lock: bool = False) -> MeetingFacts:
    """The meeting; locked, so that all that is done with it comes one after the other. NotFound for none."""
    if lock:
        await session.execute(_LOCK, {"id": meeting_id})
    row = (await session.execute(_MEETING, {"id": meeting_id})).mappings().one_or_none()
    if row is None:
        raise NotFound(reason("meeting_not_found"))
    return MeetingFacts(**row)


async def sittings_of(session: Session, meeting_id: int) -> Mapping[int | None, tuple[Sitting, ...]]:
    """Everybody who holds a place on the day, for each case on the agenda; under None when there is no case."""
    found: dict[int | None, list[Sitting]] = {}
    for row in (await session.execute(_SITTINGS, {"meeting": meeting_id})).all():
        found.setdefault(row.item_id, []).append(Sitting(
            row.term_id, row.account_id, row.name, Seat(row.seat), Place(row.place), row.is_absent, _standing(row),
        ))  # fmt: skip
    return {item: tuple(sittings) for item, sittings in found.items()}


async def expected_at(session: Session, meeting_id: int) -> frozenset[int]:
    """The accounts of all who take part in the meeting, or in one of its cases."""
    by_case = await sittings_of(session, meeting_id)
    at_all = [
        Sitting(one.term_id, one.account_id, one.name, one.seat, one.place, one.is_absent, Standing.IMPARTIAL)
        for one in next(iter(by_case.values()), ())
    ]
    groups = [at_all, *by_case.values()]
    return frozenset(one.account_id for group in groups for one in called(group).values() if one is not None)


async def own_meeting(session: Session, actor: Actor, meeting_id: int, *, lock: bool = False) -> MeetingFacts:
    """A meeting the actor holds a place at or leads no matter what; NotFound for all others alike."""
    require_member(actor)
    meeting = await meeting_facts(session, meeting_id, lock=lock)
    by_case = await sittings_of(session, meeting_id)
    own = [one for group in by_case.values() for one in group if one.account_id == actor.account_id]
    if not own:
        raise NotFound(reason("meeting_not_found"))
    is_deputy = own[0].place is Place.DEPUTY and not own[0].is_absent
    if is_deputy and actor.account_id not in await expected_at(session, meeting_id):
        raise NotFound(reason("meeting_not_found"))
    return meeting


async def member_case(
    session: Session, actor: Actor, meeting_id: int, item_id: int, *, lock: bool = False
) -> MemberCase:
    """A case in which the actor is called, or was until a tie was declared. NotFound for all others alike.

    Somebody whom the case is about never learns that it is there.
    """
    meeting = await own_meeting(session, actor, meeting_id, lock=lock)
    row = (await session.execute(_ITEM, {"item": item_id, "meeting": meeting_id})).one_or_none()
    sittings = (await sittings_of(session, meeting_id)).get(item_id, ())
    mine = next((each for each in sittings if each.account_id == actor.account_id), None)
    if row is None or mine is None or await is_about(session, actor, item_id):
        raise NotFound(reason("meeting_not_found"))
    is_called = takes_part(sittings, mine.account_id) is not None
    if not is_called and mine.standing is not Standing.TIED:
        raise NotFound(reason("meeting_not_found"))
    return MemberCase(
        item_id=row.id, complaint_id=row.complaint_id, number=row.number, basis=row.basis, subject=row.subject,
        state=row.state, meeting=meeting, sitting=mine, is_called=is_called,
    )  # fmt: skip


async def case_with_papers(
    session: Session, actor: Actor, meeting_id: int, item_id: int, *, lock: bool = False
) -> MemberCase:
    """The same, once the actor has declared to be impartial. Until then every address of a paper is not there."""
    case = await member_case(session, actor, meeting_id, item_id, lock=lock)
    if not case.is_open:
        raise NotFound(reason("meeting_not_found"))
    return case


async def is_about(session: Session, actor: Actor, item_id: int) -> bool:
    """Whether the case is about the actor's own person."""
    statement = text(
        "SELECT coalesce(a.person_id = c.person_id, false) FROM account a, committee_item i"
        " JOIN complaint c ON c.id = i.complaint_id WHERE a.id = :account AND i.id = :item"
    )
    found = await session.execute(statement, {"account": actor.account_id, "item": item_id})
    return bool(found.scalar_one())


def _standing(row: Any) -> Standing:
    """By the same rule as for the directorate's officers (forvaltningsloven § 6)."""
    if row.item_id is None:
        return Standing.UNDECLARED
    decision = is_impartial(Officer(row.account_id, row.is_own_case, row.tie, row.earlier_tie))
    if decision.allowed:
        return Standing.IMPARTIAL
    return Standing.UNDECLARED if decision.codes == ("habilitet_not_declared",) else Standing.TIED

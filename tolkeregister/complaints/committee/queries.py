"""What the pages about the committee show: its seats, its meetings, the cases on them, the minutes."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import text

from tolkeregister.complaints.committee.access import MeetingFacts, meeting_facts, sittings_of
from tolkeregister.complaints.committee.rules.seats import Sitting, called
from tolkeregister.complaints.committee.rules.voting import Vote
from tolkeregister.complaints.committee.rules.words import Recommended, Seat, Standing
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.decisions.cases.access import require_staff

MOST_LISTED = 200


@dataclass(frozen=True, slots=True)
class TermLine:
    """One term of one place. `meetings`: approved meetings somebody has taken part in, for what they are paid."""

    id: int
    seat: str
    place: str
    name: str
    email: str
    starts_on: date
    until: date
    meetings: int


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """One meeting in a list."""

    id: int
    starts_at: datetime
    ends_at: datetime
    venue: str
    video_link: str
    leader: str
    cases: int
    is_cancelled: bool
    is_approved: bool
    has_minutes: bool


@dataclass(frozen=True, slots=True)
class AgendaCase:
    """One case on an agenda with everybody who sits, as the directorate sees it; no name until the papers open."""

    item_id: int
    number: str
    state: str
    is_open_to_me: bool
    pack: int
    votes: int
    seats: tuple[
        tuple[Seat, Sitting | None, tuple[Sitting, ...]], ...
    ]  # seat, who is called, all of the seat


@dataclass(frozen=True, slots=True)
class MinutesCase:
    """What the minutes tell of one case, with the votes that stand and who took part."""

    item_id: int
    number: str
    words: str
    is_postponed: bool
    votes: tuple[Vote, ...]
    present: tuple[tuple[Seat, str], ...]


@dataclass(frozen=True, slots=True)
class MinutesPage:
    """The newest version. `waiting`: the names of those who voted and have not answered; `remarks` who had one."""

    id: int
    version: int
    words: str
    written_at: datetime
    cases: tuple[MinutesCase, ...]
    voters: frozenset[int]
    answered: frozenset[int]
    waiting: tuple[str, ...]
    remarks: tuple[tuple[str, str], ...]


_TERMS = text(
    """
    SELECT t.id, t.seat, t.place, a.name, a.email, lower(t.held) AS starts_on, upper(t.held) AS until,
           (SELECT count(DISTINCT i.meeting_id) FROM committee_vote v JOIN committee_item i ON i.id = v.item_id
              JOIN committee_approval p ON p.meeting_id = i.meeting_id WHERE v.term_id = t.id) AS meetings
      FROM committee_term t JOIN account a ON a.id = t.account_id
     WHERE upper(t.held) > CAST(:since AS date) ORDER BY lower(t.held), t.seat, t.place DESC LIMIT :most
    """
)
_MEETINGS = text(
    """
    SELECT m.id, lower(m.period) AS starts_at, upper(m.period) AS ends_at, m.venue, m.video_link, a.name AS leader,
           (SELECT count(*) FROM committee_item i WHERE i.meeting_id = m.id AND i.state <> 'taken_off') AS cases,
           m.cancelled_at IS NOT NULL AS is_cancelled,
           EXISTS (SELECT FROM committee_approval p WHERE p.meeting_id = m.id) AS is_approved,
           EXISTS (SELECT FROM committee_minutes n WHERE n.meeting_id = m.id) AS has_minutes
      FROM committee_meeting m JOIN account a ON a.id = m.leader_account_id
     ORDER BY lower(m.period) DESC LIMIT :most
    """
)
_LEADERS = text(
    """
    SELECT DISTINCT a.id, a.name FROM account a JOIN account_role r ON r.account_id = a.id
     WHERE a.door = 'directorate' AND a.closed_at IS NULL AND r.role IN ('officer', 'administrator') ORDER BY a.name
    """
)
# Never a case about the reader's own person.
_AGENDA = text(
    """
    SELECT i.id, c.number, i.state, coalesce((SELECT max(k.version) FROM committee_pack k WHERE k.item_id = i.id), 0)
               AS pack,
           (SELECT count(*) FROM committee_vote v WHERE v.item_id = i.id) AS votes,
           coalesce((SELECT h.tie FROM complaint_habilitet h WHERE h.complaint_id = c.id AND h.account_id = :me
                      ORDER BY h.id DESC LIMIT 1) = 'none', false) AS is_open_to_me
      FROM committee_item i JOIN complaint c ON c.id = i.complaint_id
     WHERE i.meeting_id = :meeting AND i.state <> 'taken_off'
       AND NOT EXISTS (SELECT FROM account o WHERE o.id = :me AND o.person_id = c.person_id) ORDER BY i.id
    """
)
_MINUTES = text(
    "SELECT id, version, words, written_at FROM committee_minutes WHERE meeting_id = :meeting"
    " ORDER BY version DESC LIMIT 1"
)
_MINUTES_CASES = text(
    """
    SELECT i.id, c.number, m.words, m.is_postponed
      FROM committee_minutes_item m JOIN committee_item i ON i.id = m.item_id
      JOIN complaint c ON c.id = i.complaint_id WHERE m.minutes_id = :minutes ORDER BY i.id
    """
)
_VOTES = text(
    """
    SELECT v.item_id, v.seat, v.account_id, a.name, v.recommends, v.reasons FROM committee_vote v
      JOIN committee_item i ON i.id = v.item_id JOIN account a ON a.id = v.account_id
     WHERE i.meeting_id = :meeting ORDER BY v.item_id, v.seat
    """
)
_ANSWERS = text(
    """
    SELECT a.id, a.name, n.is_approved, n.remark FROM committee_minutes_answer n JOIN account a ON a.id = n.account_id
     WHERE n.minutes_id = :minutes ORDER BY n.answered_at
    """
)


async def terms_since(session: Session, actor: Actor, since: date) -> tuple[TermLine, ...]:
    """Every term that is held on a day or later, with the meetings taken part in."""
    require_staff(actor)
    rows = (await session.execute(_TERMS, {"since": since, "most": MOST_LISTED})).all()
    return tuple(TermLine(*row) for row in rows)


async def all_meetings(session: Session, actor: Actor) -> tuple[MeetingLine, ...]:
    """Every meeting, the latest first."""
    require_staff(actor)
    return tuple(MeetingLine(*row) for row in await session.execute(_MEETINGS, {"most": MOST_LISTED}))


async def leaders(session: Session) -> tuple[tuple[int, str], ...]:
    """Who of the directorate may lead a meeting: id and name."""
    return tuple((row.id, row.name) for row in await session.execute(_LEADERS))


async def agenda_of(
    session: Session, actor: Actor, meeting_id: int
) -> tuple[MeetingFacts, tuple[AgendaCase, ...]]:
    """A meeting and the cases on it, for the directorate. NotFound for none."""
    require_staff(actor)
    meeting = await meeting_facts(session, meeting_id)
    by_case = await sittings_of(session, meeting_id)
    rows = (await session.execute(_AGENDA, {"meeting": meeting_id, "me": actor.account_id})).all()
    return meeting, tuple(
        AgendaCase(row.id, row.number, row.state, row.is_open_to_me, row.pack, row.votes,
                   seats_in(by_case.get(row.id, ())))
        for row in rows
    )  # fmt: skip


def seats_in(
    sittings: tuple[Sitting, ...],
) -> tuple[tuple[Seat, Sitting | None, tuple[Sitting, ...]], ...]:
    """Each of the four seats: who is called in the case, and everybody who holds it."""
    found = called(sittings)
    return tuple((seat, found[seat], tuple(one for one in sittings if one.seat is seat)) for seat in Seat)


async def minutes_of(session: Session, meeting_id: int) -> MinutesPage | None:
    """The newest minutes with what was voted; None when there are none. Who may see them is asked before."""
    row = (await session.execute(_MINUTES, {"meeting": meeting_id})).one_or_none()
    if row is None:
        return None
    by_case = await sittings_of(session, meeting_id)
    votes = (await session.execute(_VOTES, {"meeting": meeting_id})).all()
    told = (await session.execute(_MINUTES_CASES, {"minutes": row.id})).all()
    cases = tuple(
        MinutesCase(each.id, each.number, each.words, each.is_postponed,
                    tuple(_vote(one) for one in votes if one.item_id == each.id),
                    _present(by_case.get(each.id, ())))
        for each in told
    )  # fmt: skip
    answers = (await session.execute(_ANSWERS, {"minutes": row.id})).all()
    answered = frozenset(each.id for each in answers)
    names = {one.account_id: one.name for one in votes}
    return MinutesPage(
        id=row.id, version=row.version, words=row.words, written_at=row.written_at, cases=cases,
        voters=frozenset(names), answered=answered,
        waiting=tuple(name for account, name in names.items() if account not in answered),
        remarks=tuple((each.name, each.remark) for each in answers if each.remark),
    )  # fmt: skip


def _vote(row: Any) -> Vote:
    return Vote(Seat(row.seat), row.account_id, Recommended(row.recommends), row.reasons)


def _present(sittings: tuple[Sitting, ...]) -> tuple[tuple[Seat, str], ...]:
    """Who took part for each seat that was filled: called, and impartial by own declaration."""
    found = called(sittings)
    return tuple(
        (seat, one.name) for seat in Seat
        if (one := found[seat]) is not None and one.standing is Standing.IMPARTIAL
    )  # fmt: skip

"""What a member or deputy of the committee sees: own meetings, the cases one is called in, own vote, the minutes."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import text

from tolkeregister.complaints.committee.access import (
    MeetingFacts,
    expected_at,
    is_about,
    own_meeting,
    require_member,
    sittings_of,
)
from tolkeregister.complaints.committee.queries import MinutesPage, minutes_of
from tolkeregister.complaints.committee.rules.seats import Sitting, takes_part
from tolkeregister.complaints.committee.rules.words import Place, Standing
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session

_MINE = text(
    """
    SELECT m.id, lower(m.period) AS starts_at, upper(m.period) AS ends_at, m.venue, m.video_link, t.place, t.seat,
           m.cancelled_at IS NOT NULL AS is_cancelled,
           EXISTS (SELECT FROM committee_approval p WHERE p.meeting_id = m.id) AS is_approved,
           EXISTS (SELECT FROM committee_minutes n WHERE n.meeting_id = m.id) AS has_minutes,
           EXISTS (SELECT FROM committee_absence x WHERE x.meeting_id = m.id AND x.account_id = t.account_id
                        AND x.taken_back_at IS NULL) AS is_absent
      FROM committee_meeting m
      JOIN committee_term t ON t.held @> CAST(lower(m.period) AT TIME ZONE 'Europe/Oslo' AS date)
     WHERE t.account_id = :account ORDER BY lower(m.period) DESC
    """
)
_ITEMS = text(
    """
    SELECT i.id, c.number, i.state, EXISTS (SELECT FROM committee_pack k WHERE k.item_id = i.id) AS has_papers,
           EXISTS (SELECT FROM committee_vote v WHERE v.item_id = i.id AND v.account_id = :account) AS has_voted
      FROM committee_item i JOIN complaint c ON c.id = i.complaint_id
     WHERE i.meeting_id = :meeting AND i.state <> 'taken_off' ORDER BY i.id
    """
)
_VOTE = text(
    "SELECT version, recommends, reasons FROM committee_vote WHERE item_id = :item AND account_id = :account"
)


@dataclass(frozen=True, slots=True)
class OwnMeeting:
    """A meeting in the member's own list."""

    id: int
    starts_at: datetime
    ends_at: datetime
    venue: str
    video_link: str
    place: str
    seat: str
    is_cancelled: bool
    is_approved: bool
    has_minutes: bool
    is_absent: bool


@dataclass(frozen=True, slots=True)
class OwnCase:
    """A case the member is called in, or has declared a tie in."""

    item_id: int
    number: str
    state: str
    has_papers: bool
    has_voted: bool
    standing: Standing


@dataclass(frozen=True, slots=True)
class OwnAgenda:
    """A meeting with the member's own cases in it."""

    meeting: MeetingFacts
    is_absent: bool
    cases: tuple[OwnCase, ...]


@dataclass(frozen=True, slots=True)
class OwnVote:
    """What the member has voted; version 0 before."""

    version: int = 0
    recommends: str | None = None
    reasons: str = ""


async def own_meetings(session: Session, actor: Actor) -> tuple[OwnMeeting, ...]:
    """Meetings the member takes part in, the latest first. A deputy's are those in which they are called."""
    require_member(actor)
    found = []
    for row in (await session.execute(_MINE, {"account": actor.account_id})).all():
        is_deputy = row.place == Place.DEPUTY and not row.is_absent
        if is_deputy and actor.account_id not in await expected_at(session, row.id):
            continue
        found.append(
            OwnMeeting(
                row.id, row.starts_at, row.ends_at, row.venue, row.video_link, row.place, row.seat, row.is_cancelled,
                row.is_approved, row.has_minutes, row.is_absent,
            )
        )  # fmt: skip
    return tuple(found)


async def own_agenda(session: Session, actor: Actor, meeting_id: int) -> OwnAgenda:
    """One of them with its cases. NotFound for all others alike."""
    meeting = await own_meeting(session, actor, meeting_id)
    by_case = await sittings_of(session, meeting_id)
    mine = [one for group in by_case.values() for one in group if one.account_id == actor.account_id]
    cases = []
    for row in (await session.execute(_ITEMS, {"meeting": meeting_id, "account": actor.account_id})).all():
        standing = await _standing(session, actor, row.id, by_case.get(row.id, ()))
        if standing is not None:
            cases.append(OwnCase(row.id, row.number, row.state, row.has_papers, row.has_voted, standing))
    return OwnAgenda(meeting, any(one.is_absent for one in mine), tuple(cases))


async def own_vote(session: Session, actor: Actor, item_id: int) -> OwnVote:
    """The member's own vote in a case. Whether the case is theirs to vote in is asked before."""
    row = (await session.execute(_VOTE, {"item": item_id, "account": actor.account_id})).one_or_none()
    return OwnVote() if row is None else OwnVote(*row)


async def own_minutes(
    session: Session, actor: Actor, meeting_id: int
) -> tuple[MeetingFacts, MinutesPage | None]:
    """The minutes with the cases the member took part in, and no word of the others."""
    meeting = await own_meeting(session, actor, meeting_id)
    page = await minutes_of(session, meeting_id)
    if page is None:
        return meeting, None
    by_case = await sittings_of(session, meeting_id)
    shown = tuple(
        each for each in page.cases
        if (one := takes_part(by_case.get(each.item_id, ()), actor.account_id or 0)) is not None
        and one.standing is Standing.IMPARTIAL
    )  # fmt: skip
    return meeting, replace(page, cases=shown)


async def _standing(
    session: Session, actor: Actor, item_id: int, sittings: tuple[Sitting, ...]
) -> Standing | None:
    """Where the member stands in a case; None for a case that is not for them to know of."""
    own = next((one for one in sittings if one.account_id == actor.account_id), None)
    if own is None or await is_about(session, actor, item_id):
        return None
    is_called = takes_part(sittings, own.account_id) is not None
    return own.standing if is_called or own.standing is Standing.TIED else None

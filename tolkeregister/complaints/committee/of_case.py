"""What the officer's page shows of a complaint before the committee: its agenda, who is called, packs, votes."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from tolkeregister.complaints.committee.access import MeetingFacts, meeting_facts, sittings_of
from tolkeregister.complaints.committee.queries import seats_in
from tolkeregister.complaints.committee.rules.seats import Sitting
from tolkeregister.complaints.committee.rules.words import Seat
from tolkeregister.core.database import Session

_ITEMS = text(
    "SELECT id, meeting_id, state, presentation FROM committee_item WHERE complaint_id = :complaint ORDER BY id DESC"
)
_PACKS = text(
    """
    SELECT p.item_id, p.version, p.sha256, p.released_at, a.name FROM committee_pack p
      JOIN committee_item i ON i.id = p.item_id JOIN account a ON a.id = p.released_by
     WHERE i.complaint_id = :complaint ORDER BY p.id DESC
    """
)


@dataclass(frozen=True, slots=True)
class ReleasedPack:
    """One version that was released, by whom."""

    item_id: int
    version: int
    sha256: str
    released_at: datetime
    name: str


@dataclass(frozen=True, slots=True)
class Before:
    """The complaint on one agenda."""

    item_id: int
    state: str
    presentation: str
    meeting: MeetingFacts
    seats: tuple[tuple[Seat, Sitting | None, tuple[Sitting, ...]], ...]


@dataclass(frozen=True, slots=True)
class CaseBefore:
    """All of them, the newest first, with every pack that was released. `now` is where it waits, if it does."""

    items: tuple[Before, ...]
    packs: tuple[ReleasedPack, ...]

    @property
    def now(self) -> Before | None:
        """The agenda it is on."""
        return next((each for each in self.items if each.state == "open"), None)

    @property
    def newest(self) -> int:
        """The newest version that was released on that agenda, 0 for none."""
        here = self.now
        return max((each.version for each in self.packs if here and each.item_id == here.item_id), default=0)


async def case_before_committee(session: Session, complaint_id: int) -> CaseBefore:
    """Who may see it is asked before."""
    items = []
    for row in (await session.execute(_ITEMS, {"complaint": complaint_id})).all():
        sittings = (await sittings_of(session, row.meeting_id)).get(row.id, ())
        meeting = await meeting_facts(session, row.meeting_id)
        items.append(Before(row.id, row.state, row.presentation, meeting, seats_in(sittings)))
    packs = (await session.execute(_PACKS, {"complaint": complaint_id})).all()
    return CaseBefore(tuple(items), tuple(ReleasedPack(*row) for row in packs))

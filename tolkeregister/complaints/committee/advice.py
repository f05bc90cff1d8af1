"""What the committee advises in a complaint, once the leader has approved the minutes that say so."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from tolkeregister.complaints.committee.rules.following import DIVIDED
from tolkeregister.core.database import Session

_NEWEST = text(
    """
    SELECT d.recommends, d.votes_for, d.votes_against, d.given_at FROM committee_advice d
      JOIN committee_item i ON i.id = d.item_id WHERE i.complaint_id = :complaint ORDER BY d.item_id DESC LIMIT 1
    """
)


@dataclass(frozen=True, slots=True)
class GivenAdvice:
    """An advice in approved minutes. `recommends` is None when the committee was divided."""

    recommends: str | None
    votes_for: int
    votes_against: int
    given_at: datetime

    @property
    def code(self) -> str:
        """What a decision refers to it by."""
        return self.recommends or DIVIDED


async def advice_in(session: Session, complaint_id: int) -> GivenAdvice | None:
    """The newest advice in the complaint; None where the committee has given none."""
    row = (await session.execute(_NEWEST, {"complaint": complaint_id})).one_or_none()
    return None if row is None else GivenAdvice(*row)

"""What a draft would hit when it is signed, for the page where it is: the list of `queries.hit_list`."""

from datetime import datetime

from sqlalchemy import text

from tolkeregister.complaints.queries import HitList, hit_list
from tolkeregister.complaints.rules.reactions import EXCLUDING, Ending
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.decisions.cases.access import require_staff

_SUBJECT = text(
    """
    SELECT i.id FROM complaint c JOIN case_file k ON k.id IN (c.case_id, c.temporary_case_id)
      JOIN interpreter i ON i.person_id = k.person_id WHERE k.id = :case
    """
)


async def hits_of_draft(
    session: Session,
    actor: Actor,
    case_id: int,
    outcome: str,
    effective_from: datetime | None,
    *,
    now: datetime,
) -> HitList | None:
    """All that an exclusion would change at once (feature 83); None for another outcome or a case of another kind."""
    require_staff(actor)
    if outcome not in (*EXCLUDING, Ending.TEMPORARILY_EXCLUDED):
        return None
    interpreter = (await session.execute(_SUBJECT, {"case": case_id})).scalar_one_or_none()
    if interpreter is None:
        return None
    since = max(effective_from or now, now)
    return await hit_list(session, actor, int(interpreter), effective_at=since, now=now)

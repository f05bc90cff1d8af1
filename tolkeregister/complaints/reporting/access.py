"""Who may open what is sealed: an officer who has declared to be impartial in this very complaint (rule A9)."""

from dataclasses import dataclass

from sqlalchemy import text

from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotAllowed, NotFound

_REPORT = text(
    """
    SELECT r.id, r.concern, r.language, r.is_assignment_proven, r.shown_period,
           (SELECT h.tie FROM complaint_habilitet h WHERE h.complaint_id = r.complaint_id AND h.account_id = :account
             ORDER BY h.id DESC LIMIT 1) AS tie
      FROM complaint_report r WHERE r.complaint_id = :complaint
    """
)


@dataclass(frozen=True, slots=True)
class ReportInHand:
    """A report whose seal the actor may break."""

    id: int
    concern: str
    language: str
    is_assignment_proven: bool
    shown_period: str


async def require_report(session: Session, actor: Actor, complaint_id: int) -> ReportInHand:
    """The report behind a complaint, for an impartial officer.

    Raises NotFound for anybody else and where there is no report, NotAllowed (`habilitet_not_declared`,
    `not_impartial`) before the officer has declared, or when tied to the person.
    """
    values = {"account": actor.account_id, "complaint": complaint_id}
    row = (await session.execute(_REPORT, values)).one_or_none() if actor.is_directorate else None
    if row is None:
        raise NotFound(reason("complaint_not_found"))
    if row.tie is None:
        raise NotAllowed(reason("habilitet_not_declared"))
    if row.tie != "none":
        raise NotAllowed(reason("not_impartial"))
    return ReportInHand(row.id, row.concern, row.language, row.is_assignment_proven, row.shown_period)

"""What an appeal does to a bevilling while it is handled, and when the ministry annuls (fvl. §§ 34 and 42)."""

from datetime import datetime
from typing import Any

from sqlalchemy import text

from qualification.bevilling.commands import take_bevilling_step
from qualification.bevilling.held import newest_bevilling, steps_of
from qualification.bevilling.kinds import REINSTATED, REVOCATION, REVOKED, SUSPENDED
from qualification.bevilling.rules import status_after
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session

_DECIDED = text(
    """
    SELECT v.outcome, d.effective_from, c.person_id, c.language_tag, c.type FROM decision d
      JOIN decision_draft v ON v.id = d.draft_id JOIN case_file c ON c.id = d.case_id WHERE d.id = :id
    """
)
GIVES_BACK, TAKES_AGAIN = frozenset({"suspended", "ministry_annulled"}), "suspension_ended"


async def act_on_bevilling_appeal(
    session: Session, actor: Actor, *, now: datetime, case_kind: str, decision_id: int, kind: str, **_: Any
) -> None:
    """Handler of `appeal.step`: held back, the bevilling holds meanwhile; annulled, it holds for good."""
    if case_kind != REVOCATION or not (kind in GIVES_BACK or kind == TAKES_AGAIN):
        return
    told = (await session.execute(_DECIDED, {"id": decision_id})).one()
    if told.outcome not in (REVOKED, SUSPENDED):
        return
    held = await newest_bevilling(session, told.person_id, told.language_tag, told.type)
    if held is None:
        return
    is_active = status_after(await steps_of(session, held)) == "active"
    if kind in GIVES_BACK and not is_active:
        await take_bevilling_step(session, actor, held, REINSTATED, decision_id, now, now=now)
    elif kind == TAKES_AGAIN and is_active:
        since = max(told.effective_from, now)
        await take_bevilling_step(session, actor, held, told.outcome, decision_id, since, now=now)

"""When the population register says that an interpreter is dead: complaints about them end, and nothing is sent."""

from datetime import datetime

from sqlmodel import col, select

from tolkeregister.complaints.intake import close
from tolkeregister.complaints.models import Complaint
from tolkeregister.complaints.rules.words import Closing, ComplaintState
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session


async def close_for_the_dead(session: Session, actor: Actor, *, person_id: int, now: datetime) -> None:
    """Handler of `person.died`: every complaint about the person closes, whatever stage it is in.

    The reporter is told that it is over and not why. A representative's address opens nothing from now on.
    """
    statement = (
        select(Complaint)
        .where(col(Complaint.person_id) == person_id, col(Complaint.state) != ComplaintState.CLOSED)
        .order_by(col(Complaint.id))
        .with_for_update(key_share=True)
    )
    for complaint in (await session.exec(statement)).all():
        await close(session, actor, complaint, Closing.DEAD, now=now)

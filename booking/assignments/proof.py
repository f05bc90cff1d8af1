"""What a booking code proves: that an assignment took place, who interpreted, and among which others it is hidden."""

from datetime import datetime

from sqlalchemy import text

from tolkeregister.complaints.reporting.content import AssignmentProof
from tolkeregister.complaints.reporting.rules.booking_code import number_in
from tolkeregister.complaints.reporting.rules.period import FittingAssignment
from tolkeregister.complaints.reporting.sealing import Vault
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session

_ASSIGNMENT = text(
    """
    SELECT a.interpreter_id, i.person_id, lower(a.period) AS starts_at
      FROM assignment a JOIN interpreter i ON i.id = a.interpreter_id
     WHERE a.number = :number AND a.state IN ('accepted', 'delivered') AND lower(a.period) <= :now
    """
)
_OTHERS = text(
    """
    SELECT r.unit_id, lower(a.period) AS starts_at FROM assignment a JOIN request r ON r.id = a.request_id
     WHERE a.interpreter_id = :interpreter AND a.state IN ('accepted', 'delivered') AND lower(a.period) <= :now
    """
)


async def prove_assignment(
    session: Session, vault: Vault, code: str, *, now: datetime
) -> AssignmentProof | None:
    """The proof, or None for a code that proves nothing: the caller answers both alike."""
    number = number_in(code, vault.booking_key)
    if number is None:
        return None
    row = (await session.execute(_ASSIGNMENT, {"number": number, "now": now})).one_or_none()
    if row is None:
        return None
    others = await session.execute(_OTHERS, {"interpreter": row.interpreter_id, "now": now})
    return AssignmentProof(
        row.person_id, oslo_date(row.starts_at),
        tuple([FittingAssignment(each.unit_id, oslo_date(each.starts_at)) for each in others]),
    )  # fmt: skip

"""Certificates that have been seen, without going through the commands under test."""

from datetime import date

from booking.certificates.models import CertificateRequirement, CertificateSeen
from tests.builders.bodies import BuiltBody
from tests.builders.times import LONG_AGO
from tolkeregister.core.database import Session


async def a_seen_certificate(
    session: Session, body: BuiltBody, interpreter_id: int, *, seen_on: date, kind: str = "ordinary"
) -> int:
    """The body has seen one; returns the record."""
    row = CertificateSeen(
        organisation_id=body.organisation_id, interpreter_id=interpreter_id, seen_on=seen_on, kind=kind,
        purpose="police", account_id=body.booker.account_id or 0, recorded_at=LONG_AGO,
    )  # fmt: skip
    session.add(row)
    await session.flush()
    assert row.id is not None
    return row.id


async def a_requirement(
    session: Session, body: BuiltBody, demand: str, *, kind: str | None = None, valid_from: date | None = None
) -> None:
    """The body has decided what it requires."""
    session.add(CertificateRequirement(
        organisation_id=body.organisation_id, demand=demand, kind=kind, valid_from=valid_from or LONG_AGO.date(),
        legal_basis="tolkeloven § 10", account_id=body.booker.account_id or 0, recorded_at=LONG_AGO,
    ))  # fmt: skip
    await session.flush()

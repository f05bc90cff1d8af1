"""Records of certificates are forgotten once a day, when nobody has needed them for long."""

from datetime import datetime, timedelta

from booking.certificates.commands import forget_old
from tolkeregister.core.database import Session
from tolkeregister.core.jobs.registry import job

FORGET_CERTIFICATES = "certificates.forget"


@job(FORGET_CERTIFICATES, every=timedelta(days=1))
async def forget_certificates(session: Session, *, now: datetime) -> None:
    """Safe to run twice."""
    await forget_old(session, now=now)

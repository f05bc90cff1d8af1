"""The job that forgets what sign-in leaves behind."""

from datetime import datetime, timedelta

from tolkeregister.core.database import Session
from tolkeregister.core.jobs.registry import job
from web.security.sessions import forget_old


@job("security.forget", every=timedelta(hours=1))
async def forget_old_sign_ins(session: Session, *, now: datetime) -> None:
    """Delete old sessions, attempts, drafts and counts."""
    await forget_old(session, now=now)

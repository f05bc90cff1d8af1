"""Forgetting what is due, with the receipt checked against what is gone."""

from datetime import datetime

from sqlalchemy import text

from booking.handlers import register_handlers
from tolkeregister.core.database import Session
from tolkeregister.retention.commands import forget_due, ids_digest, use_proof_key
from tolkeregister.retention.registry import forgettings, provide_forgetting
from tolkeregister.retention.rules.terms import Kept
from web.security.retention import FORGETTINGS as OF_SIGN_IN


def everything_can_be_forgotten() -> None:
    """As whoever puts the worker together does it."""
    register_handlers()
    provide_forgetting(*OF_SIGN_IN)
    use_proof_key("s" * 40)


async def forgotten(session: Session, kind: Kept, *, now: datetime) -> int:
    """Forget a batch of a kind, and see that its receipt says how many and which; returns how many went."""
    everything_can_be_forgotten()
    before = await _ids(session, kind)
    count = await forget_due(session, kind, now=now)
    gone = before - await _ids(session, kind)
    assert len(gone) == count
    newest = "SELECT object, count, ids_digest, happened_at FROM deletion_receipt ORDER BY id DESC LIMIT 1"
    if gone:
        receipt = tuple((await session.execute(text(newest))).one())
        assert receipt == (kind, count, ids_digest(kind, tuple(gone)), now)
    return count


async def _ids(session: Session, kind: Kept) -> set[int | str]:
    return set(
        (await session.execute(text(f"SELECT id FROM ({forgettings()[kind].rows}) AS found"))).scalars()
    )

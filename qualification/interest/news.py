"""News of exams for those who stand in the register: everybody is told, and says no with one press (survey C14)."""

from datetime import datetime

from sqlalchemy import text

from tolkeregister.core import audit
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotAllowed

_NUMBER = text("SELECT number FROM interpreter WHERE id = :id FOR NO KEY UPDATE")
_DECLINED = text("SELECT 1 FROM opening_news_declined WHERE interpreter_id = :id")
_DECLINE = text(
    "INSERT INTO opening_news_declined (interpreter_id, declined_at) VALUES (:id, :now)"
    " ON CONFLICT DO NOTHING RETURNING 1"
)
_WANT = text("DELETE FROM opening_news_declined WHERE interpreter_id = :id RETURNING 1")


async def wants_exam_news(session: Session, actor: Actor) -> bool:
    """Whether the actor is told when the exam opens in one of their languages; NotAllowed for no interpreter."""
    return (await session.execute(_DECLINED, {"id": _own(actor)})).first() is None


async def choose_exam_news(session: Session, actor: Actor, *, wanted: bool, now: datetime) -> None:
    """Be told, or not, from now on. Twice is as good as once."""
    number = (await session.execute(_NUMBER, {"id": _own(actor)})).scalar_one()
    changed = await session.execute(_WANT if wanted else _DECLINE, {"id": actor.interpreter_id, "now": now})
    if changed.first() is not None:
        what = "exam_news.wanted" if wanted else "exam_news.declined"
        audit.record(session, actor, what, "interpreter", number, now=now)


def _own(actor: Actor) -> int:
    if actor.interpreter_id is None:
        raise NotAllowed(reason("role_missing"))
    return actor.interpreter_id

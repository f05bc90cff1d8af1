"""News of exams for those who stand in the register: everybody is told, and says no with one press (survey C14)."""

from datetime import datetime

from sqlalchemy import text

from tolkeregister.core import audit
from tolkeregister.core.actor import NOBODY, Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotAllowed, NotFound

_NUMBER = text("SELECT number FROM interpreter WHERE id = :id FOR NO KEY UPDATE")
_ID = text("SELECT id FROM interpreter WHERE number = :number")
_DECLINED = text("SELECT 1 FROM opening_news_declined WHERE interpreter_id = :id")
_DECLINE = text(
    "INSERT INTO opening_news_declined (interpreter_id, declined_at) VALUES (:id, :now)"
    " ON CONFLICT DO NOTHING RETURNING 1"
)
_WANT = text("DELETE FROM opening_news_declined WHERE interpreter_id = :id RETURNING 1")


async def wants_exam_news(session: Session, actor: Actor) -> bool:
    """Whether the actor is told when the exam opens in one of their languages; NotAllowed for no interpreter."""
    return await _wants(session, _own(actor))


async def choose_exam_news(session: Session, actor: Actor, *, wanted: bool, now: datetime) -> None:
    """Be told, or not, from now on. Twice is as good as once."""
    await _choose(session, actor, _own(actor), wanted=wanted, now=now)


async def wants_by_number(session: Session, number: str) -> bool:
    """The same for whoever holds the address from a mail to the interpreter with this number; raises NotFound."""
    return await _wants(session, await _with_number(session, number))


async def choose_by_number(session: Session, number: str, *, wanted: bool, now: datetime) -> None:
    """The choice of whoever holds the address from a mail; who that was is nobody in the trail."""
    await _choose(session, NOBODY, await _with_number(session, number), wanted=wanted, now=now)


async def _wants(session: Session, interpreter_id: int) -> bool:
    return (await session.execute(_DECLINED, {"id": interpreter_id})).first() is None


async def _choose(
    session: Session, actor: Actor, interpreter_id: int, *, wanted: bool, now: datetime
) -> None:
    number = (await session.execute(_NUMBER, {"id": interpreter_id})).scalar_one()
    changed = await session.execute(_WANT if wanted else _DECLINE, {"id": interpreter_id, "now": now})
    if changed.first() is not None:
        what = "exam_news.wanted" if wanted else "exam_news.declined"
        audit.record(session, actor, what, "interpreter", number, now=now)


async def _with_number(session: Session, number: str) -> int:
    found = (await session.execute(_ID, {"number": number})).scalar()
    if found is None:
        raise NotFound(reason("interpreter_not_found"))
    return int(found)


def _own(actor: Actor) -> int:
    if actor.interpreter_id is None:
        raise NotAllowed(reason("role_missing"))
    return actor.interpreter_id

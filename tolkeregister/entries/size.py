"""How large the register is."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from tolkeregister.core.database import Session


@dataclass(frozen=True, slots=True)
class RegisterSize:
    """How many people are listed, and in how many languages."""

    interpreters: int
    languages: int


_SIZE = text(
    """
    SELECT count(DISTINCT e.interpreter_id), count(DISTINCT e.language_tag)
      FROM entry e JOIN entry_listing l ON l.entry_id = e.id
     WHERE upper_inf(l.recorded) AND l.valid @> CAST(:at AS timestamptz)
    """
)


async def register_size(session: Session, *, at: datetime) -> RegisterSize:
    """Who is listed at an instant, by what is known now."""
    return RegisterSize(*(await session.execute(_SIZE, {"at": at})).one())

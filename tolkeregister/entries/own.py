"""What the register holds about one interpreter, as that interpreter sees it: every entry, listed now or not."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import text

from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotAllowed


@dataclass(frozen=True, slots=True)
class OwnEntry:
    """One language and type, with the category that follows from the evidence; None when nothing does any longer."""

    language_tag: str
    type: str
    is_listed: bool
    category: str | None


@dataclass(frozen=True, slots=True)
class OwnRegister:
    """The interpreter and all entries, listed ones first."""

    person_id: int
    number: str
    given_name: str
    name: str
    gender: str
    listed_since: date
    modes: tuple[str, ...]
    subjects: tuple[str, ...]
    inactive_since: datetime | None
    confirmed_at: datetime | None
    confirmation_asked_at: datetime | None
    entries: tuple[OwnEntry, ...]

    @property
    def is_listed(self) -> bool:
        """Whether anything is listed now."""
        return any(each.is_listed for each in self.entries)


_PERSON = text(
    """
    SELECT i.person_id, i.number, p.given_name, p.given_name || ' ' || p.family_name AS name, p.gender,
           i.listed_since, i.modes, i.subjects, i.inactive_since, i.confirmed_at, i.confirmation_asked_at
      FROM interpreter i JOIN person p ON p.id = i.person_id WHERE i.id = :id
    """
)
_ENTRIES = text(
    """
    SELECT e.language_tag, e.type, l.id IS NOT NULL AS is_listed, ec.category
      FROM entry e
      LEFT JOIN entry_listing l ON l.entry_id = e.id AND upper_inf(l.recorded)
       AND l.valid @> CAST(:now AS timestamptz)
      LEFT JOIN entry_category ec ON ec.entry_id = e.id AND upper_inf(ec.recorded)
       AND ec.valid @> CAST(:now AS timestamptz)
     WHERE e.interpreter_id = :id ORDER BY is_listed DESC, ec.category NULLS LAST, e.language_tag, e.type
    """
)


async def own_register(session: Session, actor: Actor, *, now: datetime) -> OwnRegister:
    """The actor's own place in the register; NotAllowed for one who has none."""
    values = {"id": actor.interpreter_id, "now": now}
    person = (await session.execute(_PERSON, values)).one_or_none()
    if person is None:
        raise NotAllowed(reason("role_missing"))
    entries = tuple(OwnEntry(*row) for row in await session.execute(_ENTRIES, values))
    lists = {"modes": tuple(person.modes), "subjects": tuple(person.subjects)}
    return OwnRegister(**{**person._mapping, **lists}, entries=entries)

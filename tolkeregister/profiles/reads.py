"""Who has looked: what the directorate opened about a person, and what others did with it, for that person to see."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotAllowed


@dataclass(frozen=True, slots=True)
class Look:
    """One look (`what` is a page), or one thing done (`what` is an event), by whom and when."""

    at: datetime
    who: str
    what: str
    is_event: bool


# Once a day for each page and person; one's own look at oneself is nobody's business.
_NOTE = text(
    """
    INSERT INTO person_read (person_id, account_id, what, read_on, read_at)
    SELECT :person, a.id, :what, :day, :now FROM account a
     WHERE a.id = :account AND a.person_id IS DISTINCT FROM :person
    ON CONFLICT (person_id, account_id, what, read_on) DO NOTHING
    """
)
_PERSON_OF = text("SELECT person_id FROM interpreter WHERE number = :number")
# Who has read a complaint is kept with the complaint: the person it is about may not know of it yet (rule W11).
_PERSON_OF_CASE = text(
    "SELECT person_id FROM case_file WHERE number = :number AND kind NOT IN ('complaint', 'temporary_exclusion')"
)
_OWN = text(
    """
    SELECT * FROM (
        SELECT r.read_at AS at, a.name AS who, r.what, false AS is_event
          FROM interpreter i JOIN person_read r ON r.person_id = i.person_id JOIN account a ON a.id = r.account_id
         WHERE i.id = :id
        UNION ALL
        SELECT v.happened_at, coalesce(a.name, ''), v.action, true
          FROM interpreter i
          JOIN audit_event v ON (v.subject_kind, v.subject_id) IN (('interpreter', i.number),
                                                                   ('person', CAST(i.person_id AS text)))
          LEFT JOIN account a ON a.id = v.account_id
         WHERE i.id = :id AND a.person_id IS DISTINCT FROM i.person_id
    ) looks ORDER BY at DESC, is_event LIMIT :most OFFSET :skip
    """
)


async def note_read(session: Session, actor: Actor, person_id: int, what: str, *, now: datetime) -> None:
    """Somebody in the directorate opens a page about a person. `what`: interpreter_page, case_file or changes."""
    if not actor.is_directorate or actor.account_id is None:
        return
    values = {
        "person": person_id,
        "account": actor.account_id,
        "what": what,
        "day": oslo_date(now),
        "now": now,
    }
    await session.execute(_NOTE, values)


async def note_read_of(session: Session, actor: Actor, number: str, what: str, *, now: datetime) -> None:
    """As `note_read`, of the person with an interpreter number; nothing for a number nobody has."""
    person = (await session.execute(_PERSON_OF, {"number": number})).scalar()
    if person is not None:
        await note_read(session, actor, int(person), what, now=now)


async def note_read_of_case(session: Session, actor: Actor, number: str, *, now: datetime) -> None:
    """As `note_read`, of the person a case is about: the case, an application in it, or one of its documents."""
    person = (await session.execute(_PERSON_OF_CASE, {"number": number})).scalar()
    if person is not None:
        await note_read(session, actor, int(person), "case_file", now=now)


async def own_reads(session: Session, actor: Actor, *, page: int = 1, per_page: int = 25) -> tuple[Look, ...]:
    """Who has looked at the actor's data and what others have done with it, the newest first.

    One more than `per_page` tells that there is a next page.
    """
    if actor.interpreter_id is None:
        raise NotAllowed(reason("role_missing"))
    values = {"id": actor.interpreter_id, "most": per_page + 1, "skip": (page - 1) * per_page}
    return tuple(Look(*row) for row in await session.execute(_OWN, values))

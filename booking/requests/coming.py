"""Who has not been asked yet, in the stored order, and by whom and for which unit the request was sent."""

from dataclasses import dataclass

from sqlalchemy import text

from booking.requests.access import visible_to
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotFound

_COMING = text(
    """
    SELECT i.number, p.given_name || ' ' || p.family_name AS name, q.category, count(*) OVER () AS in_all,
           max(q.category) OVER () AS last_category
      FROM queue_place q JOIN assignment a ON a.id = q.assignment_id
      JOIN interpreter i ON i.id = q.interpreter_id JOIN person p ON p.id = i.person_id
     WHERE a.number = :number AND q.place IS NOT NULL
       AND NOT EXISTS (SELECT FROM offer f WHERE f.assignment_id = a.id AND f.interpreter_id = q.interpreter_id
                       AND f.round > a.asked_anew_after AND f.state IN ('open', 'accepted', 'declined', 'expired'))
     ORDER BY q.place LIMIT :most
    """
)
_SENDER = """
    SELECT o.name AS body, u.name AS unit, c.name AS booker, r.duty_statute, r.gender, r.gender_reason, r.subject,
           r.needs_clearance, a.municipality_code, g.gender AS interpreter_gender, a.checked_at_start
      FROM assignment a JOIN request r ON r.id = a.request_id JOIN organisation o ON o.id = r.organisation_id
      JOIN unit u ON u.id = r.unit_id JOIN account c ON c.id = r.account_id
      LEFT JOIN interpreter i ON i.id = a.interpreter_id LEFT JOIN person g ON g.id = i.person_id
     WHERE a.number = :number AND {visible}
"""


@dataclass(frozen=True, slots=True)
class NextOne:
    """One who stands in the queue."""

    number: str
    name: str
    category: str


@dataclass(frozen=True, slots=True)
class Coming:
    """The first ones in the queue, how many there are, and the lowest category among them."""

    first: tuple[NextOne, ...]
    count: int
    last_category: str

    @property
    def more(self) -> int:
        """How many come after the named ones."""
        return self.count - len(self.first)


@dataclass(frozen=True, slots=True)
class Sender:
    """What the pages say of a request besides its status."""

    body: str
    unit: str
    booker: str
    duty_statute: str | None
    gender: str | None
    gender_reason: str | None
    subject: str | None
    needs_clearance: bool
    municipality_code: str
    interpreter_gender: str | None
    checked_at_start: object


async def coming_in(session: Session, number: str, *, most: int = 2) -> Coming:
    """Who is next. Ask it only for a request the actor has been found to see."""
    rows = (await session.execute(_COMING, {"number": number, "most": most})).all()
    first = tuple(NextOne(row.number, row.name, row.category) for row in rows)
    return Coming(first, rows[0].in_all if rows else 0, rows[0].last_category if rows else "")


async def sender_of(session: Session, actor: Actor, number: str) -> Sender:
    """The rest of a request; NotFound when it is not the actor's."""
    visible, values = visible_to(actor)
    row = (await session.execute(text(_SENDER.format(visible=visible)), {**values, "number": number})).first()
    if row is None:
        raise NotFound(reason("assignment_not_found"))
    return Sender(*row)

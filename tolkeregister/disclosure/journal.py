"""The public journal (offentleglova § 10): every document that came or went in a stretch of days, and nobody's name.

Of cases about complaints not even the kind is told: that there is one about somebody is itself secret (rule W11).
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import text

from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.decisions.cases.access import require_staff
from tolkeregister.decisions.kinds import kind_of
from tolkeregister.disclosure.rules import SECRET_KINDS

EXEMPT = "Unntatt fra offentlighet (offentleglova § 13)"
MOST = 5000
_POSTS = text(
    """
    SELECT (p.journaled_at AT TIME ZONE 'Europe/Oslo')::date AS day, c.number AS case_number, c.kind, p.number, p.title,
           p.direction, p.document_on
      FROM journal_post p JOIN case_file c ON c.id = p.case_id
     WHERE (p.journaled_at AT TIME ZONE 'Europe/Oslo')::date BETWEEN :first AND :last AND p.direction <> 'internal'
     ORDER BY p.journaled_at, p.id LIMIT :most
    """
)


@dataclass(frozen=True, slots=True)
class PublicPost:
    """One line. The other party is never named."""

    day: date
    case_number: str
    case_title: str
    number: int
    title: str
    direction: str
    document_on: date


async def public_journal(session: Session, actor: Actor, first: date, last: date) -> tuple[PublicPost, ...]:
    """The journal of some days, both counted; made by the directorate, for anybody to read."""
    require_staff(actor)
    rows = await session.execute(_POSTS, {"first": first, "last": last, "most": MOST})
    found = []
    for row in rows.all():
        secret = row.kind in SECRET_KINDS
        case = EXEMPT if secret else kind_of(row.kind).title.nb
        found.append(PublicPost(row.day, row.case_number, case, row.number, EXEMPT if secret else row.title,
                                row.direction, row.document_on))  # fmt: skip
    return tuple(found)

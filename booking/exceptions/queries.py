"""Exceptions as pages and files show them: one, a body's list ready for supervision, and the directorate's counts."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import text

from booking.requests.access import visible_to
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotAllowed
from tolkeregister.entries.access import require_directorate

MOST = 5000  # lines of one list; more than any body has in a year


@dataclass(frozen=True, slots=True)
class ExceptionLine:
    """One exception as it stands: the newest version, the check, and the person while that is kept."""

    exception_id: int
    kind: str
    number: str
    state: str
    unit: str
    language_tag: str
    type: str
    mode: str
    starts_at: datetime
    ends_at: datetime
    ground: str
    decided_by: str
    reason: str | None
    is_adult: bool
    is_impartial: bool
    knows_confidentiality: bool
    claim: str | None
    proof: str | None
    is_complete: bool
    complete_by: datetime | None
    recorded_at: datetime
    completed_at: datetime | None
    recorded_by: str
    asked: int
    counts_as: str
    check_reason: str | None
    checked_at: datetime | None
    name: str | None
    phone: str | None

    @property
    def last_day(self) -> date | None:
        """The last Norwegian day for the rest."""
        return oslo_date(self.complete_by - timedelta(minutes=1)) if self.complete_by else None

    def is_overdue(self, now: datetime) -> bool:
        """Whether the rest should have been stated by now."""
        return not self.is_complete and self.complete_by is not None and now >= self.complete_by


@dataclass(frozen=True, slots=True)
class ChildUseLine:
    """One recorded use of a child; nothing about the child."""

    id: int
    unit: str
    language_tag: str
    happened_at: datetime
    ground: str
    decided_by: str
    reason: str
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True, slots=True)
class GroundCount:
    """How many assignments rest on a ground, in how many bodies, and how many lack the rest after its time."""

    ground: str
    exceptions: int
    bodies: int
    overdue: int


_LINES = """
    SELECT x.id, x.kind, a.number, a.state, u.name, a.language_tag, a.type, a.mode, lower(a.period), upper(a.period),
           v.ground, v.decided_by, v.reason, v.is_adult, v.is_impartial, v.knows_confidentiality, v.claim, v.proof,
           v.is_complete, x.complete_by, x.recorded_at, CASE WHEN v.is_complete THEN v.recorded_at END, c.name,
           (SELECT count(*) FROM search_evidence s WHERE s.assignment_id = a.id AND s.kind = 'asked'),
           a.outside_qualification, k.reason, k.decided_at, p.name, p.phone
      FROM assignment a JOIN request r ON r.id = a.request_id JOIN exception_use x ON x.id = a.exception_id
      JOIN unit u ON u.id = r.unit_id JOIN account c ON c.id = x.account_id
      JOIN LATERAL (SELECT * FROM exception_version v WHERE v.exception_id = x.id ORDER BY v.version DESC LIMIT 1) v
        ON true
      LEFT JOIN exception_check k ON k.exception_id = x.id
      LEFT JOIN outside_interpreter p ON p.exception_id = x.id
     WHERE {visible} AND {which}
     ORDER BY lower(a.period) DESC, x.id DESC LIMIT :most
"""
_CHILDREN = """
    SELECT d.id, u.name, d.language_tag, d.happened_at, d.ground, d.decided_by, d.reason, d.recorded_at, c.name
      FROM child_use d JOIN unit u ON u.id = d.unit_id JOIN account c ON c.id = d.account_id
     WHERE d.organisation_id = :organisation AND (CAST(:unit AS int) IS NULL OR d.unit_id = :unit)
       AND (CAST(:since AS timestamptz) IS NULL OR d.happened_at >= :since)
       AND (CAST(:until AS timestamptz) IS NULL OR d.happened_at < :until)
     ORDER BY d.happened_at DESC, d.id DESC LIMIT :most
"""
_FILTERS = """
    (CAST(:ground AS text) IS NULL OR v.ground = :ground)
    AND (CAST(:since AS timestamptz) IS NULL OR lower(a.period) >= :since)
    AND (CAST(:until AS timestamptz) IS NULL OR lower(a.period) < :until)
"""
_COUNTS = text(
    """
    SELECT a.ground, count(*), count(DISTINCT x.organisation_id),
           count(*) FILTER (WHERE x.complete_by <= :now AND NOT EXISTS (
               SELECT FROM exception_version v WHERE v.exception_id = x.id AND v.is_complete))
      FROM assignment a JOIN exception_use x ON x.id = a.exception_id
     WHERE a.state <> 'cancelled' GROUP BY a.ground ORDER BY a.ground
    """
)
_CHILD_COUNT = text("SELECT count(*) FROM child_use")


async def exception_of(session: Session, actor: Actor, number: str) -> ExceptionLine | None:
    """The exception of one of the actor's own orders; None when there is none, or the order is not the actor's."""
    _own_body(actor)
    found = await _lines(session, actor, "a.number = :number", number=number)
    return found[0] if found else None


async def list_exceptions(
    session: Session, actor: Actor, *, ground: str | None = None, since: datetime | None = None,
    until: datetime | None = None, most: int = MOST,
) -> tuple[ExceptionLine, ...]:  # fmt: skip
    """The exceptions of the actor's body (a booker: of the own unit), the latest start first; `[since, until)`."""
    _own_body(actor)
    return await _lines(session, actor, _FILTERS, ground=ground, since=since, until=until, most=most)


async def unfinished_exceptions(
    session: Session, actor: Actor, *, most: int = 20
) -> tuple[ExceptionLine, ...]:
    """Exceptions whose rest is not stated, the first deadline first: a task on the page of today."""
    _own_body(actor)
    which = "x.complete_by IS NOT NULL AND NOT v.is_complete AND a.state <> 'cancelled'"
    found = await _lines(session, actor, which, most=most)
    return tuple(sorted(found, key=lambda each: each.complete_by or each.recorded_at))


async def list_child_uses(
    session: Session, actor: Actor, *, since: datetime | None = None, until: datetime | None = None
) -> tuple[ChildUseLine, ...]:
    """The recorded uses of children of the actor's body (a booker: of the own unit), the latest first."""
    _own_body(actor)
    unit = None if actor.has(Role.BODY_ADMINISTRATOR) else actor.unit_id
    values = {
        "organisation": actor.organisation_id,
        "unit": unit,
        "since": since,
        "until": until,
        "most": MOST,
    }
    return tuple(ChildUseLine(*row) for row in await session.execute(text(_CHILDREN), values))


async def counts_by_ground(
    session: Session, actor: Actor, *, now: datetime
) -> tuple[tuple[GroundCount, ...], int]:
    """How many exceptions rest on each ground in the whole country, and how often a child was used (feature 108).

    Numbers only: supervision is for others (tolkeloven § 12). Raises NotAllowed for all but the directorate.
    """
    require_directorate(actor)
    rows = await session.execute(_COUNTS, {"now": now})
    children = int((await session.execute(_CHILD_COUNT)).scalar_one())
    return tuple(GroundCount(*row) for row in rows), children


async def _lines(
    session: Session, actor: Actor, which: str, *, most: int = 1, **more: object
) -> tuple[ExceptionLine, ...]:
    visible, values = visible_to(actor)
    sql = text(_LINES.format(visible=visible, which=which))
    return tuple(ExceptionLine(*row) for row in await session.execute(sql, {**values, **more, "most": most}))


def _own_body(actor: Actor) -> None:
    if not actor.is_public_body or actor.organisation_id is None:
        raise NotAllowed(reason("role_missing"))

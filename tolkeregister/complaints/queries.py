"""What the directorate's pages about complaints show: the queue with its ages, and one complaint."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import text

from tolkeregister.complaints.access import find_complaint, officer_for
from tolkeregister.complaints.clocking import RunningClock, clocks_of, clocks_of_all, pauses_of
from tolkeregister.complaints.doors import Hit, hits_elsewhere
from tolkeregister.complaints.reacting import Standing, reactions_of, warnings_of
from tolkeregister.complaints.rules.clocks import Pause, counted_days
from tolkeregister.complaints.rules.warnings import WarningCount
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid
from tolkeregister.decisions.cases.access import require_staff
from tolkeregister.decisions.cases.queries import LogLine
from tolkeregister.decisions.rules.deciding import Officer, is_impartial

MOST_LISTED = 500


@dataclass(frozen=True, slots=True)
class ComplaintLine:
    """One complaint in the queue. `age` in days that counted; `last_day` is the nearest of the running clocks."""

    number: str
    state: str
    basis: str | None
    subject: str
    received_at: datetime
    officer: str | None
    is_mine: bool
    is_urgent: bool
    is_suspended: bool
    age: int
    stage: str | None
    last_day: date | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class RequestLine:
    """Questions to a public body, and how far they have come."""

    id: int
    recipient: str
    questions: str
    legal_basis: str
    asked_at: datetime
    due_on: date
    answered_at: datetime | None
    withdrawn_at: datetime | None
    answer: str | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class ComplaintPage:
    """A complaint as an officer sees it. What needs habilitet is empty for whoever has not declared it."""

    id: int
    number: str
    state: str
    channel: str
    basis: str | None
    subject: str
    unlisted: str
    person_id: int | None
    interpreter_id: int | None
    interpreter_number: str | None
    assignment_reference: str
    reporter_kind: str
    is_anonymous: bool
    is_urgent: bool
    received_at: datetime
    closed_as: str | None
    officer: str | None
    is_mine: bool
    case_number: str | None
    temporary_number: str | None
    duplicate_of: str | None
    age: int
    me: Officer
    is_open_to_me: bool
    clocks: tuple[RunningClock, ...] = ()
    pauses: tuple[Pause, ...] = ()
    log: tuple[LogLine, ...] = ()
    requests: tuple[RequestLine, ...] = ()
    reactions: tuple[Standing, ...] = ()
    warnings: WarningCount | None = None
    review_on: date | None = None
    against: Mapping[str, int] = field(default_factory=dict)  # kind of case → what stands against the person
    waits: frozenset[str] = (
        frozenset()
    )  # for the directorate: "more_time", "access", "draft"; for an end: "appeal"

    @property
    def is_closed(self) -> bool:
        """Nothing more happens in it."""
        return self.state == "closed"

    @property
    def is_suspended(self) -> bool:
        """No day counts now."""
        return any(each.until is None for each in self.pauses)


@dataclass(frozen=True, slots=True)
class HitList:
    """All that an exclusion would change at once, before anybody presses the button (feature 83)."""

    entries: tuple[tuple[str, str], ...]  # language and type
    cards: int
    receivers: int
    hits: tuple[Hit, ...]


_LINES = text(
    """
    SELECT c.id, c.number, c.state, c.basis,
           coalesce(p.given_name || ' ' || p.family_name, c.unlisted) AS subject, c.received_at, a.name AS officer,
           coalesce(c.officer_account_id = :me, false) AS is_mine, c.is_urgent
      FROM complaint c LEFT JOIN person p ON p.id = c.person_id LEFT JOIN account a ON a.id = c.officer_account_id
     WHERE (CASE WHEN CAST(:state AS text) IS NULL THEN c.state <> 'closed' ELSE c.state = :state END)
       AND (NOT CAST(:mine AS boolean) OR c.officer_account_id = :me)
       AND NOT EXISTS (SELECT FROM account o WHERE o.id = :me AND o.person_id = c.person_id)
     ORDER BY c.is_urgent DESC, c.received_at, c.id LIMIT :most
    """
)
_PAGE = text(
    """
    SELECT c.id, c.number, c.state, c.channel, c.basis, c.unlisted, c.person_id, c.assignment_reference,
           c.reporter_kind, c.is_anonymous, c.is_urgent, c.received_at, c.closed_as,
           a.name AS officer, f.number AS case_number,
           coalesce(c.officer_account_id = :me, false) AS is_mine, t.number AS temporary_number,
           d.number AS duplicate_of, i.id AS interpreter_id, i.number AS interpreter_number,
           coalesce(p.given_name || ' ' || p.family_name, c.unlisted) AS subject, c.closed_at,
           (SELECT min(r.due_on) FROM exclusion_review r
             WHERE r.complaint_id = c.id AND r.reviewed_at IS NULL) AS review_on
      FROM complaint c LEFT JOIN person p ON p.id = c.person_id LEFT JOIN interpreter i ON i.person_id = p.id
      LEFT JOIN account a ON a.id = c.officer_account_id LEFT JOIN case_file f ON f.id = c.case_id
      LEFT JOIN case_file t ON t.id = c.temporary_case_id LEFT JOIN complaint d ON d.id = c.duplicate_of
     WHERE c.id = :id
    """
)
_LOG = text(
    """
    SELECT l.happened_at, a.name, l.code, l.facts FROM complaint_log l LEFT JOIN account a ON a.id = l.account_id
     WHERE l.complaint_id = :id ORDER BY l.happened_at, l.id
    """
)
_REQUESTS = text(
    """
    SELECT r.id, r.recipient, r.questions, r.legal_basis, r.asked_at, r.due_on, r.answered_at, r.withdrawn_at,
           convert_from(f.content, 'UTF8') AS answer
      FROM information_request r LEFT JOIN journal_post j ON j.id = r.answer_post_id
      LEFT JOIN archived_file f ON f.sha256 = j.sha256
     WHERE r.complaint_id = :id ORDER BY r.id
    """
)
_WAITS = text(
    """
    SELECT 'more_time' FROM more_time_request
     WHERE complaint_id = :id AND answered_at IS NULL AND dropped_at IS NULL
    UNION ALL SELECT 'access' FROM file_access_request WHERE complaint_id = :id AND answered_at IS NULL
    UNION ALL SELECT 'appeal' FROM complaint c JOIN case_file f ON f.id = c.case_id
     WHERE c.id = :id AND f.state = 'appealed'
    UNION ALL SELECT 'draft' FROM complaint c
     CROSS JOIN LATERAL (SELECT d.id FROM decision_draft d WHERE d.case_id = c.case_id
                          ORDER BY d.sequence DESC, d.version DESC LIMIT 1) newest
     WHERE c.id = :id AND NOT EXISTS (SELECT FROM decision x WHERE x.draft_id = newest.id)
       AND NOT EXISTS (SELECT FROM draft_review r WHERE r.draft_id = newest.id AND r.verdict = 'returned')
    """
)
_AGAINST = text(
    """
    SELECT f.kind, max(d.id) AS id FROM complaint c JOIN case_file f ON f.id IN (c.case_id, c.temporary_case_id)
      JOIN decision d ON d.case_id = f.id AND d.is_negative
     WHERE c.id = :id AND f.state <> 'closed' AND NOT EXISTS (SELECT FROM decision n WHERE n.replaces_id = d.id)
     GROUP BY f.kind
    """
)
_ENTRIES = text(
    """
    SELECT e.language_tag, e.type FROM entry e JOIN entry_listing l ON l.entry_id = e.id AND upper_inf(l.recorded)
       AND (upper_inf(l.valid) OR upper(l.valid) > :at) WHERE e.interpreter_id = :id ORDER BY e.language_tag, e.type
    """
)
_PERSON_BY_NUMBER = text("SELECT person_id FROM interpreter WHERE number = :number")
_COUNTS = text(
    """
    SELECT (SELECT count(*) FROM interpreter_card k WHERE k.interpreter_id = :id AND k.ended_at IS NULL),
           (SELECT count(*) FROM webhook_receiver w WHERE w.ended_at IS NULL)
    """
)


async def open_complaints(
    session: Session,
    actor: Actor,
    *,
    state: str | None = None,
    mine: bool = False,
    late: bool = False,
    now: datetime,
) -> tuple[ComplaintLine, ...]:
    """Complaints not closed (or in one state), the urgent and then the oldest first; never one about the officer."""
    require_staff(actor)
    values = {"me": actor.account_id, "state": state, "mine": mine, "most": MOST_LISTED}
    rows = (await session.execute(_LINES, values)).all()
    clocks = await clocks_of_all(session, [row.id for row in rows], now=now)
    lines = [_line(row, clocks[row.id], now) for row in rows]
    return tuple(line for line in lines if line.is_late or not late)


async def complaint_page(session: Session, actor: Actor, number: str, *, now: datetime) -> ComplaintPage:
    """One complaint; its papers only for whoever has declared to be impartial. NotFound as `find_complaint`."""
    found = await find_complaint(session, actor, number)
    assert found.id is not None
    row = (await session.execute(_PAGE, {"id": found.id, "me": actor.account_id})).mappings().one()
    me = await officer_for(session, actor, found.id)
    pauses = await pauses_of(session, found.id)
    shown = {name: value for name, value in row.items() if name not in ("closed_at", "review_on", "unlisted")}
    until = oslo_date(row["closed_at"] or now)
    age = counted_days(oslo_date(row["received_at"]), until, pauses)
    if not is_impartial(me).allowed:
        shown |= {"assignment_reference": ""}
        return ComplaintPage(**shown, unlisted="", age=age, me=me, is_open_to_me=False)
    person = row["person_id"]
    return ComplaintPage(
        **shown, unlisted=row["unlisted"], age=age, me=me, is_open_to_me=True, pauses=pauses,
        clocks=await clocks_of(session, found.id, now=now), review_on=row["review_on"],
        log=tuple(LogLine(*each) for each in await session.execute(_LOG, {"id": found.id})),
        requests=await _requests(session, found.id, now),
        reactions=await reactions_of(session, person) if person else (),
        warnings=await warnings_of(session, person, oslo_date(now), now=now) if person else None,
        against={row.kind: row.id for row in await session.execute(_AGAINST, {"id": found.id})},
        waits=frozenset((await session.execute(_WAITS, {"id": found.id})).scalars()),
    )  # fmt: skip


async def hit_list(
    session: Session, actor: Actor, interpreter_id: int, *, effective_at: datetime, now: datetime
) -> HitList:
    """What an exclusion from an instant would hit, here and in the packages above."""
    require_staff(actor)
    entries = await session.execute(_ENTRIES, {"id": interpreter_id, "at": effective_at})
    cards, receivers = (await session.execute(_COUNTS, {"id": interpreter_id})).one()
    hits = await hits_elsewhere(session, actor, interpreter_id, effective_at=effective_at, now=now)
    return HitList(tuple((row.language_tag, row.type) for row in entries), cards, receivers, hits)


async def _requests(session: Session, complaint_id: int, now: datetime) -> tuple[RequestLine, ...]:
    rows = (await session.execute(_REQUESTS, {"id": complaint_id})).all()
    return tuple(
        RequestLine(
            row.id, row.recipient, row.questions, row.legal_basis, row.asked_at, row.due_on, row.answered_at,
            row.withdrawn_at, row.answer, oslo_date(row.answered_at or now) > row.due_on,
        )
        for row in rows
    )  # fmt: skip


def _line(row: Any, clocks: tuple[RunningClock, ...], now: datetime) -> ComplaintLine:
    running = [each for each in clocks if each.ended_at is None]
    dated = sorted((each.last_day, each.stage) for each in running if each.last_day is not None)
    nearest = dated[0] if dated else None
    return ComplaintLine(
        number=row.number, state=row.state, basis=row.basis, subject=row.subject, received_at=row.received_at,
        officer=row.officer, is_mine=row.is_mine, is_urgent=row.is_urgent,
        is_suspended=any(each.last_day is None for each in running),
        age=(oslo_date(now) - oslo_date(row.received_at)).days, stage=nearest[1] if nearest else None,
        last_day=nearest[0] if nearest else None, is_late=any(each.is_late for each in running),
    )  # fmt: skip


async def subject_by_number(session: Session, actor: Actor, number: str) -> int:
    """The person with an interpreter number, for pointing out; Invalid for a number nobody has."""
    require_staff(actor)
    person = (await session.execute(_PERSON_BY_NUMBER, {"number": number})).scalar_one_or_none()
    if person is None:
        raise Invalid(reason("interpreter_not_found", field="nummer"))
    return int(person)

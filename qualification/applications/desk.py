"""The officers' desk: what waits by deadline, who has how much, how old it is, and how long cases have taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from statistics import median
from typing import Any

from sqlalchemy import text

from qualification.applications.access import require_others_application
from qualification.applications.forgery import open_reports
from qualification.applications.models import Application
from qualification.applications.queries import ApplicationPage, Wanted, read_application
from qualification.applications.rules.checking import Check, checks_of
from qualification.applications.situation import weigh
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotFound
from tolkeregister.decisions.cases.access import require_staff
from tolkeregister.decisions.rules.deadlines import days_taken

MOST_LISTED = 300
AGES = (7, 14, 30, 60)  # days: the upper edges of the figure's groups


@dataclass(frozen=True, slots=True)
class Waiting:
    """One application that waits for a decision. `status` says for whom it waits."""

    number: str
    name: str
    language_tag: str
    type: str
    received_at: datetime
    deadline_at: datetime | None
    officer: str | None
    status: str  # recognition | proposed | time_passed | more_wanted | scanning | to_handle
    days: int
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class Load:
    """How many open cases somebody has; nobody is the heap."""

    officer: str | None
    cases: int
    overdue: int


@dataclass(frozen=True, slots=True)
class MonthTaken:
    """What was decided in a month, and the median of days from receipt to signature."""

    month: date
    kind: str
    decided: int
    median_days: float


@dataclass(frozen=True, slots=True)
class Judged:
    """An officer's last finding in a document."""

    document_id: int
    verdict: str
    kind: str | None
    issuer: str
    reference: str
    issued_on: date | None
    remark: str
    by: str


@dataclass(frozen=True, slots=True)
class DeskPage:
    """One application as an officer sees it."""

    id: int
    case_id: int
    page: ApplicationPage
    checks: tuple[Check, ...]
    category: str | None  # by recorded and verified evidence together
    held: tuple[str, ...]
    findings: dict[int, Judged]
    protection: str
    is_open: bool
    newest_draft: int
    reports: tuple[int, ...]  # documents about which the police may have to be told
    passed: Wanted | None  # asked for, not answered, and the last day has gone


_WAITING = text(
    """
    SELECT number, name, language_tag, type, received_at, deadline_at, officer, status FROM (
    SELECT c.id, c.number, n.given_name || ' ' || n.family_name AS name, p.language_tag, p.type, c.received_at,
           coalesce(r.deadline_at, c.deadline_at) AS deadline_at, o.name AS officer,
           CASE WHEN EXISTS (SELECT FROM decision_draft d WHERE d.case_id = c.id) THEN 'proposed'
                WHEN EXISTS (SELECT FROM supplement_request q WHERE q.application_id = p.id AND q.answered_at IS NULL
                               AND q.ended_at IS NULL AND q.answer_by < :today) THEN 'time_passed'
                WHEN EXISTS (SELECT FROM supplement_request q WHERE q.application_id = p.id AND q.answered_at IS NULL
                               AND q.ended_at IS NULL) THEN 'more_wanted'
                WHEN EXISTS (SELECT FROM application_document t WHERE t.application_id = p.id
                               AND t.scan_state = 'waiting' AND t.removed_at IS NULL) THEN 'scanning'
                WHEN r.deadline_at IS NOT NULL THEN 'recognition'
                ELSE 'to_handle' END AS status
      FROM application p JOIN case_file c ON c.id = p.case_id JOIN person n ON n.id = c.person_id
      LEFT JOIN account o ON o.id = c.officer_account_id
      LEFT JOIN LATERAL (SELECT k.deadline_at FROM recognition g JOIN case_file k ON k.id = g.case_id
                          WHERE g.application_id = p.id AND k.state = 'open') r ON true
     WHERE p.state = 'submitted'
       AND NOT EXISTS (SELECT FROM account me WHERE me.id = :me AND me.person_id = c.person_id)
    ) waiting ORDER BY status = 'time_passed' DESC, deadline_at NULLS LAST, received_at, id LIMIT :most
    """
)
_TAKEN = text(
    """
    SELECT date_trunc('month', s.signed_at AT TIME ZONE 'Europe/Oslo')::date AS month, c.kind,
           (s.signed_at AT TIME ZONE 'Europe/Oslo')::date - (c.received_at AT TIME ZONE 'Europe/Oslo')::date AS days
      FROM decision s JOIN case_file c ON c.id = s.case_id
     WHERE s.sequence = 1 AND c.kind = ANY(CAST(:kinds AS text[])) AND s.signed_at >= :since
    """
)
_UNKNOWN = text("SELECT count(*) FROM application WHERE state = 'submitted' AND case_id IS NULL")
_BY_CASE = text(
    "SELECT p.id, p.case_id FROM application p JOIN case_file c ON c.id = p.case_id WHERE c.number = :number"
)
_FINDINGS = text(
    """
    SELECT DISTINCT ON (f.document_id) f.document_id, f.verdict, f.kind, f.issuer, f.reference, f.issued_on, f.remark,
           a.name
      FROM document_finding f JOIN application_document d ON d.id = f.document_id JOIN account a ON a.id = f.account_id
     WHERE d.application_id = :id ORDER BY f.document_id, f.id DESC
    """
)
_NEWEST = text("SELECT coalesce(max(id), 0) FROM decision_draft WHERE case_id = :case")


async def waiting_applications(session: Session, actor: Actor, *, now: datetime) -> tuple[Waiting, ...]:
    """Every open application but the officer's own: overdue first, then by deadline.

    While a qualification waits to be recognised, the deadline is that of the recognition's clock.
    """
    require_staff(actor)
    today = oslo_date(now)
    rows = await session.execute(_WAITING, {"me": actor.account_id, "today": today, "most": MOST_LISTED})
    return tuple(_waiting(row, today, now) for row in rows)


def load_of(waiting: Sequence[Waiting]) -> tuple[Load, ...]:
    """How much each officer has, the heap first."""
    names = sorted({each.officer for each in waiting}, key=lambda name: name or "")
    mine = {name: [each for each in waiting if each.officer == name] for name in names}
    return tuple(Load(name, len(cases), sum(c.is_overdue for c in cases)) for name, cases in mine.items())


def ages_of(waiting: Sequence[Waiting]) -> tuple[int, ...]:
    """How many are at most 7, 14, 30 and 60 days old, and how many are older."""
    edges = (-1, *AGES, 10**6)
    return tuple(sum(low < each.days <= high for each in waiting) for low, high in pairwise(edges))


async def without_person(session: Session, actor: Actor) -> int:
    """How many that were sent wait for the population register."""
    require_staff(actor)
    return int((await session.execute(_UNKNOWN)).scalar_one())


async def time_taken(
    session: Session, actor: Actor, kinds: Sequence[str], *, since: datetime
) -> tuple[MonthTaken, ...]:
    """Median handling time by month and kind, from receipt to the first signature (benefit plan, I01)."""
    require_staff(actor)
    rows = (await session.execute(_TAKEN, {"kinds": list(kinds), "since": since})).all()
    found: dict[tuple[date, str], list[int]] = {}
    for row in rows:
        found.setdefault((row.month, row.kind), []).append(max(0, row.days))
    return tuple(
        MonthTaken(month, kind, len(days), float(median(days)))
        for (month, kind), days in sorted(found.items())
    )


async def application_of_case(session: Session, actor: Actor, number: str) -> int:
    """The application behind a case number; NotFound for an unknown one and for the officer's own."""
    require_staff(actor)
    row = (await session.execute(_BY_CASE, {"number": number})).one_or_none()
    if row is None:
        raise NotFound(reason("application_not_found"))
    await require_others_application(session, actor, row.id)
    return int(row.id)


async def desk_page(session: Session, actor: Actor, number: str, *, now: datetime) -> DeskPage:
    """Facts, checks, documents and findings of one application."""
    application_id = await application_of_case(session, actor, number)
    found = await session.get(Application, application_id)
    assert found is not None
    assert found.case_id is not None
    weighed = await weigh(session, found, now=now)
    page = await read_application(session, application_id)
    asked = page.open_question
    findings = (Judged(*row) for row in await session.execute(_FINDINGS, {"id": application_id}))
    return DeskPage(
        id=application_id, case_id=found.case_id, page=page,
        checks=checks_of(weighed.situation), category=weighed.decision.category, held=weighed.held,
        findings={each.document_id: each for each in findings}, protection=weighed.situation.protection,
        is_open=found.state == "submitted",
        newest_draft=int((await session.execute(_NEWEST, {"case": found.case_id})).scalar_one()),
        reports=await open_reports(session, application_id),
        passed=asked if asked is not None and asked.answer_by < oslo_date(now) else None,
    )  # fmt: skip


def _waiting(row: Any, today: date, now: datetime) -> Waiting:
    return Waiting(
        number=row.number, name=row.name, language_tag=row.language_tag, type=row.type, received_at=row.received_at,
        deadline_at=row.deadline_at, officer=row.officer, status=row.status,
        days=days_taken(oslo_date(row.received_at), today),
        is_overdue=row.status == "time_passed" or (row.deadline_at is not None and row.deadline_at < now),
    )  # fmt: skip

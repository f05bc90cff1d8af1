"""What the directorate's page about a case shows, and the list of cases under way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import text

from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.decisions.cases.access import case_by_number, officer_in, require_staff
from tolkeregister.decisions.rules.deadlines import days_taken
from tolkeregister.decisions.rules.deciding import Officer

MOST_LISTED = 500


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case in a list; `days` in Norway since it was received, until the decision when there is one.

    `is_for_me`: a draft waits for a second person, and the reader did not make it (rule A9).
    """

    number: str
    kind: str
    name: str
    language_tag: str | None
    type: str | None
    received_at: datetime
    deadline_at: datetime | None
    state: str
    officer: str | None
    decided_at: datetime | None
    is_for_me: bool
    is_overdue: bool
    days: int


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of the log; nobody is the system."""

    happened_at: datetime
    name: str | None
    code: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Post:
    """One document in the journal, with the way of its letter."""

    number: int
    direction: str
    kind: str
    title: str
    counterpart: str
    document_on: date
    media_type: str
    sha256: str
    route: str | None
    delivery: str | None
    delivered_at: datetime | None
    opened_at: datetime | None
    last_error: str | None


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A notice, or the urgency for which there was none."""

    id: int
    given_at: datetime
    reasons: str
    reply_by: date | None
    urgency: str | None
    reply: str | None
    replied_at: datetime | None


@dataclass(frozen=True, slots=True)
class CasePage:
    """A whole case as an officer sees it. Drafts, decisions and appeals: `outcomes/queries.py`."""

    id: int
    number: str
    kind: str
    name: str
    interpreter_number: str | None
    language_tag: str | None
    type: str | None
    received_at: datetime
    deadline_at: datetime | None
    state: str
    officer: str | None
    is_mine: bool
    days: int
    me: Officer
    log: tuple[LogLine, ...]
    posts: tuple[Post, ...]
    notices: tuple[NoticeLine, ...]

    @property
    def is_closed(self) -> bool:
        """Nothing more happens in it."""
        return self.state == "closed"


_LINES = text(
    """
    SELECT c.number, c.kind, p.given_name || ' ' || p.family_name AS name, c.language_tag, c.type, c.received_at,
           c.deadline_at, c.state, a.name AS officer,
           CASE c.state WHEN 'decided' THEN d.signed_at END AS decided_at,
           coalesce(f.four_eyes AND f.proposed_by IS DISTINCT FROM :me
                    AND NOT EXISTS (SELECT FROM draft_review w WHERE w.draft_id = f.id)
                    AND NOT EXISTS (SELECT FROM decision s WHERE s.draft_id = f.id), false) AS is_for_me
      FROM case_file c JOIN person p ON p.id = c.person_id LEFT JOIN account a ON a.id = c.officer_account_id
      LEFT JOIN LATERAL (SELECT max(signed_at) AS signed_at FROM decision WHERE case_id = c.id) d ON true
      LEFT JOIN LATERAL (SELECT id, four_eyes, proposed_by FROM decision_draft WHERE case_id = c.id
                          ORDER BY id DESC LIMIT 1) f ON true
     WHERE c.state = ANY(:states) AND (CAST(:kind AS text) IS NULL OR c.kind = :kind)
       AND NOT EXISTS (SELECT FROM account o WHERE o.id = :me AND o.person_id = c.person_id)
     ORDER BY c.state = 'decided', is_for_me DESC, c.deadline_at NULLS LAST, c.received_at, c.id LIMIT :most
    """
)
_CASE = text(
    """
    SELECT c.*, p.given_name || ' ' || p.family_name AS name, a.name AS officer, i.number AS interpreter_number
      FROM case_file c JOIN person p ON p.id = c.person_id LEFT JOIN account a ON a.id = c.officer_account_id
      LEFT JOIN interpreter i ON i.person_id = p.id WHERE c.id = :id
    """
)
_LOG = text(
    """
    SELECT l.happened_at, a.name, l.code, l.facts FROM case_log l LEFT JOIN account a ON a.id = l.account_id
     WHERE l.case_id = :id ORDER BY l.id DESC
    """
)
_POSTS = text(
    """
    SELECT p.number, p.direction, p.kind, p.title, p.counterpart, p.document_on, f.media_type, p.sha256, d.route,
           d.state AS delivery, d.delivered_at, d.opened_at, d.last_error
      FROM journal_post p JOIN archived_file f ON f.sha256 = p.sha256
      LEFT JOIN letter l ON l.journal_post_id = p.id LEFT JOIN letter_delivery d ON d.letter_id = l.id
     WHERE p.case_id = :id ORDER BY p.number
    """
)
_NOTICES = text(
    """
    SELECT n.id, n.given_at, n.reasons, n.reply_by, n.urgency, r.body AS reply, r.received_at AS replied_at
      FROM case_notice n LEFT JOIN notice_reply r ON r.notice_id = n.id WHERE n.case_id = :id ORDER BY n.id
    """
)
_DRAFTED = ("open", "decided", "appealed")


async def open_cases(
    session: Session,
    actor: Actor,
    *,
    kind: str | None = None,
    states: tuple[str, ...] = _DRAFTED,
    now: datetime,
) -> tuple[CaseLine, ...]:
    """Cases under way, those the officer can approve and the nearest deadlines first, the decided ones last.

    Never one about the officer's own person.
    """
    require_staff(actor)
    values = {"states": list(states), "kind": kind, "me": actor.account_id, "most": MOST_LISTED}
    rows = (await session.execute(_LINES, values)).mappings()
    return tuple(
        CaseLine(
            **row, is_overdue=row["deadline_at"] is not None and row["deadline_at"] < (row["decided_at"] or now),
            days=days_taken(oslo_date(row["received_at"]), oslo_date(row["decided_at"] or now)),
        )
        for row in rows
    )  # fmt: skip


async def case_page(session: Session, actor: Actor, number: str, *, now: datetime) -> CasePage:
    """One case by its number; NotFound for an unknown one and for the officer's own."""
    ref = await case_by_number(session, actor, number)
    row = (await session.execute(_CASE, {"id": ref.id})).mappings().one()
    shown = {name: row[name] for name in (
        "number", "kind", "name", "interpreter_number", "language_tag", "type", "received_at", "deadline_at", "state",
        "officer",
    )}  # fmt: skip
    until = row["closed_at"] or now
    return CasePage(
        id=ref.id, **shown, is_mine=row["officer_account_id"] == actor.account_id,
        days=days_taken(oslo_date(row["received_at"]), oslo_date(until)),
        me=await officer_in(session, actor, ref.id),
        log=tuple(LogLine(*each) for each in await session.execute(_LOG, {"id": ref.id})),
        posts=tuple(Post(*each) for each in await session.execute(_POSTS, {"id": ref.id})),
        notices=tuple(NoticeLine(*each) for each in await session.execute(_NOTICES, {"id": ref.id})),
    )  # fmt: skip

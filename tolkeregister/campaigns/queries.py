"""Campaigns as the directorate follows them, person by person, and the question as the one asked sees it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import text

from tolkeregister.campaigns.audience import Chosen
from tolkeregister.campaigns.messages import ASKED
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotFound
from tolkeregister.entries.access import require_directorate

Phase = Literal["running", "ending", "closed", "stopped"]


@dataclass(frozen=True, slots=True)
class CampaignLine:
    """One campaign and how many are in which state."""

    id: int
    chosen: Chosen
    answer_by: date
    remind_on: tuple[date, ...]
    started_at: datetime
    started_by: str
    stopped_at: datetime | None
    stopped_by: str
    closed_at: datetime | None
    counts: dict[str, int]

    @property
    def asked(self) -> int:
        """Everybody the campaign was for."""
        return sum(self.counts.values())

    @property
    def settled(self) -> int:
        """How many nobody waits for any longer: answered, exempted or out of the register."""
        return sum(
            self.counts.get(each, 0) for each in ("confirmed", "wants_out", "exempted", "left", "returned")
        )

    @property
    def percent(self) -> int:
        """Of those asked, rounded down, so that nothing is called done before it is."""
        return self.settled * 100 // self.asked if self.asked else 0

    def phase(self, today: date) -> Phase:
        """Where it stands; `ending` is past its last day with somebody who must have their time yet."""
        if self.stopped_at is not None:
            return "stopped"
        if self.closed_at is not None:
            return "closed"
        return "running" if today <= self.answer_by else "ending"


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One person in a campaign. `is_inactive` is now; `mail_failed` when the question could not be delivered."""

    number: str
    name: str
    state: str
    asked_at: datetime | None
    reminders: int
    answered_at: datetime | None
    made_inactive_at: datetime | None
    is_inactive: bool
    exempt_reason: str | None
    exempted_by: str
    mail_failed: bool
    is_own: bool


@dataclass(frozen=True, slots=True)
class OwnQuestion:
    """What the actor is asked now: to answer by a day, or already made inactive without an answer."""

    state: str  # waiting, inactive or wants_out
    answer_by: date
    made_inactive: bool


# What a member `m` was asked, or answered, concerns them no more when they have left the register since: whoever is
# listed anew was asked of another time, and asks of nobody to be taken out.
CONCERNS = """(m.state = 'waiting' OR (m.state IN ('inactive', 'wants_out') AND EXISTS (
    SELECT FROM entry e JOIN entry_listing l ON l.entry_id = e.id AND upper_inf(l.recorded)
     WHERE e.interpreter_id = m.interpreter_id AND l.valid @> m.answered_at
       AND l.valid @> CAST(:now AS timestamptz))))"""
_CAMPAIGNS = """
    SELECT c.id, c.category, c.language_tag, c.unconfirmed_since, c.answer_by, c.remind_on, c.started_at,
           coalesce(a.name, '') AS started_by, c.stopped_at, coalesce(s.name, '') AS stopped_by, c.closed_at,
           coalesce((SELECT jsonb_object_agg(n.state, n.count)
                       FROM (SELECT m.state, count(*) AS count FROM campaign_member m WHERE m.campaign_id = c.id
                              GROUP BY m.state) n), '{}') AS counts
      FROM campaign c LEFT JOIN account a ON a.id = c.started_by LEFT JOIN account s ON s.id = c.stopped_by
"""
_ALL = text(f"{_CAMPAIGNS} ORDER BY c.id DESC LIMIT 50")
_ONE = text(f"{_CAMPAIGNS} WHERE c.id = :id")
_MEMBERS = text(
    f"""
    SELECT i.number, p.given_name || ' ' || p.family_name AS name, m.state, m.asked_at, m.reminders, m.answered_at,
           m.made_inactive_at, i.inactive_since IS NOT NULL AS is_inactive, m.exempt_reason,
           coalesce(o.name, '') AS exempted_by,
           EXISTS (SELECT FROM mail_message l WHERE l.state = 'failed'
                    AND l.event_key = '{ASKED}:' || m.campaign_id || ':' || i.number) AS mail_failed,
           EXISTS (SELECT FROM account w WHERE w.id = :account AND w.person_id = i.person_id) AS is_own
      FROM campaign_member m JOIN interpreter i ON i.id = m.interpreter_id JOIN person p ON p.id = i.person_id
      LEFT JOIN account o ON o.id = m.exempted_by
     WHERE m.campaign_id = :id AND (CAST(:state AS text) IS NULL OR m.state = :state)
     ORDER BY p.sort_key COLLATE "C", i.id LIMIT :most OFFSET :skip
    """
)
_OWN = text(
    f"""
    SELECT m.state, c.answer_by, m.made_inactive_at IS NOT NULL AND m.made_inactive_at = i.inactive_since
      FROM campaign_member m JOIN campaign c ON c.id = m.campaign_id JOIN interpreter i ON i.id = m.interpreter_id
     WHERE m.interpreter_id = :id AND {CONCERNS}
     ORDER BY m.state = 'waiting' DESC, c.id DESC LIMIT 1
    """
)


async def campaigns(session: Session, actor: Actor) -> tuple[CampaignLine, ...]:
    """The fifty newest, the newest first; for the directorate."""
    require_directorate(actor)
    return tuple(_line(row) for row in await session.execute(_ALL))


async def campaign(session: Session, actor: Actor, campaign_id: int) -> CampaignLine:
    """One campaign, or NotFound."""
    require_directorate(actor)
    row = (await session.execute(_ONE, {"id": campaign_id})).one_or_none()
    if row is None:
        raise NotFound(reason("campaign_not_found"))
    return _line(row)


async def members(
    session: Session, actor: Actor, campaign_id: int, *, state: str | None = None, page: int = 1,
    per_page: int | None = None,
) -> tuple[MemberLine, ...]:  # fmt: skip
    """Those in a campaign by family name, all or in one state.

    One more than `per_page` tells that there is a next page; without it everybody.
    """
    require_directorate(actor)
    values = {
        "id": campaign_id, "state": state, "account": actor.account_id,
        "most": None if per_page is None else per_page + 1, "skip": (page - 1) * (per_page or 0),
    }  # fmt: skip
    return tuple(MemberLine(*row) for row in await session.execute(_MEMBERS, values))


async def own_question(session: Session, actor: Actor, *, now: datetime) -> OwnQuestion | None:
    """What a campaign asks of the actor, if anything: the newest that waits comes first."""
    if actor.interpreter_id is None:
        return None
    row = (await session.execute(_OWN, {"id": actor.interpreter_id, "now": now})).first()
    return None if row is None else OwnQuestion(*row)


def is_overdue(question: OwnQuestion, now: datetime) -> bool:
    """Whether the last day to answer is over."""
    return oslo_date(now) > question.answer_by


def _line(row: Any) -> CampaignLine:
    return CampaignLine(
        row.id, Chosen(row.category, row.language_tag, row.unconfirmed_since), row.answer_by, tuple(row.remind_on),
        row.started_at, row.started_by, row.stopped_at, row.stopped_by, row.closed_at, dict(row.counts),
    )  # fmt: skip

"""Whom a campaign would ask, seen before it starts: each listed person once, however many languages they have."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from sqlalchemy import text

from tolkeregister.campaigns.rules.days import CampaignDays
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import OSLO
from tolkeregister.core.database import Session
from tolkeregister.entries.access import require_directorate


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which part of the register: None is all. `unconfirmed_since` leaves out who has confirmed since that day."""

    category: str | None = None
    language_tag: str | None = None
    unconfirmed_since: date | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """One person the campaign would ask, with the best of the categories that count now."""

    interpreter_id: int
    number: str
    name: str
    category: str
    is_inactive: bool  # on a pause already
    confirmed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Preview:
    """Everybody a campaign would ask now, by family name, and how many wait in another campaign and are left out."""

    people: tuple[Asked, ...]
    waiting_elsewhere: int
    fingerprint: str

    @property
    def by_category(self) -> dict[str, int]:
        """How many have which as their best."""
        return dict(sorted(Counter(each.category for each in self.people).items()))

    @property
    def on_a_pause(self) -> int:
        """How many have said themselves that they take no assignments now."""
        return sum(each.is_inactive for each in self.people)


_PEOPLE = text(
    """
    SELECT i.id, i.number, p.given_name || ' ' || p.family_name AS name, min(c.category) AS category,
           i.inactive_since IS NOT NULL AS is_inactive, i.confirmed_at,
           EXISTS (SELECT FROM campaign_member m WHERE m.interpreter_id = i.id AND m.state = 'waiting') AS waits
      FROM interpreter i JOIN person p ON p.id = i.person_id AND p.dead_on IS NULL
      JOIN entry e ON e.interpreter_id = i.id
      JOIN entry_listing l ON l.entry_id = e.id AND upper_inf(l.recorded) AND l.valid @> CAST(:now AS timestamptz)
      JOIN entry_category c ON c.entry_id = e.id AND upper_inf(c.recorded) AND c.valid @> CAST(:now AS timestamptz)
     WHERE CAST(:since AS timestamptz) IS NULL
        OR greatest(i.confirmed_at, i.listed_since AT TIME ZONE 'Europe/Oslo') < :since
     GROUP BY i.id, p.id
    HAVING bool_or((CAST(:category AS text) IS NULL OR c.category = :category)
                   AND (CAST(:language AS text) IS NULL OR e.language_tag = :language))
     ORDER BY p.sort_key COLLATE "C", i.id
    """
)
_LAST = text("SELECT coalesce(max(id), 0) FROM campaign")


async def preview(
    session: Session, actor: Actor, chosen: Chosen, days: CampaignDays, *, now: datetime
) -> Preview:
    """Whom it would hit if it started now; for the directorate.

    The fingerprint stands for exactly these people and days, and for the campaigns there have been: whoever starts
    what they saw either gets it, or is told that it is another by now.
    """
    require_directorate(actor)
    since = chosen.unconfirmed_since
    values = {
        "now": now, "category": chosen.category, "language": chosen.language_tag,
        "since": None if since is None else datetime.combine(since, datetime.min.time(), OSLO),
    }  # fmt: skip
    rows = (await session.execute(_PEOPLE, values)).all()
    people = tuple(Asked(*row[:6]) for row in rows if not row.waits)
    last = (await session.execute(_LAST)).scalar_one()
    ids = sorted(each.interpreter_id for each in people)
    seen = sha256(repr((last, chosen, days, ids)).encode()).hexdigest()[:32]
    return Preview(people, len(rows) - len(people), seen)

"""Figures on complaints with their denominator (feature 101): whole for the directorate, small numbers hidden for all.

A year of the public part is published when it is over and every complaint of it has ended; until then it would change,
and two editions would tell what came between. Nothing here says whom a complaint was about, or where.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from booking.statistics.published import sample_scale
from tolkeregister.complaints.clocking import clocks_of_all, pauses_of_all
from tolkeregister.complaints.rules.clocks import counted_days
from tolkeregister.complaints.rules.figures import Counted, YearFigures, figures_of
from tolkeregister.complaints.rules.words import Stage
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.statistics.disclosure import DisclosureRule, rule_on
from tolkeregister.decisions.cases.access import require_staff

_COMPLAINTS = text(
    """
    SELECT c.id, (c.received_at AT TIME ZONE 'Europe/Oslo')::date AS received_on, coalesce(c.basis, 'unclassified') AS basis,
           CASE WHEN c.closed_as IS NOT NULL AND c.closed_as <> 'decided' THEN c.closed_as
                ELSE coalesce((SELECT v.outcome FROM decision d JOIN decision_draft v ON v.id = d.draft_id
                                WHERE d.case_id = c.case_id ORDER BY d.sequence DESC LIMIT 1), 'under_way') END AS outcome,
           (SELECT min(k.category) FROM interpreter i JOIN entry e ON e.interpreter_id = i.id
              JOIN entry_category k ON k.entry_id = e.id AND upper_inf(k.recorded) AND k.valid @> c.received_at
             WHERE i.person_id = c.person_id AND (c.entry_id IS NULL OR e.id = c.entry_id)) AS category
      FROM complaint c ORDER BY c.id
    """  # noqa: E501
)
# The roll-up, and the facts that have come since.
_ASSIGNMENTS = text(
    """
    SELECT year, sum(counted)::int AS delivered FROM (
        SELECT year, assignments AS counted FROM share_month WHERE year = ANY(CAST(:years AS int[]))
        UNION ALL
        SELECT extract(year FROM day)::int, weight FROM assignment_fact
         WHERE id > coalesce((SELECT rolled_up_fact_id FROM rollup_state), 0)
           AND extract(year FROM day) = ANY(CAST(:years AS int[]))) AS both_of_them
     GROUP BY year
    """
)


@dataclass(frozen=True, slots=True)
class ShownYear:
    """The counts of a year as anybody may see them; None is hidden."""

    year: int
    total: int | None
    counts: Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class ComplaintFigures:
    """Whole figures for the directorate, and the categories as far as small numbers allow."""

    years: tuple[YearFigures, ...]
    by_category: tuple[ShownYear, ...]
    sample: int | None  # the assignments are one of so many


async def complaint_figures(session: Session, actor: Actor, *, now: datetime) -> ComplaintFigures:
    """All years, nothing hidden but categories; for the directorate. The newest year first."""
    require_staff(actor)
    years = await _years(session, now)
    rule = rule_on(oslo_date(now))
    by_category = tuple(as_allowed(each.year, each.by_category, rule) for each in years)
    return ComplaintFigures(years, by_category, await sample_scale(session))


async def public_complaint_figures(session: Session, *, now: datetime) -> tuple[ShownYear, ...]:
    """Complaints by what they were about, for years that are over and done with, the newest first."""
    today = oslo_date(now)
    years = [each for each in await _years(session, now) if each.year < today.year and not each.under_way]
    return tuple(as_allowed(each.year, each.by_basis, rule_on(today)) for each in years)


def as_allowed(year: int, counts: Mapping[str, int], rule: DisclosureRule) -> ShownYear:
    """A year is divided as a whole or not at all: with one part small, no part is shown, and nothing can be worked out.

    The numbers are far too small for a division with holes in it, and no page has to solve an integer program.
    """
    total = sum(counts.values())
    hides_parts = any(rule.is_small(each) for each in (total, *counts.values()))
    shown = {code: None if hides_parts else count for code, count in counts.items()}
    return ShownYear(year, None if rule.is_small(total) else total, shown)


async def _years(session: Session, now: datetime) -> tuple[YearFigures, ...]:
    rows = (await session.execute(_COMPLAINTS)).all()
    ids = [row.id for row in rows]
    clocks, pauses = await clocks_of_all(session, ids, now=now), await pauses_of_all(session, ids)
    counted = []
    for row in rows:
        whole = next((each for each in clocks[row.id] if each.stage is Stage.WHOLE), None)
        ended = whole.ended_at if whole is not None else None
        days = counted_days(row.received_on, oslo_date(ended), pauses[row.id]) if ended is not None else None
        in_time = None if whole is None or ended is None else not whole.is_late
        counted.append(Counted(row.received_on.year, row.basis, row.outcome, days, in_time, row.category))
    years = sorted({each.year for each in counted})
    assignments = {row.year: row.delivered for row in await session.execute(_ASSIGNMENTS, {"years": years})}
    return figures_of(counted, assignments)

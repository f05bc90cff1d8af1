"""What planners weigh, language by language: who is listed, who wishes, what tests gave, and who waits for TAO."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import text

from qualification.interest.queries import interest_by_language
from qualification.plan.queries import Plan
from qualification.rounds.queries import results_by_language
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.entries.access import require_directorate

HIGH = ("A", "B", "C", "D")  # høyt kvalifisert (IMDi's annual report 2021)
YEARS_OF_TESTS = 2


@dataclass(frozen=True, slots=True)
class LanguageNeed:
    """One language: interpreters now, wishes, the last years' tests, and how many offers the plan has."""

    language_tag: str
    listed: int  # entries of category A–E
    high: int  # of them A–D
    wishes: int  # persons who would like Tospråktesten or the exam now
    messages: int  # of this year
    tested: int  # persons, in the last two years
    passed: int
    planned: int


_LISTED = text(
    """
    SELECT e.language_tag, count(*) AS listed, count(*) FILTER (WHERE c.category = ANY(:high)) AS high
      FROM entry e
      JOIN entry_listing l ON l.entry_id = e.id AND upper_inf(l.recorded) AND l.valid @> CAST(:now AS timestamptz)
      JOIN entry_category c ON c.entry_id = e.id AND upper_inf(c.recorded) AND c.valid @> CAST(:now AS timestamptz)
     GROUP BY 1
    """
)
_WAITING = text(
    """
    SELECT count(DISTINCT t.person_id) FROM evidence t
     WHERE t.kind = 'tospraaktest' AND upper_inf(t.recorded) AND t.valid @> CAST(:now AS timestamptz)
       AND NOT EXISTS (SELECT FROM evidence o WHERE o.person_id = t.person_id AND o.kind = 'tao'
                       AND upper_inf(o.recorded) AND o.valid @> CAST(:now AS timestamptz))
    """
)


async def need_by_language(
    session: Session, actor: Actor, plan: Plan | None, *, now: datetime
) -> Mapping[str, LanguageNeed]:
    """Every language that has interpreters, wishes or tests, by tag; for the directorate."""
    require_directorate(actor)
    today = oslo_date(now)
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in await session.execute(_LISTED, {"now": now, "high": list(HIGH)}):
        found[row.language_tag].update(listed=row.listed, high=row.high)
    for wish in await interest_by_language(session, actor, since=date(today.year, 1, 1)):
        found[wish.language_tag]["wishes"] += wish.persons
        found[wish.language_tag]["messages"] += wish.messages
    since = date(today.year - YEARS_OF_TESTS, today.month, min(today.day, 28))
    for test in await results_by_language(session, actor, since=since):
        if test.test == "tospraaktest":
            found[test.language_tag].update(tested=test.persons, passed=test.passed)
    for offer in plan.offers if plan else ():
        if offer.language_tag:
            found[offer.language_tag]["planned"] += 1
    names = ("listed", "high", "wishes", "messages", "tested", "passed", "planned")
    return {tag: LanguageNeed(tag, *(counts[name] for name in names)) for tag, counts in found.items()}


async def waiting_for_tao(session: Session, actor: Actor, *, now: datetime) -> int:
    """Persons with a satisfactory test and no course: nobody is listed in category E without it (rule Q3)."""
    require_directorate(actor)
    return int((await session.execute(_WAITING, {"now": now})).scalar_one())

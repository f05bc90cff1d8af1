"""Questions to the database that no page of the service asks; what a page asks is asked by the page's own query."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import text

from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from web.figures.ours import Obtained

_PROOFS = text(
    """
    SELECT DISTINCT ec.category,
           coalesce(array_agg(DISTINCT v.kind) FILTER (WHERE v.kind IS NOT NULL), '{}') AS kinds
      FROM entry e
      JOIN interpreter i ON i.id = e.interpreter_id
      JOIN entry_listing l ON l.entry_id = e.id AND l.valid @> CAST(:at AS timestamptz)
       AND l.recorded @> CAST(:at AS timestamptz)
      JOIN entry_category ec ON ec.entry_id = e.id AND ec.valid @> CAST(:at AS timestamptz)
       AND ec.recorded @> CAST(:at AS timestamptz)
      LEFT JOIN evidence v ON v.person_id = i.person_id AND v.valid @> CAST(:at AS timestamptz)
       AND v.recorded @> CAST(:at AS timestamptz)
       AND (v.kind = 'tao' OR v.language_tag = e.language_tag AND coalesce(v.type, 'speech') = e.type)
     GROUP BY e.id, ec.category
    """
)
_OBTAINED = text(
    """
    SELECT v.kind, v.issuer, g.name_nb AS language, lower(v.valid) AS since, lower(v.recorded) AS known
      FROM evidence v JOIN language g ON g.tag = v.language_tag
     WHERE upper_inf(v.recorded) AND NOT lower_inf(v.valid) AND NOT lower_inf(v.recorded)
    """
)
_FIRST_LISTED = text(
    """
    SELECT e.type, min(lower(l.valid)) AS since
      FROM entry_listing l JOIN entry e ON e.id = l.entry_id GROUP BY e.type
    """
)
_SUPPLY = text(
    """
    SELECT supply_model, sum(weight) AS assignments FROM assignment_fact
     WHERE day BETWEEN :first AND :last GROUP BY supply_model
    """
)


async def proofs(session: Session, at: datetime) -> Mapping[str, frozenset[frozenset[str]]]:
    """By category: the kinds of evidence in force behind each of its entries, valid and known at an instant."""
    found: dict[str, set[frozenset[str]]] = defaultdict(set)
    for row in await session.execute(_PROOFS, {"at": at}):
        found[row.category].add(frozenset(row.kinds))
    return {category: frozenset(each) for category, each in found.items()}


async def obtained(session: Session) -> Sequence[Obtained]:
    """All evidence that is in a language and has not been taken back."""
    rows: Sequence[Any] = (await session.execute(_OBTAINED)).all()
    return [
        Obtained(row.kind, row.issuer, row.language, oslo_date(row.since), oslo_date(row.known))
        for row in rows
    ]


async def first_listed(session: Session) -> Mapping[str, date]:
    """The first day anybody was listed, by type of entry."""
    return {row.type: oslo_date(row.since) for row in await session.execute(_FIRST_LISTED)}


async def supply_of(session: Session, year: int) -> Mapping[str, int]:
    """Assignments of a year by who supplied the interpreter."""
    days = {"first": date(year, 1, 1), "last": date(year, 12, 31)}
    return {row.supply_model: int(row.assignments) for row in await session.execute(_SUPPLY, days)}

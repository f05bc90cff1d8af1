"""Finding interpreters: best qualified first, and only those who are not known to be busy."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from booking.availability.calendar import Horizon, Window
from booking.matching.rules.travel import SPEEDS
from booking.search.statement import candidates_sql, search_statement
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.rules.dated import in_force
from tolkeregister.core.rules.name_variants import spellings_of

CATEGORIES = ("A", "B", "C", "D", "E")


@dataclass(frozen=True, slots=True)
class SearchCriteria:
    """What is asked for. Without `starts_at` it is a search in the register and says nothing of time."""

    language_tag: str | None = None
    type: str | None = "speech"
    least_category: str = "E"
    gender: str | None = None
    county_code: str | None = None
    municipality_code: str | None = None  # where an in-person assignment is
    max_km: float | None = None  # estimated kilometres by road
    mode: str | None = None
    subject: str | None = None
    needs_clearance: bool = False
    name_or_number: str | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    page: int = 1
    per_category: int = 10

    @property
    def is_in_person(self) -> bool:
        """Whether distance means anything."""
        return self.municipality_code is not None and self.mode in (None, "in_person")


@dataclass(frozen=True, slots=True)
class EntryInBrief:
    """One of an interpreter's entries."""

    language_tag: str
    type: str
    category: str


@dataclass(frozen=True, slots=True)
class FoundInterpreter:
    """One line of the answer. `availability` is free or not_stated, None when no time was asked for."""

    interpreter_id: int
    number: str
    name: str
    gender: str
    county_code: str
    municipality: str
    language_tag: str
    type: str
    category: str
    modes: tuple[str, ...]
    subjects: tuple[str, ...]
    availability_level: str
    availability: str | None
    km: int | None
    entries: tuple[EntryInBrief, ...]


@dataclass(frozen=True, slots=True)
class CategoryGroup:
    """All in one category: how many, and those of this page."""

    category: str
    count: int
    interpreters: tuple[FoundInterpreter, ...]


@dataclass(frozen=True, slots=True)
class Facets:
    """How many each choice would give with the other filters as they are."""

    category: dict[str, int] = field(default_factory=dict)
    gender: dict[str, int] = field(default_factory=dict)
    county: dict[str, int] = field(default_factory=dict)
    subject: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """Groups A to E (only those with somebody), how many in all, how many are busy then and how many free."""

    groups: tuple[CategoryGroup, ...]
    count: int
    busy: int
    facets: Facets
    next_page: int | None
    free: int = 0  # of `count`; the others have stated no hours, or no time was asked for

    @property
    def interpreters(self) -> tuple[FoundInterpreter, ...]:
        """Everyone on this page, best first."""
        return tuple(each for group in self.groups for each in group.interpreters)


async def find(session: Session, criteria: SearchCriteria, *, now: datetime) -> SearchAnswer:
    """Everyone who fits, grouped by category A to E; at most `per_category` of each on a page.

    Listing and category are those at the asked time, by what is known now. Agrees with `availability_at`.
    """
    statement = search_statement(candidates(criteria), at_a_time=criteria.starts_at is not None)
    rows = (await session.execute(statement, parameters(criteria, now))).all()
    found = [row for row in rows if row.kind == "row"]
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for row in rows:
        if row.kind != "row":
            counts[row.kind][row.key] = row.amount
    found.sort(key=lambda row: (row.key, row.amount))
    on_page = {key: tuple(map(_found, group)) for key, group in groupby(found, key=lambda row: row.key)}
    return SearchAnswer(
        groups=tuple(
            CategoryGroup(category, counts["shown"][category], on_page.get(category, ()))
            for category in CATEGORIES
            if category in counts["shown"]
        ),
        count=sum(counts["shown"].values()),
        busy=sum(counts["busy"].values()),
        facets=Facets(*(counts[kind] for kind in ("category", "gender", "county", "subject"))),
        next_page=_next_page(criteria, counts["shown"]),
        free=counts["availability"].get("free", 0),
    )


def register_filters(criteria: SearchCriteria) -> list[str]:
    """The names of the register's filters that are on."""
    named = criteria.name_or_number
    asked = {
        "language": criteria.language_tag is not None,
        "type": criteria.type is not None,
        "mode": criteria.mode is not None,
        "clearance": criteria.needs_clearance,
        "number": named is not None and named.strip().isdigit(),
        "names": named is not None and not named.strip().isdigit(),
        "distance": criteria.is_in_person and criteria.max_km is not None,
    }
    return [name for name, is_on in asked.items() if is_on]


def candidates(criteria: SearchCriteria) -> str:
    """The fragment for the register's part of the question."""
    return candidates_sql(
        register_filters(criteria),
        with_place=criteria.is_in_person,
        once_each=criteria.language_tag is None or criteria.type is None,
    )


def parameters(criteria: SearchCriteria, now: datetime) -> dict[str, Any]:
    """The bind parameters; those a variant of the statement does not name are left out by SQLAlchemy."""
    named = (criteria.name_or_number or "").strip()
    values: dict[str, Any] = {
        "at": criteria.starts_at or now, "language": criteria.language_tag, "type": criteria.type,
        "mode": criteria.mode, "number": named, "names": list(spellings_of(named)), "max_km": criteria.max_km,
        "municipality": criteria.municipality_code, "least_category": criteria.least_category,
        "gender": criteria.gender, "county": criteria.county_code, "subject": criteria.subject,
        "drawn_on": oslo_date(now).isoformat(), "skip": (criteria.page - 1) * criteria.per_category,
        "per_category": criteria.per_category,
        "road_factor": in_force(SPEEDS, oslo_date(criteria.starts_at or now)).road_factor,
    }  # fmt: skip
    if criteria.starts_at is not None and criteria.ends_at is not None:
        # without a mode the widest buffer counts: whoever is shown can be asked for any of them
        window = Window(criteria.starts_at, criteria.ends_at, criteria.mode or "in_person")
        horizon = Horizon([window])
        values |= horizon.parameters() | horizon.window_parameters()
    return values


def _found(row: Any) -> FoundInterpreter:
    (_, category, _, interpreter_id, _, number, given, family, gender, county, municipality, language, kind, modes,
     subjects, level, availability, km, entries) = row  # fmt: skip
    return FoundInterpreter(
        interpreter_id, number, f"{given} {family}", gender, county, municipality, language, kind, category,
        tuple(modes), tuple(subjects), level, availability, None if km is None else round(km),
        tuple(EntryInBrief(*line.split()) for line in entries),
    )  # fmt: skip


def _next_page(criteria: SearchCriteria, shown: dict[str, int]) -> int | None:
    has_more = any(count > criteria.page * criteria.per_category for count in shown.values())
    return criteria.page + 1 if has_more else None

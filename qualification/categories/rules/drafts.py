"""Rules as data: reading routes, checking them, and putting schemes one after the other in time."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from qualification.categories.rules.schemes import CATEGORIES, KINDS, SCHEMES, TYPES, Route, Scheme
from tolkeregister.core.decisions import Decision, allowed, both, reason, refused
from tolkeregister.core.rules.oslo_time import OSLO

MOST_ROUTES = 40


def version_of(valid_from: date) -> str:
    """The name of a scheme put in force by the directorate."""
    return f"A-E/{valid_from.isoformat()}"


def starts_at(valid_from: date) -> datetime:
    """Midnight in Oslo, when the rules of a day begin."""
    return datetime.combine(valid_from, time(0), tzinfo=OSLO).astimezone(UTC)


def as_data(routes: Iterable[Route]) -> list[dict[str, Any]]:
    """Routes as they are stored; one that is open to no type is left out."""
    return [
        {"category": route.category, "code": route.code, "types": sorted(route.types),
         "needs": [sorted(need) for need in route.needs]} for route in routes if route.types
    ]  # fmt: skip


def routes_of(data: Sequence[Mapping[str, Any]]) -> tuple[Route, ...]:
    """Routes read back, best category first and otherwise in their order; `may_be_routes` must have allowed them."""
    routes = [
        Route(each["category"], each["code"], frozenset(each["types"]),
              tuple(frozenset(need) for need in each["needs"])) for each in data
    ]  # fmt: skip
    return tuple(sorted(routes, key=lambda route: CATEGORIES.index(route.category)))


def code_of(needs: Iterable[Iterable[str]]) -> str:
    """A name for a way that has none: what it needs."""
    return "_and_".join("_or_".join(sorted(need)) for need in needs)


def may_be_routes(data: Sequence[Mapping[str, Any]]) -> Decision:
    """Whether these can be rules at all: known categories, types and evidence, and nothing asked for twice."""
    if not data:
        return refused(reason("no_routes"))
    if len(data) > MOST_ROUTES:
        return refused(reason("too_many_routes", most=MOST_ROUTES))
    seen: set[tuple[str, frozenset[str], frozenset[frozenset[str]]]] = set()
    decisions = []
    for each in data:
        needs = frozenset(frozenset(need) for need in each["needs"])
        same = (each["category"], frozenset(each["types"]), needs)
        decisions.append(_may_be_route(each) if same not in seen else refused(reason("same_route_twice")))
        seen.add(same)
    return both(*decisions)


def may_be_put_in_force(
    *, is_previewed: bool, is_own: bool, valid_from: date, today: date, latest: date | None
) -> Decision:
    """Seen what it does, by somebody else than who wrote it, and only for days to come (rules Q8 and A9).

    `latest` is the day of the newest scheme in force: history is never put between.
    """
    return both(
        allowed() if is_previewed else refused(reason("scheme_not_previewed")),
        refused(reason("same_person_twice")) if is_own else allowed(),
        allowed() if valid_from > today else refused(reason("scheme_starts_in_the_past")),
        allowed() if latest is None or valid_from > latest else refused(reason("newer_scheme_in_force")),
    )


def one_after_the_other(adopted: Iterable[Scheme]) -> tuple[Scheme, ...]:
    """The schemes of the code followed by those put in force; each ends where the next begins."""
    line = list(SCHEMES)
    for scheme in sorted(adopted, key=lambda each: each.valid_from):
        last = line.pop()
        line.append(Scheme(last.version, last.valid_from, scheme.valid_from, last.routes, last.source))
        line.append(scheme)
    return tuple(line)


def _may_be_route(each: Mapping[str, Any]) -> Decision:
    if each["category"] not in CATEGORIES:
        return refused(reason("unknown_category", field="kategori"))
    if not each["types"] or not set(each["types"]) <= TYPES:
        return refused(reason("unknown_type", field="typer"))
    needs = [set(need) for need in each["needs"]]
    if not needs or not all(need and need <= KINDS for need in needs):
        return refused(reason("unknown_evidence_kind", field="krav"))
    return allowed()

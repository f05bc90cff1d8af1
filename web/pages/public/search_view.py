"""What the search page shows: choices with counts, groups of interpreters, and where each of them leads."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from booking.search.queries import CategoryGroup, Facets, FoundInterpreter, SearchAnswer
from web.api.words import CATEGORIES
from web.forms.options import Option
from web.names import Names
from web.pages.public.search_form import DISTANCES, USUAL_MINUTES, SearchForm, happens_twice, starts_at
from web.view.addresses import Form as WrittenForm
from web.view.texts import N_

OPEN_FROM_START = ("A", "B")


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a filter, with how many it would give."""

    value: str
    text: str
    count: int | None
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Group:
    """One category of the answer: who is known to be free, and who has stated no hours."""

    category: str
    count: int
    is_open: bool
    free: tuple[FoundInterpreter, ...]
    not_stated: tuple[FoundInterpreter, ...]
    untimed: tuple[FoundInterpreter, ...]


@dataclass(frozen=True, slots=True)
class Filters:
    """The choices of the filter column."""

    categories: tuple[Choice, ...]
    genders: tuple[Choice, ...]
    subjects: tuple[Choice, ...]
    counties: tuple[Choice, ...]
    distances: tuple[Choice, ...]
    types: tuple[Choice, ...]
    count_chosen: int


@dataclass(frozen=True, slots=True)
class Period:
    """The time that was asked for."""

    starts_at: datetime
    ends_at: datetime
    is_first_of_two: bool


def period_of(form: SearchForm) -> Period | None:
    """The time that was asked for, if any."""
    start = starts_at(form.dato, form.fra) if form.dato is not None and form.fra is not None else None
    if start is None:
        return None
    return Period(start, start + timedelta(minutes=form.varighet or USUAL_MINUTES), happens_twice(form))


def groups_of(answer: SearchAnswer) -> tuple[Group, ...]:
    """The groups with A and B open; when both are empty, the first that is not."""
    shown = [group for group in answer.groups if group.count]
    first = shown[0].category if shown else ""
    return tuple(_group(each, each.category in (*OPEN_FROM_START, first)) for each in shown)


def _group(group: CategoryGroup, is_open: bool) -> Group:
    def those(state: str | None) -> tuple[FoundInterpreter, ...]:
        return tuple(each for each in group.interpreters if each.availability == state)

    return Group(group.category, group.count, is_open, those("free"), those("not_stated"), those(None))


def filters_of(form: SearchForm, facets: Facets, names: Names, written: WrittenForm) -> Filters:
    """The filter column: every choice says how many it would give with the other filters as they are."""
    near = form["avstand"].value
    distances = DISTANCES if not near or near in DISTANCES else (near, *DISTANCES)
    return Filters(
        categories=_categories(form, facets.category),
        genders=_choices(form, "kjonn", facets.gender, {"kvinne": "woman", "mann": "man"}),
        subjects=tuple(
            Choice(code, names.subject(code, written), facets.subject.get(code, 0), code == form.tema)
            for code in names.subjects
            if facets.subject.get(code) or code == form.tema
        ),
        counties=tuple(
            Choice(code, names.county(code), facets.county.get(code, 0), code == form.fylke)
            for code in names.counties
            if facets.county.get(code) or code == form.fylke
        ),
        distances=tuple(Choice(each, each, None, each == near) for each in distances),
        types=_choices(form, "type", {}, {}),
        count_chosen=sum(bool(form[name].values) for name in ("kjonn", "tema", "fylke", "avstand", "navn"))
        + (form["kategori"].value not in ("", "E"))
        + form["klarering"].checked,
    )


def _categories(form: SearchForm, counts: Mapping[str, int]) -> tuple[Choice, ...]:
    chosen = form.kategori or "E"
    words = {
        "A": N_("Bare kategori A"), "B": N_("B eller bedre"), "C": N_("C eller bedre"),
        "D": N_("D eller bedre"), "E": N_("Alle kategorier"),
    }  # fmt: skip
    found, choices = 0, []
    for each in CATEGORIES:
        found += counts.get(each, 0)
        choices.append(Choice(each, words[each], found, each == chosen))
    return tuple(reversed(choices))


def _choices(
    form: SearchForm, name: str, counts: Mapping[str, int], codes: Mapping[str, str]
) -> tuple[Choice, ...]:
    options: tuple[Option, ...] = tuple(form.options_of(name))
    return tuple(
        Choice(
            each.value, each.text,
            counts.get(codes.get(each.value, ""), 0) if codes else None,
            each.value in form[name].values,
        )
        for each in options
    )  # fmt: skip

"""The register as rows: everything of sections 3 and 4 assembled, with ids that never move."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from web.demo.nation import later as april_2023
from web.demo.nation import profile
from web.demo.nation.days import at
from web.demo.nation.determinism import order, quota
from web.demo.nation.evidence import evidence_rows, steps_of
from web.demo.nation.persons import NAMED, genders, named, person_rows
from web.demo.nation.plan import Plan
from web.demo.nation.reported import graduates, interests, reported
from web.demo.nation.rows import (
    CardRow,
    CourseRow,
    EntryRow,
    EvidenceRow,
    GraduateRow,
    InterestRow,
    InterpreterRow,
    ListingRow,
    PersonRow,
    ReportedRow,
    TestRow,
)
from web.demo.nation.tests_and_courses import courses, links, sittings
from web.demo.nation.timing import Timeline, timeline
from web.demo.nation.year_2021 import plan_2021

FIRST_NUMBER = 100_001
CARD_AFTER = timedelta(days=14)
DECEASED = 3  # of the 37 who left; the others left by their own request
ALL_MODES = ("in_person", "screen", "phone")


@dataclass(frozen=True, slots=True)
class Holder:
    """An entry as the assignments see it: who, which language, and the category by day ("" = none)."""

    interpreter_id: int
    entry_id: int
    language_tag: str
    type: str
    level: str
    steps: tuple[tuple[date, str], ...]

    def category_on(self, day: date) -> str:
        """The category known and valid on a day; "" when not listed."""
        found = ""
        for since, category in self.steps:
            if since <= day:
                found = category
        return found


@dataclass(frozen=True, slots=True)
class Register:
    """Every row of the register; independent of scale and of today."""

    persons: tuple[PersonRow, ...]
    interpreters: tuple[InterpreterRow, ...]
    entries: tuple[EntryRow, ...]
    listings: tuple[ListingRow, ...]
    evidence: tuple[EvidenceRow, ...]
    cards: tuple[CardRow, ...]
    tests: tuple[TestRow, ...]
    courses: tuple[CourseRow, ...]
    graduates: tuple[GraduateRow, ...]
    interests: tuple[InterestRow, ...]
    reported: tuple[ReportedRow, ...]
    holders: tuple[Holder, ...]
    named: Mapping[str, int]  # language tag → id of the named demonstration interpreter


@cache
def register() -> Register:
    """The register from 2020 to today."""
    plan = plan_2021()
    tests = sittings(genders(plan), plan)
    linked = links(plan, tests)
    times = timeline(plan, linked)
    persons = person_rows(plan)
    evidence = evidence_rows(plan, times, linked)
    late = april_2023.later(plan.persons + 1, len(evidence) + 1, {each.national_id for each in persons})
    interpreters = _interpreters(plan, times, len(late.persons))
    entries, listings = _entries(plan, times)
    return Register(
        persons + late.persons,
        interpreters,
        entries,
        listings,
        evidence + late.evidence,
        _cards(interpreters, plan, times),
        tests,
        courses(plan, linked.tao),
        graduates(plan),
        interests(),
        reported(),
        _holders(plan, times, entries, interpreters),
        _named(plan, len(persons) + 1),
    )


def _numbers(plan: Plan, more: int) -> dict[int, str]:
    first, last = plan.persons_2020, plan.persons
    series = [
        *order("person", range(1, first + 1)),
        *order("person", range(first + 1, last + 1)),
        *range(last + 1, last + more + 1),
    ]
    return {person: str(FIRST_NUMBER + place) for place, person in enumerate(series)}


def _interpreters(plan: Plan, times: Timeline, more: int) -> tuple[InterpreterRow, ...]:
    everyone = range(1, plan.persons + more + 1)
    modes, subjects, levels = profile.modes(everyone), profile.subjects(everyone), profile.levels(everyone)
    cleared, numbers = profile.cleared(everyone), _numbers(plan, more)
    shown = {*named(plan), plan.persons + 1}
    rows = []
    for person in everyone:
        held = plan.held.get(person, [])
        since = min((times.entered[slot.key] for slot in held), default=april_2023.OPENED)
        rows.append(
            InterpreterRow(
                person,
                person,
                numbers[person],
                since,
                ALL_MODES if person in shown else modes[person],
                subjects[person],
                person in cleared,
                levels[person],
            )
        )
    return tuple(rows)


def _entries(plan: Plan, times: Timeline) -> tuple[tuple[EntryRow, ...], tuple[ListingRow, ...]]:
    entries, listings = [], []
    gone = [slot.key for slot in plan.slots if slot.leaves]
    deceased = set(quota("deceased", gone, (DECEASED, len(gone) - DECEASED))[0])
    for number, slot in enumerate(plan.slots, 1):
        entries.append(EntryRow(number, slot.person, slot.tag, "speech"))
        since = at(times.entered[slot.key])
        listed = ListingRow(number, since, None, since, None, None)
        if slot.leaves:
            until = at(times.left[slot.key])
            reason = "deceased" if slot.key in deceased else "own_request"
            listings.append(replace(listed, recorded_to=until))
            listed = ListingRow(number, since, until, until, None, reason)
        listings.append(listed)
    since = at(april_2023.OPENED)
    for place, (tag, type_, _) in enumerate(april_2023.ENTRIES, 1):
        number = len(plan.slots) + place
        entries.append(EntryRow(number, plan.persons + place, tag, type_))
        listings.append(ListingRow(number, since, None, since, None, None))
    return tuple(entries), tuple(listings)


def _cards(rows: tuple[InterpreterRow, ...], plan: Plan, times: Timeline) -> tuple[CardRow, ...]:
    left = {slot.person: times.left[slot.key] for slot in plan.slots if slot.leaves}
    return tuple(CardRow(row.id, row.number, row.listed_since + CARD_AFTER, left.get(row.id)) for row in rows)


def _holders(
    plan: Plan, times: Timeline, entries: tuple[EntryRow, ...], interpreters: tuple[InterpreterRow, ...]
) -> tuple[Holder, ...]:
    level = {row.id: row.availability_level for row in interpreters}
    known = steps_of(plan, times)
    steps = [known[slot.key] for slot in plan.slots]
    steps.extend(((april_2023.OPENED, category),) for _, _, category in april_2023.ENTRIES)
    return tuple(
        Holder(row.interpreter_id, row.id, row.language_tag, row.type, level[row.interpreter_id], each)
        for row, each in zip(entries, steps, strict=True)
    )


def _named(plan: Plan, first_of_2023: int) -> dict[str, int]:
    found = {NAMED[place][0]: person for place, person in enumerate(named(plan))}
    return {**found, "nsl": first_of_2023}

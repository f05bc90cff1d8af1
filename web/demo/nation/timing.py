"""When things happened in the register in 2020 and 2021: always after the test or course they rest on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from web.demo.nation.days import ONE_DAY, working_days
from web.demo.nation.determinism import apportion, digest, order
from web.demo.nation.plan import Plan, Slot
from web.demo.nation.tests_and_courses import HVL_ENDED, RESULT_AFTER, Links, hvl_slots

LAUNCH = date(2020, 3, 25)  # the register opened in its present form with about 1 000 entries
LAUNCHED = 1000
REST_OF_2020 = (date(2020, 3, 26), date(2020, 12, 18))
EVENTS_2021 = (date(2021, 1, 11), date(2021, 12, 17))
CASE_TIME = timedelta(days=7)  # from the course to the entry, at least


@dataclass(frozen=True, slots=True)
class Timeline:
    """By slot key: the day of entry, of the upgrade and of leaving."""

    entered: Mapping[str, date]
    upgraded: Mapping[str, date]
    left: Mapping[str, date]


def timeline(plan: Plan, links: Links) -> Timeline:
    """A day for every entry, upgrade and departure."""
    entered = _entries_2020(plan)
    upgraded: dict[str, date] = {s.key: links.exams[s.key] for s in plan.slots if s.upgrade and s.by_exam}
    left: dict[str, date] = {}
    on_course = {s.key for tag in ("ar", "prs", "ti", "pl") for s in hvl_slots(plan, tag)}
    release: dict[str, date] = {}
    for slot in plan.slots:
        if slot.leaves or slot.new or (slot.upgrade and not slot.by_exam):
            release[slot.key] = _release(slot, links, on_course)
    days = working_days(*EVENTS_2021)
    counts = apportion(len(release), [1] * len(days))[
        ::-1
    ]  # the days with one more come last, after the courses
    dates = [day for day, count in zip(days, counts, strict=True) for _ in range(count)]
    waiting = sorted(release, key=lambda key: (digest("entry2021", key), key))
    chosen: dict[str, date] = {}
    for day in dates:
        key = next(each for each in waiting if release[each] <= day)
        waiting.remove(key)
        chosen[key] = day
    for slot in plan.slots:
        if slot.key in chosen:
            (left if slot.leaves else entered if slot.new else upgraded)[slot.key] = chosen[slot.key]
    return Timeline(entered, upgraded, left)


def _entries_2020(plan: Plan) -> dict[str, date]:
    keys = [slot.key for slot in plan.slots if not slot.new]
    at_launch = order("launch", keys)[:LAUNCHED]
    launched = set(at_launch)
    later = order("entry2020", [key for key in keys if key not in launched])
    days = working_days(*REST_OF_2020)
    found = dict.fromkeys(at_launch, LAUNCH)
    place = 0
    for day, count in zip(days, apportion(len(later), [1] * len(days)), strict=True):
        found.update(dict.fromkeys(later[place : place + count], day))
        place += count
    return found


def _release(slot: Slot, links: Links, on_course: set[str]) -> date:
    """The first day the event can fall on."""
    if slot.key in on_course:
        return HVL_ENDED + CASE_TIME
    if slot.new and slot.by_exam:
        return links.exams[slot.key] + ONE_DAY
    if slot.new and slot.first == "E":
        after_test = links.tests[slot.key] + RESULT_AFTER
        return max(after_test, links.tao.get(slot.person, after_test) + CASE_TIME)
    return EVENTS_2021[0]

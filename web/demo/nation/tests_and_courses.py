"""Tests, exams and courses 2017-2022, and which stand behind the entries of 2021 (specification 4)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from web.demo.nation.determinism import apportion, digest, order, quota
from web.demo.nation.plan import Plan, Slot
from web.demo.nation.rows import CourseRow, TestRow
from web.demo.nation.tables import synthetic

FEE_TEST, FEE_EXAM = 500, 3000  # NOK
ORAL_SPRING, ORAL_AUTUMN, WRITTEN = date(2021, 6, 18), date(2021, 12, 10), date(2021, 10, 8)
ROUNDS: Mapping[int, tuple[int, ...]] = {
    2017: (6, 12),
    2018: (3, 6, 11),
    2019: (3, 6, 11),
    2020: (3, 6, 11),
    2021: (3, 11),
}
JUNE_2021 = ("din", "fi", "yue", "km", "kmr", "ps", "so", "ckb", "tl", "th", "de", "vi")  # the public notice
RESULT_AFTER = timedelta(days=14)
WOMEN_2021 = 322  # of 511, printed; other years 62 per cent

TAO = {  # participants, and the days the courses were held
    2017: (119, ("02-06", "03-27", "05-15", "09-04", "10-16", "11-27")),
    2018: (145, ("01-22", "03-05", "04-16", "06-04", "09-03", "10-15", "11-26")),
    2019: (160, ("01-21", "03-04", "04-08", "06-03", "08-26", "09-30", "11-04", "12-02")),
    2020: (70, ("02-10", "09-14", "11-30")),
    2021: (
        300,
        ("01-18", "02-15", "03-15", "04-19", "05-10", "06-14", "08-23", "09-20", "10-18", "11-08", "11-29"),
    ),
    2022: (38, ("01-17", "02-14")),
}
HVL_ENDED = date(2021, 6, 4)
HVL_FUNNEL = (("applied", 134), ("qualified", 56), ("offered", 34), ("passed", 32))  # 32 accepted, all passed


@dataclass(frozen=True, slots=True)
class Links:
    """What the plan needs to know of tests and courses: by slot key the test, by person the course."""

    tests: Mapping[str, date]
    tao: Mapping[int, date]
    exams: Mapping[str, date]


def second_friday(year: int, month: int) -> date:
    """The day of a test round."""
    first = date(year, month, 1)
    return first + timedelta(days=(4 - first.weekday()) % 7 + 7)


@cache
def round_of(year: int, tag: str) -> date:
    """The day Tospråktesten was held in a language: languages dealt to the rounds of the year in turn."""
    tags = [
        r["tag"] for r in synthetic("tests") if r["programme"] == "tospraktesten" and r["year"] == str(year)
    ]
    if year == 2021:
        if tag in JUNE_2021:
            return second_friday(2021, 6)
        tags = [each for each in tags if each not in JUNE_2021]
    months = ROUNDS[year]
    tags.sort(key=lambda each: (digest("round", year, each), each))
    return second_friday(year, months[tags.index(tag) % len(months)])


def sittings(gender: Mapping[int, str], plan: Plan) -> tuple[TestRow, ...]:
    """Every sitting of Tospråktesten and of the authorisation exam, with ids from 1."""
    rows: list[TestRow] = []
    waiting = _new_e_entries(plan)
    for year in range(2017, 2022):
        rows.extend(_with_gender(_tospraaktest(year, waiting), gender, WOMEN_2021 if year == 2021 else None))
    rows.extend(_with_gender(_exams(plan), gender, None))
    return tuple(replace(row, id=place) for place, row in enumerate(rows, 1))


def _new_e_entries(plan: Plan) -> dict[str, list[Slot]]:
    waiting: dict[str, list[Slot]] = defaultdict(list)
    for slot in sorted(plan.slots, key=lambda s: (digest("test-link", s.key), s.key)):
        if slot.new and slot.first == "E":
            waiting[slot.tag].append(slot)
    return waiting


def _tospraaktest(year: int, waiting: dict[str, list[Slot]]) -> list[TestRow]:
    rows = []
    for line in synthetic("tests"):
        if line["programme"] != "tospraktesten" or line["year"] != str(year):
            continue
        tag, count = line["tag"], int(line["candidates"])
        held = round_of(year, tag)
        ranked = sorted(range(1, count + 1), key=lambda n: (digest("pass", year, tag, n), n))
        passing = set(ranked[: int(line["passed"])])
        for number in range(1, count + 1):
            passed = number in passing
            slot = waiting[tag].pop(0) if passed and year >= 2020 and waiting[tag] else None
            person = slot.person if slot else None
            name = f"{year}-{tag}-{number}"
            rows.append(TestRow(0, "tospraaktest", year, held, tag, name, "", passed, person, FEE_TEST))
    return rows


def _exams(plan: Plan) -> list[TestRow]:
    rows = []
    dates = exam_dates(plan)
    for line in synthetic("tests"):
        if not line["programme"].startswith("authorisation"):
            continue
        tag, oral = line["tag"], line["programme"] == "authorisation_oral"
        passing = [slot for slot in plan.slots if oral and slot.by_exam and slot.tag == tag]
        for number in range(1, int(line["candidates"]) + 1):
            slot = passing[number - 1] if number <= len(passing) else None
            name = f"{line['programme']}-{tag}-{number}"
            spring = digest("oral", name) % 2 == 0
            held = dates[slot.key] if slot else (ORAL_SPRING if spring else ORAL_AUTUMN) if oral else WRITTEN
            passed = slot is not None if oral else None
            person = slot.person if slot else None
            rows.append(TestRow(0, line["programme"], 2021, held, tag, name, "", passed, person, FEE_EXAM))
    return rows


def _with_gender(rows: list[TestRow], gender: Mapping[int, str], women: int | None) -> list[TestRow]:
    """A register person keeps the person's gender; the others make the total right."""
    total = women if women is not None else apportion(len(rows), (62, 38))[0]
    linked = sum(row.person_id is not None and gender[row.person_id] == "woman" for row in rows)
    loose = [row.candidate for row in rows if row.person_id is None]
    first, _ = quota("test-gender", loose, (total - linked, len(loose) - total + linked))
    chosen = set(first)
    return [
        replace(
            row,
            gender=gender[row.person_id]
            if row.person_id is not None
            else ("woman" if row.candidate in chosen else "man"),
        )
        for row in rows
    ]


def exam_dates(plan: Plan) -> dict[str, date]:
    """When the 13 passed the oral exam: half in June, half in December."""
    keys = order("exam", [slot.key for slot in plan.slots if slot.by_exam])
    spring, autumn = keys[: (len(keys) + 1) // 2], keys[(len(keys) + 1) // 2 :]
    return {**dict.fromkeys(spring, ORAL_SPRING), **dict.fromkeys(autumn, ORAL_AUTUMN)}


def links(plan: Plan, tests: Sequence[TestRow]) -> Links:
    """The test behind each new E entry and the TAO course of each person who needed one."""
    held = {(t.person_id, t.language_tag): t.taken_on for t in tests if t.person_id and t.passed}
    new = [slot for slot in plan.slots if slot.new and slot.first == "E"]
    by_slot = {slot.key: held[slot.person, slot.tag] for slot in new}
    first: dict[int, date] = {}
    for slot in new:
        first[slot.person] = min(first.get(slot.person, date.max), by_slot[slot.key])
    for person in [p for p in first if any(s.first == "E" and not s.new for s in plan.held[p])]:
        del first[person]  # took TAO before 2020
    return Links(by_slot, _seats(first), exam_dates(plan))


def _seats(tested: Mapping[int, date]) -> dict[int, date]:
    """Each in turn the earliest TAO course after the result that has a seat left."""
    seats = {held: size for year in (2020, 2021) for held, size in _tao_courses(year)}
    found = {}
    for person in sorted(tested, key=lambda p: (tested[p], digest("tao", p), p)):
        held = next(day for day in seats if seats[day] and day > tested[person] + RESULT_AFTER)
        seats[held] -= 1
        found[person] = held
    return found


def _tao_courses(year: int) -> list[tuple[date, int]]:
    total, days = TAO[year]
    sizes = apportion(total, [1] * len(days))
    return [(date.fromisoformat(f"{year}-{day}"), size) for day, size in zip(days, sizes, strict=True)]


def courses(plan: Plan, tao: Mapping[int, date]) -> tuple[CourseRow, ...]:
    """TAO participants 2017-2022 and the applicants of the basic course at HVL 2021, with ids from 1."""
    rows: list[CourseRow] = []
    for year in TAO:
        for held, size in _tao_courses(year):
            known = sorted(person for person, day in tao.items() if day == held)
            for seat in range(size):
                person = known[seat] if seat < len(known) else None
                name = f"tao-{held}-{seat + 1}"
                rows.append(CourseRow(0, "tao", f"TAO {held}", held, None, name, "passed", person))
    rows.extend(_hvl(plan))
    return tuple(replace(row, id=place) for place, row in enumerate(rows, 1))


def hvl_slots(plan: Plan, tag: str) -> list[Slot]:
    """The entries that rest on the basic course at HVL: new D and E_to_D in its four languages."""
    return [s for s in plan.slots if s.tag == tag and ((s.new and s.first == "D") or s.upgrade == "E_to_D")]


def _hvl(plan: Plan) -> list[CourseRow]:
    lines = [row for row in synthetic("tests") if row["programme"] == "basic_course_hvl"]
    weights = [int(row["passed"]) for row in lines]
    reached = [apportion(total, weights) for _, total in HVL_FUNNEL]
    rows = []
    for place, line in enumerate(lines):
        slots = hvl_slots(plan, line["tag"])
        for number in range(reached[0][place]):
            step = max(at for at in range(len(HVL_FUNNEL)) if number < reached[at][place])
            person = slots[number].person if HVL_FUNNEL[step][0] == "passed" else None
            name = f"hvl-{line['tag']}-{number + 1}"
            rows.append(
                CourseRow(
                    0, "grunnemne_hvl", "HVL 2021", HVL_ENDED, line["tag"], name, HVL_FUNNEL[step][0], person
                )
            )
    return rows

"""What each category rests on, as bitemporal evidence rows (specification 3.3).

The category itself is never written: it is derived from these rows.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from web.demo.nation.days import at
from web.demo.nation.determinism import below, digest
from web.demo.nation.persons import born_on
from web.demo.nation.plan import Plan, Slot
from web.demo.nation.rows import EvidenceRow
from web.demo.nation.tests_and_courses import HVL_ENDED, Links
from web.demo.nation.timing import Timeline

ISSUERS = {
    "bevilling": "IMDi",
    "bachelor": "OsloMet",
    "grunnemne": "OsloMet",
    "foreign_bachelor": "IMDi (godkjent EØS-utdanning)",
    "translator": "NHH",
    "tospraaktest": "OsloMet",
    "tao": "OsloMet",
    "sign_education": "OsloMet",
}
HVL_TAGS = ("ar", "prs", "ti", "pl")
FIRST_DEGREES = date(2020, 2, 28)  # those who began in 2017, before the register opened in its present form
BASIC_COURSE_2020 = date(2020, 12, 11)
EARLIER = {  # from when evidence behind the entries of 2020 may be
    "bevilling": 1999,
    "grunnemne": 2008,
    "foreign_bachelor": 2004,
    "translator": 1996,
    "tospraaktest": 2005,
}
LAST_EARLIER = date(2019, 11, 30)  # leaves time for the TAO course before the first entries

REVOKED_FROM, REVOKED_KNOWN = date(2021, 3, 1), date(2022, 2, 15)  # knowledge that came late


@dataclass(slots=True)
class _Writer:
    rows: list[EvidenceRow] = field(default_factory=list)
    tao: dict[int, tuple[date, date]] = field(default_factory=dict)  # person → valid from, recorded from

    def add(self, slot: Slot, kind: str, valid: date, known: date, issuer: str = "") -> None:
        tag = None if kind == "tao" else slot.tag
        number = len(self.rows) + 1
        self.rows.append(
            EvidenceRow(
                number,
                slot.person,
                kind,
                tag,
                None if kind == "tao" else "speech",
                at(valid),
                None,
                at(known),
                None,
                issuer or ISSUERS[kind],
                f"SYN-{number:05}",
            )
        )

    def take_course(self, slot: Slot, valid: date, known: date) -> None:
        """TAO belongs to the person: one row, known from the first entry that needs it."""
        if slot.person in self.tao:
            earlier = self.tao[slot.person]
            valid, known = min(valid, earlier[0]), min(known, earlier[1])
        self.tao[slot.person] = (valid, known)


def evidence_rows(plan: Plan, times: Timeline, links: Links) -> tuple[EvidenceRow, ...]:
    """All evidence of 2020 and 2021, in entry order, then the TAO courses, then what became known late."""
    writer = _Writer()
    for slot in plan.slots:
        entered = times.entered[slot.key]
        if slot.new:
            _new(writer, slot, entered, links)
        else:
            _earlier(writer, slot, entered)
        if slot.upgrade:
            _upgrade(writer, slot, times.upgraded[slot.key])
    holder = {slot.person: slot for slot in reversed(plan.slots)}
    for person in sorted(writer.tao):
        writer.add(holder[person], "tao", *writer.tao[person])
    return _revoke(writer.rows, late_slot(plan))


def earlier_day(slot: Slot, kind: str) -> date:
    """A day in the years before 2020, never before the person was 18."""
    born = born_on(slot.person)
    first = max(date(EARLIER[kind], 1, 15), date(born.year + 18, born.month, 1) + timedelta(days=31))
    days = max((LAST_EARLIER - first).days, 1)
    return first + timedelta(days=below(days, "evidence", kind, slot.key))


def _earlier(writer: _Writer, slot: Slot, entered: date) -> None:
    """An entry of 2020; everything became known to this register on the day of entry."""
    if slot.first in "ABC" and not (slot.first == "B" and slot.bachelor):
        writer.add(slot, "bevilling", earlier_day(slot, "bevilling"), entered)
    if slot.foreign:
        writer.add(slot, "foreign_bachelor", earlier_day(slot, "foreign_bachelor"), entered)
    elif slot.bachelor:
        writer.add(slot, "bachelor", FIRST_DEGREES, entered)
    if slot.first == "D" or (slot.first == "B" and not slot.bachelor):
        writer.add(slot, "grunnemne", earlier_day(slot, "grunnemne"), entered)
    if slot.first == "E":
        kind = "translator" if slot.translator else "tospraaktest"
        day = earlier_day(slot, kind)
        writer.add(slot, kind, day, entered)
        writer.take_course(slot, day + timedelta(days=30 + below(60, "tao-after", slot.key)), entered)


def _new(writer: _Writer, slot: Slot, entered: date, links: Links) -> None:
    """An entry of 2021."""
    if slot.first == "C":
        writer.add(slot, "bevilling", links.exams[slot.key], entered)
    elif slot.first == "D":
        here = slot.tag in HVL_TAGS
        day = HVL_ENDED if here else BASIC_COURSE_2020
        writer.add(slot, "grunnemne", day, entered, "HVL" if here else "")
    else:
        writer.add(slot, "tospraaktest", links.tests[slot.key], entered)
        if slot.person in links.tao:
            writer.take_course(slot, links.tao[slot.person], entered)


def _upgrade(writer: _Writer, slot: Slot, day: date) -> None:
    """What lifted the entry in 2021, valid and known from the same day."""
    if slot.by_exam:
        writer.add(slot, "bevilling", day, day)
    elif slot.last in "AB" and slot.first != "C":
        writer.add(slot, "bachelor", day, day)
    else:
        writer.add(slot, "grunnemne", day, day, "HVL" if slot.tag in HVL_TAGS else "")


def late_slot(plan: Plan) -> Slot:
    """The dari entry in B whose licence turned out, a year later, to have been revoked."""
    able = [
        slot
        for slot in plan.slots
        if slot.tag == "prs"
        and slot.first == "B"
        and not (slot.new or slot.leaves or slot.upgrade or slot.bachelor)
        and len(plan.held[slot.person]) == 1
    ]
    return min(able, key=lambda slot: (digest("late", slot.key), slot.key))


def _revoke(rows: Iterable[EvidenceRow], slot: Slot) -> tuple[EvidenceRow, ...]:
    """The licence as first recorded ends its recorded time; the correction starts there."""
    found = list(rows)
    for place, row in enumerate(found):
        if row.person_id == slot.person and row.kind == "bevilling":
            known = at(REVOKED_KNOWN)
            corrected = replace(row, id=len(found) + 1, valid_to=at(REVOKED_FROM), recorded_from=known)
            found[place] = replace(row, recorded_to=known)
            return (*found, corrected)
    raise ValueError("the entry has no licence to revoke")


def steps_of(plan: Plan, times: Timeline) -> Mapping[str, tuple[tuple[date, str], ...]]:
    """By slot key the days on which its category changed, as it was known on the day; "" from when it left.

    Only the assignments use this shortcut; a test derives the same categories from the evidence.
    """
    late = late_slot(plan)
    found: dict[str, tuple[tuple[date, str], ...]] = {}
    for slot in plan.slots:
        steps = [(times.entered[slot.key], slot.first)]
        if slot.upgrade:
            steps.append((times.upgraded[slot.key], slot.last))
        if slot.leaves:
            steps.append((times.left[slot.key], ""))
        if slot is late:
            steps.append((REVOKED_KNOWN, "D"))
        found[slot.key] = tuple(steps)
    return found

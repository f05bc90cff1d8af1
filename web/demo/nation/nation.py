"""The whole nation on a day: what never changes as tuples, what is large as streams."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from web.demo.nation.assignments import days
from web.demo.nation.bodies import DEMO_BODY, Society, society
from web.demo.nation.days import ONE_DAY
from web.demo.nation.history import SCALES, history
from web.demo.nation.history_rows import HistoryFactRow
from web.demo.nation.hours import absences, one_offs, weekly_hours
from web.demo.nation.present_rows import AbsenceRow, AssignmentRow, OneOffRow, WeeklyHoursRow
from web.demo.nation.register import Register, register
from web.demo.nation.under_way import UnderWay, under_way

DAYS_BACK = 400
AROUND = (timedelta(days=60), timedelta(days=120))  # absences and extra hours, before and after today


@dataclass(frozen=True, slots=True)
class Demo:
    """Where the demonstration begins: Fjordvik kommune, Kari Solheim's account, interpreters by language."""

    organisation_id: int
    unit_id: int
    booker_account_id: int
    interpreters: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Nation:
    """Everything there is on `today` at 1:`scale`. History and assignments are generated on each call."""

    scale: int
    today: date
    register: Register
    society: Society
    weekly_hours: tuple[WeeklyHoursRow, ...]
    one_offs: tuple[OneOffRow, ...]
    absences: tuple[AbsenceRow, ...]
    under_way: UnderWay
    demo: Demo

    def history(self) -> Iterator[HistoryFactRow]:
        """The facts of 2020 and 2021."""
        return history(self.scale)

    def assignments(self) -> Iterator[AssignmentRow]:
        """The last 400 days, ending yesterday."""
        return days(self.scale, self.today - DAYS_BACK * ONE_DAY, self.today - ONE_DAY)

    def rows(self) -> Iterator[object]:
        """Every row of every kind, in a fixed order."""
        for part in (self.register, self.society, self.under_way):
            for each in fields(part):
                value = getattr(part, each.name)
                if isinstance(value, tuple):
                    yield from value
        yield from self.weekly_hours
        yield from self.one_offs
        yield from self.absences
        yield from self.history()
        yield from self.assignments()


def nation(scale: int, today: date) -> Nation:
    """The synthetic nation, a pure function of its arguments; ValueError for other scales than 1000 to 1."""
    if scale not in SCALES:
        raise ValueError(f"scale must be one of {SCALES}")
    first, last = today - AROUND[0], today + AROUND[1]
    people = society()
    return Nation(
        scale,
        today,
        register(),
        people,
        weekly_hours(),
        one_offs(first, last),
        absences(first, last),
        under_way(scale, today),
        Demo(DEMO_BODY, people.demo_unit, people.demo_booker, register().named),
    )


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return "(" + ",".join(_cell(each) for each in value) + ")"
    return str(value)


def fingerprint(rows: Iterable[object]) -> str:
    """SHA-256 over the rows as text, one a line: kind, then the fields in order."""
    found = sha256()
    names: dict[type, tuple[str, ...]] = {}
    for row in rows:
        kind = type(row)
        if kind not in names:
            if not is_dataclass(row):
                raise TypeError(f"{kind.__name__} is no row")
            names[kind] = tuple(each.name for each in fields(row))
        line = "\t".join((kind.__name__, *(_cell(getattr(row, name)) for name in names[kind])))
        found.update(line.encode() + b"\n")
    return found.hexdigest()

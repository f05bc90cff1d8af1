"""The rules of a reported row, step by step. Each step reads one or a few cells and gives some of the row's values.

A row by itself (`read_row`) and a file of a million (`reading/engine.py`) run the same steps. The file remembers a
step's answer for cells it has seen, because a million rows have a few hundred languages, places and durations.
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from booking.reports.rules import lookups, standing, when, words
from booking.reports.rules.findings import MISSING, Found, Problem
from booking.reports.rules.lookups import Lookups, Municipality, UnknownWord
from booking.reports.rules.standing import Register, Standing
from booking.reports.rules.words import Outcome
from tolkeregister.core.rules.oslo_time import local_day
from tolkeregister.core.rules.sort_key import fold

TYPE_OF_KIND = {"spoken": "speech", "sign": "sign", "written": "speech_to_text", "tactile": "deafblind"}
_NEVER_TOGETHER = {("spoken", "sign"), ("sign", "speech"), ("tactile", "speech"), ("written", "speech")}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a step says: its values, what is wrong, and the word that waits for a meaning."""

    values: tuple[Any, ...]
    found: tuple[Found, ...] = ()
    waiting: UnknownWord | None = None

    @property
    def keeps_out(self) -> bool:
        """Whether the row cannot be taken because of this."""
        return any(each.severity != "warning" for each in self.found)


@dataclass(frozen=True, slots=True)
class Context:
    """What the steps need beside the cells: words and their meanings, the register, the day, who reports."""

    known: Lookups
    register: Register
    today: date
    own_orgnr: str | None = None  # of a public body that reports for itself


@dataclass(frozen=True, slots=True)
class Timed:
    """Answers that depend on when the assignment started: `answers[n]` from `changes[n - 1]` to `changes[n]`."""

    changes: tuple[datetime, ...]
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One rule: the columns it reads, the values it gives, and how."""

    columns: tuple[str, ...]
    values: tuple[str, ...]
    answer: Callable[..., Answer | Timed]


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row read by itself."""

    values: Mapping[str, Any]
    found: tuple[Found, ...]

    @property
    def is_taken(self) -> bool:
        """Whether nothing keeps the row out."""
        return all(each.severity == "warning" for each in self.found)


def _wrong(column: str, problem: Problem, values: int) -> Answer:
    return Answer((None,) * values, (Found(column, problem.code),))


def _reference(text: str, *, context: Context) -> Answer:
    value = words.read_reference(text)
    return _wrong("reference", value, 1) if isinstance(value, Problem) else Answer((value,))


def _start(day: str, clock: str, *, context: Context) -> Answer:
    start = when.read_start(day, clock, today=context.today)
    if isinstance(start, tuple):
        return _wrong(start[0], start[1], 2)
    found = (Found("time", "time_twice"),) if start.is_repeated else ()
    return Answer((start.day, start.at), found)


def _minutes(minutes: str, hours: str, outcome: str, *, context: Context) -> Answer:
    went = words.read_outcome(outcome)
    if not minutes.strip() and not hours.strip() and isinstance(went, Outcome) and went.code != "delivered":
        return Answer((None,))
    value = when.read_minutes(minutes, hours)
    return _wrong(value[0], value[1], 1) if isinstance(value, tuple) else Answer((value,))


def _language_and_type(language: str, type_text: str, *, context: Context) -> Answer:
    tag = lookups.find_language(language, context.known)
    kind = words.read_type(type_text)
    found = [Found("type", kind.code)] if isinstance(kind, Problem) else []
    if isinstance(tag, UnknownWord):
        return Answer((None, None), (Found("language", tag.code), *found), tag)
    if isinstance(tag, Problem):
        return Answer((None, None), (Found("language", tag.code), *found))
    offered = TYPE_OF_KIND[context.known.kinds[tag]]
    if isinstance(kind, str) and (context.known.kinds[tag], kind) in _NEVER_TOGETHER:
        found.append(Found("type", "type_and_language"))
    return Answer((tag, kind if isinstance(kind, str) else offered), tuple(found))


def _language_in_force(language: str, type_text: str, *, context: Context) -> Answer | Timed:
    """An ended tag is right for what started while it stood, and an error after its last day in Norway."""
    answer = _language_and_type(language, type_text, context=context)
    last_day = context.known.last_days.get(answer.values[0]) if answer.values[0] else None
    if last_day is None:
        return answer
    ended = Answer((None, None), (Found("language", "language_ended"), *answer.found))
    return Timed((local_day(last_day).ends_at,), (answer, ended))


def _mode(text: str, *, context: Context) -> Answer:
    value = words.read_mode(text)
    return _wrong("mode", value, 1) if isinstance(value, Problem) else Answer((value,))


def _sector(text: str, *, context: Context) -> Answer:
    code = lookups.find_sector(text, context.known)
    if isinstance(code, UnknownWord):
        return Answer((None,), (Found("sector", code.code),), code)
    return _wrong("sector", code, 1) if isinstance(code, Problem) else Answer((code,))


def _municipality(text: str, year: str, *, context: Context) -> Answer:
    place = lookups.find_municipality(text, year, context.known)
    if isinstance(place, Municipality):
        return Answer((place.then, place.now, place.county_now))
    waiting = place if isinstance(place, UnknownWord) else None
    return Answer((None, None, None), (Found("municipality", place.code),), waiting)


def _body(orgnr: str, unit: str, *, context: Context) -> Answer:
    """A body that is known here counts by its number even where the check digit is wrong (invented organisations)."""
    number: str | Problem = "".join(orgnr.split()) or context.own_orgnr or ""
    body = context.known.bodies.get(str(number))
    if body is None:
        number = words.read_orgnr(str(number)) if number else Problem(MISSING)
    if isinstance(number, Problem):
        return _wrong("body", number, 3)
    if body is None or not unit.strip():
        return Answer((number, body.organisation_id if body else None, None))
    unit_id = body.units.get(fold(unit))
    found = (Found("unit", "unit_unknown"),) if unit_id is None else ()
    return Answer((number, body.organisation_id, unit_id), found)


def _interpreter(text: str, category: str, *, context: Context) -> Answer:
    said, stated = words.read_interpreter(text), words.read_category(category)
    found = [
        Found(column, value.code)
        for column, value in (("interpreter", said), ("category", stated)) if isinstance(value, Problem)
    ]  # fmt: skip
    if isinstance(said, Problem) or isinstance(stated, Problem):
        return Answer((None, None), tuple(found))
    return Answer((said.number, stated), tuple(found))


def _standing(
    interpreter: str, category: str, language: str, type_text: str, outcome: str, *, context: Context
) -> Answer | Timed:
    """What the row counts as. Cells that cannot be read have said so in their own steps."""
    said, stated, went = (
        words.read_interpreter(interpreter),
        words.read_category(category),
        words.read_outcome(outcome),
    )
    tag, type_code = _language_and_type(language, type_text, context=context).values
    if went != words.DELIVERED or isinstance(said, Problem) or isinstance(stated, Problem) or tag is None:
        return Answer((None, None, None))
    course = standing.course(said, stated, tag, type_code, context.register)
    return Timed(course.changes, tuple(_standing_answer(each) for each in course.standings))


def _standing_answer(each: Standing) -> Answer:
    column = "interpreter" if each.warning in ("interpreter_missing", "interpreter_unknown") else "category"
    found = (Found(column, each.warning),) if each.warning else ()
    return Answer((each.qualification, each.basis, each.category), found)


def _requested(text: str, *, context: Context) -> Answer:
    value = words.read_category(text)
    return _wrong("category_requested", value, 1) if isinstance(value, Problem) else Answer((value,))


def _ordered(text: str, *, context: Context) -> Answer:
    value = when.read_ordered(text)
    return _wrong("ordered", value, 1) if isinstance(value, Problem) else Answer((value,))


def _outcome(text: str, *, context: Context) -> Answer:
    value = words.read_outcome(text)
    return _wrong("outcome", value, 2) if isinstance(value, Problem) else Answer((value.code, value.cause))


def _ground(text: str, year: str, *, context: Context) -> Answer:
    value = words.read_ground(text, year)
    return _wrong("ground", value, 1) if isinstance(value, Problem) else Answer((value,))


ORDERED_LATE = Found("ordered", "ordered_after_start")
YEAR = "year"
"""Not a column of the file: the year the assignment started, for what depends on the year and on nothing nearer."""

STEPS = (
    Step(("reference",), ("reference",), _reference),
    Step(("day", "time"), ("day", "started_at"), _start),
    Step(("minutes", "hours", "outcome"), ("minutes",), _minutes),
    Step(("language", "type"), ("language_tag", "type"), _language_in_force),
    Step(("mode",), ("mode",), _mode),
    Step(("sector",), ("sector_code",), _sector),
    Step(("municipality", YEAR), ("municipality_then", "municipality_now", "county_now"), _municipality),
    Step(("body", "unit"), ("body_orgnr", "organisation_id", "unit_id"), _body),
    Step(("interpreter", "category"), ("interpreter_number", "category_stated"), _interpreter),
    Step(
        ("interpreter", "category", "language", "type", "outcome"),
        ("qualification", "basis", "category"),
        _standing,
    ),
    Step(("category_requested",), ("category_requested",), _requested),
    Step(("ordered",), ("ordered_at",), _ordered),
    Step(("ground", YEAR), ("ground",), _ground),
    Step(("outcome",), ("outcome", "cause"), _outcome),  # last: it says which table the rest belongs in
)
VALUES = tuple(name for step in STEPS for name in step.values)


def read_row(cells: Mapping[str, str], context: Context) -> ReadRow:
    """One row by itself: its values and everything that is wrong with it, so that all can be mended at once."""
    texts = {**cells, YEAR: ""}
    values: dict[str, Any] = {}
    found: list[Found] = []
    for step in STEPS:
        answer = step.answer(*(texts.get(column, "") for column in step.columns), context=context)
        if isinstance(answer, Timed):
            place = bisect_right(answer.changes, values["started_at"]) if values["started_at"] else 0
            answer = answer.answers[place]
        values |= dict(zip(step.values, answer.values, strict=True))
        found += answer.found
        if "day" in step.values:
            texts[YEAR] = year_of(answer)
    if values["ordered_at"] and values["started_at"] and values["ordered_at"] > values["started_at"]:
        values["ordered_at"] = None
        found.append(ORDERED_LATE)
    return ReadRow(values, tuple(found))


def year_of(start: Answer) -> str:
    """The year in Norway an assignment started, or nothing when that could not be read."""
    return str(start.values[0].year) if start.values[0] else ""


def shown(value: Any) -> str:
    """A value as text that PostgreSQL reads: instants in UTC, days as ISO."""
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%d %H:%M:%S}+00"
    if isinstance(value, bool):
        return "t" if value else "f"
    return str(value)

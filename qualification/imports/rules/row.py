"""One row of a file: what it says, or everything that is wrong with it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache

from qualification.imports.rules.words import PARTS, PARTS_OF, TESTS, TYPES, VERDICTS, read_date
from qualification.rounds.rules.criteria import CRITERIA
from tolkeregister.core.rules.national_id import birth_date_in
from tolkeregister.core.rules.sort_key import fold

LONGEST_NUMBER, LONGEST_NAME = 40, 100
FIRST_BIRTH = date(1900, 1, 1)
FOLDED = lru_cache(maxsize=65_536)(fold)
BORN_BY_NUMBER = lru_cache(maxsize=16_384)(birth_date_in)  # a candidate has a row for each part and round
_SCORE = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?")
_AWARDED_LATER = frozenset({"grunnemne", "bachelor", "tao"})  # the day of a course is the day it was passed

Cell = Callable[[str], str]
Found = tuple[str, str]
"""The column (its code) and what is wrong there."""


@dataclass(frozen=True, slots=True)
class RoundFact:
    """A round of the institution."""

    id: int
    held_from: date
    held_to: date
    is_cancelled: bool


@dataclass(frozen=True, slots=True)
class Context:
    """What rows are read against: rounds by (test, code, language, type), languages by folded word, ended tags."""

    today: date
    rounds: Mapping[tuple[str, str, str | None, str], RoundFact]
    languages: Mapping[str, str]
    last_days: Mapping[str, date] = field(
        default_factory=dict
    )  # tags that end: the last day each can be used


@dataclass(frozen=True, slots=True)
class Row:
    """A good row. `national_id` is "" when the institution has none."""

    candidate: str
    national_id: str
    given_name: str
    family_name: str
    born_on: date
    round_id: int
    part: str
    verdict: str
    taken_on: date
    decided_on: date
    score: Decimal | None
    certificate: str


@dataclass(frozen=True, slots=True)
class _Who:
    candidate: str
    national_id: str
    given_name: str
    family_name: str
    born_on: date


@dataclass(frozen=True, slots=True)
class _What:
    test: str
    round: RoundFact
    part: str
    verdict: str
    last_day: date | None  # of the language


def read_row(cell: Cell, context: Context) -> Row | tuple[Found, ...]:
    """The row, or everything that is wrong with it; `cell` gives the text of a column, "" when there is none."""
    found: list[Found] = []
    who = _who(cell, context.today, found)
    what = _what(cell, context, found)
    days = _days(cell, context.today, found)
    score = _score(cell("score"), found)
    certificate = cell("certificate").strip()
    if len(certificate) > LONGEST_NUMBER:
        found.append(("certificate", "too_long"))
    if who is None or what is None or days is None:
        return tuple(found)
    found += _impossible(who, what, *days)
    if found:
        return tuple(found)
    return Row(
        who.candidate, who.national_id, who.given_name, who.family_name, who.born_on, what.round.id, what.part,
        what.verdict, *days, score, certificate,
    )  # fmt: skip


def _who(cell: Cell, today: date, found: list[Found]) -> _Who | None:
    before = len(found)
    texts = {}
    for column, most in (
        ("candidate", LONGEST_NUMBER),
        ("given_name", LONGEST_NAME),
        ("family_name", LONGEST_NAME),
    ):
        texts[column] = " ".join(cell(column).split())
        if not texts[column]:
            found.append((column, "missing"))
        elif len(texts[column]) > most:
            found.append((column, "too_long"))
    number = "".join(cell("national_id").split())
    if len(number) == 10 and number.isascii() and number.isdigit():
        number = f"0{number}"  # the nought in front that Excel takes away
    says = BORN_BY_NUMBER(number)
    if number and says is None:
        found.append(("national_id", "national_id_wrong"))
    born_on = _day(cell, "born_on", found)
    if born_on is not None and not FIRST_BIRTH <= born_on <= today:
        found.append(("born_on", "birth_date_impossible"))
    elif born_on is not None and says is not None and says != born_on:
        found.append(("born_on", "birth_date_differs"))
    if len(found) > before or born_on is None:
        return None
    return _Who(texts["candidate"], number, texts["given_name"], texts["family_name"], born_on)


def _what(cell: Cell, context: Context, found: list[Found]) -> _What | None:
    before = len(found)
    test = _word(cell, "test", TESTS, found)
    verdict = _word(cell, "verdict", VERDICTS, found)
    type_ = TYPES.get(FOLDED(cell("type"))) if cell("type").strip() else "speech"
    if type_ is None:
        found.append(("type", "type_unknown"))
    part = PARTS.get(FOLDED(cell("part"))) if cell("part").strip() else "whole"
    if part is None or (test is not None and part not in PARTS_OF[test]):
        found.append(("part", "part_unknown"))
    language = _language(cell("language"), test, context, found)
    code = "".join(cell("round").split())
    if not code:
        found.append(("round", "missing"))
    if len(found) > before or test is None or verdict is None or type_ is None or part is None:
        return None
    held = context.rounds.get((test, code, language, type_))
    if held is None or held.is_cancelled:
        found.append(("round", "round_unknown" if held is None else "round_cancelled"))
        return None
    return _What(test, held, part, verdict, context.last_days.get(language or ""))


def _language(text: str, test: str | None, context: Context, found: list[Found]) -> str | None:
    if test == "tao":  # belongs to the person and has no language (rule Q4)
        if text.strip():
            found.append(("language", "language_not_wanted"))
        return None
    if not text.strip():
        found.append(("language", "missing"))
        return None
    tag = context.languages.get(FOLDED(text)) or (
        text.strip() if text.strip() in context.languages.values() else None
    )
    if tag is None:
        found.append(("language", "language_unknown"))
    return tag


def _days(cell: Cell, today: date, found: list[Found]) -> tuple[date, date] | None:
    taken_on = _day(cell, "taken_on", found)
    decided_on = _day(cell, "decided_on", found) if cell("decided_on").strip() else taken_on
    if taken_on is None or decided_on is None:
        return None
    for column, day in (("taken_on", taken_on), ("decided_on", decided_on)):
        if day > today and (column == "taken_on" or decided_on != taken_on):
            found.append((column, "date_in_future"))
    if decided_on < taken_on:
        found.append(("decided_on", "decided_before_taken"))
    return taken_on, decided_on


def _impossible(who: _Who, what: _What, taken_on: date, decided_on: date) -> list[Found]:
    """Days that cannot be: before birth, before there was such a test, after the language's end, outside the round."""
    if taken_on <= who.born_on:
        return [("taken_on", "date_before_birth")]
    if taken_on < CRITERIA[what.test][0].valid_from:
        return [("taken_on", "date_before_test")]
    if what.last_day is not None and taken_on > what.last_day:
        return [("language", "language_ended")]
    too_late = taken_on > what.round.held_to and what.test not in _AWARDED_LATER
    return [("taken_on", "date_outside_round")] if taken_on < what.round.held_from or too_late else []


def _day(cell: Cell, column: str, found: list[Found]) -> date | None:
    text = cell(column)
    day = read_date(text)
    if day is None:
        found.append((column, "date_unreadable" if text.strip() else "missing"))
    return day


def _word(cell: Cell, column: str, known: Mapping[str, str], found: list[Found]) -> str | None:
    text = cell(column)
    code = known.get(FOLDED(text))
    if code is None:
        found.append((column, f"{column}_unknown" if text.strip() else "missing"))
    return code


def _score(text: str, found: list[Found]) -> Decimal | None:
    text = text.strip().removesuffix("%").strip()
    if not text:
        return None
    score = Decimal(text.replace(",", ".")) if _SCORE.fullmatch(text) else None
    if score is None or score > 100:
        found.append(("score", "score_unreadable"))
        return None
    return score

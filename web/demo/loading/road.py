"""Rounds, candidates and results of the demo: as the nation has them until 2021, repeated until today, and evidence."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import asyncpg

from qualification.rounds.rules.criteria import criteria_for, round_code
from qualification.rounds.rules.earned import MODULES
from tolkeregister.core.clock import oslo_date
from web.demo.loading.copying import continue_identities, copy
from web.demo.nation.days import at
from web.demo.nation.determinism import digest
from web.demo.nation.register import Register
from web.demo.nation.rows import TestRow
from web.demo.nation.tests_and_courses import TAO

PROGRAMMES = {
    "tospraaktest": "tospraaktest",
    "authorisation_written": "siling",
    "authorisation_oral": "practical",
}
MARKING = timedelta(days=14)
LAST_KNOWN = 2021
# Languages of the exam in the years after, so that most graduates of 2021 were offered it, and one language late.
EXAM_LANGUAGES = {
    2022: ("ar", "en", "pl", "ru", "ti", "vi"), 2023: ("so", "tr", "ckb", "ur", "th", "sq"),
    2024: ("lt", "kmr", "ru", "ar", "ro", "ps"), 2025: ("pt", "ar", "vi", "so", "es", "fr"),
}  # fmt: skip
GRADUATED_2021 = date(2021, 6, 18)
MODULES_SINCE = date(2022, 7, 1)  # the first round that is judged by its modules
MODULE_DAYS, SEATS = (0, 5, 10, 17), 27  # days from the first module, and participants at most
_DAY = timedelta(days=1)
COHORTS = (("fa", 1135, 6), ("prs", 1015, 4), ("uk", 800, 5), ("am", 420, 3))  # language, days ago, graduates
_LINK = """
    INSERT INTO result_evidence (result_id, evidence_id)
    SELECT r.id, min(e.id) FROM test_result r JOIN candidate c ON c.id = r.candidate_id
      JOIN test_round o ON o.id = r.round_id
      JOIN evidence e ON e.person_id = c.person_id AND e.kind = o.test AND upper_inf(e.recorded) AND upper_inf(e.valid)
       AND e.language_tag IS NOT DISTINCT FROM o.language_tag
       AND (lower(e.valid) AT TIME ZONE 'Europe/Oslo')::date = r.taken_on
     WHERE r.verdict = 'passed' AND r.part = 'whole' GROUP BY r.id
"""


@dataclass(slots=True)
class _Road:
    """What is gathered before it is copied; ids from 1."""

    rounds: dict[tuple[str, str, str, str | None], list[Any]] = field(default_factory=dict)
    candidates: dict[tuple[str, int | str], tuple[Any, ...]] = field(default_factory=dict)
    results: dict[tuple[int, int, str], tuple[Any, ...]] = field(default_factory=dict)
    known: set[tuple[int, str, str | None]] = field(default_factory=set)

    def add(self, institution: str, test: str, tag: str | None, day: date, who: int | str, verdict: str,
            gender: str | None = None, source: str = "history", part: str = "whole",
            begun: date | None = None) -> None:  # fmt: skip
        """One result; who is a person's id or a name nobody else has. A course counts in the round it began in."""
        begun = begun or day
        key = (institution, test, round_code(begun), tag)
        of = self.rounds.setdefault(key, [len(self.rounds) + 1, day, day])
        of[1], of[2] = min(of[1], day), max(of[2], day)
        person = who if isinstance(who, int) else None
        number = len(self.candidates) + 1
        made = (number, institution, f"K{number:06}", person, gender)
        candidate = self.candidates.setdefault((institution, who), made)
        self.results.setdefault(
            (candidate[0], of[0], part),
            (candidate[0], of[0], part, day, day + MARKING, verdict, criteria_for(test, begun).version, "", source,
             at(day + MARKING)),
        )  # fmt: skip
        if person is not None and verdict == "passed":
            self.known.add((person, test, tag))


async def load_road(connection: asyncpg.Connection, register: Register, today: date) -> None:
    """COPY everything once; results that evidence rests on are tied to it."""
    road = _Road()
    for row in register.tests:
        _sitting(road, row, row.taken_on, "")
    for course in register.courses:
        if course.outcome == "passed":
            institution, test = ("oslomet", "tao") if course.programme == "tao" else ("hvl", "grunnemne")
            road.add(
                institution,
                test,
                course.language_tag,
                course.held_on,
                course.person_id or course.participant,
                "passed",
            )
    _evidence(road, register)
    _graduates(road, register, today)
    _later_years(road, register, today)
    _later_courses(road, today)
    await _copy(connection, road)
    await connection.execute(_LINK)


def _sitting(road: _Road, row: TestRow, day: date, prefix: str) -> None:
    verdict = "unknown" if row.passed is None else "passed" if row.passed else "failed"
    who = row.person_id if row.person_id and not prefix else f"{prefix}{row.candidate}"
    road.add("oslomet", PROGRAMMES[row.programme], row.language_tag, day, who, verdict, row.gender)


def _evidence(road: _Road, register: Register) -> None:
    """What the register holds and nobody has a sitting for."""
    issuers = {"OsloMet": "oslomet", "HVL": "hvl"}
    for row in register.evidence:
        known = (row.person_id, row.kind, row.language_tag)
        if row.type not in (None, "speech"):
            continue
        if (
            row.kind in ("tospraaktest", "tao", "grunnemne", "bachelor")
            and row.issuer in issuers
            and known not in road.known
        ):
            day = oslo_date(row.valid_from)
            if row.kind == "bachelor" and day < date(2017, 1, 1):
                continue
            road.add(
                issuers[row.issuer],
                row.kind,
                row.language_tag,
                day,
                row.person_id,
                "passed",
                source="register",
            )


def _graduates(road: _Road, register: Register, today: date) -> None:
    for row in register.graduates:
        if row.person_id is None:
            road.add("oslomet", "bachelor", row.language_tag, GRADUATED_2021, f"grad-{row.id}", "passed")
    for tag, ago, count in COHORTS:
        for number in range(count):
            road.add(
                "oslomet", "bachelor", tag, today - timedelta(days=ago), f"grad-{tag}-{number}", "passed"
            )


def _later_years(road: _Road, register: Register, today: date) -> None:
    """The rounds of 2021 again in each year since, with other people and somewhat other numbers."""
    last = [row for row in register.tests if row.year == LAST_KNOWN]
    for year in range(LAST_KNOWN + 1, today.year + 1):
        languages = EXAM_LANGUAGES.get(year, EXAM_LANGUAGES[2022])
        for row in last:
            day = row.taken_on.replace(year=year)
            if day + MARKING >= today or digest("again", year, row.candidate) % 20 < (2026 - year) % 4:
                continue
            if row.programme != "tospraaktest":
                day = date(year, 10, 9) if row.programme == "authorisation_written" else date(year, 6, 12)
                tag = languages[digest("tag", year, row.candidate) % len(languages)]
                passed = digest("exam", year, row.candidate) % 3 == 0
                if day + MARKING < today:
                    road.add("oslomet", PROGRAMMES[row.programme], tag, day, f"{year}-{row.candidate}",
                             "passed" if passed else "failed", row.gender)  # fmt: skip
                continue
            _sitting(road, row, day, f"{year}-")


def _later_courses(road: _Road, today: date) -> None:
    """TAO in its four modules, as often as in the last year we know; most pass, and some take a module again later."""
    for year in range(MODULES_SINCE.year, today.year + 1):
        for month_and_day in TAO[LAST_KNOWN][1]:
            begun = date.fromisoformat(f"{year}-{month_and_day}")
            if begun < MODULES_SINCE or begun + MODULE_DAYS[-1] * _DAY + MARKING >= today:
                continue
            for seat in range(SEATS - digest("seats", str(begun)) % 8):
                for part, after in zip(MODULES, MODULE_DAYS, strict=True):
                    verdict = "failed" if digest("module", str(begun), seat, part) % 25 == 0 else "passed"
                    road.add("oslomet", "tao", None, begun + after * _DAY, f"tao-{begun}-{seat}", verdict,
                             part=part, begun=begun)  # fmt: skip


async def _copy(connection: asyncpg.Connection, road: _Road) -> None:
    await copy(connection, "test_round", (
        "id", "institution_code", "test", "code", "language_tag", "type", "place", "held_from", "held_to", "criteria",
        "thresholds", "aids", "synthetic",
    ), _rounds(road))  # fmt: skip
    await copy(connection, "candidate", ("id", "institution_code", "number", "person_id", "gender", "synthetic"), (
        (*each, True) for each in road.candidates.values()
    ))  # fmt: skip
    await copy(connection, "test_result", (
        "candidate_id", "round_id", "part", "taken_on", "decided_on", "verdict", "criteria", "certificate", "source",
        "recorded_at",
    ), road.results.values())  # fmt: skip
    await continue_identities(connection, "test_round", "candidate")


def _rounds(road: _Road) -> Iterator[tuple[Any, ...]]:
    for (institution, test, code, tag), (number, first, last) in road.rounds.items():
        yield (number, institution, test, code, tag, "speech", "", first, last, criteria_for(test, first).version,
               "{}", "[]", True)  # fmt: skip

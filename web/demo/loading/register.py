"""The register: people, interpreters, entries, listings, evidence; categories come out of the evidence by the rule."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import asyncpg

from qualification.categories.rules.derive import EvidenceFact
from qualification.categories.rules.two_times import KnownEvidence, known_history
from tolkeregister.core.rules.sort_key import fold, sort_key
from web.demo.loading.copying import continue_identities, copy, period
from web.demo.nation.register import Register
from web.demo.progress import Progress

PERSON = ("id", "national_id", "given_name", "family_name", "name_folded", "sort_key", "gender", "born_on",
          "municipality_code", "email", "phone", "synthetic")  # fmt: skip
INTERPRETER = (
    "id",
    "person_id",
    "number",
    "listed_since",
    "modes",
    "subjects",
    "has_clearance",
    "availability_level",
)
EVIDENCE = (
    "id",
    "person_id",
    "kind",
    "language_tag",
    "type",
    "valid",
    "recorded",
    "issuer",
    "reference",
    "synthetic",
)
CATEGORY = ("entry_id", "category", "valid", "recorded", "rule_version")


async def load_register(connection: asyncpg.Connection, register: Register, progress: Progress) -> None:
    """COPY the whole register of 31 December 2021 and what was added later."""
    await copy(connection, "person", PERSON, _persons(register), progress)
    await copy(connection, "interpreter", INTERPRETER, (
        (row.id, row.person_id, row.number, row.listed_since, list(row.modes), list(row.subjects), row.clearance,
         row.availability_level) for row in register.interpreters
    ), progress)  # fmt: skip
    await copy(connection, "entry", ("id", "interpreter_id", "language_tag", "type"), (
        (row.id, row.interpreter_id, row.language_tag, row.type) for row in register.entries
    ), progress)  # fmt: skip
    await copy(connection, "entry_listing", ("entry_id", "valid", "recorded", "end_reason"), (
        (row.entry_id, period(row.valid_from, row.valid_to), period(row.recorded_from, row.recorded_to), row.end_reason)
        for row in register.listings
    ), progress)  # fmt: skip
    await copy(connection, "evidence", EVIDENCE, (
        (row.id, row.person_id, row.kind, row.language_tag, row.type, period(row.valid_from, row.valid_to),
         period(row.recorded_from, row.recorded_to), row.issuer, row.reference, True) for row in register.evidence
    ), progress)  # fmt: skip
    await copy(connection, "entry_category", CATEGORY, _categories(register), progress)
    await continue_identities(connection, "person", "interpreter", "entry", "evidence")


def rows_in(register: Register) -> int:
    """About how many rows `load_register` copies, for the progress bar."""
    counted = (register.persons, register.interpreters, register.entries, register.entries, register.listings,
               register.evidence)  # fmt: skip
    return sum(len(each) for each in counted)


def _persons(register: Register) -> Iterator[tuple[Any, ...]]:
    for row in register.persons:
        yield (row.id, row.national_id, row.given_name, row.family_name,
               fold(f"{row.given_name} {row.family_name}"), sort_key(f"{row.family_name} {row.given_name}"),
               row.gender, row.born_on, row.municipality_code, row.email, row.phone, True)  # fmt: skip


def _categories(register: Register) -> Iterator[tuple[Any, ...]]:
    known: dict[int, list[KnownEvidence]] = defaultdict(list)
    for row in register.evidence:
        fact = EvidenceFact(row.kind, row.language_tag, row.type, row.valid_from, row.valid_to)
        known[row.person_id].append(KnownEvidence(fact, row.recorded_from, row.recorded_to))
    person_of = {row.id: row.person_id for row in register.interpreters}
    for entry in register.entries:
        evidence = known[person_of[entry.interpreter_id]]
        for span in known_history(evidence, language=entry.language_tag, type=entry.type):
            yield (entry.id, span.category, period(span.valid_from, span.valid_to),
                   period(span.recorded_from, span.recorded_to), span.rule_version)  # fmt: skip

"""Who holds a bevilling, listed or not; who has passed the exam and holds none; who is qualified and not listed.

None of it is public: the register's public pages show listed entries only.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import text

from qualification.categories.rules.derive import EvidenceFact, category_for
from qualification.categories.rules.schemes import Scheme
from qualification.categories.schemes import schemes_in_force
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotFound
from tolkeregister.core.rules.sort_key import fold
from tolkeregister.entries.access import require_directorate

MOST = 50


@dataclass(frozen=True, slots=True)
class BevillingLine:
    """One bevilling. `interpreter_number` is empty for somebody who never was in the register."""

    number: str
    name: str
    language_tag: str
    type: str
    granted_at: datetime
    status: str  # active | suspended | revoked
    interpreter_number: str
    is_listed: bool


@dataclass(frozen=True, slots=True)
class BevillingEvent:
    """One thing that happened to a bevilling, by which decision."""

    kind: str
    effective_at: datetime
    recorded_at: datetime
    decision: str


@dataclass(frozen=True, slots=True)
class BevillingPage:
    """One bevilling with all its events, oldest first, and the number of an open case about it."""

    line: BevillingLine
    person_id: int
    legal_basis: str
    events: tuple[BevillingEvent, ...]
    open_case: str | None


@dataclass(frozen=True, slots=True)
class ExamPassed:
    """Somebody who has passed the practical exam and holds no bevilling; `open_case` when one is under way."""

    person_id: int
    name: str
    language_tag: str
    type: str
    passed_on: date
    institution: str
    open_case: str | None


@dataclass(frozen=True, slots=True)
class QualifiedUnlisted:
    """Somebody whose evidence gives a category, and who is not listed for it (tolkeloven § 7 third paragraph)."""

    person_id: int
    name: str
    language_tag: str
    type: str
    category: str
    kinds: tuple[str, ...]


_STATUS = """
    coalesce((SELECT CASE s.kind WHEN 'reinstated' THEN 'active' ELSE s.kind END FROM bevilling_step s
               WHERE s.bevilling_id = b.id AND s.effective_at <= :now ORDER BY s.id DESC LIMIT 1), 'active')
"""
_LINES = f"""
    SELECT b.number, p.given_name || ' ' || p.family_name AS name, b.language_tag, b.type, b.granted_at,
           {_STATUS} AS status, coalesce(i.number, '') AS interpreter_number,
           EXISTS (SELECT FROM entry e JOIN entry_listing l ON l.entry_id = e.id
                    WHERE e.interpreter_id = i.id AND e.language_tag = b.language_tag AND e.type = b.type
                      AND upper_inf(l.recorded) AND l.valid @> CAST(:now AS timestamptz)) AS is_listed
      FROM bevilling b JOIN person p ON p.id = b.person_id LEFT JOIN interpreter i ON i.person_id = p.id
"""
_SEARCH = text(
    _LINES
    + """
     WHERE b.number = :word OR i.number = :word OR (:name <> '' AND p.name_folded LIKE :pattern ESCAPE '!')
     ORDER BY p.sort_key COLLATE "C", b.id LIMIT :most
    """
)
_ONE = text(
    _LINES.replace(
        "SELECT b.number", "SELECT b.id, b.person_id, b.legal_basis, b.reference, b.recorded_at, b.number"
    )
    + " WHERE b.number = :number"
)
_EVENTS = text(
    """
    SELECT s.kind, s.effective_at, s.recorded_at, d.number FROM bevilling_step s JOIN decision d ON d.id = s.decision_id
     WHERE s.bevilling_id = :id ORDER BY s.id
    """
)
_CASE = text(
    """
    SELECT number FROM case_file WHERE kind = 'bevilling_revocation' AND person_id = :person
       AND language_tag = :language AND type = :type AND state IN ('open', 'appealed') ORDER BY id DESC LIMIT 1
    """
)
_PASSED = text(
    """
    SELECT p.id, p.given_name || ' ' || p.family_name, o.language_tag, o.type, min(r.taken_on), min(n.name),
           (SELECT c.number FROM case_file c WHERE c.kind = 'bevilling' AND c.person_id = p.id
               AND c.language_tag = o.language_tag AND c.type = o.type AND c.state IN ('open', 'appealed')
             ORDER BY c.id DESC LIMIT 1)
      FROM test_result r JOIN test_round o ON o.id = r.round_id JOIN institution n ON n.code = o.institution_code
      JOIN candidate k ON k.id = r.candidate_id JOIN person p ON p.id = k.person_id
     WHERE o.test = 'practical' AND r.part = 'whole' AND r.verdict = 'passed' AND p.dead_on IS NULL
       AND NOT EXISTS (SELECT FROM test_result x WHERE x.supersedes_id = r.id)
       AND NOT EXISTS (SELECT FROM bevilling b WHERE b.person_id = p.id AND b.language_tag = o.language_tag
                          AND b.type = o.type)
       AND NOT EXISTS (SELECT FROM evidence e WHERE e.person_id = p.id AND e.kind = 'bevilling'
                          AND e.language_tag = o.language_tag AND upper_inf(e.recorded))
     GROUP BY p.id, o.language_tag, o.type ORDER BY min(r.taken_on), p.id LIMIT :most
    """
)
_UNLISTED = text(
    """
    SELECT p.id, p.given_name || ' ' || p.family_name AS name, v.kind, v.language_tag, v.type,
           lower(v.valid) AS valid_from, upper(v.valid) AS valid_to,
           ARRAY(SELECT e.language_tag || ' ' || e.type FROM interpreter i JOIN entry e ON e.interpreter_id = i.id
                   JOIN entry_listing l ON l.entry_id = e.id AND upper_inf(l.recorded)
                        AND l.valid @> CAST(:at AS timestamptz)
                  WHERE i.person_id = p.id) AS listed
      FROM evidence v JOIN person p ON p.id = v.person_id
     WHERE upper_inf(v.recorded) AND NOT isempty(v.valid) AND v.valid @> CAST(:at AS timestamptz)
       AND p.id IN (SELECT f.id FROM person f WHERE f.name_folded LIKE :pattern ESCAPE '!'
                     ORDER BY f.sort_key COLLATE "C", f.id LIMIT 500)
     ORDER BY p.sort_key COLLATE "C", p.id, v.id
    """
)


async def find_bevilling(
    session: Session, actor: Actor, word: str, *, now: datetime
) -> tuple[BevillingLine, ...]:
    """By the whole number of the bevilling or the interpreter, or a part of the name; at most MOST."""
    require_directorate(actor)
    values = {
        "word": "".join(word.split()),
        "name": fold(word),
        "pattern": _pattern(word),
        "now": now,
        "most": MOST,
    }
    return tuple(BevillingLine(*row) for row in await session.execute(_SEARCH, values))


async def bevilling_page(session: Session, actor: Actor, number: str, *, now: datetime) -> BevillingPage:
    """One, with its events; NotFound for a number that was never given."""
    require_directorate(actor)
    row = (await session.execute(_ONE, {"number": number, "now": now})).one_or_none()
    if row is None:
        raise NotFound(reason("bevilling_not_found"))
    steps = [BevillingEvent(*each) for each in await session.execute(_EVENTS, {"id": row.id})]
    case = await session.execute(
        _CASE, {"person": row.person_id, "language": row.language_tag, "type": row.type}
    )
    granted = BevillingEvent("granted", row.granted_at, row.recorded_at, row.reference)
    return BevillingPage(
        BevillingLine(*row[5:]), row.person_id, row.legal_basis, (granted, *steps), case.scalar_one_or_none()
    )


async def exams_without_bevilling(session: Session, actor: Actor) -> tuple[ExamPassed, ...]:
    """Those who have passed and may be given one, the longest waiting first; at most MOST."""
    require_directorate(actor)
    return tuple(ExamPassed(*row) for row in await session.execute(_PASSED, {"most": MOST}))


async def qualified_unlisted(
    session: Session, actor: Actor, word: str, *, at: datetime, language_tag: str | None = None,
    type: str | None = None,
) -> tuple[QualifiedUnlisted, ...]:  # fmt: skip
    """People by a part of the name whose evidence gave a category at `at` without a listing for it; at most MOST.

    Each is derived by the rules of that day, as for a listed entry (feature 79).
    """
    require_directorate(actor)
    rows = (
        (await session.execute(_UNLISTED, {"pattern": _pattern(word), "at": at})).all() if fold(word) else []
    )
    by_person: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        by_person[row.id].append(row)
    schemes = await schemes_in_force(session)
    found = [each for held in by_person.values() for each in _qualified(held, at, schemes)]
    return tuple(
        each for each in found
        if language_tag in (None, each.language_tag) and type in (None, each.type)
    )[:MOST]  # fmt: skip


def _qualified(held: list[Any], at: datetime, schemes: Sequence[Scheme]) -> Iterable[QualifiedUnlisted]:
    facts = [EvidenceFact(row.kind, row.language_tag, row.type, row.valid_from, row.valid_to) for row in held]
    whats = dict.fromkeys((each.language, each.type or "speech") for each in facts if each.language)
    for language, type_ in whats:
        category = category_for(facts, language=language, type=type_, at=at, schemes=schemes).category
        if category is not None and f"{language} {type_}" not in held[0].listed:
            kinds = dict.fromkeys(each.kind for each in facts if each.concerns(language, type_))
            yield QualifiedUnlisted(held[0].id, held[0].name, language, type_, category, tuple(kinds))


def _pattern(word: str) -> str:
    escaped = fold(word).replace("!", "!!").replace("%", "!%").replace("_", "!_")
    return f"%{escaped}%"

"""Results as people and planners see them. Sittings and persons are counted apart."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import text

from qualification.rounds.access import require_keeper
from qualification.rounds.facts import facts_of
from qualification.rounds.rules.earned import MODULES
from qualification.rounds.rules.eligibility import CandidateFacts
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session

MOST_OWN = 200


@dataclass(frozen=True, slots=True)
class OwnResult:
    """One result, with what came before it when it has been corrected."""

    id: int
    test: str
    language_tag: str | None
    code: str
    part: str
    verdict: str
    taken_on: date
    decided_on: date
    criteria: str
    certificate: str
    institution: str
    is_correction: bool


@dataclass(frozen=True, slots=True)
class YearCount:
    """A test in a year: sittings, the persons who sat, sittings that were passed, and in how many languages."""

    year: int
    test: str
    sittings: int
    persons: int
    passed: int
    languages: int


@dataclass(frozen=True, slots=True)
class LanguageTests:
    """What has come of tests in a language since a day."""

    language_tag: str
    test: str
    persons: int
    passed: int


_PERSON = text("SELECT person_id FROM account WHERE id = :account")
_OWN = text(
    """
    SELECT r.id, o.test, o.language_tag, o.code, r.part, r.verdict, r.taken_on, r.decided_on, r.criteria,
           r.certificate, i.name AS institution, r.supersedes_id IS NOT NULL AS is_correction
      FROM test_result r JOIN candidate c ON c.id = r.candidate_id JOIN test_round o ON o.id = r.round_id
      JOIN institution i ON i.code = o.institution_code
     WHERE c.person_id = :person AND NOT EXISTS (SELECT FROM test_result n WHERE n.supersedes_id = r.id)
     ORDER BY r.taken_on DESC, r.id DESC LIMIT :most
    """
)
# Absence is no sitting, and what is only known from the register's evidence (`register`) was counted by somebody else
# or before there were counts. A person is the register's, else the institution's candidate.
_STANDING = """
    SELECT r.taken_on, o.test, o.language_tag, r.verdict, coalesce(-c.person_id, c.id) AS who
      FROM test_result r JOIN candidate c ON c.id = r.candidate_id JOIN test_round o ON o.id = r.round_id
     WHERE r.part = 'whole' AND r.verdict NOT IN ('absent', 'annulled') AND r.source <> 'register'
       AND NOT EXISTS (SELECT FROM test_result n WHERE n.supersedes_id = r.id)
"""
# A course that is judged by its modules is one sitting, and passed with all of them.
_COURSES = f"""
    SELECT max(r.taken_on) AS taken_on, o.test, o.language_tag,
           CASE WHEN count(DISTINCT r.part) FILTER (WHERE r.verdict = 'passed') = {len(MODULES)} THEN 'passed'
                ELSE 'failed' END AS verdict, coalesce(-c.person_id, c.id) AS who
      FROM test_result r JOIN candidate c ON c.id = r.candidate_id JOIN test_round o ON o.id = r.round_id
     WHERE o.test = 'tao' AND r.part LIKE 'module!_%' ESCAPE '!' AND r.verdict NOT IN ('absent', 'annulled')
       AND r.source <> 'register' AND NOT EXISTS (SELECT FROM test_result n WHERE n.supersedes_id = r.id)
     GROUP BY c.id, o.id
"""
_YEARS = text(
    f"""
    SELECT CAST(extract(year FROM taken_on) AS int) AS year, test, count(*) AS sittings,
           count(DISTINCT who) AS persons, count(*) FILTER (WHERE verdict = 'passed') AS passed,
           count(DISTINCT language_tag) AS languages
      FROM ({_STANDING} UNION ALL {_COURSES}) s GROUP BY 1, 2 ORDER BY 1, 2
    """
)
_LANGUAGES = text(
    f"""
    SELECT language_tag, test, count(DISTINCT who) AS persons,
           count(DISTINCT who) FILTER (WHERE verdict = 'passed') AS passed
      FROM ({_STANDING} AND r.taken_on >= :since AND o.language_tag IS NOT NULL) s GROUP BY 1, 2 ORDER BY 1, 2
    """
)


async def person_of(session: Session, actor: Actor) -> int | None:
    """The register's person behind the signed-in account, if it knows one."""
    found: int | None = (await session.execute(_PERSON, {"account": actor.account_id})).scalar()
    return found


async def own_results(session: Session, actor: Actor) -> tuple[OwnResult, ...]:
    """The actor's own results, the newest first; what has been superseded is left out."""
    person = await person_of(session, actor)
    if person is None:
        return ()
    rows = await session.execute(_OWN, {"person": person, "most": MOST_OWN})
    return tuple(OwnResult(*row) for row in rows)


async def own_facts(session: Session, actor: Actor, *, now: datetime) -> CandidateFacts:
    """What the rules of eligibility know of the actor."""
    return await facts_of(session, None, await person_of(session, actor), now=now)


async def year_counts(session: Session, actor: Actor) -> tuple[YearCount, ...]:
    """Every test and year there are results of, oldest first; for the directorate."""
    require_keeper(actor)
    return tuple(YearCount(*row) for row in await session.execute(_YEARS))


async def results_by_language(session: Session, actor: Actor, *, since: date) -> tuple[LanguageTests, ...]:
    """By language and test since a day; for the directorate."""
    require_keeper(actor)
    return tuple(LanguageTests(*row) for row in await session.execute(_LANGUAGES, {"since": since}))

"""Applying for a bevilling: whoever has passed the practical exam asks, and a case is decided as every case is (Q9)."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import text

from qualification.bevilling.commands import open_granting
from qualification.rounds.queries import person_of
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotFound
from tolkeregister.decisions.cases.access import CaseRef
from tolkeregister.decisions.cases.journal import journal_words

_PASSED = text(
    """
    SELECT o.type FROM test_result r JOIN test_round o ON o.id = r.round_id JOIN candidate k ON k.id = r.candidate_id
     WHERE k.person_id = :person AND o.test = 'practical' AND o.language_tag = :language AND r.part = 'whole'
       AND r.verdict = 'passed' AND NOT EXISTS (SELECT FROM test_result x WHERE x.supersedes_id = r.id)
     ORDER BY r.taken_on LIMIT 1
    """
)
_APPLIED = text(
    """
    SELECT language_tag, min(number) FROM case_file
     WHERE person_id = :person AND kind = 'bevilling' AND state IN ('open', 'appealed') GROUP BY language_tag
    """
)


async def apply_for_bevilling(session: Session, actor: Actor, language_tag: str, *, now: datetime) -> CaseRef:
    """Open the actor's own case, received now, with the application as its first document.

    Raises NotFound without a passed practical exam in the language, Conflict (`case_open_already`, `bevilling_held`).
    """
    person = await person_of(session, actor)
    type_ = (await session.execute(_PASSED, {"person": person, "language": language_tag})).scalar()
    if person is None or type_ is None:
        raise NotFound(reason("exam_not_passed"))
    ref = await open_granting(session, actor, person, language_tag, type_, received_at=now, now=now)
    words = (
        f"Språk: {language_tag}\nType: {type_}\nGrunnlag: bestått autorisasjonsprøve, meldt av institusjonen"
    )
    await journal_words(session, actor, ref.id, "application", "Søknad om bevilling", words, now=now)
    return ref


async def applied_for(session: Session, actor: Actor) -> Mapping[str, str]:
    """The case number by language of what the actor has asked for and has no answer to."""
    rows = await session.execute(_APPLIED, {"person": await person_of(session, actor)})
    return {row[0]: row[1] for row in rows}

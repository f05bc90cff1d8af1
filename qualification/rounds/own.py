"""Where a person stands on the road: the languages that are theirs, and what comes next."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from qualification.rounds.evidence import results_of
from qualification.rounds.facts import facts_of
from qualification.rounds.queries import person_of
from qualification.rounds.rules.earned import modules_left
from qualification.rounds.rules.eligibility import CandidateFacts
from qualification.rounds.rules.next_steps import Step, next_steps
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session


@dataclass(frozen=True, slots=True)
class OwnRoad:
    """What is known of the actor, the languages they have anything in, the next steps, and TAO's open modules."""

    facts: CandidateFacts
    languages: frozenset[str]
    steps: tuple[Step, ...]
    modules_left: tuple[str, ...]  # only for one who has begun


_HELD = text(
    """
    SELECT DISTINCT kind, language_tag FROM evidence
     WHERE person_id = :person AND upper_inf(recorded) AND valid @> CAST(:now AS timestamptz)
    """
)
# Whoever has had a bevilling may have lost it: nobody is told to ask for it again as if nothing had happened.
_GIVEN = text("SELECT DISTINCT language_tag FROM bevilling WHERE person_id = :person")
_LISTED = text(
    """
    SELECT DISTINCT e.language_tag FROM entry e JOIN interpreter i ON i.id = e.interpreter_id
      JOIN entry_listing l ON l.entry_id = e.id AND upper_inf(l.recorded) AND l.valid @> CAST(:now AS timestamptz)
     WHERE i.person_id = :person
    """
)


async def own_road(session: Session, actor: Actor, *, now: datetime) -> OwnRoad:
    """From the actor's own evidence, listings and results; a person the register does not know has none of them."""
    person = await person_of(session, actor)
    values = {"person": person, "now": now}
    held = (await session.execute(_HELD, values)).all()
    listed = frozenset((await session.execute(_LISTED, values)).scalars())
    given = frozenset((await session.execute(_GIVEN, {"person": person})).scalars())
    results = () if person is None else await results_of(session, person)
    facts = await facts_of(session, None, person, now=now)
    steps = next_steps(
        facts.passed, has_tao=any(row.kind == "tao" for row in held), listed=listed,
        licensed=given | {row.language_tag for row in held if row.kind == "bevilling"},
    )  # fmt: skip
    begun = any(each.test == "tao" for each in results)
    languages = (
        listed
        | {tag for _, tag in facts.passed if tag}
        | {row.language_tag for row in held if row.language_tag}
    )
    return OwnRoad(facts, languages, steps, modules_left(results) if begun else ())

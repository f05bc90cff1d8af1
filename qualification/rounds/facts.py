"""What the rules of eligibility need to know, read from the tables."""

from datetime import datetime

from sqlalchemy import text

from qualification.rounds.rules.eligibility import CandidateFacts, RoundFacts
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotFound

_ROUND = text(
    """
    SELECT test, language_tag, code, application_opens, application_closes, cancelled_at IS NOT NULL
      FROM test_round WHERE id = :id
    """
)
_PERSON = text("SELECT person_id FROM candidate WHERE id = :candidate")
# The candidate, and the same person as other institutions know them.
_THEM = "(SELECT id FROM candidate WHERE id = :candidate OR person_id = :person)"
_NORWEGIAN = text(
    f"SELECT min(decided_at) FROM norwegian_skill WHERE verdict = 'verified' AND candidate_id IN {_THEM}"
)
_PASSED = text(
    f"""
    SELECT DISTINCT o.test, o.language_tag FROM test_result r JOIN test_round o ON o.id = r.round_id
     WHERE r.candidate_id IN {_THEM} AND r.part = 'whole' AND r.verdict = 'passed'
       AND NOT EXISTS (SELECT FROM test_result n WHERE n.supersedes_id = r.id)
    """
)
_AUTHORISATION = text(
    f"""
    SELECT DISTINCT code, language_tag FROM enrolment
     WHERE candidate_id IN {_THEM} AND test IN ('siling', 'practical') AND state IN ('applied', 'accepted')
     ORDER BY code, language_tag
    """
)
_HELD = text(
    """
    SELECT DISTINCT kind, language_tag FROM evidence
     WHERE person_id = :person AND upper_inf(recorded) AND valid @> CAST(:now AS timestamptz)
       AND kind IN ('bachelor', 'translator', 'tospraaktest')
    """
)


async def round_facts(session: Session, round_id: int) -> RoundFacts:
    """The round as the rule reads it, or NotFound."""
    row = (await session.execute(_ROUND, {"id": round_id})).first()
    if row is None:
        raise NotFound(reason("round_not_found"))
    return RoundFacts(*row)


async def candidate_facts(session: Session, candidate_id: int, *, now: datetime) -> CandidateFacts:
    """A candidate as the rule reads it, with what the register holds when it is known who that is."""
    person_id = (await session.execute(_PERSON, {"candidate": candidate_id})).scalar()
    return await facts_of(session, candidate_id, person_id, now=now)


async def facts_of(
    session: Session, candidate_id: int | None, person_id: int | None, *, now: datetime
) -> CandidateFacts:
    """The same for a person who may be a candidate of no institution yet."""
    values = {"candidate": candidate_id, "person": person_id, "now": now}
    verified = (await session.execute(_NORWEGIAN, values)).scalar()
    passed = {(row.test, row.language_tag) for row in await session.execute(_PASSED, values)}
    held = (await session.execute(_HELD, values)).all() if person_id is not None else []
    passed |= {("tospraaktest", row.language_tag) for row in held if row.kind == "tospraaktest"}
    degrees = {tag for test, tag in passed if test == "bachelor" and tag is not None}
    return CandidateFacts(
        norwegian_verified_on=None if verified is None else oslo_date(verified),
        passed=frozenset(passed),
        bachelor_documented=frozenset(
            degrees | {row.language_tag for row in held if row.kind == "bachelor"}
        ),
        translator=frozenset(row.language_tag for row in held if row.kind == "translator"),
        authorisation=tuple((row.code, row.language_tag) for row in await session.execute(_AUTHORISATION, values)),
    )  # fmt: skip

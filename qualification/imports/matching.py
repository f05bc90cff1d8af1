"""Finding out who candidates are: certain ones are linked at once, likely ones are asked about, the others wait."""

import asyncio
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import text

from qualification.imports.rules.matching import Judged, Known, Said, Verdict, judge
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.rules.sort_key import fold

_CLAIMS = text(
    """
    SELECT x.id, x.candidate_id, c.institution_code, x.national_id, x.given_name, x.family_name, x.born_on
      FROM candidate_claim x JOIN candidate c ON c.id = x.candidate_id
     WHERE x.id = ANY(CAST(:claims AS int[])) AND c.person_id IS NULL ORDER BY x.id
    """
)
# People with the number, now or before; born on the day; or of the very name; but nobody an officer has said no to.
_PEOPLE = text(
    """
    WITH claim AS (
        SELECT id, national_id, born_on, given_name, family_name FROM candidate_claim
         WHERE id = ANY(CAST(:claims AS int[]))
    ), pair AS (
        SELECT x.id AS claim_id, p.id AS person_id FROM claim x JOIN person p ON p.national_id = x.national_id
         UNION
        SELECT x.id, h.person_id FROM claim x JOIN national_id_history h ON h.national_id = x.national_id
         UNION
        SELECT x.id, p.id FROM claim x JOIN person p ON p.born_on = x.born_on
         UNION
        SELECT f.claim_id, p.id FROM unnest(CAST(:ids AS int[]), CAST(:names AS text[])) AS f (claim_id, name)
          JOIN person p ON p.name_folded = f.name
    )
    SELECT pair.claim_id, p.id, p.national_id, p.given_name, p.family_name, p.born_on,
           ARRAY(SELECT h.national_id FROM national_id_history h WHERE h.person_id = p.id) AS former
      FROM pair JOIN person p ON p.id = pair.person_id
     WHERE NOT EXISTS (SELECT FROM identity_question q JOIN identity_answer a ON a.question_id = q.id
                        WHERE q.claim_id = pair.claim_id AND a.answer = 'nobody'
                          AND q.options @> jsonb_build_array(jsonb_build_object('person_id', p.id)))
    """
)
_TAKEN = text(
    """
    SELECT institution_code, person_id FROM candidate
     WHERE person_id = ANY(CAST(:people AS int[]))
    """
)
_LINK = text(
    """
    UPDATE candidate c SET person_id = f.person
      FROM unnest(CAST(:candidates AS int[]), CAST(:people AS int[])) AS f (candidate, person)
     WHERE c.id = f.candidate AND c.person_id IS NULL
    """
)
_MATCHED = text(
    """
    INSERT INTO candidate_match (candidate_id, claim_id, person_id, certainty, reasons, rule_version, matched_at)
    VALUES (:candidate, :claim, :person, 'number', CAST(:reasons AS jsonb), :version, :now)
    """
)
_ASK = text(
    """
    INSERT INTO identity_question (candidate_id, claim_id, options, rule_version, asked_at)
    VALUES (:candidate, :claim, CAST(:options AS jsonb), :version, :now)
    """
)


@dataclass(frozen=True, slots=True)
class Claim:
    """What an institution says of a candidate nobody has been linked to."""

    id: int
    candidate_id: int
    institution: str
    said: Said


@dataclass(frozen=True, slots=True)
class Matched:
    """The people that were linked, how many candidates are asked about, and how many are nobody known yet."""

    people: tuple[int, ...]
    asked: int
    unknown: int


async def match_claims(
    session: Session, claim_ids: Sequence[int], *, about: int | None = None, now: datetime
) -> Matched:
    """Judge claims of candidates who are not known. Certain ones are linked, unsure ones go to the work list.

    `about` is a person who has become known: nothing is asked again unless it may be that person.
    """
    if not claim_ids:
        return Matched((), 0, 0)
    claims = [
        Claim(row.id, row.candidate_id, row.institution_code, Said(*row[3:]))
        for row in await session.execute(_CLAIMS, {"claims": list(claim_ids)})
    ]
    known = await _known(session, claims)
    judged = await asyncio.to_thread(_judge, claims, known, oslo_date(now))
    if about is not None:
        judged = [each for each in judged if any(option.person_id == about for option in each[1].options)]
    return await _settle(session, judged, now=now)


def _judge(claims: Iterable[Claim], known: dict[int, list[Known]], on: Any) -> list[tuple[Claim, Judged]]:
    return [(claim, judge(claim.said, known[claim.id], on=on)) for claim in claims]


async def _known(session: Session, claims: Sequence[Claim]) -> dict[int, list[Known]]:
    names = [fold(f"{each.said.given_name} {each.said.family_name}") for each in claims]
    ids = [each.id for each in claims]
    found: dict[int, list[Known]] = defaultdict(list)
    for row in await session.execute(_PEOPLE, {"claims": ids, "ids": ids, "names": names}):
        person = Known(
            row.id, row.national_id, tuple(row.former), row.given_name, row.family_name, row.born_on
        )
        found[row.claim_id].append(person)
    return found


async def _settle(session: Session, judged: Sequence[tuple[Claim, Judged]], *, now: datetime) -> Matched:
    """Link and ask. One candidate number of an institution for each person: a second one is asked about."""
    sure = [(claim, found) for claim, found in judged if found.verdict is Verdict.CERTAIN]
    people = [found.options[0].person_id for _, found in sure]
    taken = {tuple(row) for row in await session.execute(_TAKEN, {"people": people})}
    linked, asked = [], [(claim, found) for claim, found in judged if found.verdict is Verdict.UNSURE]
    for claim, found in sure:
        key = (claim.institution, found.options[0].person_id)
        if key in taken:
            asked.append((claim, found))
        else:
            taken.add(key)
            linked.append((claim, found))
    await _link(session, linked, now=now)
    if asked:
        await session.execute(_ASK, [
            {"candidate": claim.candidate_id, "claim": claim.id, "now": now, "version": found.rule_version,
             "options": json.dumps([asdict(each) for each in found.options])}
            for claim, found in asked
        ])  # fmt: skip
    known = tuple(found.options[0].person_id for _, found in linked)
    return Matched(known, len(asked), len(judged) - len(linked) - len(asked))


async def _link(session: Session, linked: Sequence[tuple[Claim, Judged]], *, now: datetime) -> None:
    if not linked:
        return
    await session.execute(_LINK, {
        "candidates": [claim.candidate_id for claim, _ in linked],
        "people": [found.options[0].person_id for _, found in linked],
    })  # fmt: skip
    await session.execute(_MATCHED, [
        {"candidate": claim.candidate_id, "claim": claim.id, "person": found.options[0].person_id, "now": now,
         "reasons": json.dumps(found.options[0].reasons), "version": found.rule_version}
        for claim, found in linked
    ])  # fmt: skip

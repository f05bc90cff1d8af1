"""A category is what the evidence gives, always, and nobody can type it in."""

from datetime import UTC, datetime, timedelta

import pytest

from qualification.categories.commands import recompute
from qualification.categories.queries import entries_of_person, evidence_known_at, spans_for
from qualification.evidence.commands import record_evidence, revoke_evidence
from tests.builders.answers import value
from tests.builders.bodies import a_body, an_officer
from tests.builders.interpreters import an_interpreter
from tests.builders.times import NOW
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Conflict, Invalid, NotAllowed
from tolkeregister.entries.queries import standing_at

DAY = timedelta(days=1)
EARLY = datetime(2021, 1, 1, tzinfo=UTC)


async def shown(
    session: Session, officer: Actor, person: int, kind: str, at: datetime, language: str | None = "ar"
) -> int:
    return await record_evidence(
        session, officer, person, kind, language_tag=language, valid_from=EARLY, issuer="OsloMet", reference="1", now=at
    )  # fmt: skip


async def category(session: Session, number: str, valid_at: datetime, known_at: datetime) -> str | None:
    found = await standing_at(session, number, "ar", "speech", valid_at=valid_at, known_at=known_at)
    return found.category


async def test_evidence_becomes_a_category_and_a_revocation_takes_it_back(session: Session) -> None:
    officer = await an_officer(session)
    tolk = await an_interpreter(session, category="E")
    await shown(session, officer, tolk.person_id, "grunnemne", NOW)
    assert await category(session, tolk.number, NOW, NOW) == "D"
    bevilling = await shown(session, officer, tolk.person_id, "bevilling", NOW + DAY)
    assert await category(session, tolk.number, NOW + DAY, NOW + DAY) == "B"
    later = NOW + 9 * DAY
    await revoke_evidence(session, officer, bevilling, NOW + 2 * DAY, now=later)
    assert await category(session, tolk.number, NOW + 3 * DAY, later) == "D"
    assert await category(session, tolk.number, NOW + 3 * DAY, NOW + 4 * DAY) == "B", "what was known then"
    assert await category(session, tolk.number, NOW + DAY, later) == "B", "before it was revoked"


async def test_the_categories_derived_again_are_the_stored_ones(session: Session) -> None:
    officer = await an_officer(session)
    tolk = await an_interpreter(session, category="A")
    await shown(session, officer, tolk.person_id, "tospraaktest", NOW)
    await shown(session, officer, tolk.person_id, "tao", NOW + DAY, None)
    licence = await shown(session, officer, tolk.person_id, "bevilling", NOW + 2 * DAY)
    await shown(session, officer, tolk.person_id, "bachelor", NOW + 3 * DAY)
    await revoke_evidence(session, officer, licence, NOW + 4 * DAY, now=NOW + 5 * DAY)
    at = NOW + 6 * DAY
    for entry in await entries_of_person(session, tolk.person_id):
        derived = spans_for(await evidence_known_at(session, tolk.person_id, known_at=at), entry)
        stored = await value(
            session,
            """SELECT array_agg(category || lower(valid) || coalesce(upper(valid)::text, '') ORDER BY valid)
                 FROM entry_category WHERE entry_id = :e AND upper_inf(recorded)""",
            e=entry.id,
        )
        again = await recompute(session, tolk.person_id, now=at)
        assert (again, len(stored)) == (0, len(derived))
        assert [each[0] for each in stored] == [each.category for each in derived] != []


async def test_a_language_belongs_to_all_evidence_but_tao(session: Session) -> None:
    """Rule Q4."""
    officer = await an_officer(session)
    tolk = await an_interpreter(session)
    for kind, language in (("tao", "ar"), ("bevilling", None), ("diploma", "ar")):
        with pytest.raises(Invalid):
            await shown(session, officer, tolk.person_id, kind, NOW, language)


async def test_only_the_directorate_records_and_nothing_is_revoked_twice(session: Session) -> None:
    officer, body = await an_officer(session), await a_body(session)
    tolk = await an_interpreter(session)
    evidence = await shown(session, officer, tolk.person_id, "bevilling", NOW)
    with pytest.raises(NotAllowed):
        await revoke_evidence(session, body.booker, evidence, NOW, now=NOW + DAY)
    await revoke_evidence(session, officer, evidence, NOW, now=NOW + DAY)
    ended = await value(
        session, "SELECT id FROM evidence WHERE upper_inf(recorded) AND person_id = :p", p=tolk.person_id
    )
    with pytest.raises(Conflict):
        await revoke_evidence(session, officer, ended, NOW + DAY, now=NOW + 2 * DAY)

"""Drafted rules: previewed, put in force by a second person, applied to everybody, and never to the past."""

import asyncio
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import text

from qualification.categories.before_2020 import said_before_2020
from qualification.categories.drafting import (
    add_route,
    discard_scheme,
    draft_scheme,
    drop_route,
    note_preview,
    put_in_force,
)
from qualification.categories.jobs import reapply
from qualification.categories.models import OldCategory
from qualification.categories.rerun import rerun
from qualification.categories.rules.drafts import starts_at
from qualification.categories.rules.schemes import SCHEMES
from qualification.categories.schemes import scheme_draft, scheme_drafts, schemes_in_force
from qualification.evidence.commands import record_evidence
from tests.builders.answers import value
from tests.builders.bodies import a_body, an_officer
from tests.builders.interpreters import BuiltInterpreter, an_interpreter
from tests.builders.times import NOW
from tolkeregister.core.actor import SYSTEM, Actor
from tolkeregister.core.database import Database, Session
from tolkeregister.core.errors import Conflict, Invalid, NotAllowed, NotFound, RuleBroken
from tolkeregister.entries.queries import standing_at

FIRST_DAY = date(2027, 7, 1)
EARLY = datetime.fromisoformat("2021-01-01T00:00:00+00:00")


async def shown_with(session: Session, officer: Actor, *kinds: str) -> BuiltInterpreter:
    tolk = await an_interpreter(session, category="E")
    for kind in kinds:
        await record_evidence(
            session, officer, tolk.person_id, kind, language_tag=None if kind == "tao" else "ar", valid_from=EARLY,
            issuer="OsloMet", reference="1", now=NOW,
        )  # fmt: skip
    return tolk


async def a_harder_draft(session: Session, officer: Actor) -> int:
    """Without the translators' way to E, and with the bare language test as a way to D."""
    draft = await draft_scheme(session, officer, FIRST_DAY, "forslag 2027", now=NOW)
    routes = (await scheme_draft(session, officer, draft)).routes
    place = next(n for n, route in enumerate(routes) if route.code == "translator_and_tao")
    await drop_route(session, officer, draft, 1, place, now=NOW)
    await add_route(
        session, officer, draft, 2, category="D", types=["speech"], needs=["tospraaktest"], now=NOW
    )
    return draft


async def test_a_draft_shows_what_it_would_do_and_does_nothing(session: Session) -> None:
    officer = await an_officer(session)
    loses = await shown_with(session, officer, "translator", "tao")
    wins = await shown_with(session, officer, "tospraaktest", "tao")
    draft = await a_harder_draft(session, officer)
    scheme = (await scheme_draft(session, officer, draft)).scheme
    shown = await rerun(session, officer, scheme, at=scheme.valid_from)
    assert {each.subject.number: (each.before, each.after) for each in shown.comparison.differences} == {
        loses.number: ("E", None), wins.number: ("E", "D"),
    }  # fmt: skip
    assert shown.comparison.lower == 1
    assert [each.version for each in await schemes_in_force(session)] == [each.version for each in SCHEMES]


async def test_rules_put_in_force_apply_to_everybody_from_their_day_and_history_stays(
    session: Session,
) -> None:
    officer, second = await an_officer(session), await an_officer(session)
    loses = await shown_with(session, officer, "translator", "tao")
    draft = await a_harder_draft(session, officer)
    await note_preview(session, second, draft, 3, now=NOW)
    await put_in_force(session, second, draft, 3, now=NOW)
    assert await value(session, "SELECT count(*) FROM job WHERE name = 'categories.reapply'") == 1
    await reapply(session, now=NOW + timedelta(minutes=1), scheme=draft, after=0)
    first, known = starts_at(FIRST_DAY), NOW + timedelta(minutes=1)
    told = [
        (await standing_at(session, loses.number, "ar", "speech", valid_at=at, known_at=known)).category
        for at in (EARLY, first - timedelta(seconds=1), first)
    ]
    assert told == ["E", "E", None]
    later = await shown_with(session, officer, "tospraaktest", "tao")
    found = await standing_at(session, later.number, "ar", "speech", valid_at=first, known_at=NOW)
    assert found.category == "D", "evidence that comes later is judged by the new rules too"
    again = await rerun(session, officer, None, at=first)
    assert again.other.version == "A-E/2027-07-01"
    assert again.comparison.differences == ()


async def test_rules_of_a_past_day_are_run_again_and_agree_with_the_register(session: Session) -> None:
    officer = await an_officer(session)
    await shown_with(session, officer, "grunnemne", "bevilling")
    for at in (datetime.fromisoformat("2022-06-01T12:00:00+00:00"), NOW):
        assert (await rerun(session, officer, None, at=at)).comparison.differences == ()
    with pytest.raises(Invalid, match="no_scheme_in_force"):
        await rerun(session, officer, None, at=datetime.fromisoformat("2019-06-01T12:00:00+00:00"))


@pytest.mark.parametrize(
    ("previewed", "is_other", "code"),
    [(False, True, "scheme_not_previewed"), (True, False, "same_person_twice")],
)
async def test_nobody_puts_rules_in_force_unseen_or_alone(
    session: Session, previewed: bool, is_other: bool, code: str
) -> None:
    officer = await an_officer(session)
    draft = await draft_scheme(session, officer, FIRST_DAY, "forslag", now=NOW)
    if previewed:
        await note_preview(session, officer, draft, 1, now=NOW)
    with pytest.raises(RuleBroken, match=code):
        await put_in_force(session, await an_officer(session) if is_other else officer, draft, 1, now=NOW)


async def test_a_change_after_the_preview_asks_for_a_new_preview(session: Session) -> None:
    officer, second = await an_officer(session), await an_officer(session)
    draft = await draft_scheme(session, officer, FIRST_DAY, "forslag", now=NOW)
    await note_preview(session, officer, draft, 1, now=NOW)
    await drop_route(session, officer, draft, 1, 0, now=NOW)
    with pytest.raises(RuleBroken, match="scheme_not_previewed"):
        await put_in_force(session, second, draft, 2, now=NOW)
    with pytest.raises(Conflict, match="scheme_changed"):
        await drop_route(session, second, draft, 1, 0, now=NOW)


async def test_a_day_that_is_not_to_come_and_a_decided_draft_are_refused(session: Session) -> None:
    officer = await an_officer(session)
    with pytest.raises(Invalid, match="scheme_starts_in_the_past"):
        await draft_scheme(session, officer, NOW.date(), "forslag", now=NOW)
    draft = await draft_scheme(session, officer, FIRST_DAY, "forslag", now=NOW)
    await discard_scheme(session, officer, draft, 1, now=NOW)
    with pytest.raises(Conflict, match="scheme_decided"):
        await drop_route(session, officer, draft, 1, 0, now=NOW)
    assert [each.state for each in await scheme_drafts(session, officer)] == ["discarded"]
    with pytest.raises(NotFound):
        await scheme_draft(session, officer, 987_654)


async def test_only_people_of_the_directorate_write_rules(session: Session) -> None:
    booker = (await a_body(session)).booker
    for call in (
        draft_scheme(session, booker, FIRST_DAY, "forslag", now=NOW),
        scheme_drafts(session, booker),
        rerun(session, booker, None, at=NOW),
        draft_scheme(session, SYSTEM, FIRST_DAY, "forslag", now=NOW),
    ):
        with pytest.raises(NotAllowed):
            await call


async def test_of_two_who_put_drafts_of_one_day_in_force_at_once_one_wins(own_database: Database) -> None:
    async with own_database.writing() as session:
        writer, people = await an_officer(session), [await an_officer(session) for _ in range(2)]
        drafts = [await draft_scheme(session, writer, FIRST_DAY, "forslag", now=NOW) for _ in people]
        for draft in drafts:
            await note_preview(session, writer, draft, 1, now=NOW)

    async def force(person: Actor, draft: int) -> str:
        try:
            async with own_database.writing() as session:
                await put_in_force(session, person, draft, 1, now=NOW)
        except RuleBroken as no:
            return str(no)
        return "in_force"

    outcomes = await asyncio.gather(*map(force, people, drafts))
    assert sorted(outcomes) == ["in_force", "newer_scheme_in_force"]


async def test_old_categories_are_shown_to_the_person_and_the_directorate_only(session: Session) -> None:
    officer, tolk, other = (
        await an_officer(session),
        await an_interpreter(session),
        await an_interpreter(session),
    )
    session.add(OldCategory(person_id=tolk.person_id, language_tag="ar", category=1, valid_from=date(2014, 1, 1),
                            valid_to=date(2020, 1, 1), source="register 2013–2019"))  # fmt: skip
    await session.flush()
    for actor in (officer, tolk.actor):
        assert [each.category for each in await said_before_2020(session, actor, tolk.person_id)] == [1]
    with pytest.raises(NotAllowed):
        await said_before_2020(session, other.actor, tolk.person_id)
    stored = await session.execute(
        text("SELECT count(*) FROM evidence WHERE person_id = :id"), {"id": tolk.person_id}
    )
    assert stored.scalar_one() == 0, "an old category is no evidence"

"""Exam passed, bevilling and listing are three events. A revoked bevilling counts no more anywhere (Q9, W10)."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

import booking.handlers
from qualification.bevilling.commands import begin_granting, begin_revocation
from qualification.bevilling.kinds import (
    GRANTED,
    KEPT,
    LEGAL_BASIS,
    REINSTATED,
    REVOKED,
    SUSPENDED,
)
from qualification.bevilling.queries import (
    bevilling_page,
    exams_without_bevilling,
    find_bevilling,
    qualified_unlisted,
)
from qualification.bevilling.rules import (
    TERMS,
    Terms,
    decide_by,
    may_follow,
    outcomes_after,
    rule_version_at,
    status_after,
)
from qualification.evidence.commands import record_evidence, revoke_evidence
from qualification.rounds.results import NewResult, record_result
from tests.builders.bodies import a_body, an_officer
from tests.builders.cases import an_impartial_officer
from tests.builders.interpreters import BuiltInterpreter, an_interpreter
from tests.builders.rounds import a_candidate, a_round
from tests.migrations.test_application_role import is_denied
from tests.qualification.imports.files import NOW
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Conflict, Invalid, NotAllowed, NotFound
from tolkeregister.decisions.cases.access import CaseRef
from tolkeregister.decisions.notices.commands import go_without_notice
from tolkeregister.decisions.outcomes.commands import (
    DecisionDraft,
    approve_decision,
    propose_decision,
    sign_decision,
)
from tolkeregister.decisions.outcomes.queries import outcomes_of
from tolkeregister.entries.queries import standing_at

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _handlers() -> None:
    booking.handlers.register_handlers()


async def decide(
    session: Session, case: CaseRef, outcome: str, *, now: datetime, is_negative: bool = False
) -> None:
    """From draft to signature, by two officers where it takes two."""
    officer = await an_impartial_officer(session, case.id, now=now)
    if is_negative:
        await go_without_notice(session, officer, case.id, "Fare for parten", now=now)
    rule = rule_version_at(now)
    draft = DecisionDraft(outcome=outcome, legal_basis=LEGAL_BASIS, rule_version=rule, reasons="Derfor.")
    made = await propose_decision(session, officer, case.id, draft, now=now)
    if made.four_eyes:
        second = await an_impartial_officer(session, case.id, now=now)
        await approve_decision(session, second, made.id, now=now)
    await sign_decision(session, officer, made.id, now=now)


async def granted(session: Session, officer: Actor, tolk: BuiltInterpreter, *, now: datetime = NOW) -> str:
    """A bevilling given; returns its number."""
    case = await begin_granting(
        session, officer, tolk.person_id, "ar", "speech", received_at=now - DAY, now=now
    )
    await decide(session, case, GRANTED, now=now)
    statement = text("SELECT number FROM bevilling WHERE person_id = :person ORDER BY id DESC LIMIT 1")
    return str((await session.execute(statement, {"person": tolk.person_id})).scalar_one())


async def category(session: Session, tolk: BuiltInterpreter, valid: datetime, known: datetime) -> str | None:
    found = await standing_at(session, tolk.number, "ar", "speech", valid_at=valid, known_at=known)
    return found.category


async def a_listed_d(session: Session, officer: Actor) -> BuiltInterpreter:
    """Listed with the grunnemne alone."""
    tolk = await an_interpreter(session, category="D")
    await record_evidence(session, officer, tolk.person_id, "grunnemne", language_tag="ar", valid_from=NOW - 900 * DAY,
                          issuer="OsloMet", reference="1", now=NOW - 30 * DAY)  # fmt: skip
    return tolk


async def test_exam_bevilling_and_category_are_three_events(session: Session) -> None:
    officer = await an_officer(session)
    tolk = await a_listed_d(session, officer)
    held = await a_round(session, "practical", language="ar")
    candidate = await a_candidate(session, tolk.person_id)
    passed = NewResult(candidate, held, "whole", NOW.date() - 40 * DAY, NOW.date() - 30 * DAY, "passed")
    await record_result(session, officer, passed, now=NOW - 20 * DAY)
    assert await category(session, tolk, NOW, NOW) == "D", "a passed exam is no licence"
    waiting = await exams_without_bevilling(session, officer)
    assert [(each.person_id, each.open_case) for each in waiting] == [(tolk.person_id, None)]
    await granted(session, officer, tolk)
    assert await category(session, tolk, NOW + DAY, NOW + DAY) == "B"
    assert await exams_without_bevilling(session, officer) == ()


async def test_a_revoked_bevilling_drops_the_category_in_the_same_transaction_and_history_tells_the_old_truth(
    session: Session,
) -> None:
    officer = await an_officer(session)
    tolk = await a_listed_d(session, officer)
    number = await granted(session, officer, tolk)
    later = NOW + 10 * DAY
    case = await begin_revocation(session, officer, number, now=later)
    await decide(session, case, REVOKED, now=later, is_negative=True)
    assert await category(session, tolk, later, later) == "D"
    assert await category(session, tolk, NOW + DAY, later) == "B", "it was so then"
    assert await category(session, tolk, later + DAY, NOW + DAY) == "B", "and this is what was known then"
    page = await bevilling_page(session, officer, number, now=later)
    assert (page.line.status, [each.kind for each in page.events]) == ("revoked", ["granted", "revoked"])
    with pytest.raises(Conflict):
        await begin_revocation(session, officer, number, now=later + DAY)


async def test_whoever_has_no_category_left_leaves_the_register(session: Session) -> None:
    officer = await an_officer(session)
    tolk = await an_interpreter(session, category="C")
    number = await granted(session, officer, tolk)
    later = NOW + 10 * DAY
    case = await begin_revocation(session, officer, number, now=later)
    await decide(session, case, REVOKED, now=later, is_negative=True)
    found = await standing_at(session, tolk.number, "ar", "speech", valid_at=later, known_at=later)
    assert not found.is_listed


async def test_a_suspended_bevilling_counts_again_when_it_is_given_back(session: Session) -> None:
    officer = await an_officer(session)
    tolk = await a_listed_d(session, officer)
    number = await granted(session, officer, tolk)
    days = [NOW + n * DAY for n in (2, 4, 6)]
    case = await begin_revocation(session, officer, number, now=days[0])
    await decide(session, case, SUSPENDED, now=days[0], is_negative=True)
    assert await category(session, tolk, days[0], days[0]) == "D"
    await decide(session, case, REINSTATED, now=days[1])
    assert await category(session, tolk, days[1], days[1]) == "B"
    assert await category(session, tolk, days[0] + DAY, days[2]) == "D", "the gap stays"


async def test_one_who_is_authorised_needs_no_entry_and_is_qualified(session: Session) -> None:
    """T19: recorded without being listed; tolkeloven § 7 third paragraph: qualified all the same."""
    officer = await an_officer(session)
    tolk = await an_interpreter(session, category="C", listed_to=NOW - 100 * DAY)
    number = await granted(session, officer, tolk)
    line = (await find_bevilling(session, officer, number, now=NOW + DAY))[0]
    assert (line.status, line.is_listed) == ("active", False)
    found = await qualified_unlisted(session, officer, "hadd", at=NOW + DAY, language_tag="ar")
    assert [(each.person_id, each.category) for each in found] == [(tolk.person_id, "C")]
    assert await qualified_unlisted(session, officer, "hadd", at=NOW - DAY) == (), "not before it was given"


async def test_qualified_and_listed_is_not_unlisted(session: Session) -> None:
    officer = await an_officer(session)
    tolk = await a_listed_d(session, officer)
    assert await qualified_unlisted(session, officer, "haddad", at=NOW) == ()
    so = await record_evidence(session, officer, tolk.person_id, "grunnemne", language_tag="so",
                               valid_from=NOW - 90 * DAY, issuer="HVL", reference="2", now=NOW)  # fmt: skip
    other = await qualified_unlisted(session, officer, "haddad", at=NOW)
    assert [(each.language_tag, each.kinds) for each in other] == [("so", ("grunnemne",))]
    await revoke_evidence(session, officer, so, NOW, now=NOW + DAY)
    assert await qualified_unlisted(session, officer, "haddad", at=NOW + DAY) == ()


async def test_nobody_holds_two_of_a_language_or_has_two_cases(session: Session) -> None:
    officer = await an_officer(session)
    tolk = await a_listed_d(session, officer)
    case = await begin_granting(session, officer, tolk.person_id, "ar", "speech", received_at=NOW, now=NOW)
    with pytest.raises(Conflict):
        await begin_granting(session, officer, tolk.person_id, "ar", "speech", received_at=NOW, now=NOW)
    await decide(session, case, GRANTED, now=NOW)
    with pytest.raises(Conflict):
        await begin_granting(session, officer, tolk.person_id, "ar", "speech", received_at=NOW, now=NOW)


async def test_only_the_directorate_sees_and_begins(session: Session) -> None:
    officer, booker = await an_officer(session), (await a_body(session)).booker
    tolk = await an_interpreter(session)
    for actor in (booker, tolk.actor):
        with pytest.raises(NotAllowed):
            await find_bevilling(session, actor, "haddad", now=NOW)
        with pytest.raises(NotAllowed):
            await begin_granting(session, actor, tolk.person_id, "ar", "speech", received_at=NOW, now=NOW)
    with pytest.raises(NotFound):
        await begin_revocation(session, officer, "B-2026-0", now=NOW)


@pytest.mark.parametrize("table", ["bevilling", "bevilling_step", "bevilling_evidence"])
async def test_what_was_given_and_taken_is_never_altered(session: Session, table: str) -> None:
    with pytest.raises(DBAPIError) as refused:
        await session.execute(text(f"DELETE FROM {table}"))
    assert is_denied(refused.value)


@pytest.mark.parametrize(
    ("steps", "step", "is_allowed"),
    [
        ([], "suspended", True), ([], "revoked", True), ([], "reinstated", False),
        (["suspended"], "reinstated", True), (["suspended"], "revoked", True), (["suspended"], "suspended", False),
        (["suspended", "reinstated"], "suspended", True), (["revoked"], "reinstated", True),
        (["revoked"], "revoked", False),
    ],
)  # fmt: skip
def test_what_may_follow(steps: list[str], step: str, is_allowed: bool) -> None:
    assert may_follow(steps, step).allowed is is_allowed
    assert status_after([*steps, step]) in ("active", "suspended", "revoked")


@pytest.mark.parametrize(
    ("steps", "outcomes"),
    [
        ((), {SUSPENDED, REVOKED, KEPT}),
        ((SUSPENDED,), {REINSTATED, REVOKED}),
        ((SUSPENDED, REINSTATED), {SUSPENDED, REVOKED, KEPT}),
        ((REVOKED,), {REINSTATED}),
        (None, set()),
    ],
)
def test_what_a_case_can_end_in_follows_from_where_the_bevilling_stands(
    steps: tuple[str, ...] | None, outcomes: set[str]
) -> None:
    assert outcomes_after(steps) == outcomes


async def test_nothing_is_given_back_that_was_never_taken(session: Session) -> None:
    officer = await an_officer(session)
    number = await granted(session, officer, await a_listed_d(session, officer))
    case = await begin_revocation(session, officer, number, now=NOW + DAY)
    first = await an_impartial_officer(session, case.id, now=NOW + DAY)
    draft = DecisionDraft(REINSTATED, LEGAL_BASIS, rule_version_at(NOW), reasons="Derfor.")
    with pytest.raises(Invalid, match="outcome_not_possible_now"):
        await propose_decision(session, first, case.id, draft, now=NOW + DAY)
    assert REINSTATED not in [each.code for each in await outcomes_of(session, first, case.id)]
    await decide(session, case, SUSPENDED, now=NOW + DAY, is_negative=True)
    assert [each.code for each in await outcomes_of(session, first, case.id)] == [REVOKED, REINSTATED]


async def test_a_case_has_a_day_to_be_decided_by_and_keeps_the_days_of_the_rules_it_came_under(
    session: Session,
) -> None:
    officer = await an_officer(session)
    tolk = await a_listed_d(session, officer)
    case = await begin_granting(
        session, officer, tolk.person_id, "ar", "speech", received_at=NOW - DAY, now=NOW
    )
    statement = text("SELECT deadline_at FROM case_file WHERE id = :id")
    assert (await session.execute(statement, {"id": case.id})).scalar_one() == NOW - DAY + timedelta(days=30)
    changed = (*TERMS, Terms(NOW.date(), "ny", 10))
    assert decide_by(NOW - DAY, changed) == NOW - DAY + timedelta(days=30)
    assert decide_by(NOW, changed) == NOW + timedelta(days=10)
    assert (rule_version_at(NOW - DAY, changed), rule_version_at(NOW, changed)) == ("tolkeloven/2022", "ny")

"""A revocation with a day of its own, one that is held back while an appeal is handled, and one that is reversed."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

import booking.handlers
from qualification.bevilling.commands import begin_revocation
from qualification.bevilling.kinds import LEGAL_BASIS, REINSTATED, REVOKED
from qualification.bevilling.listing import days_that_came
from qualification.bevilling.queries import bevilling_page
from qualification.bevilling.rules import rule_version_at
from qualification.evidence.commands import record_evidence
from qualification.rounds.own import own_road
from qualification.rounds.results import NewResult, record_result
from tests.builders.bodies import an_officer
from tests.builders.cases import an_impartial_officer
from tests.builders.interpreters import BuiltInterpreter, an_entry, an_interpreter
from tests.builders.rounds import a_candidate, a_round
from tests.qualification.bevilling.test_bevilling import category, granted
from tests.qualification.imports.files import NOW
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.errors import RuleBroken
from tolkeregister.decisions.appeals.commands import receive_appeal, take_step
from tolkeregister.decisions.appeals.models import StepKind
from tolkeregister.decisions.cases.access import CaseRef
from tolkeregister.decisions.notices.commands import go_without_notice
from tolkeregister.decisions.outcomes.commands import (
    DecisionDraft,
    approve_decision,
    propose_decision,
    sign_decision,
)
from tolkeregister.entries.queries import standing_at

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _handlers() -> None:
    booking.handlers.register_handlers()


async def revoked(
    session: Session, tolk: BuiltInterpreter, *, since: datetime | None = None
) -> tuple[CaseRef, Actor, int, str]:
    """A bevilling given, and revoked ten days later: the case, an officer, the decision, the bevilling's number."""
    number = await granted(session, await an_officer(session), tolk)
    later = NOW + 10 * DAY
    case = await begin_revocation(session, await an_officer(session), number, now=later)
    officer, second = [await an_impartial_officer(session, case.id, now=later) for _ in range(2)]
    await go_without_notice(session, officer, case.id, "Fare for parten", now=later)
    draft = DecisionDraft(
        REVOKED, LEGAL_BASIS, rule_version_at(later), reasons="Derfor.", effective_from=since
    )
    made = await propose_decision(session, officer, case.id, draft, now=later)
    await approve_decision(session, second, made.id, now=later)
    return case, officer, await sign_decision(session, officer, made.id, now=later), number


async def is_listed(session: Session, tolk: BuiltInterpreter, at: datetime, language: str = "ar") -> bool:
    return (await standing_at(session, tolk.number, language, "speech", valid_at=at, known_at=at)).is_listed


async def appealed(session: Session, tolk: BuiltInterpreter, decision: int, now: datetime) -> int:
    return await receive_appeal(session, tolk.actor, decision, "Uenig.", sent_on=oslo_date(now), now=now)


async def test_a_revocation_with_a_day_of_its_own_takes_the_place_in_the_register_on_that_day(
    session: Session,
) -> None:
    tolk = await an_interpreter(session, category="C")
    day = NOW + 20 * DAY
    await revoked(session, tolk, since=day)
    await days_that_came(session, now=day - DAY)
    assert await is_listed(session, tolk, day - DAY)
    for _ in range(2):  # twice is once
        await days_that_came(session, now=day)
    assert not await is_listed(session, tolk, day)


async def test_the_entry_of_the_language_goes_and_the_others_stay(session: Session) -> None:
    tolk = await an_interpreter(session, category="C")
    await an_entry(session, tolk.id, language="fr", category="D")
    await record_evidence(session, await an_officer(session), tolk.person_id, "grunnemne", language_tag="fr",
                          valid_from=NOW - 900 * DAY, issuer="OsloMet", reference="1", now=NOW - DAY)  # fmt: skip
    await revoked(session, tolk)
    now = NOW + 10 * DAY
    assert not await is_listed(session, tolk, now)
    left = await session.execute(
        text(
            "SELECT e.language_tag FROM entry e JOIN entry_listing l ON l.entry_id = e.id"
            " WHERE e.interpreter_id = :id AND upper_inf(l.recorded) AND upper_inf(l.valid)"
        ),
        {"id": tolk.id},
    )
    assert left.scalars().all() == ["fr"]


async def test_held_back_it_holds_until_the_appeal_ends_and_the_decision_stands(session: Session) -> None:
    """Forvaltningsloven § 42. What the page says of the decision is what the register says."""
    tolk = await an_interpreter(session, category="C")
    _, officer, decision, number = await revoked(session, tolk)
    now = NOW + 11 * DAY
    appeal = await appealed(session, tolk, decision, now)
    await take_step(session, officer, appeal, StepKind.SUSPENDED, "Tvilsom sak.", now=now)
    assert await category(session, tolk, now, now) == "C"
    assert await is_listed(session, tolk, now)
    for kind in (StepKind.UPHELD, StepKind.FORWARDED):
        await take_step(session, officer, appeal, kind, "Grunner.", now=now)
    now += DAY
    await take_step(session, officer, appeal, StepKind.MINISTRY_UPHELD, "Stadfestet.", now=now)
    assert not await is_listed(session, tolk, now)
    page = await bevilling_page(session, officer, number, now=now)
    assert [each.kind for each in page.events] == ["granted", "revoked", "reinstated", "revoked"]


async def test_an_annulment_by_the_ministry_gives_the_same_bevilling_back(session: Session) -> None:
    tolk = await an_interpreter(session, category="C")
    _, officer, decision, number = await revoked(session, tolk)
    now = NOW + 11 * DAY
    appeal = await appealed(session, tolk, decision, now)
    for kind in (StepKind.UPHELD, StepKind.FORWARDED, StepKind.MINISTRY_ANNULLED):
        await take_step(session, officer, appeal, kind, "Grunner.", now=now)
    assert await is_listed(session, tolk, now)
    assert (await bevilling_page(session, officer, number, now=now)).line.status == "active"
    assert not await is_listed(session, tolk, now - DAY + timedelta(hours=1)), "the time between stays"


async def test_our_own_reversal_after_an_appeal_gives_it_back(session: Session) -> None:
    """Forvaltningsloven § 33 second paragraph."""
    tolk = await an_interpreter(session, category="C")
    case, officer, decision, _ = await revoked(session, tolk)
    now = NOW + 11 * DAY
    appeal = await appealed(session, tolk, decision, now)
    draft = DecisionDraft(
        REINSTATED, LEGAL_BASIS, rule_version_at(now), reasons="Klagen førte fram.", replaces=decision
    )
    made = await propose_decision(session, officer, case.id, draft, now=now)
    await sign_decision(session, officer, made.id, now=now)
    await take_step(session, officer, appeal, StepKind.CHANGED, "Nye opplysninger.", now=now)
    assert (await category(session, tolk, now, now), await is_listed(session, tolk, now)) == ("C", True)


async def test_whoever_has_lost_it_is_not_told_to_apply_as_if_nothing_had_happened(session: Session) -> None:
    tolk = await an_interpreter(session, category="C")
    await revoked(session, tolk)
    officer, held = await an_officer(session), await a_round(session, "practical", language="ar")
    candidate, day = await a_candidate(session, tolk.person_id), NOW.date() - 40 * DAY
    await record_result(session, officer, NewResult(candidate, held, "whole", day, day, "passed"), now=NOW)
    road = await own_road(session, tolk.actor, now=NOW + 11 * DAY)
    assert "apply_for_bevilling" not in [each.code for each in road.steps]


async def test_a_decision_nothing_can_hold_back_is_not_said_to_wait(session: Session) -> None:
    tolk = await an_interpreter(session, category="C")
    await granted(session, await an_officer(session), tolk)
    statement = text("SELECT d.id, d.case_id FROM decision d ORDER BY d.id DESC LIMIT 1")
    decision, case_id = (await session.execute(statement)).one()
    officer = await an_impartial_officer(session, case_id, now=NOW)
    appeal = await appealed(session, tolk, decision, NOW)
    with pytest.raises(RuleBroken, match="no_such_appeal_step"):
        await take_step(session, officer, appeal, StepKind.SUSPENDED, "Tvilsom sak.", now=NOW)

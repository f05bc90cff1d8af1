"""Signed reactions and appeals change the register at once, in two times, and nothing is ever overwritten."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from booking.handlers import register_handlers
from tests.builders.answers import value
from tests.builders.complaints import (
    FOR_GOOD,
    GUIDANCE,
    WARNING,
    BuiltComplaint,
    a_complaint,
    decided,
    everyone_declares,
    excluded_for,
    temporarily_excluded,
)
from tests.builders.interpreters import BuiltInterpreter, an_interpreter
from tests.builders.times import NOW
from tolkeregister.complaints.deciding import (
    ReactionDraft,
    begin_revocation,
    begin_temporary_exclusion,
    propose_reaction,
)
from tolkeregister.complaints.intake import end
from tolkeregister.complaints.queries import complaint_page
from tolkeregister.complaints.reacting import reactions_of, warnings_of
from tolkeregister.complaints.rules.reactions import Ending, Ground
from tolkeregister.complaints.rules.words import Basis, Closing
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Conflict, RuleBroken
from tolkeregister.decisions.appeals.commands import appeal_on_paper, receive_appeal, take_step
from tolkeregister.decisions.appeals.models import StepKind
from tolkeregister.decisions.outcomes.commands import approve_decision, sign_decision
from tolkeregister.entries.check import valid_number
from tolkeregister.entries.queries import standing_at
from tolkeregister.people.population.commands import UNPROTECTED

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _handlers() -> None:
    register_handlers()


async def is_listed(session: Session, tolk: BuiltInterpreter, at: datetime) -> bool:
    return await valid_number(session, tolk.number, now=at) is not None


async def a_breach(
    session: Session, tolk: BuiltInterpreter | None = None, now: datetime = NOW
) -> BuiltComplaint:
    return await a_complaint(session, now=now, tolk=tolk, basis=Basis.CONFIDENTIALITY)


async def test_w6_a_warning_counts_from_its_decision_for_five_years_and_a_reversed_one_never(
    session: Session,
) -> None:
    built = await a_breach(session)
    decision = await decided(session, built, WARNING, now=NOW)
    person, today = built.tolk.person_id, oslo_date(NOW)
    assert len((await warnings_of(session, person, today, now=NOW)).active) == 1
    assert not (await warnings_of(session, person, today.replace(year=today.year + 5), now=NOW)).active
    later = NOW + 10 * DAY
    reversal = ReactionDraft(Ending.REVERSED, "Klagen førte fram.", replaces=decision)
    await decided(session, built, reversal, now=later)
    assert not (await warnings_of(session, person, today, now=later)).active
    known = await warnings_of(session, person, today, known_at=NOW + DAY, now=later)
    assert len(known.active) == 1, "history says that it was"


async def test_w7_the_third_warning_flags_and_excludes_nobody(session: Session) -> None:
    tolk = await an_interpreter(session)
    flags = []
    for day in range(3):
        now = NOW + day * DAY
        await decided(session, await a_breach(session, tolk, now), WARNING, now=now)
        flags.append((await warnings_of(session, tolk.person_id, oslo_date(now), now=now)).is_flagged)
    assert flags == [False, False, True]
    assert await is_listed(session, tolk, NOW + 3 * DAY)


async def test_w7_three_warnings_are_a_ground_only_while_three_are_active(session: Session) -> None:
    built = await a_breach(session)
    draft = ReactionDraft(Ending.EXCLUDED_FOR_GOOD, "Tre advarsler.", Ground.THREE_WARNINGS)
    with pytest.raises(RuleBroken, match="too_few_warnings"):
        await propose_reaction(session, built.officer, built.number, draft, now=NOW)


async def test_w8_an_exclusion_is_in_force_with_the_signature_and_ends_by_itself(session: Session) -> None:
    built = await a_breach(session)
    await decided(session, built, excluded_for(30, NOW), now=NOW)
    assert not await is_listed(session, built.tolk, NOW)
    known = {"valid_at": NOW, "known_at": NOW - timedelta(seconds=1)}
    assert (await standing_at(session, built.tolk.number, "ar", "speech", **known)).is_listed, "known then"
    (standing,) = await reactions_of(session, built.tolk.person_id)
    assert standing.until is not None
    assert oslo_date(standing.until) == oslo_date(NOW) + 30 * DAY


async def test_w9_a_leader_excludes_temporarily_with_a_day_of_review_and_it_ends_with_the_case(
    session: Session,
) -> None:
    built = await a_breach(session)
    await temporarily_excluded(session, built, now=NOW)
    assert not await is_listed(session, built.tolk, NOW)
    due = await value(session, "SELECT due_on FROM exclusion_review WHERE complaint_id = :id", id=built.id)
    assert due == oslo_date(NOW) + 28 * DAY
    later = NOW + 5 * DAY
    await decided(session, built, GUIDANCE, now=later)
    assert await is_listed(session, built.tolk, later)
    (standing,) = await reactions_of(session, built.tolk.person_id)
    assert (standing.starts_at, standing.until) == (NOW, later), "it held, and until then"


async def test_w9_nobody_but_a_leader_signs_a_temporary_exclusion(session: Session) -> None:
    built = await a_breach(session)
    await begin_temporary_exclusion(session, built.officer, built.number, "Fare for liv.", now=NOW)
    await everyone_declares(session, built, now=NOW)
    draft = ReactionDraft(Ending.TEMPORARILY_EXCLUDED, "Fare for flere brudd.")
    made = await propose_reaction(session, built.officer, built.number, draft, now=NOW)
    await approve_decision(session, built.second, made.id, now=NOW)
    with pytest.raises(RuleBroken, match="leader_must_sign"):
        await sign_decision(session, built.second, made.id, now=NOW)


async def test_a_temporary_exclusion_that_becomes_a_lasting_one_never_lets_go_between(
    session: Session,
) -> None:
    built = await a_breach(session)
    await temporarily_excluded(session, built, now=NOW)
    later = NOW + DAY
    await decided(session, built, FOR_GOOD, now=later)
    assert not await is_listed(session, built.tolk, later)
    listed = await value(
        session, "SELECT count(*) FROM audit_event WHERE action = 'interpreter.listed_again'"
    )
    assert listed == 0


async def test_w10_a_revocation_of_bevilling_is_a_case_of_its_own(session: Session) -> None:
    built = await a_breach(session)
    with pytest.raises(RuleBroken, match="no_bevilling"):
        await begin_revocation(session, built.officer, built.number, now=NOW)
    await session.execute(text(
        "INSERT INTO bevilling (number, person_id, language_tag, type, granted_at, legal_basis, reference, recorded_at,"
        " synthetic) VALUES ('B-1', :person, 'ar', 'speech', :now, 'tolkeloven § 18', 'x', :now, true)"
    ), {"person": built.tolk.person_id, "now": NOW - DAY})  # fmt: skip
    (number,) = await begin_revocation(session, built.officer, built.number, now=NOW)
    kind = await value(session, "SELECT kind FROM case_file WHERE number = :number", number=number)
    assert kind == "bevilling_revocation"
    assert await is_listed(session, built.tolk, NOW), "a case is no revocation, and no exclusion"


async def test_w10_an_exclusion_leaves_the_bevilling_alone(session: Session) -> None:
    built = await a_breach(session)
    await session.execute(text(
        "INSERT INTO bevilling (number, person_id, language_tag, type, granted_at, legal_basis, reference, recorded_at,"
        " synthetic) VALUES ('B-1', :person, 'ar', 'speech', :now, 'tolkeloven § 18', 'x', :now, true)"
    ), {"person": built.tolk.person_id, "now": NOW - DAY})  # fmt: skip
    await decided(session, built, excluded_for(90, NOW), now=NOW)
    assert not await is_listed(session, built.tolk, NOW)
    assert await value(session, "SELECT count(*) FROM case_file WHERE kind = 'bevilling_revocation'") == 0
    assert await value(session, "SELECT count(*) FROM bevilling_step") == 0


async def test_w12_suspensive_effect_lets_in_and_its_end_keeps_out_again(session: Session) -> None:
    built = await a_breach(session)
    decision = await decided(session, built, excluded_for(90, NOW), now=NOW)
    now = NOW + DAY
    appeal = await receive_appeal(
        session, built.tolk.actor, decision, "Uenig.", sent_on=oslo_date(now), now=now
    )
    await take_step(session, built.officer, appeal, StepKind.SUSPENDED, "Tvilsom sak.", now=now)
    assert await is_listed(session, built.tolk, now)
    now += DAY
    await take_step(session, built.officer, appeal, StepKind.SUSPENSION_ENDED, "Ny opplysning.", now=now)
    assert not await is_listed(session, built.tolk, now)
    spans = [(each.starts_at, each.until) for each in await reactions_of(session, built.tolk.person_id)]
    assert spans[0] == (NOW, NOW + DAY)
    assert spans[1][0] == now


async def test_an_annulment_by_the_ministry_reverses_at_once_and_history_tells_the_whole_truth(
    session: Session,
) -> None:
    built = await a_breach(session)
    decision = await decided(session, built, FOR_GOOD, now=NOW)
    now = NOW + DAY
    appeal = await receive_appeal(
        session, built.tolk.actor, decision, "Uenig.", sent_on=oslo_date(now), now=now
    )
    for kind in (StepKind.UPHELD, StepKind.FORWARDED, StepKind.MINISTRY_ANNULLED):
        await take_step(session, built.officer, appeal, kind, "Grunner.", now=now)
    assert await is_listed(session, built.tolk, now)
    assert await reactions_of(session, built.tolk.person_id) == ()
    language = built.tolk.number, "ar", "speech"
    assert not (await standing_at(session, *language, valid_at=NOW, known_at=now)).is_listed, "was out then"
    held = await value(session, "SELECT count(*) FROM reaction WHERE decision_id = :id", id=decision)
    assert held == 1, "the row is there, ended in recorded time"


async def test_an_exclusion_that_has_not_begun_is_taken_back_without_a_gap(session: Session) -> None:
    built = await a_breach(session)
    soon = oslo_date(NOW) + 10 * DAY
    decision = await decided(session, built, replace(FOR_GOOD, starts_on=soon), now=NOW)
    assert await is_listed(session, built.tolk, NOW + 9 * DAY)
    assert not await is_listed(session, built.tolk, NOW + 11 * DAY)
    await decided(
        session, built, ReactionDraft(Ending.REVERSED, "Omgjort.", replaces=decision), now=NOW + DAY
    )
    assert await is_listed(session, built.tolk, NOW + 11 * DAY)


async def test_a_new_decision_in_a_case_takes_the_place_of_the_one_that_stands_there(
    session: Session,
) -> None:
    built = await a_breach(session)
    first = await decided(session, built, FOR_GOOD, now=NOW)
    second = await decided(session, built, WARNING, now=NOW + DAY)
    assert await is_listed(session, built.tolk, NOW + DAY)
    await decided(session, built, ReactionDraft(Ending.REVERSED, "Omgjort."), now=NOW + 2 * DAY)
    replaced = await session.execute(text("SELECT replaces_id FROM decision ORDER BY id"))
    assert replaced.scalars().all() == [None, first, second]
    assert not (await warnings_of(session, built.tolk.person_id, oslo_date(NOW), now=NOW + 2 * DAY)).active


async def test_a_temporary_exclusion_is_reversed_in_its_own_case_and_the_complaint_goes_on(
    session: Session,
) -> None:
    built = await a_breach(session)
    decision = await temporarily_excluded(session, built, now=NOW)
    draft = ReactionDraft(Ending.REVERSED, "Det var ingen fare.", replaces=decision)
    made = await propose_reaction(session, built.officer, built.number, draft, now=NOW + DAY)
    await approve_decision(session, built.second, made.id, now=NOW + DAY)
    await sign_decision(session, built.officer, made.id, now=NOW + DAY)
    assert await is_listed(session, built.tolk, NOW + DAY)
    held = await complaint_page(session, built.officer, built.number, now=NOW + DAY)
    assert (held.state, held.against) == ("investigation", {})


async def test_an_appeal_after_the_end_reverses_the_warning_and_the_complaint_stays_closed(
    session: Session,
) -> None:
    built = await a_breach(session)
    decision = await decided(session, built, WARNING, now=NOW)
    await end(session, built.officer, built.number, Closing.DECIDED, now=NOW)
    reversal = ReactionDraft(Ending.REVERSED, "Klagen førte fram.")
    with pytest.raises(Conflict, match="case_closed"):
        await propose_reaction(session, built.officer, built.number, reversal, now=NOW)
    later = NOW + DAY
    appeal = await appeal_on_paper(
        session, built.officer, decision, "Det stemmer ikke.", sent_on=oslo_date(later), now=later
    )
    with pytest.raises(RuleBroken, match="new_decision_missing"):
        await take_step(session, built.officer, appeal, StepKind.CHANGED, "Ny vurdering.", now=later)
    made = await propose_reaction(session, built.officer, built.number, reversal, now=later)
    await sign_decision(session, built.officer, made.id, now=later)
    await take_step(session, built.officer, appeal, StepKind.CHANGED, "Ny vurdering.", now=later)
    assert not (await warnings_of(session, built.tolk.person_id, oslo_date(later), now=later)).active
    assert (await complaint_page(session, built.officer, built.number, now=later)).is_closed
    assert await value(session, "SELECT state FROM case_file") == "closed"


async def test_nobody_comes_back_past_an_exclusion_when_protection_ends(session: Session) -> None:
    from tolkeregister.core.actor import SYSTEM
    from tolkeregister.core.events import raise_event
    from tolkeregister.entries.protection import hide_the_protected

    built = await a_breach(session)
    await hide_the_protected(session, SYSTEM, person_id=built.tolk.person_id, now=NOW - timedelta(hours=1))
    await decided(session, built, FOR_GOOD, now=NOW)
    later = NOW + DAY
    await raise_event(session, SYSTEM, UNPROTECTED, now=later, person_id=built.tolk.person_id)
    assert not await is_listed(session, built.tolk, later)

"""The queue, one complaint's page, and the list of what an exclusion hits."""

from datetime import timedelta

import pytest

from booking.handlers import register_handlers
from tests.builders.answers import value
from tests.builders.assignments import accepted_by, an_assignment
from tests.builders.bodies import a_body
from tests.builders.complaints import FOR_GOOD, WARNING, a_complaint, decided
from tests.builders.interpreters import an_interpreter
from tests.builders.times import NOW
from tolkeregister.complaints.clocking import suspend
from tolkeregister.complaints.deciding import propose_reaction
from tolkeregister.complaints.intake import declare
from tolkeregister.complaints.queries import complaint_page, hit_list, open_complaints
from tolkeregister.complaints.rules.words import Basis
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.decisions.appeals.commands import receive_appeal
from tolkeregister.decisions.notices.commands import go_without_notice
from tolkeregister.decisions.outcomes.commands import approve_decision, sign_decision
from tolkeregister.people.models import Account

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _handlers() -> None:
    register_handlers()


async def test_the_queue_shows_age_and_the_nearest_last_day_and_never_ones_own(session: Session) -> None:
    first = await a_complaint(session, now=NOW)
    second = await a_complaint(session, now=NOW, basis=Basis.HABILITET)
    later = NOW + 20 * DAY
    lines = await open_complaints(session, first.officer, now=later)
    assert [(each.number, each.age, each.stage, each.is_late) for each in lines] == [
        (first.number, 21, "intake", True), (second.number, 21, "whole", False),
    ]  # fmt: skip
    assert [each.number for each in await open_complaints(session, first.officer, late=True, now=later)] == [
        first.number
    ]
    assert [each.number for each in await open_complaints(session, second.officer, mine=True, now=later)] == [
        second.number
    ]
    await suspend(session, second.officer, second.number, "Politiet", now=later)
    assert [each.is_suspended for each in await open_complaints(session, first.officer, now=later)] == [
        False,
        True,
    ]
    account = await session.get(Account, first.officer.account_id)
    assert account is not None
    account.person_id = first.tolk.person_id
    await session.flush()
    assert [each.number for each in await open_complaints(session, first.officer, now=later)] == [
        second.number
    ]


async def test_the_papers_open_when_habilitet_is_declared(session: Session) -> None:
    built = await a_complaint(session, now=NOW)
    closed = await complaint_page(session, built.officer, built.number, now=NOW)
    assert not closed.is_open_to_me
    assert (closed.log, closed.requests, closed.reactions) == ((), (), ())
    await declare(session, built.officer, built.number, "relative", now=NOW)
    assert not (await complaint_page(session, built.officer, built.number, now=NOW)).is_open_to_me
    await declare(session, built.second, built.number, "none", now=NOW)
    assert (await complaint_page(session, built.second, built.number, now=NOW)).log


async def test_what_an_exclusion_hits_is_listed_first_and_then_all_of_it_is_hit(session: Session) -> None:
    """Feature 83, failure mode 28, rule W11: the booker is told "no longer available" and not why."""
    body = await a_body(session)
    tolk, other = await an_interpreter(session, hours=True), await an_interpreter(session, hours=True)
    assignment = await an_assignment(session, body, NOW + DAY, NOW + DAY + timedelta(hours=1))
    await accepted_by(session, assignment, tolk.id, at=NOW - DAY)
    built = await a_complaint(session, now=NOW, tolk=tolk, basis=Basis.CONFIDENTIALITY)
    listed = await hit_list(session, built.officer, tolk.id, effective_at=NOW, now=NOW)
    assert listed.entries == (("ar", "speech"),)
    assert [(each.what, each.replacements) for each in listed.hits] == [("assignment", (other.number,))]
    await decided(session, built, FOR_GOOD, now=NOW)
    assert (await hit_list(session, built.officer, tolk.id, effective_at=NOW, now=NOW)).hits == ()
    assert (await hit_list(session, built.officer, tolk.id, effective_at=NOW, now=NOW)).entries == ()
    told = await value(
        session, "SELECT count(*) FROM mail_message WHERE template = 'interpreter_no_longer_available'"
    )
    assert told == 1
    said = await value(
        session, "SELECT string_agg(data::text, ' ') FROM mail_message WHERE subject_kind <> 'letter'"
    )
    assert "exclu" not in said
    assert built.number not in said


async def test_a_complaint_says_that_a_draft_waits_and_that_an_appeal_stands(session: Session) -> None:
    built = await a_complaint(session, now=NOW, basis=Basis.CONFIDENTIALITY)

    async def waits() -> frozenset[str]:
        return (await complaint_page(session, built.officer, built.number, now=NOW)).waits

    assert await waits() == frozenset()
    case_id = int(await value(session, "SELECT case_id FROM complaint WHERE id = :id", id=built.id))
    await go_without_notice(session, built.officer, case_id, "Tolken er hørt muntlig.", now=NOW)
    draft = await propose_reaction(session, built.officer, built.number, WARNING, now=NOW)
    assert await waits() == {"draft"}
    await approve_decision(session, built.second, draft.id, now=NOW)
    assert await waits() == {"draft"}
    made = await sign_decision(session, built.officer, draft.id, now=NOW)
    assert await waits() == frozenset()
    await receive_appeal(session, built.tolk.actor, made, "Uenig.", sent_on=oslo_date(NOW), now=NOW)
    assert await waits() == {"appeal"}

"""An answer that gives less than was asked for can be appealed against, by the same rules and clocks as a decision."""

from datetime import timedelta

import pytest

from booking.handlers import register_handlers
from tests.builders.answers import value
from tests.builders.complaints import BuiltComplaint
from tests.builders.hearings import a_heard_complaint, a_representative
from tests.builders.times import NOW
from tolkeregister.complaints.heard.access import Heard
from tolkeregister.complaints.heard.documents import documents_of
from tolkeregister.complaints.heard.file_access import access_desk, answer_access, ask_access, decide_document
from tolkeregister.complaints.heard.queries import heard_desk, heard_page
from tolkeregister.complaints.heard.refusals import (
    GIVEN,
    LEGAL_BASIS,
    Refusal,
    appeal_access,
    refusal_of,
    rule_version_at,
)
from tolkeregister.complaints.heard.rules import Ground, Verdict
from tolkeregister.complaints.information import Questions, ask_information
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Conflict, NotFound, RuleBroken
from tolkeregister.decisions.appeals.commands import take_step
from tolkeregister.decisions.appeals.forwarding import forward_appeal
from tolkeregister.decisions.appeals.models import StepKind
from tolkeregister.decisions.outcomes.commands import DecisionDraft, propose_decision, sign_decision
from tolkeregister.decisions.outcomes.models import DecisionNotification

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _handlers() -> None:
    register_handlers()


async def refused(
    session: Session, verdict: Verdict = Verdict.REFUSED
) -> tuple[BuiltComplaint, Heard, Refusal]:
    """A public body was asked; the party asks for the question and does not get it, told the same day."""
    built, heard = await a_heard_complaint(session, now=NOW)
    questions = Questions("Nav Lillevik", "post@nav.example", "Ble oppdraget gjennomført?")
    await ask_information(session, built.officer, built.number, questions, now=NOW)
    await ask_access(session, heard, "Spørsmålene til Nav.", now=NOW)
    for each in (await access_desk(session, built.officer, built.number)).documents:
        ground = None if verdict is Verdict.GIVEN else Ground.OBTAINED
        await decide_document(
            session, built.officer, built.number, each.document.id, verdict, ground, now=NOW
        )
    await answer_access(session, built.officer, built.number, now=NOW)
    found = await refusal_of(session, built.id)
    if verdict is Verdict.GIVEN:
        assert found is None, "nothing to appeal against"
        with pytest.raises(NotFound, match="decision_not_found"):
            await appeal_access(session, heard, "Likevel.", now=NOW)
        return built, heard, None  # type: ignore[return-value]
    assert found is not None
    assert found.appeal_by is None
    session.add(DecisionNotification(
        decision_id=found.decision_id, notified_at=NOW, rule="in_mailbox", appeal_by=oslo_date(NOW) + 21 * DAY,
        known_at=NOW,
    ))  # fmt: skip
    await session.flush()
    found = await refusal_of(session, built.id)
    assert found is not None
    return built, heard, found


async def test_what_is_given_whole_is_no_decision(session: Session) -> None:
    await refused(session, Verdict.GIVEN)


async def test_the_party_appeals_in_three_weeks_and_the_officer_has_a_clock(session: Session) -> None:
    built, heard, _ = await refused(session)
    assert (await heard_page(session, heard, now=NOW)).may_appeal_access
    in_time = NOW + 21 * DAY
    appeal = await appeal_access(session, heard, "Jeg trenger dem.", now=in_time)
    page, desk = await heard_page(session, heard, now=in_time), await heard_desk(session, built.id)
    assert not page.may_appeal_access
    assert desk.refusal is not None
    assert (desk.refusal.appeal_id, desk.refusal.is_late, desk.refusal.step) == (appeal, False, None)
    assert desk.refusal.deadline_at is not None
    assert oslo_date(desk.refusal.deadline_at - timedelta(seconds=1)) == oslo_date(in_time) + 42 * DAY
    with pytest.raises(Conflict, match="already_appealed"):
        await appeal_access(session, heard, "En gang til.", now=in_time)


async def test_after_three_weeks_it_says_why_it_is_late_and_the_representative_may_do_it(
    session: Session,
) -> None:
    _, heard, _ = await refused(session)
    other, _ = await a_representative(session, heard, now=NOW)
    late = NOW + 22 * DAY
    with pytest.raises(RuleBroken, match="late_reason_missing"):
        await appeal_access(session, other, "Uenig.", now=late)
    await appeal_access(session, other, "Uenig.", late_because="Brevet lå hos en annen.", now=late)
    found = await refusal_of(session, heard.complaint_id)
    assert found is not None
    assert found.is_late


async def test_an_answer_that_is_upheld_goes_to_the_ministry_with_the_papers_that_were_judged(
    session: Session,
) -> None:
    built, heard, _ = await refused(session)
    appeal = await appeal_access(session, heard, "Uenig.", now=NOW + DAY)
    with pytest.raises(RuleBroken):
        await forward_appeal(session, built.officer, appeal, now=NOW + DAY)
    await take_step(session, built.officer, appeal, StepKind.UPHELD, "Svaret var rett.", now=NOW + DAY)
    await forward_appeal(session, built.officer, appeal, now=NOW + DAY)
    kinds = "SELECT string_agg(p.kind, ' ' ORDER BY p.number) FROM journal_post p JOIN case_file k ON k.id = p.case_id"
    sent = str(await value(session, f"{kinds} WHERE k.kind = 'file_access'")).split()
    assert sent == [
        "access_request", "judged_document", "decision", "appeal", "forwarding", "case_file"
    ]  # fmt: skip
    listed = {each.kind for each in await documents_of(session, built.id)}
    assert "judged_document" not in listed, "the party still does not read them, nor asks for them twice"


async def test_an_appeal_that_is_right_opens_what_was_withheld(session: Session) -> None:
    built, heard, found = await refused(session)
    appeal = await appeal_access(session, heard, "Uenig.", now=NOW + DAY)
    closed = [each.id for each in await documents_of(session, built.id) if not each.is_open]
    assert closed
    with pytest.raises(RuleBroken, match="new_decision_missing"):
        await take_step(session, built.officer, appeal, StepKind.CHANGED, "Vi tok feil.", now=NOW + DAY)
    case_id = int(await value(session, "SELECT case_id FROM decision WHERE id = :id", id=found.decision_id))
    draft = DecisionDraft(
        GIVEN, LEGAL_BASIS, rule_version_at(NOW), reasons="Vi tok feil.", replaces=found.decision_id
    )
    made = await propose_decision(session, built.officer, case_id, draft, now=NOW + DAY)
    await sign_decision(session, built.officer, made.id, now=NOW + DAY)
    await take_step(session, built.officer, appeal, StepKind.CHANGED, "Vi tok feil.", now=NOW + DAY)
    now_open = {each.id for each in await documents_of(session, built.id) if each.is_open}
    assert set(closed) <= now_open
    after = await refusal_of(session, built.id)
    assert after is not None
    assert not after.may_appeal

"""From a case to a signed decision: two people, notice, out-of-date drafts, what the database itself refuses."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.builders.answers import value
from tests.builders.bodies import an_officer
from tests.builders.cases import (
    DRAFT,
    REFUSAL,
    RULE_VERSIONS,
    a_case,
    a_signed_decision,
    an_impartial_officer,
)
from tolkeregister.core import events
from tolkeregister.core.actor import SYSTEM, Actor
from tolkeregister.core.database import Session, broken_constraint
from tolkeregister.core.errors import Conflict, DomainError, Invalid, NotAllowed, RuleBroken
from tolkeregister.decisions.cases.commands import declare_habilitet, open_case
from tolkeregister.decisions.notices.commands import give_notice, go_without_notice, reply_to_notice
from tolkeregister.decisions.outcomes.commands import (
    SIGNED,
    approve_decision,
    propose_decision,
    return_decision,
    sign_decision,
)
from tolkeregister.decisions.outcomes.letter import preview_letter


def codes(refused: pytest.ExceptionInfo[DomainError]) -> set[str]:
    return {each.code for each in refused.value.reasons}


async def test_numbers_run_through_the_year_in_norway(session: Session, now: datetime) -> None:
    case = await a_case(session, now=now)
    silvester = datetime.fromisoformat("2026-12-31T23:30:00+00:00")  # 00.30 on New Year's Day in Oslo
    officer = await an_officer(session)
    first = await open_case(session, officer, "example", case.person.person_id, received_at=now, now=now)
    later = await open_case(
        session, officer, "example", case.person.person_id, received_at=now, now=silvester
    )
    assert [each.number for each in (case.ref, first, later)] == ["2026-1", "2026-2", "2027-1"]


async def test_a_case_of_an_unknown_kind_or_from_the_future_is_refused(
    session: Session, now: datetime
) -> None:
    case = await a_case(session, now=now)
    for kind, received_at in (("nothing", now), ("example", now + timedelta(seconds=1))):
        with pytest.raises(Invalid):
            await open_case(
                session, case.officer, kind, case.person.person_id, received_at=received_at, now=now
            )


async def test_one_person_decides_what_takes_one(session: Session, now: datetime) -> None:
    case = await a_case(session, now=now)
    decision = await a_signed_decision(session, case, now=now)
    assert await value(session, f"SELECT number FROM decision WHERE id = {decision}") == "2026-1-1"
    assert await value(session, f"SELECT state FROM case_file WHERE id = {case.id}") == "decided"


async def test_a_category_of_the_upper_three_takes_two_people(session: Session, now: datetime) -> None:
    """ux 3.6; rule A9."""
    case = await a_case(session, now=now)
    draft = await propose_decision(
        session, case.officer, case.id, replace(DRAFT, facts={"category": "C"}), now=now
    )
    assert draft.four_eyes
    with pytest.raises(RuleBroken) as refused:
        await sign_decision(session, case.officer, draft.id, now=now)
    assert codes(refused) == {"approval_missing"}
    with pytest.raises(RuleBroken) as refused:
        await approve_decision(session, case.officer, draft.id, now=now)
    assert codes(refused) == {"same_person_twice"}
    await approve_decision(session, case.second, draft.id, now=now)
    await sign_decision(session, case.officer, draft.id, now=now)


async def test_what_the_system_proposed_is_approved_and_signed_by_two(
    session: Session, now: datetime
) -> None:
    case = await a_case(session, now=now)
    draft = await propose_decision(session, SYSTEM, case.id, replace(DRAFT, facts={"category": "A"}), now=now)
    await approve_decision(session, case.second, draft.id, now=now)
    with pytest.raises(RuleBroken) as refused:
        await sign_decision(session, case.second, draft.id, now=now)
    assert codes(refused) == {"same_person_twice"}
    await sign_decision(session, case.officer, draft.id, now=now)


async def test_the_system_never_signs(session: Session, now: datetime) -> None:
    case = await a_case(session, now=now)
    draft = await propose_decision(session, SYSTEM, case.id, DRAFT, now=now)
    with pytest.raises(RuleBroken) as refused:
        await sign_decision(session, SYSTEM, draft.id, now=now)
    assert codes(refused) == {"only_a_person_decides"}


@pytest.mark.parametrize("tie", ["relative", "former_trainee", "other", "self"])
async def test_nobody_with_a_tie_handles_the_case(session: Session, now: datetime, tie: str) -> None:
    """Rule A9."""
    case = await a_case(session, now=now)
    await declare_habilitet(session, case.officer, case.id, tie, now=now)
    with pytest.raises(RuleBroken) as refused:
        await propose_decision(session, case.officer, case.id, DRAFT, now=now)
    assert codes(refused) == {"not_impartial"}


async def test_a_tie_told_in_one_case_holds_in_the_next_about_the_same_person(
    session: Session, now: datetime
) -> None:
    former = await a_case(session, now=now)
    await declare_habilitet(session, former.officer, former.id, "former_trainee", now=now)
    case = await a_case(session, now=now, person=former.person)
    with pytest.raises(RuleBroken) as refused:
        await propose_decision(session, former.officer, case.id, DRAFT, tie="none", now=now)
    assert codes(refused) == {"not_impartial_before"}


async def test_the_own_case_is_nobodys_to_decide(session: Session, now: datetime) -> None:
    case = await a_case(session, now=now)
    own = await an_impartial_officer(session, case.id, now=now)
    await session.execute(
        text("UPDATE account SET person_id = :person WHERE id = :account"),
        {"person": case.person.person_id, "account": own.account_id},
    )
    with pytest.raises(RuleBroken) as refused:
        await propose_decision(session, own, case.id, DRAFT, now=now)
    assert codes(refused) == {"own_case"}


async def test_a_declaration_is_needed(session: Session, now: datetime) -> None:
    case = await a_case(session, now=now)
    with pytest.raises(RuleBroken) as refused:
        await propose_decision(session, await an_officer(session), case.id, DRAFT, now=now)
    assert codes(refused) == {"habilitet_not_declared"}


async def test_only_the_directorate_decides(session: Session, now: datetime) -> None:
    case = await a_case(session, now=now)
    for actor in (case.person.actor, Actor()):
        with pytest.raises(NotAllowed):
            await propose_decision(session, actor, case.id, DRAFT, now=now)


async def test_a_decision_against_somebody_waits_for_notice_and_reply_time(
    session: Session, now: datetime
) -> None:
    """Forvaltningsloven § 16, rule A5."""
    case = await a_case(session, now=now)
    draft = await propose_decision(session, case.officer, case.id, REFUSAL, now=now)
    await approve_decision(session, case.second, draft.id, now=now)
    with pytest.raises(RuleBroken) as refused:
        await sign_decision(session, case.officer, draft.id, now=now)
    assert codes(refused) == {"notice_missing"}
    await give_notice(session, case.officer, case.id, "Vi mangler dokumentasjon.", now=now)
    last_day = now + timedelta(days=21)
    with pytest.raises(RuleBroken) as refused:
        await sign_decision(session, case.officer, draft.id, now=last_day)
    assert codes(refused) == {"reply_time_runs"}
    await sign_decision(session, case.officer, draft.id, now=last_day + timedelta(days=1))


async def test_a_reply_ends_the_waiting(session: Session, now: datetime) -> None:
    case = await a_case(session, now=now)
    notice = await give_notice(session, case.officer, case.id, "Vi mangler dokumentasjon.", now=now)
    await reply_to_notice(session, case.person.actor, notice, "Jeg har ikke mer.", now=now)
    await a_signed_decision(session, case, draft=REFUSAL, now=now)
    with pytest.raises(Conflict):
        await reply_to_notice(session, case.person.actor, notice, "Jo, likevel.", now=now)


async def test_urgency_is_recorded_with_its_reason(session: Session, now: datetime) -> None:
    case = await a_case(session, now=now)
    with pytest.raises(Invalid):
        await go_without_notice(session, case.officer, case.id, "  ", now=now)
    await go_without_notice(session, case.officer, case.id, "Fare for liv", now=now)
    await a_signed_decision(session, case, draft=REFUSAL, now=now)


async def test_a_notice_is_used_up_by_its_decision(session: Session, now: datetime) -> None:
    case = await a_case(session, now=now)
    await go_without_notice(session, case.officer, case.id, "Fare for liv", now=now)
    first = await a_signed_decision(session, case, draft=REFUSAL, now=now + timedelta(minutes=1))
    with pytest.raises(RuleBroken) as refused:
        await a_signed_decision(
            session, case, draft=replace(REFUSAL, replaces=first), now=now + timedelta(minutes=2)
        )
    assert codes(refused) == {"notice_missing"}


@pytest.mark.parametrize("column", ["notice_id", "review_id"])
async def test_the_database_itself_refuses_a_decision_without_notice_or_approval(
    session: Session, now: datetime, column: str
) -> None:
    case = await a_case(session, now=now)
    await go_without_notice(session, case.officer, case.id, "Fare for liv", now=now)
    decision = await a_signed_decision(session, case, draft=REFUSAL, now=now)
    columns = (
        "number, case_id, sequence, draft_id, is_negative, four_eyes, notice_id, review_id, review_verdict, signed_by,"
        " signed_at, effective_from, letter_id"
    )
    copied = columns.replace(column, "NULL")
    with pytest.raises(DBAPIError) as refused:
        await session.execute(text(
            f"INSERT INTO decision ({columns}) SELECT {copied} FROM decision WHERE id = {decision}"
        ))  # fmt: skip
    expected = "decision_notice_check" if column == "notice_id" else "decision_four_eyes_check"
    assert broken_constraint(refused.value) == expected


async def test_the_database_itself_refuses_an_approval_by_the_proposer(
    session: Session, now: datetime
) -> None:
    case = await a_case(session, now=now)
    draft = await propose_decision(session, case.officer, case.id, REFUSAL, now=now)
    with pytest.raises(DBAPIError) as refused:
        await session.execute(
            text("INSERT INTO draft_review (draft_id, verdict, account_id, reviewed_at, remark)"
                 " VALUES (:draft, 'approved', :account, :now, '')"),
            {"draft": draft.id, "account": case.officer.account_id, "now": now},
        )  # fmt: skip
    assert broken_constraint(refused.value) == "draft_review_other_person_check"


async def test_a_rule_that_changed_makes_the_draft_out_of_date(session: Session, now: datetime) -> None:
    case = await a_case(session, now=now)
    draft = await propose_decision(session, case.officer, case.id, DRAFT, now=now)
    later = now + timedelta(days=1)
    RULE_VERSIONS.append((later, "2"))
    try:
        with pytest.raises(RuleBroken) as refused:
            await sign_decision(session, case.officer, draft.id, now=later)
        assert codes(refused) == {"draft_out_of_date"}
        with pytest.raises(Conflict):
            await propose_decision(session, case.officer, case.id, DRAFT, now=later)
        fresh = await propose_decision(
            session, case.officer, case.id, replace(DRAFT, rule_version="2"), now=later
        )
        assert fresh.version == 2
        await sign_decision(session, case.officer, fresh.id, now=later)
    finally:
        RULE_VERSIONS.clear()


async def test_an_older_version_and_one_sent_back_cannot_be_signed(session: Session, now: datetime) -> None:
    case = await a_case(session, now=now)
    old = await propose_decision(session, case.officer, case.id, DRAFT, now=now)
    new = await propose_decision(session, case.officer, case.id, DRAFT, now=now)
    await return_decision(session, case.second, new.id, "Se på kategorien.", now=now)
    for draft, code in ((old, "newer_draft"), (new, "draft_returned")):
        with pytest.raises(RuleBroken) as refused:
            await sign_decision(session, case.officer, draft.id, now=now)
        assert codes(refused) == {code}


async def test_a_page_that_saw_an_older_draft_is_told(session: Session, now: datetime) -> None:
    case = await a_case(session, now=now)
    await propose_decision(session, case.officer, case.id, DRAFT, seen=0, now=now)
    with pytest.raises(Conflict) as refused:
        await propose_decision(session, case.second, case.id, DRAFT, seen=0, now=now)
    assert codes(refused) == {"draft_changed"}


async def test_a_correction_is_a_new_decision_and_the_old_one_stays(session: Session, now: datetime) -> None:
    case = await a_case(session, now=now)
    first = await a_signed_decision(session, case, now=now)
    second = await a_signed_decision(session, case, draft=replace(DRAFT, replaces=first), now=now)
    rows = (await session.execute(text("SELECT number, replaces_id FROM decision ORDER BY id"))).all()
    assert [tuple(row) for row in rows] == [("2026-1-1", None), ("2026-1-2", first)]
    assert second != first


async def test_the_letter_that_was_previewed_is_the_letter_that_is_sent(
    session: Session, now: datetime
) -> None:
    case = await a_case(session, now=now)
    draft = await propose_decision(session, case.officer, case.id, DRAFT, now=now)
    preview = await preview_letter(session, case.officer, draft.id, now=now)
    with pytest.raises(Conflict) as refused:  # past midnight in Oslo the letter has another date
        await sign_decision(
            session, case.officer, draft.id, seen_letter=preview.sha256, now=now + timedelta(hours=12)
        )
    assert codes(refused) == {"letter_changed"}
    decision = await sign_decision(session, case.officer, draft.id, seen_letter=preview.sha256, now=now)
    sent = await value(
        session, f"SELECT f.content FROM decision d JOIN letter l ON l.id = d.letter_id"
        f" JOIN archived_file f ON f.sha256 = l.sha256 WHERE d.id = {decision}"
    )  # fmt: skip
    assert bytes(sent) == preview.pdf


async def test_the_signature_is_told_to_those_above_in_the_same_transaction(
    session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[dict[str, object]] = []

    async def hear(session: Session, actor: Actor, **facts: object) -> None:
        heard.append(facts)

    monkeypatch.setitem(events._handlers, SIGNED, [hear])
    case = await a_case(session, now=now)
    await a_signed_decision(session, case, now=now)
    assert [(each["case_kind"], each["outcome"], each["facts"]) for each in heard] == [
        ("example", "granted", {"category": "D"})
    ]

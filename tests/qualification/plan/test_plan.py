"""The plan in versions: what is published stands, rounds open with it, and those who have wished are told once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from qualification.interest.commands import register_interest, withdraw_interest
from qualification.interest.queries import own_interest
from qualification.plan.commands import NewOffer, add_offer, publish_plan, remove_offer, start_draft
from qualification.plan.graduates import cohorts, own_degrees, raise_alarms
from qualification.plan.jobs import tell_opened, watch_graduates
from qualification.plan.queries import current_plan, draft_plan, published_plan, versions
from qualification.rounds.results import NewResult, record_result
from tests.builders.applicants import an_applicant
from tests.builders.bodies import a_body, an_administrator, an_officer
from tests.builders.interpreters import an_interpreter
from tests.builders.rounds import a_candidate, a_round
from tests.builders.times import NOW
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Conflict, Invalid, NotAllowed, NotFound

TODAY = NOW.date()
DAY = timedelta(days=1)
OFFER = NewOffer("oslomet", "tospraaktest", "so", date(2026, 5, 8), date(2026, 5, 9), TODAY, TODAY + 30 * DAY,
                 place="Oslo, Bodø og Bergen", fee_nok=500)  # fmt: skip


async def publish(session: Session, officer: Actor, *offers: NewOffer, at: timedelta = DAY * 0) -> int:
    await start_draft(session, officer, now=NOW + at)
    for each in offers:
        await add_offer(session, officer, each, now=NOW + at)
    draft = await draft_plan(session, officer)
    assert draft is not None
    return await publish_plan(session, officer, seen=draft.fingerprint, now=NOW + at)


async def test_a_published_plan_is_replaced_and_never_changes(session: Session) -> None:
    officer = await an_officer(session)
    assert await current_plan(session) is None
    first = await publish(session, officer, OFFER, replace(OFFER, language_tag="ti"))
    assert await start_draft(session, officer, now=NOW + DAY) == await start_draft(
        session, officer, now=NOW + DAY
    )
    draft = await draft_plan(session, officer)
    assert draft is not None
    await remove_offer(session, officer, draft.offers[0].line, now=NOW + DAY)
    second = await publish(session, officer, at=DAY)
    now_in_force, before = await current_plan(session), await published_plan(session, first)
    assert now_in_force is not None
    assert before is not None
    assert (now_in_force.id, len(now_in_force.offers), len(before.offers)) == (second, 1, 2)
    assert now_in_force.offers[0].line in {each.line for each in before.offers}
    assert [each.id for each in await versions(session)] == [second, first]


@pytest.mark.parametrize("statement", [
    "UPDATE plan_item SET place = 'x'", "DELETE FROM plan_item", "UPDATE language_plan SET made_at = now()",
    "UPDATE language_plan SET published_at = NULL, published_by = NULL", "DELETE FROM language_plan",
    "INSERT INTO plan_item (plan_id, line, institution_code, test, language_tag, period_from, period_to,"
    " application_opens, application_closes, place) SELECT plan_id, 999, institution_code, test, language_tag,"
    " period_from, period_to, application_opens, application_closes, place FROM plan_item",
])  # fmt: skip
async def test_the_database_refuses_to_alter_what_is_published(session: Session, statement: str) -> None:
    await publish(session, await an_officer(session), OFFER)
    with pytest.raises(DBAPIError, match="never altered"):
        await session.execute(text(statement))


async def test_publishing_opens_rounds_with_the_criteria_of_the_day(session: Session) -> None:
    officer = await an_officer(session)
    exam = replace(OFFER, test="siling", language_tag="nsl", fee_nok=3000)
    await publish(session, officer, OFFER, exam, replace(OFFER, test="tao", language_tag=None))
    rows = await session.execute(text(
        "SELECT test, code, language_tag, type, criteria, application_closes, fee_nok FROM test_round ORDER BY test"
    ))  # fmt: skip
    assert [tuple(row) for row in rows] == [
        ("siling", "2026-1", "nsl", "sign", "siling-2025", TODAY + 30 * DAY, 3000),
        ("tao", "2026-1", None, "speech", "tao-2022", TODAY + 30 * DAY, 500),
        ("tospraaktest", "2026-1", "so", "speech", "tospraaktest-2017", TODAY + 30 * DAY, 500),
    ]


async def test_a_new_version_moves_the_days_of_a_round_that_is_not_held_and_of_no_other(
    session: Session,
) -> None:
    officer = await an_officer(session)
    await publish(session, officer, OFFER)
    await start_draft(session, officer, now=NOW)
    draft = await draft_plan(session, officer)
    assert draft is not None
    await remove_offer(session, officer, draft.offers[0].line, now=NOW)
    await publish(session, officer, replace(OFFER, period_from=date(2026, 6, 1), period_to=date(2026, 6, 2)))
    held = await session.execute(text("SELECT held_from FROM test_round"))
    assert held.scalars().all() == [date(2026, 6, 1)]


async def test_a_draft_that_somebody_changed_meanwhile_is_not_published(session: Session) -> None:
    officer = await an_officer(session)
    await start_draft(session, officer, now=NOW)
    await add_offer(session, officer, OFFER, now=NOW)
    seen = await draft_plan(session, officer)
    assert seen is not None
    await add_offer(session, officer, replace(OFFER, language_tag="ti"), now=NOW)
    with pytest.raises(Conflict, match="plan_changed_meanwhile"):
        await publish_plan(session, officer, seen=seen.fingerprint, now=NOW)


@pytest.mark.parametrize(("change", "code"), [
    ({"application_closes": TODAY - DAY}, "plan_closes_before_it_opens"), ({"language_tag": "xx"}, "unknown_language"),
    ({"language_tag": None}, "tao_has_no_language"), ({"test": "tao"}, "tao_has_no_language"),
    ({"test": "kjoring"}, "unknown_test"), ({"institution_code": "ntnu"}, "unknown_institution"),
])  # fmt: skip
async def test_an_offer_that_cannot_be_is_refused(
    session: Session, change: dict[str, object], code: str
) -> None:
    officer = await an_officer(session)
    await start_draft(session, officer, now=NOW)
    with pytest.raises(Invalid, match=code):
        await add_offer(session, officer, replace(OFFER, **change), now=NOW)  # type: ignore[arg-type]


async def test_two_lines_of_one_round_and_an_empty_plan_are_refused(session: Session) -> None:
    officer = await an_officer(session)
    with pytest.raises(Invalid, match="plan_is_empty"):
        await publish(session, officer)
    with pytest.raises(Invalid, match="plan_same_round_twice"):
        await publish(session, officer, OFFER, OFFER)


async def test_only_the_directorate_plans(session: Session) -> None:
    body = await a_body(session)
    for refused in (start_draft(session, body.booker, now=NOW), draft_plan(session, body.booker),
                    cohorts(session, body.booker, now=NOW)):  # fmt: skip
        with pytest.raises(NotAllowed):
            await refused
    with pytest.raises(Conflict, match="no_draft_of_a_plan"):
        await add_offer(session, await an_officer(session), OFFER, now=NOW)
    await start_draft(session, await an_officer(session), now=NOW)
    with pytest.raises(NotFound):
        await remove_offer(session, await an_officer(session), 424242, now=NOW)


async def told(session: Session) -> list[tuple[str, str]]:
    rows = await session.execute(
        text("SELECT recipient, data->>'test' FROM mail_message WHERE template = 'test_opens' ORDER BY id")
    )
    return [(row[0], row[1]) for row in rows]


async def test_those_who_wish_for_it_are_told_once_when_it_opens(session: Session) -> None:
    """Stories T07 and T08; a new version of the plan with the same line tells nobody again."""
    officer = await an_officer(session)
    wants, regretted = await an_interpreter(session), await an_interpreter(session, given_name="Nour")
    other_language, silent = await an_interpreter(session, given_name="Ali"), await an_applicant(session)
    for actor, tag in (
        (wants.actor, "so"),
        (regretted.actor, "so"),
        (other_language.actor, "ti"),
        (silent, "so"),
    ):
        wish = await register_interest(session, actor, "tospraaktest", language_tag=tag, now=NOW)
        if actor is regretted.actor:
            await withdraw_interest(session, actor, wish, now=NOW)
    opens_tomorrow = replace(OFFER, application_opens=TODAY + DAY)
    await publish(session, officer, opens_tomorrow)
    await tell_opened(session, now=NOW)
    assert await told(session) == []
    for _ in range(2):
        await tell_opened(session, now=NOW + DAY)
    assert await told(session) == [(wants.email, "tospraaktest")]
    await publish(session, officer, at=DAY)
    await tell_opened(session, now=NOW + DAY)
    await tell_opened(session, now=NOW + 31 * DAY)
    assert await told(session) == [(wants.email, "tospraaktest")]


async def test_a_wish_in_a_word_nobody_knew_is_told_of_when_its_language_has_come_into_the_list(
    session: Session,
) -> None:
    """Feature 10: also a language outside the register, when it gets its place there."""
    wants = await an_interpreter(session)
    for word in ("Kunfal", "kunfalsk"):
        await register_interest(session, wants.actor, "tospraaktest", word=word, now=NOW)
    await publish(session, await an_officer(session), OFFER)
    await tell_opened(session, now=NOW)
    assert await told(session) == []
    await session.execute(text(
        "INSERT INTO language_word (word, language_tag, is_ambiguous)"
        " VALUES ('kunfal', 'so', false), ('kunfalsk', 'so', false)"
    ))  # fmt: skip
    for _ in range(2):
        await tell_opened(session, now=NOW)
    assert await told(session) == [(wants.email, "tospraaktest")]
    wishes = await own_interest(session, wants.actor)
    assert sorted((each.language_tag or "", each.word or "") for each in wishes) == [
        ("", "kunfalsk"),
        ("so", ""),
    ]


async def test_who_wishes_for_the_exam_is_told_of_both_its_parts(session: Session) -> None:
    officer, wants = await an_officer(session), await an_interpreter(session)
    await register_interest(session, wants.actor, "siling", language_tag="so", now=NOW)
    await publish(session, officer, replace(OFFER, test="siling"), replace(OFFER, test="practical"), OFFER)
    await tell_opened(session, now=NOW)
    assert sorted(await told(session)) == [(wants.email, "practical"), (wants.email, "siling")]


async def graduate(
    session: Session, officer: Actor, person: int | None, day: date, language: str = "so"
) -> int:
    who = await a_candidate(session, person)
    degree = (await session.execute(text(
        "SELECT id FROM test_round WHERE test = 'bachelor' AND language_tag = :tag AND held_from = :day"
    ), {"tag": language, "day": day})).scalar()  # fmt: skip
    degree = degree or await a_round(session, "bachelor", language=language, held=day, code=f"{day}")
    return await record_result(session, officer, NewResult(who, degree, "whole", day, day, "passed"), now=NOW)


async def test_cohorts_nearing_three_years_come_first_and_each_alarm_sounds_once(session: Session) -> None:
    """Story I16: four languages graduated in autumn 2020, and one of them had no exam."""
    officer, tolk = await an_officer(session), await an_interpreter(session, language="so", category="E")
    late, waiting, offered = date(2022, 12, 12), date(2023, 5, 12), date(2023, 5, 13)
    await graduate(session, officer, tolk.person_id, waiting)
    await graduate(session, officer, None, waiting)
    await graduate(session, officer, None, late, "lt")
    await graduate(session, officer, None, offered, "ti")
    await a_round(session, "siling", language="ti", held=date(2025, 10, 10), code="2025-2")
    found = await cohorts(session, officer, now=NOW)
    assert [(each.language_tag, each.graduates, each.clock.state, each.clock.stage) for each in found] == [
        ("lt", 1, "broken", "broken"), ("so", 2, "running", "months_3"), ("ti", 1, "offered", None),
    ]  # fmt: skip
    assert (await raise_alarms(session, now=NOW), await raise_alarms(session, now=NOW)) == (3, 0)
    assert await raise_alarms(session, now=NOW + 100 * DAY) == 2
    (own,) = await own_degrees(session, tolk.actor, now=NOW)
    assert (own.language_tag, own.clock.ends_on) == ("so", date(2026, 5, 12))


async def test_a_cancelled_round_was_no_offer(session: Session) -> None:
    officer = await an_officer(session)
    await graduate(session, officer, None, date(2022, 12, 12), "ti")
    await a_round(session, "siling", language="ti", held=date(2025, 10, 10), code="2025-2")
    await session.execute(
        text("UPDATE test_round SET cancelled_at = now(), cancelled_reason = 'få' WHERE test = 'siling'")
    )
    (found,) = await cohorts(session, officer, now=NOW)
    assert found.clock.state == "broken"


async def planners_mail(session: Session) -> list[tuple[str, list[dict[str, object]]]]:
    rows = await session.execute(
        text(
            "SELECT recipient, data->'rows' FROM mail_message WHERE template = 'graduate_alarms' ORDER BY id"
        )
    )
    return [(row[0], row[1]) for row in rows]


async def test_planners_are_told_of_each_alarm_once_and_before_it_breaks(session: Session) -> None:
    """Story I16: one message for all that is new, to everybody in the directorate who plans."""
    await graduate(session, await an_administrator(session), None, date(2023, 5, 12))
    await graduate(session, await an_officer(session), None, date(2023, 5, 12))
    await a_body(session)
    for after in (0, 1):
        await watch_graduates(session, now=NOW + after * DAY)
    first = await planners_mail(session)
    assert [len(rows) for _, rows in first] == [1, 1], "one for each of the two, and nobody else"
    assert first[0][1][0] | {"ends_at": ""} == {
        "language_tag": "so", "graduates": 2, "stage": "months_3", "ends_at": "",
    }  # fmt: skip
    await graduate(session, await an_officer(session), None, date(2023, 5, 13), "ti")
    await watch_graduates(session, now=NOW + 2 * DAY)
    told = await planners_mail(session)
    assert [[each["language_tag"] for each in rows] for _, rows in told[2:]] == [["ti"]] * 3


async def test_what_was_offered_before_anybody_could_be_told_is_told_of_no_more(session: Session) -> None:
    nobody = Actor(is_system=True, roles=frozenset())
    await graduate(session, nobody, None, date(2023, 5, 12), "ti")
    await graduate(session, nobody, None, date(2023, 5, 12), "lt")
    await watch_graduates(session, now=NOW)
    assert await planners_mail(session) == [], "nobody plans yet"
    await an_officer(session)
    await a_round(
        session, "siling", language="ti", held=TODAY + 30 * DAY, opens=TODAY, closes=TODAY + 20 * DAY
    )
    await watch_graduates(session, now=NOW + DAY)
    ((_, rows),) = await planners_mail(session)
    assert [each["language_tag"] for each in rows] == ["lt"]

"""An officer's road through a complaint: habilitet, classification, clocks, questions, the hearing."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from booking.handlers import register_handlers
from tests.builders.answers import value
from tests.builders.bodies import a_body, an_officer
from tests.builders.complaints import (
    BuiltComplaint,
    a_complaint,
    decided,
    excluded_for,
    temporarily_excluded,
)
from tests.builders.interpreters import an_interpreter
from tests.builders.times import NOW, oslo
from tolkeregister.complaints.clocking import clocks_of, extend, resume, suspend
from tolkeregister.complaints.commands import ReceivedComplaint, receive_complaint
from tolkeregister.complaints.information import (
    Questions,
    answer_information,
    ask_information,
    asked_questions,
    withdraw_questions,
)
from tolkeregister.complaints.intake import (
    assign,
    classify,
    declare,
    hand_over,
    merge_duplicate,
    point_out,
)
from tolkeregister.complaints.jobs import ask_bodies_again, remind_of_last_days, return_by_date
from tolkeregister.complaints.models import Complaint
from tolkeregister.complaints.reviewing import keep_temporary_exclusion
from tolkeregister.complaints.rules.words import Basis, Stage
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Conflict, Invalid, NotAllowed, NotFound, RuleBroken
from tolkeregister.entries.check import valid_number
from tolkeregister.people.models import Account

DAY = timedelta(days=1)
PDF = b"%PDF-1.7 en uttalelse"
ASKED = Questions("Nav Lillevik", "post@nav.example", "Ble oppdraget gjennomført 14. oktober?")


@pytest.fixture(autouse=True)
def _handlers() -> None:
    register_handlers()


async def state(session: Session, built: BuiltComplaint) -> str:
    return str(await value(session, "SELECT state FROM complaint WHERE id = :id", id=built.id))


async def codes(session: Session, built: BuiltComplaint) -> list[str]:
    rows = await session.execute(
        text("SELECT code FROM complaint_log WHERE complaint_id = :i ORDER BY id"), {"i": built.id}
    )
    return list(rows.scalars())


async def test_an_officer_declares_habilitet_before_taking_it_on(session: Session) -> None:
    """Rule H, forvaltningsloven § 6; a tie declared in another complaint about the same person counts here too."""
    built = await a_complaint(session, now=NOW)
    with pytest.raises(RuleBroken, match="habilitet_not_declared"):
        await assign(session, built.officer, built.number, now=NOW)
    await declare(session, built.officer, built.number, "former_trainee", now=NOW)
    with pytest.raises(RuleBroken, match="not_impartial"):
        await assign(session, built.officer, built.number, now=NOW)
    other = await a_complaint(session, now=NOW, tolk=built.tolk)
    await declare(session, built.officer, other.number, "none", now=NOW)
    with pytest.raises(RuleBroken, match="not_impartial_before"):
        await assign(session, built.officer, other.number, now=NOW)
    await declare(session, built.second, built.number, "none", now=NOW)
    await assign(session, built.second, built.number, now=NOW)
    assert await state(session, built) == "assigned"


async def test_a_complaint_about_oneself_is_not_to_be_found(session: Session) -> None:
    """A foreign one and an unknown one answer alike; nobody outside the directorate gets that far."""
    built = await a_complaint(session, now=NOW)
    account = await session.get(Account, built.officer.account_id)
    assert account is not None
    account.person_id = built.tolk.person_id
    session.add(account)
    await session.flush()
    for number in (built.number, "2026/99999"):
        with pytest.raises(NotFound, match="complaint_not_found"):
            await declare(session, built.officer, number, "none", now=NOW)
    body = await a_body(session)
    for actor in (body.booker, built.tolk.actor):
        with pytest.raises(NotAllowed):
            await declare(session, actor, built.number, "none", now=NOW)


async def test_w2_within_the_law_a_case_opens_and_outside_it_closes_with_guidance(session: Session) -> None:
    inside = await a_complaint(session, now=NOW, basis=Basis.GOOD_PRACTICE)
    assert await value(session, "SELECT kind FROM case_file f JOIN complaint c ON c.case_id = f.id WHERE c.id = :i",
                       i=inside.id) == "complaint"  # fmt: skip
    outside = await a_complaint(session, now=NOW, basis=Basis.OUTSIDE)
    assert await state(session, outside) == "closed"
    answers = await session.execute(text("SELECT code, body FROM complaint_answer ORDER BY id"))
    assert [tuple(row) for row in answers] == [("handled_14", ""), ("outside", "")]
    with pytest.raises(Conflict, match="already_classified"):
        await classify(session, inside.officer, inside.number, Basis.HABILITET, now=NOW)


async def test_w2_somebody_the_register_does_not_know_is_answered_and_can_be_pointed_out(
    session: Session,
) -> None:
    officer = await an_officer(session)
    complaint_id = await receive_complaint(session, ReceivedComplaint(NOW, unlisted="Kalte seg Ali"), now=NOW)
    found = await session.get(Complaint, complaint_id)
    assert found is not None
    await declare(session, officer, found.number, "none", now=NOW)
    await assign(session, officer, found.number, now=NOW)
    with pytest.raises(RuleBroken, match="subject_not_listed"):
        await classify(session, officer, found.number, Basis.CONFIDENTIALITY, now=NOW)
    tolk = await an_interpreter(session)
    await point_out(session, officer, found.number, tolk.person_id, tolk.entry_id, now=NOW)
    await classify(session, officer, found.number, Basis.CONFIDENTIALITY, now=NOW)
    assert found.case_id is not None


async def test_a_duplicate_is_joined_and_another_handed_over(session: Session) -> None:
    kept = await a_complaint(session, now=NOW, basis=Basis.HABILITET)
    double = await a_complaint(session, now=NOW, tolk=kept.tolk)
    await declare(session, kept.officer, double.number, "none", now=NOW)
    await assign(session, kept.officer, double.number, now=NOW)
    await merge_duplicate(session, kept.officer, double.number, kept.number, now=NOW)
    assert await state(session, double) == "closed"
    assert (await codes(session, kept))[-1] == "complaint.joined"
    third = await a_complaint(session, now=NOW)
    await declare(session, third.officer, third.number, "none", now=NOW)
    await assign(session, third.officer, third.number, now=NOW)
    await hand_over(session, third.officer, third.number, "Statsforvalteren i Vestland", now=NOW)
    body = await value(session, "SELECT body FROM complaint_answer WHERE complaint_id = :i", i=third.id)
    assert body == "Statsforvalteren i Vestland"
    with pytest.raises(Conflict, match="complaint_closed"):
        await assign(session, third.second, third.number, now=NOW)


async def test_suspension_over_easter_moves_every_clock_exactly_and_an_extension_reaches_its_date(
    session: Session,
) -> None:
    """Failure mode 23, with each change in the log with its ground."""
    received = oslo(date(2026, 3, 23), "12:00")
    built = await a_complaint(session, now=received + DAY, basis=Basis.GOOD_PRACTICE)
    before = {each.stage: each.last_day for each in await clocks_of(session, built.id, now=received + DAY)}
    start, stop = oslo(date(2026, 3, 30), "09:00"), oslo(date(2026, 4, 8), "09:00")
    await suspend(session, built.officer, built.number, "Politiet etterforsker", now=start)
    with pytest.raises(RuleBroken, match="already_suspended"):
        await suspend(session, built.officer, built.number, "Igjen", now=start + DAY)
    whole = {each.stage: each.last_day for each in await clocks_of(session, built.id, now=start)}[Stage.WHOLE]
    assert whole is None, "nobody knows while it stands"
    await resume(session, built.officer, built.number, now=stop)
    after = {each.stage: each.last_day for each in await clocks_of(session, built.id, now=stop)}
    assert before[Stage.WHOLE] == date(2026, 5, 22)
    assert after[Stage.WHOLE] == date(2026, 6, 1), "nine days more is Sunday 31 May"
    assert after[Stage.INTAKE] == before[Stage.INTAKE], "ended before it"
    until = date(2026, 6, 15)
    await extend(session, built.officer, built.number, Stage.WHOLE, "Mange vitner", until=until, now=stop)
    clocks = {each.stage: each for each in await clocks_of(session, built.id, now=oslo(until, "23:59"))}
    assert clocks[Stage.WHOLE].last_day == until
    assert not clocks[Stage.WHOLE].is_late
    late = {each.stage: each for each in await clocks_of(session, built.id, now=oslo(until, "24:00"))}
    assert late[Stage.WHOLE].is_late


async def token_of(session: Session) -> str:
    data = await value(
        session, "SELECT data FROM mail_message WHERE template = 'information_asked' ORDER BY id DESC LIMIT 1"
    )
    found = re.fullmatch(r"/opplysninger/([\w-]{40,})", data["path"])
    assert found
    return found[1]


async def test_w4_a_body_is_asked_by_law_and_answers_once_where_only_it_can(session: Session) -> None:
    built = await a_complaint(session, now=NOW, basis=Basis.GOOD_PRACTICE)
    for wrong in (replace(ASKED, legal_basis=" "), replace(ASKED, questions=""), replace(ASKED, days=1)):
        with pytest.raises(Invalid):
            await ask_information(session, built.officer, built.number, wrong, now=NOW)
    await ask_information(session, built.officer, built.number, ASKED, now=NOW)
    token = await token_of(session)
    shown = await asked_questions(session, token)
    assert (shown.legal_basis, shown.due_on) == ("tolkeloven § 20", oslo_date(NOW) + 14 * DAY)
    assert not re.search(r"Samira|Haddad|2026/0", str(shown)), "minimal: neither the person nor the number"
    hashed = await value(session, "SELECT token_hash FROM information_request")
    assert token not in hashed
    with pytest.raises(NotFound, match="questions_not_found"):
        await asked_questions(session, token[:-1] + ("A" if token[-1] != "A" else "B"))
    await answer_information(session, token, "Ja, i 45 minutter.", now=NOW + 30 * DAY)
    with pytest.raises(Conflict, match="questions_answered"):
        await answer_information(session, token, "Nei.", now=NOW + 31 * DAY)


async def test_a_body_that_does_not_answer_is_reminded_once_and_withdrawn_questions_are_gone(
    session: Session,
) -> None:
    built = await a_complaint(session, now=NOW, basis=Basis.GOOD_PRACTICE)
    request_id = await ask_information(session, built.officer, built.number, ASKED, now=NOW)
    for day in (1, 12, 13):
        await ask_bodies_again(session, now=NOW + day * DAY)
    sent = "SELECT count(*) FROM mail_message WHERE template = 'information_reminder'"
    assert await value(session, sent) == 1
    await withdraw_questions(session, built.officer, built.number, request_id, now=NOW)
    with pytest.raises(NotFound):
        await asked_questions(session, await token_of(session))


async def test_the_officer_is_told_once_of_each_last_day(session: Session) -> None:
    built = await a_complaint(session, now=NOW, basis=Basis.GOOD_PRACTICE)
    await temporarily_excluded(session, built, now=NOW)
    sent = "SELECT count(*) FROM mail_message WHERE template = 'complaint_deadline'"
    for day in (1, 26, 27, 58, 59):
        await remind_of_last_days(session, now=NOW + day * DAY)
    assert await value(session, sent) == 2, "the review, and the whole case"


async def test_w9_a_review_keeps_the_exclusion_with_a_new_day(session: Session) -> None:
    built = await a_complaint(session, now=NOW, basis=Basis.GOOD_PRACTICE)
    with pytest.raises(NotFound, match="review_not_found"):
        await keep_temporary_exclusion(session, built.officer, built.number, "Faren er der.", now=NOW)
    await temporarily_excluded(session, built, now=NOW)
    await keep_temporary_exclusion(session, built.officer, built.number, "Faren er der.", now=NOW + 28 * DAY)
    rows = await session.execute(text("SELECT due_on, verdict FROM exclusion_review ORDER BY id"))
    today = oslo_date(NOW)
    assert [tuple(row) for row in rows] == [(today + 28 * DAY, "kept"), (today + 56 * DAY, None)]


async def test_w8_the_day_an_exclusion_ends_the_requirements_are_asked_again(session: Session) -> None:
    met = await a_complaint(session, now=NOW, basis=Basis.GOOD_PRACTICE)
    unmet = await a_complaint(session, now=NOW, basis=Basis.GOOD_PRACTICE)
    for built in (met, unmet):
        await decided(session, built, excluded_for(10, NOW), now=NOW)
    lost = text("UPDATE entry_category SET recorded = tstzrange(lower(recorded), :now) WHERE entry_id = :e")
    await session.execute(lost, {"now": NOW, "e": unmet.tolk.entry_id})
    await return_by_date(session, now=NOW + 9 * DAY)
    assert await valid_number(session, met.tolk.number, now=NOW + 9 * DAY) is None
    for day in (10, 11):
        await return_by_date(session, now=NOW + day * DAY)
    assert await valid_number(session, met.tolk.number, now=NOW + 11 * DAY) is not None
    assert await valid_number(session, unmet.tolk.number, now=NOW + 11 * DAY) is None
    assert (await codes(session, unmet)).count("exclusion.over_not_listed") == 1
    assert (await codes(session, met)).count("exclusion.over") == 1

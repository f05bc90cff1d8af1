"""Reports are sealed, one per code, answered both ways, and opened by impartial officers only."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from tests.builders.answers import value
from tests.builders.bodies import an_officer
from tests.builders.interpreters import an_interpreter
from tests.builders.times import NOW
from tolkeregister.complaints.models import ComplaintHabilitet
from tolkeregister.complaints.reporting.cleaning import CleanFile
from tolkeregister.complaints.reporting.commands import answer, new_code, submit_report
from tolkeregister.complaints.reporting.content import AssignmentProof, Report
from tolkeregister.complaints.reporting.desk import (
    forget_report,
    open_attachment,
    open_report,
    proposed_copy_of,
    put_question,
)
from tolkeregister.complaints.reporting.queries import report_by_code, thread_of
from tolkeregister.complaints.reporting.rules.codes import written
from tolkeregister.complaints.reporting.rules.period import FittingAssignment
from tolkeregister.complaints.reporting.rules.words import Concern
from tolkeregister.complaints.reporting.sealing import SealBroken, Vault
from tolkeregister.core.actor import NOBODY, Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Conflict, Invalid, NotAllowed, NotFound

VAULT = Vault(["a" * 32])
FILE = CleanFile("image/png", b"\x89PNG hemmelig bilde")
STORY = "Tolken fortalte naboen min, KANARIA, hva jeg sa."


def a_report(**some: object) -> Report:
    return Report(**{"concern": Concern.TOLD, "story": STORY, "language": "ar", **some})  # type: ignore[arg-type]


async def complaint_of(session: Session, report_id: int) -> int:
    return int(await value(session, "SELECT complaint_id FROM complaint_report WHERE id = :id", id=report_id))


async def an_impartial_officer(session: Session, complaint_id: int, tie: str = "none") -> Actor:
    officer = await an_officer(session)
    assert officer.account_id is not None
    session.add(
        ComplaintHabilitet(complaint_id=complaint_id, account_id=officer.account_id, tie=tie, declared_at=NOW)
    )
    await session.flush()
    return officer


async def test_a_report_is_a_complaint_and_its_words_are_only_in_the_sealed_store(session: Session) -> None:
    report_id = await submit_report(session, VAULT, a_report(), new_code(), files=[FILE], now=NOW)
    complaint_id = await complaint_of(session, report_id)
    officer = await an_impartial_officer(session, complaint_id)
    opened = await open_report(session, officer, VAULT, complaint_id, now=NOW)
    assert opened.report == a_report()
    found = await open_attachment(session, officer, VAULT, complaint_id, opened.files[0].id, now=NOW)
    assert found == ("image/png", FILE.content)
    for table in ("complaint_sealed", "complaint_attachment"):
        row = await session.execute(
            text(f"SELECT content FROM {table} WHERE report_id = :id"), {"id": report_id}
        )
        assert b"KANARIA" not in bytes(row.scalar_one())


async def test_the_same_code_again_is_the_same_case(session: Session) -> None:
    code = new_code()
    first = await submit_report(session, VAULT, a_report(), code, now=NOW)
    again = await submit_report(
        session, VAULT, a_report(story="Noe annet"), code, now=NOW + timedelta(hours=3)
    )
    assert first == again
    assert await value(session, "SELECT count(*) FROM complaint") == 1


async def test_a_code_is_kept_as_a_keyed_hash_and_survives_a_change_of_keys(session: Session) -> None:
    code = new_code()
    report_id = await submit_report(session, VAULT, a_report(), code, now=NOW)
    kept = await value(session, "SELECT code_hash FROM complaint_report WHERE id = :id", id=report_id)
    assert kept == VAULT.hashes(code)[0] != Vault(["b" * 32]).hashes(code)[0]
    assert await report_by_code(session, Vault(["b" * 32, "a" * 32]), written(code).lower()) == report_id
    for wrong in (new_code(), "", "VX-7731", "x" * 10_000):
        assert await report_by_code(session, VAULT, wrong) is None
    assert await report_by_code(session, Vault(["b" * 32]), code) is None


async def test_only_the_day_of_what_a_reporter_did_is_kept(session: Session) -> None:
    now = NOW + timedelta(minutes=47, seconds=12)
    report_id = await submit_report(session, VAULT, a_report(), new_code(), now=now)
    await answer(session, VAULT, report_id, "Svar", once="1", now=now)
    for query in (
        "SELECT count(*) FROM audit_event WHERE happened_at <> date_trunc('hour', happened_at)",
        "SELECT count(*) FROM complaint_log WHERE happened_at <> date_trunc('hour', happened_at)",
        "SELECT count(*) FROM complaint WHERE received_at <> date_trunc('hour', received_at)",
        "SELECT count(*) FROM complaint WHERE recorded_at <> date_trunc('hour', recorded_at)",
    ):
        assert await value(session, query) == 0, query


async def test_the_way_both_ways(session: Session) -> None:
    report_id = await submit_report(session, VAULT, a_report(), new_code(), now=NOW)
    complaint_id = await complaint_of(session, report_id)
    officer = await an_impartial_officer(session, complaint_id)
    await put_question(session, officer, VAULT, complaint_id, "Når var det?", now=NOW)
    asked = await thread_of(session, VAULT, report_id)
    assert asked is not None
    assert (asked.step, asked.waits_for_reporter) == ("received", True)
    week = NOW + timedelta(days=7)
    for _ in range(2):  # sent twice
        await answer(session, VAULT, report_id, "På mandag", files=[FILE], once="a", now=week)
    thread = await thread_of(session, VAULT, report_id)
    assert thread is not None
    assert not thread.waits_for_reporter
    assert [(m.words, m.is_from_reporter, m.files, m.sent_on) for m in thread.messages] == [
        ("Når var det?", False, 0, oslo_date(NOW)), ("På mandag", True, 1, oslo_date(week)),
    ]  # fmt: skip
    with pytest.raises(Invalid):
        await answer(session, VAULT, report_id, "", once="b", now=week)
    await session.execute(
        text("UPDATE complaint SET state = 'closed', closed_as = 'outside', closed_at = :now"), {"now": week}
    )
    with pytest.raises(Conflict):
        await answer(session, VAULT, report_id, "Enda mer", once="c", now=week)


async def test_an_officer_begins_from_what_redaction_proposes_and_that_is_an_opening(
    session: Session,
) -> None:
    report_id = await submit_report(session, VAULT, a_report(name="Kanaria Hansen"), new_code(), now=NOW)
    complaint_id = await complaint_of(session, report_id)
    officer = await an_impartial_officer(session, complaint_id)
    proposed = await proposed_copy_of(session, officer, VAULT, complaint_id, now=NOW)
    assert proposed is not None
    assert "KANARIA" not in proposed
    assert await value(session, "SELECT count(*) FROM complaint_opening") == 1
    with pytest.raises(NotAllowed):
        await proposed_copy_of(session, await an_officer(session), VAULT, complaint_id, now=NOW)
    assert await proposed_copy_of(session, officer, VAULT, complaint_id + 1, now=NOW) is None, "on paper"


async def test_each_opening_is_noted_and_only_the_impartial_open(session: Session) -> None:
    report_id = await submit_report(session, VAULT, a_report(), new_code(), now=NOW)
    complaint_id = await complaint_of(session, report_id)
    undeclared = await an_officer(session)
    tied = await an_impartial_officer(session, complaint_id, tie="relative")
    for who, refusal in ((undeclared, NotAllowed), (tied, NotAllowed), (NOBODY, NotFound)):
        with pytest.raises(refusal):
            await open_report(session, who, VAULT, complaint_id, now=NOW)
        with pytest.raises(refusal):
            await put_question(session, who, VAULT, complaint_id, "Hvem er du?", now=NOW)
    assert await value(session, "SELECT count(*) FROM complaint_opening") == 0
    officer = await an_impartial_officer(session, complaint_id)
    await open_report(session, officer, VAULT, complaint_id, now=NOW)
    rows = await session.execute(text("SELECT account_id, what, opened_at FROM complaint_opening"))
    assert [tuple(row) for row in rows] == [(officer.account_id, "report", NOW)]


async def test_a_proven_assignment_names_the_interpreter_and_never_the_unit(session: Session) -> None:
    tolk = await an_interpreter(session)
    day = oslo_date(NOW)
    alone = AssignmentProof(tolk.person_id, day, (FittingAssignment(7, day),))
    report_id = await submit_report(
        session, VAULT, a_report(booking_code="26-000017-KANARIA2"), new_code(), proof=alone, now=NOW
    )
    row = (await session.execute(
        text("SELECT c.person_id, c.channel, c.assignment_reference, r.is_assignment_proven, r.shown_period"
             " FROM complaint c JOIN complaint_report r ON r.complaint_id = c.id WHERE r.id = :id"),
        {"id": report_id},
    )).one()  # fmt: skip
    assert tuple(row) == (tolk.person_id, "assignment", "", True, "")


async def test_misused_cards_do_not_point_at_the_person_the_number_belongs_to(session: Session) -> None:
    tolk = await an_interpreter(session)
    number = await value(session, "SELECT number FROM interpreter WHERE id = :id", id=tolk.id)
    misuse = a_report(concern=Concern.TITLE, interpreter_number=number, description="Mann med rød jakke")
    conduct = a_report(interpreter_number=number)
    for report, person in ((misuse, None), (conduct, tolk.person_id)):
        report_id = await submit_report(session, VAULT, report, new_code(), from_card_check=True, now=NOW)
        row = (await session.execute(
            text("SELECT person_id, channel, unlisted FROM complaint WHERE id = :id"),
            {"id": await complaint_of(session, report_id)},
        )).one()  # fmt: skip
        assert tuple(row) == (person, "card_check", "")


async def test_retention_removes_every_word_and_keeps_who_opened(session: Session) -> None:
    report_id = await submit_report(session, VAULT, a_report(), new_code(), files=[FILE], now=NOW)
    complaint_id = await complaint_of(session, report_id)
    officer = await an_impartial_officer(session, complaint_id)
    await put_question(session, officer, VAULT, complaint_id, "Når?", now=NOW)
    await open_report(session, officer, VAULT, complaint_id, now=NOW)
    closed = (
        "UPDATE complaint SET state = 'closed', closed_as = 'withdrawn', closed_at = now() WHERE id = :id"
    )
    await session.execute(text(closed), {"id": complaint_id})
    assert await forget_report(session, complaint_id) == 3
    assert (await open_report(session, officer, VAULT, complaint_id, now=NOW)).report is None
    assert await value(session, "SELECT count(*) FROM complaint_opening") == 2


def test_what_is_sealed_opens_with_its_key_in_its_place_only() -> None:
    sealed = VAULT.seal(b"hemmelig", "report 1")
    assert VAULT.open(sealed, "report 1") == b"hemmelig"
    assert VAULT.seal(b"hemmelig", "report 1") != sealed
    for vault, broken, purpose in (
        (VAULT, sealed, "report 2"), (Vault(["b" * 32]), sealed, "report 1"), (VAULT, sealed[:-1], "report 1"),
        (VAULT, b"", "report 1"), (VAULT, sealed[:10], "report 1"),
    ):  # fmt: skip
        with pytest.raises(SealBroken):
            vault.open(broken, purpose)

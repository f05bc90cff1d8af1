"""What is due goes, with proof; what is open, held, appealed or young stays, whoever asks."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from tests.builders.answers import value
from tests.builders.bodies import an_officer
from tests.builders.complaints import WARNING, BuiltComplaint, a_complaint, decided
from tests.builders.interpreters import an_interpreter
from tests.builders.retention import everything_can_be_forgotten
from tests.builders.times import NOW
from tolkeregister.complaints.intake import end
from tolkeregister.complaints.reporting.commands import new_code, submit_report
from tolkeregister.complaints.reporting.content import Report
from tolkeregister.complaints.reporting.desk import forget_report
from tolkeregister.complaints.reporting.models import ComplaintReport, ComplaintSealed
from tolkeregister.complaints.reporting.rules.words import Concern
from tolkeregister.complaints.reporting.sealing import Vault
from tolkeregister.complaints.rules.words import Basis, Closing
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Conflict, Invalid, NotFound
from tolkeregister.retention.commands import (
    forget_due,
    ids_digest,
    lift_hold,
    place_hold,
)
from tolkeregister.retention.jobs import forget, forget_hourly, forget_one
from tolkeregister.retention.queries import holds, kinds_of_objects, proofs
from tolkeregister.retention.registry import forgettings
from tolkeregister.retention.rules.terms import Action, Kept, rule_for

VAULT = Vault(["a" * 32])
DAY = timedelta(days=1)
LONG_AGO = datetime(2022, 3, 1, 12, tzinfo=UTC)
SEALED = "SELECT count(*) FROM complaint_sealed"


@pytest.fixture(autouse=True)
def _handlers() -> None:
    everything_can_be_forgotten()


async def a_report(session: Session, *, now: datetime) -> int:
    """The id of a complaint somebody reported in the form."""
    report = Report(Concern.TOLD, "Tolken fortalte det videre.", "nb")
    made = await submit_report(session, VAULT, report, new_code(), now=now)
    return int(await value(session, "SELECT complaint_id FROM complaint_report WHERE id = :id", id=made))


async def closed(session: Session, complaint_id: int, *, at: datetime) -> None:
    """As it stands when an officer has withdrawn it."""
    statement = (
        "UPDATE complaint SET state = 'closed', closed_as = 'withdrawn', closed_at = :at WHERE id = :id"
    )
    await session.execute(text(statement), {"id": complaint_id, "at": at})


async def warned(session: Session, *, now: datetime) -> BuiltComplaint:
    """A complaint with a report that ended in a warning, and is closed."""
    built = await a_complaint(session, now=now, basis=Basis.CONFIDENTIALITY)
    await decided(session, built, WARNING, now=now)
    await end(session, built.officer, built.number, Closing.DECIDED, now=now)
    made = ComplaintReport(
        complaint_id=built.id, code_hash=built.number, language="nb", concern="told", is_assignment_proven=False,
        shown_period="",
    )  # fmt: skip
    session.add(made)
    await session.flush()
    assert made.id is not None
    session.add(ComplaintSealed(report_id=made.id, content=VAULT.seal(b"{}", f"report {made.id}")))
    await session.flush()
    return built


async def test_a_report_that_became_no_case_goes_a_year_after_it_was_closed_with_its_proof(
    session: Session,
) -> None:
    complaint = await a_report(session, now=LONG_AGO)
    assert await forget_due(session, Kept.REPORT_OUTSIDE, now=NOW) == 0, "it is open"
    await closed(session, complaint, at=LONG_AGO + DAY)
    early = LONG_AGO + 365 * DAY
    assert await forget_due(session, Kept.REPORT_OUTSIDE, now=early) == 0
    due = early + DAY
    assert await forget_due(session, Kept.REPORT_OUTSIDE, now=due) == 1
    assert await value(session, SEALED) == 0
    (proof,) = await proofs(session, await an_officer(session))
    rule = rule_for(Kept.REPORT_OUTSIDE, due.date())
    assert (proof.object, proof.action, proof.count, proof.rule_from) == (
        Kept.REPORT_OUTSIDE, Action.DELETED, 1, rule.valid_from,
    )  # fmt: skip
    assert proof.ids_digest == ids_digest(Kept.REPORT_OUTSIDE, [complaint])
    assert await forget_due(session, Kept.REPORT_OUTSIDE, now=due) == 0, "once"


async def test_a_report_behind_a_warning_stays_while_the_warning_counts(session: Session) -> None:
    await warned(session, now=LONG_AGO)
    four_years = LONG_AGO + 4 * 366 * DAY
    assert await forget_due(session, Kept.REPORT_HANDLED, now=four_years) == 0
    assert await forget_due(session, Kept.REPORT_OUTSIDE, now=four_years) == 0, "nor by the other rule"
    assert await forget_due(session, Kept.REPORT_HANDLED, now=LONG_AGO + 7 * 366 * DAY) == 1


async def test_nothing_held_goes_until_the_hold_is_lifted(session: Session) -> None:
    built = await warned(session, now=LONG_AGO)
    late = LONG_AGO + 8 * 366 * DAY
    hold = await place_hold(session, built.officer, built.number, "Saken er for retten.", now=NOW)
    with pytest.raises(Conflict, match="hold_stands"):
        await place_hold(session, built.officer, built.number, "En gang til.", now=NOW)
    assert await forget_due(session, Kept.REPORT_HANDLED, now=late) == 0
    (line,) = [each for each in await kinds_of_objects(session, built.officer, now=late)
               if each.rule.object is Kept.REPORT_HANDLED]  # fmt: skip
    assert (line.kept, line.due, line.held) == (1, 0, 1)
    await lift_hold(session, built.officer, hold, now=NOW)
    assert await holds(session, built.officer) == ()
    with pytest.raises(NotFound):
        await lift_hold(session, built.officer, hold, now=NOW)
    assert await forget_due(session, Kept.REPORT_HANDLED, now=late) == 1


async def test_a_case_under_appeal_is_held_by_itself(session: Session) -> None:
    built = await warned(session, now=LONG_AGO)
    appealed = "UPDATE case_file SET state = 'appealed', closed_at = NULL WHERE person_id = :person"
    await session.execute(text(appealed), {"person": built.tolk.person_id})
    assert await forget_due(session, Kept.REPORT_HANDLED, now=LONG_AGO + 8 * 366 * DAY) == 0


async def test_the_database_refuses_to_delete_what_is_open_or_held_whoever_asks(session: Session) -> None:
    complaint = await a_report(session, now=LONG_AGO)
    with pytest.raises(IntegrityError, match="open or held"):
        async with session.begin_nested():
            await forget_report(session, complaint)
    await closed(session, complaint, at=LONG_AGO)
    officer = await an_officer(session)
    number = str(await value(session, "SELECT number FROM complaint"))
    await place_hold(session, officer, number, "Politiet ser på den.", now=NOW)
    with pytest.raises(IntegrityError, match="open or held"):
        async with session.begin_nested():
            await forget_report(session, complaint)


async def test_a_hold_is_about_something_and_says_why(session: Session) -> None:
    officer = await an_officer(session)
    for number, ground, code in (
        ("2026/99999", "Rett.", "hold_about_nobody"),
        ("70001", " ", "cause_missing"),
    ):
        with pytest.raises(Invalid, match=code):
            await place_hold(session, officer, number, ground, now=NOW)


async def test_somebody_who_left_long_ago_is_blanked_and_somebody_listed_never(session: Session) -> None:
    left = await an_interpreter(session, given_name="Kanari", family_name="Gulfugl",
                                listed_from=datetime(2010, 1, 1, tzinfo=UTC),
                                listed_to=datetime(2012, 1, 1, tzinfo=UTC))  # fmt: skip
    stays = await an_interpreter(session, listed_from=datetime(2010, 1, 1, tzinfo=UTC))
    assert await forget_due(session, Kept.PERSON, now=NOW) == 1
    name = "SELECT given_name || family_name || email || phone || name_folded || sort_key FROM person WHERE id = :id"
    assert await value(session, name, id=left.person_id) == ""
    assert await value(session, name, id=stays.person_id) != ""
    account = "SELECT name || email FROM account WHERE person_id = :id AND closed_at IS NOT NULL"
    assert await value(session, account, id=left.person_id) == ""
    refused = await session.execute(text("SELECT anonymise_person(:id)"), {"id": stays.person_id})
    assert refused.scalar_one() is False
    with pytest.raises(DBAPIError):
        async with session.begin_nested():
            await session.execute(text("SELECT blank_person(:id)"), {"id": stays.person_id})


async def test_the_texts_of_mail_go_after_a_year_and_that_it_was_sent_stays(session: Session) -> None:
    statement = "INSERT INTO mail_message (event_key, recipient, template, data, subject_kind, subject_id, message_id,"
    statement += " written_form, state, created_at, sent_at, attempts) VALUES ('x:1', 'kanari@x.example', 'offer_sent',"
    statement += " '{\"a\": 1}', 'offer', '1', 'm', 'nb', 'sent', :at, :at, 1)"
    await session.execute(text(statement), {"at": NOW - 366 * DAY})
    assert await forget_due(session, Kept.MAIL, now=NOW) == 1
    row = (await session.execute(text("SELECT recipient, data, state FROM mail_message"))).one()
    assert tuple(row) == ("", {}, "sent")


async def _asked_for(session: Session) -> set[str]:
    return set((await session.execute(text("SELECT args ->> 'kind' FROM job"))).scalars())


async def test_the_job_asks_for_every_kind_and_a_full_batch_for_another(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    await forget(session, now=NOW)
    daily = await _asked_for(session)
    await forget_hourly(session, now=NOW)
    assert daily < await _asked_for(session) == set(forgettings())
    assert await _asked_for(session) - daily == {
        each for each in forgettings() if rule_for(each, NOW.date()).hours
    }
    assert all(rule_for(kind, NOW.date()).action is not Action.KEPT for kind in forgettings())
    await session.execute(text("DELETE FROM job"))
    for _ in range(2):
        await closed(session, await a_report(session, now=LONG_AGO), at=LONG_AGO)
    monkeypatch.setattr("tolkeregister.retention.commands.BATCH", 2)
    await forget_one(session, now=NOW, kind=Kept.REPORT_OUTSIDE)
    assert await value(session, "SELECT count(*) FROM job") == 1
    await forget_one(session, now=NOW, kind=Kept.REPORT_OUTSIDE)
    assert await value(session, "SELECT count(*) FROM deletion_receipt") == 1

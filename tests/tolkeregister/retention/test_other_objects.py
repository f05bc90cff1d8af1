"""What other packages keep of people goes in its time, and no sooner: drafts, files, searches, words, looks."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from tests.builders.answers import value
from tests.builders.applicants import an_applicant
from tests.builders.applications import a_draft_application
from tests.builders.assignments import an_assignment, an_offer
from tests.builders.bodies import a_body, an_officer
from tests.builders.complaints import a_complaint
from tests.builders.hearings import ADVOCATE, a_heard_complaint, a_representative
from tests.builders.interpreters import an_interpreter
from tests.builders.retention import everything_can_be_forgotten, forgotten
from tolkeregister.complaints.heard.access import heard_through
from tolkeregister.core.database import Session
from tolkeregister.core.errors import NotFound
from tolkeregister.retention.commands import forget_due
from tolkeregister.retention.rules.due import due_on
from tolkeregister.retention.rules.terms import Kept, rule_for

THEN = datetime(2016, 3, 1, 12, tzinfo=UTC)
THEN_IN_FORCE, LATE = datetime(2022, 3, 1, 12, tzinfo=UTC), datetime(2028, 3, 1, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _handlers() -> None:
    everything_can_be_forgotten()


async def goes(session: Session, kind: Kept, *, of: int = 1) -> None:
    """Nothing on the last day it is kept, all of it on the next."""
    rule = rule_for(kind, datetime.now(UTC).date())
    due = datetime.combine(due_on(rule, THEN.date()), THEN.timetz())
    due = max(due, datetime(2022, 2, 1, tzinfo=UTC))  # the rules hold from 2022
    if due.year > 2022:
        assert await forgotten(session, kind, now=due - DAY) == 0
    assert await forgotten(session, kind, now=due) == of
    assert await forgotten(session, kind, now=due) == 0


async def test_an_application_never_sent_is_gone_with_its_files(session: Session) -> None:
    made = await a_draft_application(session, await an_applicant(session), now=THEN)
    await goes(session, Kept.APPLICATION_DRAFT)
    assert await value(session, "SELECT count(*) FROM application WHERE id = :id", id=made) == 0


async def test_a_file_of_a_withdrawn_application_is_emptied_and_a_sent_one_is_let_be(
    session: Session,
) -> None:
    for state in ("withdrawn", "submitted"):
        made = await a_draft_application(session, await an_applicant(session), now=THEN)
        ended = THEN if state == "withdrawn" else None
        await session.execute(
            text(
                "UPDATE application SET state = :state, submitted_at = :at, ended_at = :ended WHERE id = :id"
            ),
            {"state": state, "at": THEN, "ended": ended, "id": made},
        )
        await session.execute(
            text(
                "INSERT INTO application_document (application_id, kind, file_name, media_type, size, sha256, content,"
                " uploaded_at, scan_state, scanned_at)"
                " VALUES (:id, 'diploma', 'kanari.pdf', 'application/pdf', 1, 'x', 'x', :at, 'clean', :at)"
            ),
            {"id": made, "at": THEN},
        )
    await goes(session, Kept.APPLICATION_DOCUMENT)
    assert await value(session, "SELECT count(*) FROM application_document WHERE content IS NOT NULL") == 1


async def test_searches_go_and_evidence_of_search_forgets_who(session: Session) -> None:
    body, tolk = await a_body(session), await an_interpreter(session)
    assignment = await an_assignment(session, body, THEN, THEN + timedelta(hours=1), created_at=THEN)
    for kind, about in (("searched", None), ("circumstances", assignment.id)):
        await session.execute(
            text(
                "INSERT INTO search_evidence (happened_at, kind, organisation_id, account_id, assignment_id,"
                " interpreter_id, details) VALUES (:at, :kind, :body, :account, :assignment, :tolk, '{\"n\": 1}')"
            ),
            {"at": THEN, "kind": kind, "body": body.organisation_id, "account": body.booker.account_id,
             "assignment": about, "tolk": tolk.id},
        )  # fmt: skip
    await goes(session, Kept.SEARCHED)
    await goes(session, Kept.SEARCH_EVIDENCE)
    rows = (
        await session.execute(text("SELECT kind, account_id, interpreter_id, details FROM search_evidence"))
    ).all()
    assert [tuple(each) for each in rows] == [("circumstances", None, None, {})]


async def test_the_words_of_an_order_go_and_what_it_was_for_the_figures_stays(session: Session) -> None:
    body, tolk = await a_body(session), await an_interpreter(session)
    assignment = await an_assignment(session, body, THEN, THEN + timedelta(hours=1), created_at=THEN)
    offer = await an_offer(session, assignment, tolk.id, sent_at=THEN, answer_by=THEN)
    await session.execute(text("UPDATE offer SET remark = 'kanari' WHERE id = :id"), {"id": offer})
    await goes(session, Kept.ORDER_WORDS)
    row = (
        await session.execute(text("SELECT theme, participants, duty_basis, language_tag FROM request"))
    ).one()
    assert tuple(row) == ("", "", "proper_help", "ar")
    assert await value(session, "SELECT remark FROM offer WHERE id = :id", id=offer) is None


async def test_who_read_goes_when_the_complaint_is_closed_and_not_before(session: Session) -> None:
    built, officer = (
        await a_complaint(session, now=datetime(2022, 3, 1, tzinfo=UTC)),
        await an_officer(session),
    )
    values = {
        "id": built.id,
        "account": officer.account_id,
        "at": THEN,
        "day": THEN.date(),
        "who": built.tolk.person_id,
    }
    for statement in (
        "INSERT INTO complaint_read (complaint_id, account_id, read_on, read_at) VALUES (:id, :account, :day, :at)",
        "INSERT INTO complaint_report (complaint_id, code_hash, language, concern, is_assignment_proven, shown_period)"
        " VALUES (:id, 'x', 'nb', 'told', false, '')",
        "INSERT INTO complaint_opening (report_id, account_id, what, opened_at)"
        " SELECT max(id), :account, 'report', :at FROM complaint_report",
        "INSERT INTO person_read (person_id, account_id, what, read_on, read_at)"
        " VALUES (:who, :account, 'case_file', :day, :at)",
    ):
        await session.execute(text(statement), values)
    late = datetime(2026, 3, 1, tzinfo=UTC)
    for kind in (Kept.COMPLAINT_READ, Kept.COMPLAINT_OPENING):
        assert await forget_due(session, kind, now=late) == 0, "it is open"
    closed = "UPDATE complaint SET state = 'closed', closed_as = 'withdrawn', closed_at = :at WHERE id = :id"
    await session.execute(text(closed), {"id": built.id, "at": THEN})
    for kind in (Kept.COMPLAINT_READ, Kept.COMPLAINT_OPENING, Kept.PERSON_READ):
        assert await forget_due(session, kind, now=late) == 1, kind


async def test_a_representative_is_nobody_and_looks_are_gone_when_the_case_is_long_over(
    session: Session,
) -> None:
    complaint, heard = await a_heard_complaint(session, now=THEN_IN_FORCE)
    other, token = await a_representative(session, heard, now=THEN_IN_FORCE)
    await session.execute(
        text(
            "INSERT INTO complaint_party_look (complaint_id, representative_id, looked_at) VALUES (:id, :who, :at)"
        ),
        {"id": complaint.id, "who": other.representative_id, "at": THEN_IN_FORCE},
    )
    kinds = (Kept.PARTY_LOOK, Kept.REPRESENTATIVE)
    assert [await forget_due(session, kind, now=LATE) for kind in kinds] == [0, 0], "it is open"
    closed = "UPDATE complaint SET state = 'closed', closed_as = 'withdrawn', closed_at = :at WHERE id = :id"
    await session.execute(text(closed), {"id": complaint.id, "at": THEN_IN_FORCE})
    assert [await forget_due(session, kind, now=LATE) for kind in kinds] == [1, 1]
    assert [await forget_due(session, kind, now=LATE) for kind in kinds] == [0, 0], "once"
    left = str((await session.execute(text("SELECT r::text FROM complaint_representative r"))).scalar_one())
    assert ADVOCATE not in left
    with pytest.raises(NotFound):
        await heard_through(session, token, now=LATE)

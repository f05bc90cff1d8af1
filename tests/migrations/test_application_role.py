"""What the application's database role is refused: to alter or remove what must never change, and to alter tables."""

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tolkeregister.core.database import APPLICATION_ROLE, Session

APPEND_ONLY = (
    "assignment_fact", "audit_event", "search_evidence", "exception_use", "exception_version", "child_use",
    "certificate_seen", "certificate_requirement", "undelivered_fact", "status_check",
    "cancellation", "cancellation_terms", "cancellation_step",
    "case_log", "case_habilitet", "journal_post", "letter", "letter_delivery_event", "case_notice", "notice_reply",
    "decision_draft", "draft_review", "decision", "appeal", "appeal_step",
    "test_result", "candidate_claim", "candidate_match", "identity_question", "result_origin", "bevilling",
    "bevilling_step",
    "complaint_log", "complaint_read", "complaint_habilitet", "complaint_answer", "complaint_extension",
    "complaint_hearing", "complaint_opening", "complaint_party_look", "file_access_verdict",
    "deletion_receipt", "disclosure",
    "committee_summons", "committee_absence", "committee_pack", "committee_minutes", "committee_minutes_item",
    "committee_minutes_answer", "committee_approval", "committee_advice",
    "room_event", "room_check", "room_confirmation", "stated_times",
)  # fmt: skip


def is_denied(error: DBAPIError) -> bool:
    """Whether it was for want of a privilege, and not for another reason."""
    return isinstance(getattr(error.orig, "__cause__", None), asyncpg.InsufficientPrivilegeError)


async def test_the_application_works_as_its_own_role(session: Session) -> None:
    assert (await session.execute(text("SELECT current_user"))).scalar_one() == APPLICATION_ROLE


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("statement", ["UPDATE {} SET {} = DEFAULT", "DELETE FROM {}", "TRUNCATE {}"])
async def test_what_is_only_added_to_is_neither_altered_nor_removed(
    session: Session, table: str, statement: str
) -> None:
    columns = (await session.execute(text(f"SELECT * FROM {table} LIMIT 0"))).keys()
    with pytest.raises(DBAPIError) as refused:
        await session.execute(text(statement.format(table, *columns)))
    assert is_denied(refused.value)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE archived_file SET content = content", "DELETE FROM archived_file", "DELETE FROM case_file",
     "UPDATE decision_notification SET appeal_by = appeal_by", "DELETE FROM decision_notification",
     "DELETE FROM letter_delivery", "DELETE FROM case_number"],
)  # fmt: skip
async def test_what_was_sent_and_when_it_was_notified_stays(session: Session, statement: str) -> None:
    with pytest.raises(DBAPIError) as refused:
        await session.execute(text(statement))
    assert is_denied(refused.value)


@pytest.mark.parametrize(
    "statement",
    ["ALTER TABLE person ADD COLUMN x int", "DROP TABLE person", "CREATE TABLE mine (x int)",
     "DELETE FROM alembic_version", "ALTER TABLE booked DROP CONSTRAINT booked_no_overlap"],
)  # fmt: skip
async def test_the_application_may_not_change_the_tables_themselves(session: Session, statement: str) -> None:
    with pytest.raises(DBAPIError) as refused:
        await session.execute(text(statement))
    assert is_denied(refused.value)


async def test_the_roll_up_may_still_wait_for_facts_in_flight(session: Session) -> None:
    await session.execute(text("SELECT wait_for_facts_in_flight()"))


async def test_the_role_may_use_every_other_table(session: Session) -> None:
    rows = await session.execute(text(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        " AND NOT has_table_privilege(oid, 'SELECT, INSERT') AND relname <> 'alembic_version'"
    ))  # fmt: skip
    assert rows.all() == []


async def test_a_change_that_was_wanted_is_not_made_unwanted(session: Session) -> None:
    with pytest.raises(DBAPIError) as refused:
        await session.execute(text("DELETE FROM assignment_change"))
    assert is_denied(refused.value)

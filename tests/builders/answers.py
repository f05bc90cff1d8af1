"""What the database holds after a command, in the words a test asks with."""

from typing import Any

import pytest
from sqlalchemy import text

from tolkeregister.core.database import Session


async def offers_of(session: Session, number: str) -> list[tuple[int, str, int]]:
    """(interpreter id, state, offer id) in the order they were asked."""
    sql = """SELECT f.interpreter_id, f.state, f.id FROM offer f JOIN assignment a ON a.id = f.assignment_id
              WHERE a.number = :number ORDER BY f.round, f.id"""
    return [(row[0], row[1], row[2]) for row in await session.execute(text(sql), {"number": number})]


async def open_offer(session: Session, number: str, interpreter_id: int) -> int:
    """The id of the interpreter's open offer of an assignment."""
    return next(
        offer
        for interpreter, state, offer in await offers_of(session, number)
        if interpreter == interpreter_id and state == "open"
    )


async def assignment_row(session: Session, number: str) -> Any:
    """The stored assignment."""
    sql = text("SELECT * FROM assignment WHERE number = :number")
    return (await session.execute(sql, {"number": number})).one()


async def mails(session: Session, template: str | None = None) -> list[tuple[str, str]]:
    """(template, recipient) of everything in the outbox, oldest first."""
    sql = "SELECT template, recipient FROM mail_message WHERE CAST(:t AS text) IS NULL OR template = :t ORDER BY id"
    return [(row[0], row[1]) for row in await session.execute(text(sql), {"t": template})]


async def value(session: Session, sql: str, **values: Any) -> Any:
    """One value."""
    return (await session.execute(text(sql), values)).scalar()


async def facts(session: Session, number: str) -> list[tuple[int, int, str, str | None, str | None]]:
    """(version, weight, qualification, basis, ground) of an assignment, oldest first."""
    rows = await session.execute(
        text(
            "SELECT version, weight, qualification, basis, ground FROM assignment_fact"
            " WHERE reference = :n ORDER BY id"
        ),
        {"n": number},
    )  # fmt: skip
    return [tuple(row) for row in rows]


def codes(refused: pytest.ExceptionInfo[Any]) -> list[str]:
    """Why it was refused."""
    return [each.code for each in refused.value.reasons]

"""In an emergency the rest follows: what it must hold, and that both versions stay."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from booking.assignments.commands import confirm_delivered
from booking.exceptions.commands import (
    complete_exception,
    order_with_exception,
    state_exception,
)
from booking.exceptions.rules.statement import Statement
from tests.booking.exceptions.test_stating import unfilled
from tests.builders.answers import codes, facts, value
from tests.builders.bodies import BuiltBody
from tests.builders.drafts import a_draft
from tests.builders.statements import WHY, a_statement
from tests.builders.times import MONDAY, NOW, oslo
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Conflict, Invalid


async def test_in_an_emergency_the_rest_follows_and_both_versions_stay(
    session: Session, body: BuiltBody
) -> None:
    number = await order_with_exception(
        session, body.booker, a_draft("09:30", "10:00", theme="", participants=""),
        Statement("emergency", "Vakthavende lege"), key="n", now=NOW,
    )  # fmt: skip
    due = await value(session, "SELECT complete_by FROM exception_use")
    assert due == oslo(date(2026, 3, 5), "24:00")
    await confirm_delivered(session, body.booker, number, now=oslo(MONDAY, "11:00"))
    rest = a_statement(
        "strong_reasons", decided_by="En annen", claim="unlisted", proof="Bachelor, OsloMet 2022"
    )
    late = due + timedelta(days=4)
    for _ in range(2):
        await complete_exception(session, body.booker, number, rest, key="c", now=late)
    versions = await session.execute(
        text(
            "SELECT version, ground, decided_by, is_complete, reason FROM exception_version ORDER BY version"
        )
    )
    assert [tuple(row) for row in versions] == [
        (1, "emergency", "Vakthavende lege", False, None),
        (2, "emergency", "Vakthavende lege", True, WHY),
    ]
    assert await facts(session, number) == [
        (1, 1, "unqualified", "unlisted", "emergency"),
        (1, -1, "unqualified", "unlisted", "emergency"),
        (2, 1, "unknown", "unlisted", "emergency"),
    ]
    with pytest.raises(Conflict):
        await complete_exception(session, body.booker, number, rest, key="c2", now=late)


async def test_the_rest_must_be_whole(session: Session, body: BuiltBody) -> None:
    number = await unfilled(session, body)
    await state_exception(
        session, body.booker, number, Statement("emergency", "Vakthavende lege"), key="e", now=NOW
    )
    with pytest.raises(Invalid) as refused:
        await complete_exception(
            session, body.booker, number, a_statement(name=None, reason=None), key="c", now=NOW
        )
    assert set(codes(refused)) == {"reason_missing", "outside_name_missing"}

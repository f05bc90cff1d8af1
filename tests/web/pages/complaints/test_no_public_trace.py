"""Rule W11: that somebody has been reported or warned is nowhere to be seen; of an exclusion only that they are out."""

import re
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from booking.handlers import register_handlers
from tests.builders.assignments import accepted_by, an_assignment
from tests.builders.bodies import a_body
from tests.builders.complaints import WARNING, a_complaint, decided, excluded_for
from tests.builders.interpreters import an_interpreter
from tests.fixtures.page import Browser
from tolkeregister.complaints.hearing import hear
from tolkeregister.complaints.rules.words import Basis
from tolkeregister.core.actor import SYSTEM
from tolkeregister.core.database import Session
from tolkeregister.entries.commands import RemovalReason, remove_interpreter

PLACES = ("/tolk/{}", "/k/{}", "/finn-tolk?sprak=ar", "/api/v1/tolker/{}", "/api/v1/endringer")
TELLING = ("utesteng", "advarsel", "varsel om", "vedtak", "§ 21", "excluded", "warning", "complaint")


@pytest.fixture(autouse=True)
def _handlers() -> None:
    register_handlers()


async def seen(page: Browser, number: str) -> list[str]:
    """What anybody sees of an interpreter, everywhere one can look, without the numbers of the very requests."""
    answers = [await page.client.get(each.format(number)) for each in PLACES]
    return [re.sub(r"\b[0-9a-f]{12}\b", "ID", each.text.replace(number, "NUMMER")) for each in answers]


async def test_w11_a_complaint_a_hearing_and_a_warning_leave_no_public_trace(
    session: Session, page: Browser, now: datetime
) -> None:
    tolk = await an_interpreter(session)
    await session.commit()
    before = await seen(page, tolk.number)
    built = await a_complaint(session, now=now, tolk=tolk, basis=Basis.HABILITET)
    await hear(session, built.officer, built.number, "Utdraget.", "Vi vurderer en advarsel.", now=now)
    await decided(session, built, WARNING, now=now)
    await session.commit()
    assert await seen(page, tolk.number) == before


async def test_w11_an_exclusion_looks_as_any_other_removal_and_bodies_are_told_no_longer_available(
    session: Session, page: Browser, now: datetime
) -> None:
    excluded, left = await an_interpreter(session), await an_interpreter(session)
    body, starts = await a_body(session), now + timedelta(days=1)
    assignment = await an_assignment(session, body, starts, starts + timedelta(hours=1), created_at=now)
    await accepted_by(session, assignment, excluded.id, at=now)
    built = await a_complaint(session, now=now, tolk=excluded, basis=Basis.CONFIDENTIALITY)
    await decided(session, built, excluded_for(90, now), now=now)
    await remove_interpreter(session, SYSTEM, left.number, RemovalReason.OWN_WISH, now, now=now)
    await session.commit()
    out, gone = await seen(page, excluded.number), await seen(page, left.number)
    assert out[:4] == gone[:4], "nobody can tell why"
    assert not [
        word for word in TELLING for each in out if word in each.lower() and word not in gone[0].lower()
    ]
    mails = (await session.execute(text("SELECT template, data::text FROM mail_message"))).all()
    assert "interpreter_no_longer_available" in {row.template for row in mails}
    assert not [word for word in TELLING for row in mails for part in row if word in part.lower()]

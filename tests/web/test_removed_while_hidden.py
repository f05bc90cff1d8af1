"""Somebody hidden because of a protected address can be removed, and nobody outside notices (P3, failure mode 28)."""

from datetime import datetime, timedelta

import httpx2
import pytest
from sqlalchemy import text

from tests.builders.bodies import an_officer
from tests.builders.interpreters import BuiltInterpreter, an_entry, an_interpreter
from tests.fixtures.page import Browser
from tests.fixtures.people import SignIn
from tests.web.test_protected_persons import handlers, is_listed, open_everywhere, says  # noqa: F401
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Conflict, Invalid
from tolkeregister.entries.commands import RemovalReason, end_entry
from tolkeregister.entries.removal import last_removal, remove_by_officer
from tolkeregister.feed.publishing import publish_changes
from tolkeregister.people.population.models import Protection

REASONS = text(
    """
    SELECT l.end_reason FROM entry_listing l JOIN entry e ON e.id = l.entry_id
     WHERE e.interpreter_id = :id AND upper_inf(l.recorded) ORDER BY e.language_tag, lower(l.valid)
    """
)


@pytest.fixture
async def hidden(session: Session, now: datetime) -> BuiltInterpreter:
    """Listed for a year, hidden two days ago."""
    samira = await an_interpreter(session, listed_from=now - timedelta(days=400))
    await says(session, samira.person_id, Protection.STRICTLY_CONFIDENTIAL, now=now - timedelta(days=2))
    return samira


@pytest.fixture
async def officer(session: Session) -> Actor:
    return await an_officer(session)


async def test_an_exclusion_while_hidden_holds_when_the_protection_ends_and_nothing_tells_of_either(
    page: Browser,
    client: httpx2.AsyncClient,
    session: Session,
    hidden: BuiltInterpreter,
    officer: Actor,
    now: datetime,
) -> None:
    await publish_changes(session, now=now)
    await session.commit()
    before = (await page.get(f"/k/{hidden.number}")).text
    start = (await client.get("/api/v1/endringer")).json()["neste"]
    mails = (await session.execute(text("SELECT count(*) FROM mail_message"))).scalar_one()
    await remove_by_officer(session, officer, hidden.number, "excluded", now, now=now)
    await publish_changes(session, now=now)
    await session.commit()
    removal = await last_removal(session, officer, hidden.number)
    assert removal is not None
    assert removal.reason_code == "excluded"
    assert await open_everywhere(page, client, hidden) == [False] * 5
    assert (await page.get(f"/k/{hidden.number}")).text == before
    told = (await client.get(f"/api/v1/endringer?fra={start}")).text
    assert "protected" not in told
    assert "excluded" not in told
    assert (await session.execute(text("SELECT count(*) FROM mail_message"))).scalar_one() == mails
    await says(session, hidden.person_id, Protection.NONE, now=now + timedelta(days=1))
    assert not await is_listed(session, hidden.person_id, now + timedelta(days=1))


async def test_that_somebody_was_hidden_stays_as_history(
    session: Session, hidden: BuiltInterpreter, officer: Actor, now: datetime
) -> None:
    await remove_by_officer(session, officer, hidden.number, "own_wish", now, now=now)
    known = text(
        "SELECT end_reason FROM entry_listing WHERE recorded @> CAST(:at AS timestamptz) AND entry_id = :id"
    )
    for at, reason in ((now - timedelta(days=1), "protected"), (now, "own_wish")):
        assert (await session.execute(known, {"at": at, "id": hidden.entry_id})).scalars().all() == [reason]
    with pytest.raises(Conflict, match="not_listed"):
        await remove_by_officer(session, officer, hidden.number, "excluded", now, now=now)


async def test_the_hidden_are_removed_now_and_on_no_later_day(
    session: Session, hidden: BuiltInterpreter, officer: Actor, now: datetime
) -> None:
    with pytest.raises(Invalid, match="hidden_is_removed_now"):
        await remove_by_officer(session, officer, hidden.number, "excluded", now + timedelta(days=1), now=now)


async def test_one_of_two_hidden_entries_ends_and_the_other_comes_back(
    session: Session, officer: Actor, now: datetime
) -> None:
    samira = await an_interpreter(session, listed_from=now - timedelta(days=400))
    await an_entry(session, samira.id, language="so", category="D")
    await says(session, samira.person_id, Protection.CONFIDENTIAL, now=now - timedelta(days=1))
    await end_entry(
        session, officer, samira.number, "so", "speech", RemovalReason.REQUIREMENTS_NOT_MET, now=now
    )
    await says(session, samira.person_id, Protection.NONE, now=now + timedelta(days=1))
    found = (await session.execute(REASONS, {"id": samira.id})).scalars().all()
    assert found == ["protected", None, "requirements_not_met"], "Arabic is back, Somali is not"


async def test_an_officer_does_it_with_the_usual_buttons(
    session: Session, hidden: BuiltInterpreter, officer: Actor, signed_in: SignIn
) -> None:
    await session.commit()
    staff, path = await signed_in(officer), f"/sak/tolk/{hidden.number}/fjern"
    assert (await staff.get(f"/sak/tolk/{hidden.number}")).link("Fjern fra registeret") == path
    form = (await staff.get(path)).form(action=path)
    later = {**form, "grunn": "excluded", "naar": "senere", "dato": "01.12.2027", "kl": "12:00"}
    assert "Da gjelder fjerningen med en gang" in (await staff.post(path, later, status=422)).text
    review = await staff.post(path, {**form, "grunn": "excluded", "naar": "naa"}, status=200)
    await staff.post(path, {**review.form(action=path), "handling": "fjern"})
    receipt = await staff.get(f"/sak/tolk/{hidden.number}/kvittering")
    assert receipt.heading == "Samira Haddad er fjernet fra registeret"

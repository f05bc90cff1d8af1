"""/tolk/{number}/da: what the register said that day, and what we know now (feature 9)."""

from datetime import UTC, datetime

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import Range

from tests.builders.bodies import a_body, an_officer
from tests.builders.interpreters import BuiltInterpreter, an_interpreter
from tests.fixtures.page import Browser
from tests.fixtures.people import SignIn
from tolkeregister.core.database import Session
from tolkeregister.entries.models import EntryCategory, EntryListing

QUERY = {"sprak": "prs", "type": "tale", "gjelder": "2021-06-01"}


async def revoked_late(session: Session) -> BuiltInterpreter:
    """Category C, revoked from 1 March 2021, which the register learnt on 15 February 2022 (decision 14)."""
    start, end, learnt = (
        datetime(2020, 1, 1, tzinfo=UTC), datetime(2021, 3, 1, tzinfo=UTC), datetime(2022, 2, 15, tzinfo=UTC),
    )  # fmt: skip
    found = await an_interpreter(session, language="prs", category="C", listed_from=start)
    for table in ("entry_listing", "entry_category"):
        await session.execute(
            text(f"UPDATE {table} SET recorded = tstzrange(:start, :learnt) WHERE entry_id = :id"),
            {"start": start, "learnt": learnt, "id": found.entry_id},
        )
    session.add(EntryListing(entry_id=found.entry_id, valid=Range(start, end), recorded=Range(learnt, None)))
    session.add(
        EntryCategory(entry_id=found.entry_id, category="C", valid=Range(start, end), recorded=Range(learnt, None),
                      rule_version="test")
    )  # fmt: skip
    await session.flush()
    return found


async def test_the_two_answers_stand_side_by_side(page: Browser, session: Session, signed_in: SignIn) -> None:
    found = await revoked_late(session)
    body = await signed_in((await a_body(session)).booker)
    shown = await body.get(f"/tolk/{found.number}/da", **QUERY)
    said, known = shown.text.split("Dette sa registeret")[1].split("Dette vet vi nå")
    assert "Stod i registeret" in said
    assert "Kategori C" in said
    assert "Stod ikke i registeret" in known
    assert "Kategori C" not in known
    assert "Svarene er ulike" in known


async def test_the_day_of_knowledge_can_be_chosen(page: Browser, session: Session, signed_in: SignIn) -> None:
    found = await revoked_late(session)
    officer = await signed_in(await an_officer(session))
    before = await officer.get(f"/tolk/{found.number}/da", **QUERY, kjent="2022-02-14")
    assert "Stod i registeret" in before.text.split("Dette vet vi nå")[0]
    after = await officer.get(f"/tolk/{found.number}/da", **QUERY, kjent="2022-02-15")
    assert "Stod ikke i registeret" in after.text.split("Dette vet vi nå")[0]
    assert "Svarene er ulike" not in after.text


async def test_the_public_and_interpreters_get_the_404_of_any_unknown_page(
    page: Browser, session: Session, signed_in: SignIn
) -> None:
    found = await revoked_late(session)
    await page.get(f"/tolk/{found.number}/da", status=404, **QUERY)
    await (await signed_in(found.actor)).get(f"/tolk/{found.number}/da", status=404, **QUERY)


async def test_a_number_that_never_was_is_not_listed_to_a_body(session: Session, signed_in: SignIn) -> None:
    body = await signed_in((await a_body(session)).booker)
    shown = await body.get("/tolk/999999/da", **QUERY)
    assert shown.text.count("Stod ikke i registeret") == 2


async def test_days_to_come_are_refused(session: Session, signed_in: SignIn) -> None:
    body = await signed_in((await a_body(session)).booker)
    shown = await body.get("/tolk/1/da", status=422, sprak="prs", gjelder="2026-11-24")
    assert "Datoen kan ikke være senere enn i dag" in shown.text

"""The rules run again from the command line say what the page says."""

from datetime import date, datetime, timedelta

import pytest

from qualification.evidence.commands import record_evidence
from tests.builders.bodies import an_officer
from tests.builders.interpreters import an_interpreter
from tolkeregister.core.database import Database, Session
from web.rerun import run, told


async def test_two_versions_give_two_answers_and_the_register_agrees_with_its_own(
    session: Session, database: Database, now: datetime
) -> None:
    officer = await an_officer(session)
    tolk = await an_interpreter(session, language="nsl", type="sign")
    for kind in ("bevilling", "bachelor"):
        await record_evidence(session, officer, tolk.person_id, kind, language_tag="nsl", type="sign",
                              valid_from=now - timedelta(days=2000), issuer="x", reference="1", now=now)  # fmt: skip
    await session.commit()
    other = told(await run(database, date(2024, 6, 1), "A-E/2025"), against_register=False)
    assert "B → A: 1" in other
    assert f"{tolk.number} nsl sign" in other
    own = told(await run(database, date(2024, 6, 1), None), against_register=True)
    assert "1 oppføringer, 0 ulike" in own


@pytest.mark.parametrize(
    ("day", "version", "says"), [(date(2019, 1, 1), None, "2020"), (date(2024, 1, 1), "1-5", "A-E/2020")]
)
async def test_a_day_or_a_version_without_rules_is_said(
    session: Session, database: Database, day: date, version: str | None, says: str
) -> None:
    with pytest.raises(SystemExit, match=says):
        await run(database, day, version)

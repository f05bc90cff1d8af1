"""Every dialect of Excel through the page, the command and the API: the same assignments, whichever way they come."""

from datetime import datetime
from typing import Any

import httpx2
import pytest

from tests.booking.reports.files import a_reporter, facts, read_all
from tests.booking.reports.reading.test_dialects import FILES, FOLDER
from tests.builders.accounts import with_role
from tests.fixtures.people import SignIn
from tests.web.api.test_reports import KEY, orgnr_of, provider_keys, token
from tests.web.pages.reports.test_reports import sent
from tolkeregister.core.actor import Actor, Door, Role
from tolkeregister.core.database import Database, Session
from tolkeregister.core.settings import Settings
from web.report import send

__all__ = ["KEY", "provider_keys"]  # a fixture of this module's tests, too

TOLD = "reference, day, started_at, minutes, language_tag, type, mode, sector_code, municipality_now, category, weight"


@pytest.mark.parametrize("name", FILES)
async def test_a_file_says_the_same_by_page_command_and_api(
    name: str, session: Session, database: Database, client: httpx2.AsyncClient, signed_in: SignIn,
    settings: Settings, now: datetime,
) -> None:  # fmt: skip
    file = FOLDER / name
    found: dict[int, list[tuple[Any, ...]]] = {}
    reporters = [
        await a_reporter(session, name=each) for each in ("Side AS", "Kommando AS", "Grensesnitt AS")
    ]
    people: list[Actor] = [await with_role(session, Role.AGENCY, Door.PUBLIC_BODY, reporters[0].id)]
    await session.commit()
    await sent(await signed_in(people[0]), file.read_bytes(), name=name)
    await send(database, await orgnr_of(session, reporters[1]), file)
    bearer = {"authorization": f"Bearer {token(settings, now, await orgnr_of(session, reporters[2]))}"}
    answer = await client.post("/api/v1/rapporter", content=file.read_bytes(), headers=bearer)
    assert answer.status_code == 202
    for each in reporters:
        await read_all(session, each.id, now=datetime.fromisoformat("2027-01-15T12:00:00+00:00"))
    for row in await facts(session, f"reporter_id, {TOLD}"):
        found.setdefault(row[0], []).append(row[1:])
    assert [len(found[each.id]) for each in reporters] == [3, 3, 3]
    assert found[reporters[0].id] == found[reporters[1].id] == found[reporters[2].id]

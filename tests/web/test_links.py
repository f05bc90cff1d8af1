"""No page links to an address that nobody serves: each role's pages are walked from its home, link by link."""

from datetime import datetime, timedelta
from urllib.parse import urljoin, urlsplit

import pytest

from booking.calendars.commands import catch_up
from tests.builders.accounts import with_role
from tests.builders.assignments import accepted_by, an_assignment, an_offer
from tests.builders.bodies import a_body, an_officer
from tests.builders.interpreters import an_interpreter
from tests.fixtures.page import Browser
from tests.fixtures.people import SignIn
from tolkeregister.core.actor import Door, Role
from tolkeregister.core.database import Session

MOST_PAGES = 60  # for each role
NOT_OURS = ("/api/", "/static/", "/logg-ut", "/logg-inn/")


@pytest.fixture
async def homes(
    session: Session, page: Browser, signed_in: SignIn, now: datetime
) -> dict[str, tuple[Browser, str]]:
    """A browser for each role, and where it begins."""
    body = await a_body(session)
    interpreter = await an_interpreter(session, hours=True)
    for days in (-3, 2, 4):
        starts_at = now + timedelta(days=days)
        assignment = await an_assignment(session, body, starts_at, starts_at + timedelta(hours=1))
        if days == 4:
            await an_offer(
                session, assignment, interpreter.id, sent_at=now, answer_by=now + timedelta(hours=1)
            )
        else:
            await accepted_by(session, assignment, interpreter.id, at=now - timedelta(days=5))
    people = {
        "booker": (body.booker, "/virksomhet"), "interpreter": (interpreter.actor, "/min-side"),
        "officer": (await an_officer(session), "/sak"),
        "administrator": (await with_role(session, Role.ADMINISTRATOR, Door.DIRECTORATE), "/sak"),
        "agency": (await with_role(session, Role.AGENCY, Door.PUBLIC_BODY, body.organisation_id), "/virksomhet"),
    }  # fmt: skip
    await catch_up(session, now=now)  # what the worker does for assignments that no event has told of
    await session.commit()
    return {"public": (page, "/finn-tolk")} | {
        role: (await signed_in(actor), home) for role, (actor, home) in people.items()
    }


@pytest.mark.parametrize("role", ["public", "booker", "interpreter", "officer", "administrator", "agency"])
async def test_every_link_of_a_role_leads_somewhere(role: str, homes: dict[str, tuple[Browser, str]]) -> None:
    browser, home = homes[role]
    waiting, seen, dead = [(home, "(home)")], {home}, []
    walked = 0
    while waiting and walked < MOST_PAGES:
        path, linked_from = waiting.pop(0)
        walked += 1
        response = await browser.client.get(path)
        if response.status_code in (302, 303):
            onward = urljoin(path, response.headers["location"])
            if onward not in seen:
                seen.add(onward)
                waiting.append((onward, path))
            continue
        if response.status_code != 200:
            dead.append(f"{path} ({response.status_code}), linked from {linked_from}")
            continue
        if "text/html" not in response.headers["content-type"]:
            continue
        found = (await browser.get(path)).all("a")
        for href in sorted({urljoin(path, link.get("href") or "").split("#")[0] for link in found}):
            without_query = urlsplit(href).path
            ours = href.startswith("/") and not any(part in href for part in NOT_OURS)
            if ours and without_query not in {urlsplit(known).path for known in seen}:
                seen.add(href)
                waiting.append((href, path))
    assert dead == []
    assert walked > 5, "hardly anything was walked"

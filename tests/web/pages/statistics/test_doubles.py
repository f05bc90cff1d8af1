"""The work list of possible doubles: side by side, decided once, and what was double is counted once."""

from tests.booking.reports.files import a_reporter, counted, report
from tests.booking.reports.test_matching import booked, same
from tests.builders.accounts import with_role
from tests.builders.bodies import an_officer
from tests.builders.interpreters import an_interpreter
from tests.fixtures.page import Browser, proof
from tests.fixtures.people import SignIn
from tolkeregister.core.actor import Door, Role
from tolkeregister.core.database import Session

LIST = "/rapport/dubletter"


async def a_double(session: Session, signed_in: SignIn) -> Browser:
    """A reported row half an hour from an assignment booked here; and the browser of who reported it."""
    reporter, interpreter = await a_reporter(session), await an_interpreter(session)
    await booked(session, reporter, interpreter)
    await report(session, reporter.actor, [same(reporter, interpreter, klokkeslett="10:00")])
    return await signed_in(await with_role(session, Role.AGENCY, Door.PUBLIC_BODY, reporter.id))


async def of_the_pair(browser: Browser) -> str:
    """The address that the answer goes to."""
    forms = (await browser.get(LIST)).all("form")
    return next(action for form in forms if (action := form.get("action") or "").startswith(f"{LIST}/"))


async def decide(browser: Browser, answer: str) -> str:
    """The page after an answer to the only pair there is."""
    path = await of_the_pair(browser)
    sent = await browser.client.post(path, data={"_csrf": await proof(browser), "svar": answer})
    assert sent.status_code == 303
    return (await browser.get(sent.headers["location"])).text


async def test_the_reporter_says_it_is_the_same_and_it_is_counted_once(
    session: Session, signed_in: SignIn
) -> None:
    browser = await a_double(session, signed_in)
    assert await counted(session) == 2
    shown = (await browser.get(LIST)).text
    assert "Ulikt" in shown
    assert "A-1" in shown
    after = await decide(browser, "samme")
    assert "Oppdraget telles én gang." in after
    assert "Ingen mulige dubletter" in after
    assert await counted(session) == 1


async def test_the_directorate_says_they_are_two(session: Session, signed_in: SignIn) -> None:
    await a_double(session, signed_in)
    browser = await signed_in(await an_officer(session))
    assert "Begge oppdragene telles." in await decide(browser, "ulike")
    assert await counted(session) == 2


async def test_who_comes_second_is_told_that_it_is_decided(session: Session, signed_in: SignIn) -> None:
    browser = await a_double(session, signed_in)
    path = await of_the_pair(browser)
    for said in ("samme", "ulike"):
        sent = await browser.client.post(path, data={"_csrf": await proof(browser), "svar": said})
    assert "lagret=alt" in sent.headers["location"]
    assert await counted(session) == 1
    sent = await browser.client.post(path, data={"_csrf": await proof(browser)})
    assert "lagret=velg" in sent.headers["location"]


async def test_another_reporter_neither_sees_nor_decides_it(session: Session, signed_in: SignIn) -> None:
    browser = await a_double(session, signed_in)
    path = await of_the_pair(browser)
    foreign = await a_reporter(session, name="Granåsen kommune", kind="public_body")
    other = await signed_in(await with_role(session, Role.BODY_ADMINISTRATOR, Door.PUBLIC_BODY, foreign.id))
    assert "Ingen mulige dubletter" in (await other.get(LIST)).text
    sent = await other.client.post(path, data={"_csrf": await proof(other), "svar": "samme"})
    assert sent.status_code == 404
    assert await counted(session) == 2


async def test_the_directorate_finds_the_list_from_where_it_begins(
    session: Session, signed_in: SignIn
) -> None:
    await a_double(session, signed_in)
    browser = await signed_in(await an_officer(session))
    start = await browser.get("/sak")
    assert "Én ting venter på deg" in start.text
    assert start.link("Mulige dubletter") == LIST
    there = await browser.get(LIST)
    assert there.link("Rapporter") == "/sak/rapporter"
    assert there.link("Dubletter") == LIST


async def test_a_reporter_finds_the_way_back(session: Session, signed_in: SignIn) -> None:
    shown = await (await a_double(session, signed_in)).get(LIST)
    assert shown.link("Rapporter oppdrag") == "/rapport"
    assert "/sak" not in shown.response.text

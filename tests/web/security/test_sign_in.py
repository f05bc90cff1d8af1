"""Signing in against the real provider, and each way in which it is refused."""

from sqlalchemy import text

from tests.builders.interpreters import an_interpreter
from tests.fixtures.provider import SignInProvider
from tests.web.security.browser import Browser
from tolkeregister.core.actor import Door
from tolkeregister.core.database import Database


async def test_an_interpreter_signs_in(
    browser: Browser, provider: SignInProvider, database: Database
) -> None:
    async with database.writing() as session:
        await an_interpreter(session)
        await session.execute(text("UPDATE person SET national_id = '22222222222'"))
        await session.execute(text("DELETE FROM account_role"))
        await session.execute(text("DELETE FROM account"))
    answer = await browser.sign_in("tolk", provider.sub(Door.INTERPRETER, "22222222222"))
    assert (answer.status_code, answer.headers["location"]) == (303, "/min-side")
    assert (await browser.who())["roles"] == ["interpreter", "public"]

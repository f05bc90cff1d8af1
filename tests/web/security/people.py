"""Accounts of ours for the people the provider knows."""

from sqlalchemy import text

from tests.builders.bodies import a_body
from tests.builders.interpreters import an_interpreter
from tests.fixtures.provider import SignInProvider
from tests.web.security.browser import Browser
from tolkeregister.core.actor import Door, Role
from tolkeregister.core.database import Database, Session
from tolkeregister.people.models import Account, AccountRole

BOOKER, OFFICER, INTERPRETER = "11111111111", "33333333-3333", "22222222222"
UNKNOWN, WEAK = "11111111112", "44444444444"


async def a_known_booker(database: Database, *, orgnrs: tuple[str, ...] = ("999000001",)) -> int:
    """The booker, with a role in a unit of each organisation; returns the account's id."""
    async with database.writing() as session:
        account_id = await _account(session, Door.PUBLIC_BODY, BOOKER, "Kari Bestiller")
        for orgnr in orgnrs:
            body = await a_body(session, name=f"Kommune {orgnr}")
            await session.execute(
                text("UPDATE organisation SET orgnr = :orgnr WHERE id = :id"),
                {"orgnr": orgnr, "id": body.organisation_id},
            )
            await _role(session, account_id, Role.BOOKER, body.organisation_id, body.unit_id)
    return account_id


async def a_known_officer(database: Database) -> int:
    """The officer; returns the account's id."""
    async with database.writing() as session:
        account_id = await _account(session, Door.DIRECTORATE, OFFICER, "Ingrid Saksbehandler")
        await _role(session, account_id, Role.OFFICER, None, None)
    return account_id


async def a_person_in_the_register(database: Database, *, national_id: str = INTERPRETER) -> None:
    """An interpreter who has never signed in."""
    async with database.writing() as session:
        built = await an_interpreter(session)
        person = {"id": built.person_id, "national_id": national_id}
        await session.execute(
            text(
                "DELETE FROM account_role WHERE account_id IN (SELECT id FROM account WHERE person_id = :id)"
            ),
            person,
        )
        await session.execute(text("DELETE FROM account WHERE person_id = :id"), person)
        await session.execute(text("UPDATE person SET national_id = :national_id WHERE id = :id"), person)


async def signed_in_booker(browser: Browser, provider: SignInProvider, database: Database) -> int:
    """The browser becomes the booker; returns the account's id."""
    account_id = await a_known_booker(database)
    answer = await browser.sign_in("virksomhet", provider.sub(Door.PUBLIC_BODY, BOOKER))
    assert answer.status_code == 303, answer.text
    return account_id


async def _account(session: Session, door: Door, subject: str, name: str) -> int:
    account = Account(door=door, subject=subject, name=name, email="noen@organ.example", synthetic=True)
    session.add(account)
    await session.flush()
    assert account.id is not None
    return account.id


async def _role(
    session: Session, account_id: int, role: Role, organisation: int | None, unit: int | None
) -> None:
    session.add(AccountRole(account_id=account_id, role=role, organisation_id=organisation, unit_id=unit))
    await session.flush()

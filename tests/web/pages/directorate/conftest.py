"""An officer, an administrator, and their browsers."""

import pytest_asyncio
from sqlalchemy import text

from tests.builders.bodies import an_officer
from tests.fixtures.page import Browser
from tests.fixtures.people import SignIn
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.database import Session


@pytest_asyncio.fixture
async def officer(session: Session) -> Actor:
    """Somebody who handles cases."""
    built = await an_officer(session)
    await session.commit()
    return built


@pytest_asyncio.fixture
async def staff(officer: Actor, signed_in: SignIn) -> Browser:
    """The officer's browser."""
    return await signed_in(officer)


@pytest_asyncio.fixture
async def administrator(session: Session, signed_in: SignIn) -> Browser:
    """The browser of somebody who also sees the accounts."""
    built = await an_officer(session)
    await session.execute(
        text("UPDATE account_role SET role = :role WHERE account_id = :id"),
        {"role": Role.ADMINISTRATOR.value, "id": built.account_id},
    )
    await session.commit()
    return await signed_in(built)

"""The interpreter whose pages are tested, and her phone."""

import pytest_asyncio

from tests.builders.interpreters import BuiltInterpreter, an_interpreter
from tests.fixtures.page import Browser
from tests.fixtures.people import SignIn
from tolkeregister.core.database import Session


@pytest_asyncio.fixture
async def samira(session: Session) -> BuiltInterpreter:
    """An interpreter of Arabic."""
    built = await an_interpreter(session)
    await session.commit()
    return built


@pytest_asyncio.fixture
async def mine(samira: BuiltInterpreter, signed_in: SignIn) -> Browser:
    """Her phone."""
    return await signed_in(samira.actor)

"""A public body and an interpreter, whom most of what is booked needs."""

import pytest

from tests.builders.bodies import BuiltBody, a_body
from tests.builders.interpreters import BuiltInterpreter, an_interpreter
from tolkeregister.core.database import Session


@pytest.fixture
async def body(session: Session) -> BuiltBody:
    """A public body with a booker."""
    return await a_body(session)


@pytest.fixture
async def tolk(session: Session) -> BuiltInterpreter:
    """Somebody who has stated hours, and can come."""
    return await an_interpreter(session, hours=True)

"""Who orders."""

import pytest

from tests.builders.bodies import BuiltBody, a_body
from tolkeregister.core.database import Session


@pytest.fixture
async def body(session: Session) -> BuiltBody:
    """A public body with a booker."""
    return await a_body(session)

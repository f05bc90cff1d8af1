"""A room of an accepted assignment, with its booker and its interpreter."""

import pytest

from booking.handlers import register_handlers
from tests.builders.bodies import BuiltBody
from tests.builders.interpreters import BuiltInterpreter
from tests.builders.rooms import BuiltRoom, a_room
from tolkeregister.core.database import Session


@pytest.fixture(autouse=True)
def _handlers() -> None:
    register_handlers()


@pytest.fixture
async def room(session: Session, body: BuiltBody, tolk: BuiltInterpreter) -> BuiltRoom:
    """The room that came with the yes."""
    return await a_room(session, body, tolk)

"""One of many who try the same at once, each in a transaction of its own."""

from collections.abc import Awaitable, Callable
from typing import Any

from tests.builders.times import NOW
from tolkeregister.core.database import Database
from tolkeregister.core.errors import DomainError


async def outcome(data: Database, command: Callable[..., Awaitable[object]], *args: Any, **more: Any) -> str:
    """What one of many got from a command: "ok" or the code of the refusal."""
    try:
        async with data.writing() as session:
            await command(session, *args, **{"now": NOW, **more})
    except DomainError as refused:
        return refused.reasons[0].code
    return "ok"

"""What each package knows how to forget. The code of an object has one owner."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from tolkeregister.core.database import Session
from tolkeregister.retention.rules.terms import Kept

Id = int | str
Forget = Callable[[Session, Sequence[Any], datetime], Awaitable[Sequence[Id]]]


@dataclass(frozen=True, slots=True)
class Forgetting:
    """How one kind of object is found and forgotten.

    `rows` is SQL for (id, ended_on, is_held) of those that are still there; where the rule counts in hours, `ended_on`
    is the instant. `forget` removes those ids and returns the ones that were removed: the database may refuse some.
    """

    kind: Kept
    rows: str
    forget: Forget


_known: dict[Kept, Forgetting] = {}


def provide_forgetting(*given: Forgetting) -> None:
    """Register once; a second call changes nothing."""
    for each in given:
        _known.setdefault(each.kind, each)


def forgettings() -> Mapping[Kept, Forgetting]:
    """What can be forgotten, by its code."""
    return MappingProxyType(_known)

"""A draw as it is kept in the evidence: everything the rules were told, and what they answered.

`replayed` asks the same rules the same question again. The fields are read from the dataclasses themselves, so that
what the queue learns to consider later is kept without anything being said here.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from hashlib import sha256
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from booking.matching.rules.queue import Candidate, Queue, Wanted, queue_for

# Raised when the same candidates would get another queue than before; an older draw can then be read, not replayed.
RULES = 1


@dataclass(frozen=True, slots=True)
class Replay:
    """What asking again gave: the queue, and whether it is the stored one in every place and every reason."""

    queue: Queue
    is_same: bool


def written(wanted: Wanted, candidates: Iterable[Candidate], queue: Queue) -> dict[str, Any]:
    """The draw as JSON: the question, every candidate as a row, the answer, and a digest of all its reasons."""
    names = [each.name for each in fields(Candidate)]
    return {
        "rules": RULES,
        "wanted": as_plain(wanted),
        "fields": names,
        "candidates": [[as_plain(getattr(each, name)) for name in names] for each in candidates],
        "places": [each.number for each in queue.places],
        "skipped": [[each.number, [reason.code for reason in each.reasons]] for each in queue.skipped],
        "digest": _digest(queue),
    }


def replayed(details: Mapping[str, Any]) -> Replay | None:
    """Draw again from what is written; None when it was drawn by other rules than today's."""
    if details["rules"] != RULES:
        return None
    wanted: Wanted = _typed(Wanted, details["wanted"])
    rows = [dict(zip(details["fields"], row, strict=True)) for row in details["candidates"]]
    queue = queue_for(wanted, [_typed(Candidate, row) for row in rows])
    again = written(wanted, (), queue)
    return Replay(queue, all(again[part] == details[part] for part in ("places", "skipped", "digest")))


def as_plain(value: Any) -> Any:
    """A value of the rules as JSON can hold it; sets are sorted, so that equal values are written alike."""
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: as_plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, frozenset):
        return sorted(as_plain(each) for each in value)
    if isinstance(value, tuple | list):
        return [as_plain(each) for each in value]
    if isinstance(value, Mapping):
        return {str(name): as_plain(each) for name, each in value.items()}
    return value.isoformat() if isinstance(value, date | datetime) else value


def _digest(queue: Queue) -> str:
    text = json.dumps(as_plain(queue), sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def _typed(kind: Any, plain: Any) -> Any:
    """The value that `as_plain` made this of, given what it must be."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return None if plain is None else _typed(next(each for each in inner if each is not NoneType), plain)
    if origin is frozenset:
        return frozenset(_typed(inner[0], each) for each in plain)
    if origin is tuple:
        return tuple(_typed(inner[0], each) for each in plain)
    if isinstance(plain, dict) and is_dataclass(kind):
        hints = get_type_hints(kind)
        known = {name: _typed(hints[name], each) for name, each in plain.items() if name in hints}
        return kind(**known)  # type: ignore[operator]
    if isinstance(plain, dict):
        return MappingProxyType({name: _typed(inner[1], each) for name, each in plain.items()})
    return kind.fromisoformat(plain) if kind in (date, datetime) else plain

"""What a page may say over its socket: one JSON object with a type, and exactly the fields of that type.

What browsers say to each other is not read, but rebuilt from the fields that belong in it, so that nothing else comes
along (see docs/sikkerhet.md).
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

LONGEST_FRAME = 16_000  # bytes
LONGEST_SDP, LONGEST_CANDIDATE, LONGEST_WORD = 12_000, 1_000, 40
MOST_CANDIDATES = 20
MOST_PER_SECOND, BUCKET = 20, 60

PAGE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_WORD = re.compile(r"[a-z_]{1,40}")
_DESCRIPTIONS = ("offer", "answer")
_WANTED = ("way", "all")
_BIGGEST_ID = 2**31 - 1


class Nonsense(ValueError):
    """What was said is not in the protocol."""


@dataclass(frozen=True, slots=True)
class Said:
    """One message of a page, understood."""

    type: str
    fields: dict[str, Any]


def understood(frame: str | bytes | None) -> Said:
    """The message in a frame. Raises Nonsense for everything that is not in the protocol."""
    if not isinstance(frame, str) or len(frame.encode("utf-8", "replace")) > LONGEST_FRAME:
        raise Nonsense("frame")
    try:
        said = json.loads(frame)
    except (ValueError, RecursionError):
        raise Nonsense("json") from None
    kind = said.pop("type", None) if isinstance(said, dict) else None
    if not isinstance(kind, str) or kind not in _FIELDS:
        raise Nonsense("type")
    wanted = _FIELDS[kind]
    if said.keys() != wanted.keys():
        raise Nonsense("fields")
    return Said(kind, {name: take(said[name]) for name, take in wanted.items()})


class Bucket:
    """How much a page may say: so many at once, and then so many a second."""

    def __init__(self, now: float) -> None:
        self._left, self._at = float(BUCKET), now

    def takes(self, now: float) -> bool:
        """Whether one more is taken at an instant, in seconds."""
        self._left = min(BUCKET, self._left + (now - self._at) * MOST_PER_SECOND) - 1
        self._at = now
        return self._left >= 0


def _id(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= _BIGGEST_ID:
        raise Nonsense("id")
    return value


def _yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Nonsense("yes or no")
    return value


def _page(value: Any) -> str:
    if not isinstance(value, str) or not PAGE.fullmatch(value):
        raise Nonsense("page")
    return value


def _code(value: Any) -> str:
    if not isinstance(value, str) or not _WORD.fullmatch(value):
        raise Nonsense("code")
    return value


def _body(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict) or len(value) != 1:
        raise Nonsense("body")
    if "d" in value:
        return {"d": _description(value["d"])}
    if "c" in value:
        return {"c": _candidates(value["c"])}
    if value.get("want") in _WANTED:
        return {"want": value["want"]}
    raise Nonsense("body")


def _description(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict) or value.get("type") not in _DESCRIPTIONS:
        raise Nonsense("description")
    return {
        "type": value["type"], "sdp": _line(value.get("sdp"), LONGEST_SDP, breaks="\r\n"),
        "line": _id(value.get("line")), "round": _id(value.get("round")),
    }  # fmt: skip


def _candidates(value: Any) -> list[dict[str, Any] | None]:
    """The ways there are so far; None says that there are no more."""
    if not isinstance(value, list) or not 0 < len(value) <= MOST_CANDIDATES:
        raise Nonsense("candidates")
    return [None if each is None else _candidate(each) for each in value]


def _candidate(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Nonsense("candidate")
    rebuilt: dict[str, Any] = {"candidate": _line(value.get("candidate"), LONGEST_CANDIDATE)}
    for name in ("sdpMid", "usernameFragment"):
        if value.get(name) is not None:
            rebuilt[name] = _line(value[name], LONGEST_WORD * 8)
    if value.get("sdpMLineIndex") is not None:
        index = value["sdpMLineIndex"]
        if not isinstance(index, int) or isinstance(index, bool) or not 0 <= index < 64:
            raise Nonsense("line")
        rebuilt["sdpMLineIndex"] = index
    return rebuilt


def _line(value: Any, most: int, *, breaks: str = "") -> str:
    """Printable ASCII: what the protocols of the web's media are made of."""
    if not isinstance(value, str) or len(value) > most:
        raise Nonsense("text")
    if any(not " " <= each <= "~" and each not in breaks for each in value):
        raise Nonsense("text")
    return value


Take = Callable[[Any], Any]
_FIELDS: dict[str, dict[str, Take]] = {
    "beat": {}, "leave": {}, "ice": {}, "end": {}, "take_over": {}, "cannot": {},
    "signal": {"to": _id, "page": _page, "body": _body},
    "admit": {"who": _id}, "remove": {"who": _id},
    "lock": {"on": _yes_or_no}, "break": {"on": _yes_or_no},
    "trouble": {"code": _code}, "method": {"code": _code},
}  # fmt: skip
TYPES = tuple(_FIELDS)

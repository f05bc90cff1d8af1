"""What has been written so far travels in the page, sealed: no cookie, nothing on the server before it is sent.

Sealed for an hour. After that nothing is done with it, but what was written is still there to be looked at and sent.
"""

import binascii
import json
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tolkeregister.complaints.reporting.commands import new_code
from tolkeregister.complaints.reporting.sealing import SealBroken, Vault
from web.security.limits import CLOCK_SKEW

LIFE = timedelta(hours=1)
LONGEST = 60_000  # characters of a sealed page
MOST_BYTES = 100_000  # unpacked


@dataclass(frozen=True, slots=True)
class Draft:
    """A report being written: its answers by field name, and the code it will have, so that sending twice is once."""

    values: Mapping[str, str]
    code: str
    language: str
    from_card: bool = False
    is_late: bool = False

    @classmethod
    def new(cls, language: str, values: Mapping[str, str], *, from_card: bool = False) -> "Draft":
        """With a code of its own."""
        return cls(values, new_code(), language, from_card)

    def with_answers(self, given: Mapping[str, str]) -> "Draft":
        """With other answers; an empty one is taken away."""
        return replace(self, values={k: v for k, v in {**self.values, **given}.items() if v})


def seal_draft(vault: Vault, draft: Draft, *, now: datetime) -> str:
    """The draft as a hidden field's value."""
    return seal_values(
        vault, "draft",
        {"v": dict(draft.values), "k": draft.code, "s": draft.language, "c": draft.from_card}, now=now,
    )  # fmt: skip


def open_draft(vault: Vault, sealed: str, *, now: datetime) -> Draft | None:
    """The draft; `is_late` after its hour. None for anything that is not ours."""
    opened = open_values(vault, "draft", sealed, now=now)
    if opened is None:
        return None
    found, is_late = opened
    return Draft(found["v"], found["k"], found["s"], found["c"], is_late)  # type: ignore[arg-type]


def seal_values(vault: Vault, purpose: str, values: Mapping[str, object], *, now: datetime) -> str:
    """Any values for a hidden field, with the minute they were sealed."""
    plain = json.dumps({**values, "t": int(now.timestamp())}, ensure_ascii=False).encode()
    return urlsafe_b64encode(vault.seal(zlib.compress(plain, 9), f"page {purpose}")).decode()


def open_values(
    vault: Vault, purpose: str, sealed: str, *, now: datetime
) -> tuple[dict[str, object], bool] | None:
    """What was sealed, and whether its hour is over. None for anything that is not ours."""
    if not sealed.isascii() or len(sealed) > LONGEST:
        return None
    try:
        packed = vault.open(urlsafe_b64decode(sealed), f"page {purpose}")
    except (SealBroken, binascii.Error, ValueError):
        return None
    found: dict[str, object] = json.loads(zlib.decompressobj().decompress(packed, MOST_BYTES))
    age = int(now.timestamp()) - int(str(found["t"]))
    return found, not -CLOCK_SKEW.total_seconds() <= age <= LIFE.total_seconds()

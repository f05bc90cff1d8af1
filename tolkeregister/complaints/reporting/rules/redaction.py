"""What a copy for the interpreter leaves out by itself: names, addresses and numbers the reporter is known by.

A machine finds only what looks like it. The officer reads the copy before the interpreter sees it; the reporter is
shown the same copy before sending.
"""

import re
import unicodedata
from collections.abc import Iterable

GONE = "█████"
_EMAIL = re.compile(r"[^\s@<>(),;:]+@[^\s@<>(),;:]+\.[^\s@<>(),;:]{2,}")
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?<!\w)\+?\d(?:[ .\-/()\u00a0]{0,2}\d){5,}(?!\w)"
)  # telephone, national id, case, account
_DAY = re.compile(r"(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2})")
LEAST_NAME = 2  # letters; shorter parts of a name occur in any text


def proposed_copy(text: str, known: Iterable[str]) -> str:
    """The text without what looks like an address or a number, and without every part of what is in `known`."""
    for pattern in (_EMAIL, _LINK):
        text = pattern.sub(GONE, text)
    text = _NUMBER.sub(lambda found: found[0] if _DAY.fullmatch(found[0]) else GONE, text)
    parts = {part for each in known for part in re.split(r"[\s,;]+", each) if len(part) >= LEAST_NAME}
    for part in sorted(parts, key=len, reverse=True):
        text = _without(text, part)
    return text


def _without(text: str, part: str) -> str:
    """The text without a word, whatever its case, and however its accents are composed."""
    forms = {unicodedata.normalize(form, part) for form in ("NFC", "NFD")} | {part}
    for form in forms:
        text = re.sub(rf"(?<!\w){re.escape(form)}(?:s|'s|’s)?(?!\w)", GONE, text, flags=re.IGNORECASE)
    return text

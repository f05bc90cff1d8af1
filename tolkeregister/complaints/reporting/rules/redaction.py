"""What a copy for the interpreter leaves out by itself: names, addresses and numbers the reporter is known by.

A machine finds only what looks like it. The officer reads the copy before the interpreter sees it; the reporter is
shown the same copy before sending.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable

GONE = "█████"
_EMAIL = re.compile(r"[^\s@<>(),;:]+@[^\s@<>(),;:]+\.[^\s@<>(),;:]{2,}")
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?<!\w)\+?\d(?:[ .\-/()\u00a0]{0,2}\d){5,}(?!\w)"
)  # telephone, national id, case, account
_DAY = re.compile(r"(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2})")
Cover = Callable[[re.Match[str]], str]
LEAST_NAME = 2  # letters; shorter parts of a name occur in any text


def proposed_copy(text: str, known: Iterable[str]) -> str:
    """The text without what looks like an address or a number, and without every part of what is in `known`."""
    return _covered(text, known, lambda _: GONE)


def proposed_marks(text: str, known: Iterable[str]) -> str:
    """The whole text, with two square brackets on each side of what a copy would leave out; marks may be nested."""
    return _covered(text, known, lambda found: f"[[{found[0]}]]")


def _covered(text: str, known: Iterable[str], cover: Cover) -> str:
    for pattern in (_EMAIL, _LINK):
        text = pattern.sub(cover, text)
    text = _NUMBER.sub(lambda found: found[0] if _DAY.fullmatch(found[0]) else cover(found), text)
    parts = {part for each in known for part in re.split(r"[\s,;]+", each) if len(part) >= LEAST_NAME}
    for part in sorted(parts, key=len, reverse=True):
        text = _without(text, part, cover)
    return text


def _without(text: str, part: str, cover: Cover) -> str:
    """The text without a word, whatever its case, and however its accents are composed."""
    forms = {unicodedata.normalize(form, part) for form in ("NFC", "NFD")} | {part}
    for form in forms:
        text = re.sub(rf"(?<!\w){re.escape(form)}(?:s|'s|’s)?(?!\w)", cover, text, flags=re.IGNORECASE)
    return text

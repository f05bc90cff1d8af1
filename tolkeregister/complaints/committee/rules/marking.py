"""What is to be hidden in a text, marked by two square brackets on each side: [[like this]].

The text itself may not be altered by whoever marks it: what stands between the marks is the text, sign by sign.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tolkeregister.core.decisions import Decision, allowed, reason, refused

OPENS, CLOSES = "[[", "]]"
GONE = "[sladdet]"
# As in letters: control signs, and those that turn the direction of reading.
_NOT_SHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_TOKENS = re.compile(r"\[\[|\]+")
Span = tuple[int, int]  # from a sign up to another, counted from 0


@dataclass(frozen=True, slots=True)
class Marked:
    """What was read of a marked text."""

    decision: Decision
    spans: tuple[Span, ...] = ()


def presented(text: str) -> str:
    """A text as it is shown for marking: plain line ends, no control signs, nothing that looks like a mark."""
    plain = _NOT_SHOWN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    return re.sub(r"\](?=\])", "] ", re.sub(r"\[(?=\[)", "[ ", plain))


def with_marks(text: str, spans: Iterable[Span]) -> str:
    """The text with marks round each span."""
    made, last = [], 0
    for start, end in merged(spans, len(text)):
        made += [text[last:start], OPENS, text[start:end], CLOSES]
        last = end
    return "".join([*made, text[last:]])


def without(text: str, spans: Iterable[Span]) -> str:
    """The text in which nothing of the spans is left, not even how long they were."""
    made, last = [], 0
    for start, end in merged(spans, len(text)):
        made += [text[last:start], GONE]
        last = end
    return "".join([*made, text[last:]])


def read_marks(original: str, marked: str) -> Marked:
    """The spans that are marked in `marked`; refused when the words are not those of `original` any more.

    A single bracket of the text beside a mark is hidden with it, never shown in its place.
    """
    plain: list[str] = []
    spans: list[Span] = []
    at = depth = length = start = 0
    for found in _TOKENS.finditer(marked):
        closes, text_of_run = divmod(len(found[0]), 2) if found[0][0] == "]" else (0, 0)
        piece = marked[at : found.start()] + "]" * text_of_run
        plain.append(piece)
        length += len(piece)
        at = found.end()
        if found[0] == OPENS:
            start = length if depth == 0 else start
            depth += 1
        for _ in range(closes):
            depth -= 1
            if depth < 0:
                return Marked(refused(reason("marks_unbalanced", field="tekst")))
            if depth == 0:
                spans.append((start, length))
    plain.append(marked[at:])
    if depth:
        return Marked(refused(reason("marks_unbalanced", field="tekst")))
    if "".join(plain) != original:
        return Marked(refused(reason("text_altered", field="tekst")))
    return Marked(allowed(), tuple(merged(spans, len(original))))


def merged(spans: Iterable[Span], length: int) -> Sequence[Span]:
    """In order, within the text, and none touching another."""
    made: list[Span] = []
    for start, end in sorted((max(0, a), min(length, b)) for a, b in spans):
        if start >= end:
            continue
        if made and start <= made[-1][1]:
            made[-1] = (made[-1][0], max(made[-1][1], end))
        else:
            made.append((start, end))
    return made

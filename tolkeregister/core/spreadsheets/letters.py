"""From bytes to letters: UTF-8 where that is what it is, else what Norwegian Windows writes, line by line."""

import re
from contextlib import suppress

_BEGINS_UTF8 = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")


def decoded(line: bytes) -> tuple[str, bool]:
    """The text of a line, and whether every byte was a letter.

    Files are glued together from parts of different making, so each line is judged alone. A Norwegian word in
    Windows' alphabet is never valid UTF-8.
    """
    try:
        return line.decode("utf-8"), True
    except UnicodeDecodeError:
        pass
    try:
        return line.decode("cp1252"), True
    except UnicodeDecodeError:
        return line.decode("latin-1"), False


def decoded_lines(piece: bytes) -> tuple[str, frozenset[int]]:
    """The text of a piece of whole lines, and the places (from 0) of lines with bytes that are no letters."""
    with suppress(UnicodeDecodeError):
        return piece.decode("utf-8"), frozenset()
    with suppress(UnicodeDecodeError):
        if not _BEGINS_UTF8.search(piece):  # then no line with other than ASCII is UTF-8
            return piece.decode("cp1252"), frozenset()
    lines = [decoded(line) for line in piece.split(b"\n")]
    unreadable = frozenset(place for place, (_, is_readable) in enumerate(lines) if not is_readable)
    return "\n".join(text for text, _ in lines), unreadable

"""Where a reader of changes stands: first through everything that is listed, then from change to change."""

import re
from dataclasses import dataclass

_PLAIN = re.compile(r"0|[1-9][0-9]{0,17}")
_START = re.compile(r"start-(0|[1-9][0-9]{0,17})-(0|[1-9][0-9]{0,17})")


@dataclass(frozen=True, slots=True)
class Cursor:
    """Everything up to `after` has been read. With `bound` the reader is still fetching what is listed, up to there."""

    after: int
    bound: int | None = None

    @property
    def is_start(self) -> bool:
        """Whether only what is listed is told: a new reader has nothing to take away."""
        return self.bound is not None

    def __str__(self) -> str:
        return str(self.after) if self.bound is None else f"start-{self.after}-{self.bound}"


def read_cursor(text: str, newest: int) -> Cursor | None:
    """The cursor that was sent, or None when it is no such thing; "0" begins at the beginning."""
    if text == "0":
        return Cursor(0, newest)
    if _PLAIN.fullmatch(text):
        return Cursor(int(text))
    found = _START.fullmatch(text)
    if found is None or int(found[1]) > int(found[2]):
        return None
    return Cursor(int(found[1]), int(found[2]))


def cursor_after(cursor: Cursor, last_position: int | None, *, more: bool) -> Cursor:
    """Where the reader stands after a page whose last row was at `last_position`."""
    if cursor.bound is not None:
        return Cursor(last_position or cursor.after, cursor.bound) if more else Cursor(cursor.bound)
    return Cursor(cursor.after if last_position is None else last_position)

"""A step's answers for cells it has seen, as the text that PostgreSQL's COPY reads."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from booking.reports.rules.row import Answer, Context, Step, Timed, shown

MOST_REMEMBERED = 30_000
"""Answers a step keeps; then it starts over. Files of nonsense have a new cell in every row."""

NONE = r"\N"
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})

Kept = str | Answer
"""The text when all is well, else the whole answer."""


@dataclass(frozen=True, slots=True)
class Dated:
    """Answers by when the assignment started, with instants as text, which sorts as they do."""

    changes: tuple[str, ...]
    answers: tuple[Kept, ...]

    def at(self, start: str) -> Kept:
        """The answer for a start; without one the first."""
        return self.answers[bisect_right(self.changes, start)]


class Memory(dict[Any, Any]):
    """Cells → `Kept` or `Dated`."""

    def __init__(self, step: Step, context: Context) -> None:
        self.step, self.context = step, context
        self.is_single = len(step.columns) == 1
        self.has_found = False
        self.is_dated = False  # some answer depends on when the assignment started

    def __missing__(self, cells: Any) -> Kept | Dated:
        texts = (cells,) if self.is_single else cells
        answer = self.step.answer(*texts, context=self.context)
        kept: Kept | Dated
        kept = self._kept(answer) if isinstance(answer, Answer) else self._dated(answer)
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        self[cells] = kept
        return kept

    def _dated(self, answer: Timed) -> Kept | Dated:
        answers = tuple(self._kept(each) for each in answer.answers)
        if len(answers) == 1:
            return answers[0]
        self.is_dated = True
        return Dated(tuple(shown(change) for change in answer.changes), answers)

    def _kept(self, answer: Answer) -> Kept:
        self.has_found = self.has_found or bool(answer.found)
        return answer if answer.found else copy_text(answer.values)


def copy_text(values: Sequence[Any]) -> str:
    r"""Values as COPY reads them: parted by tabs, \N for none."""
    return "\t".join(NONE if value is None else shown(value).translate(_ESCAPES) for value in values)

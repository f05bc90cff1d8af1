"""A progress bar that also reads well in a log file."""

import sys
import time
from typing import TextIO


class Progress:
    """Says how far a known amount of work has come, at most a few times a second."""

    WIDTH = 30

    def __init__(self, title: str, stream: TextIO | None = None) -> None:
        self.title, self.done, self.total, self.last = title, 0, 1, 0.0
        self.stream = stream or sys.stdout

    def start(self, total: int) -> None:
        """Begin on `total` pieces of work."""
        self.done, self.total = 0, max(total, 1)
        self.add(0, "")

    def add(self, pieces: int, what: str) -> None:
        """`pieces` more are done; `what` names the part being worked on."""
        self.done += pieces
        now = time.monotonic()
        if now - self.last < 0.3:
            return
        self.last = now
        self._show(min(self.done / self.total, 0.99), what, "\r")

    def finish(self) -> None:
        """Everything is done."""
        self._show(1.0, "", "\n")

    def _show(self, share: float, what: str, end: str) -> None:
        bar = "█" * round(share * self.WIDTH)
        self.stream.write(f"\r{self.title} [{bar:<{self.WIDTH}}] {share:4.0%} {what:<24}{end}")
        self.stream.flush()

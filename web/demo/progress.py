"""A progress bar that also reads well in a log file."""

import sys
import time


class Progress:
    """Says how far a known amount of work has come, at most a few times a second."""

    WIDTH = 30

    def __init__(self, title: str) -> None:
        self.title, self.done, self.total, self.last = title, 0, 1, 0.0

    def start(self, total: int) -> None:
        """Begin on `total` pieces of work."""
        self.done, self.total = 0, max(total, 1)
        self.add(0, "")

    def add(self, pieces: int, what: str) -> None:
        """`pieces` more are done; `what` names the part being worked on."""
        self.done += pieces
        now = time.monotonic()
        if now - self.last < 0.3 and self.done < self.total:
            return
        self.last = now
        share = min(self.done / self.total, 1.0)
        bar = "█" * round(share * self.WIDTH)
        end = "\n" if self.done >= self.total else "\r"
        sys.stdout.write(f"\r{self.title} [{bar:<{self.WIDTH}}] {share:4.0%} {what:<24}{end}")
        sys.stdout.flush()

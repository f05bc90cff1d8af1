"""What a line is good for, with plain advice: a picture for everybody, a small one, or the telephone."""

from dataclasses import dataclass
from typing import Literal

from tolkeregister.core.decisions import Reason, reason

Verdict = Literal["green", "yellow", "red"]
PER_STREAM = 800  # kbit/s each way that a good picture with sound needs
SOUND_AND_SMALL = 250  # kbit/s each way for sound with a small picture
QUICK, SLOW = 150, 600  # milliseconds there and back: unnoticed, and hard to talk over
CLEAN, LOSSY = 10, 50  # parts lost per thousand: unheard, and heard as holes


@dataclass(frozen=True, slots=True)
class Line:
    """What was measured against the relay; None when nothing came through."""

    kbit_per_second: int | None
    round_trip_ms: int | None
    loss_permille: int | None


@dataclass(frozen=True, slots=True)
class Judged:
    """The colour, and why in reason codes that a sentence can be made of."""

    verdict: Verdict
    reasons: tuple[Reason, ...]


def judged(line: Line, people: int) -> Judged:
    """What a line does for a conversation of so many people (2–4); the poorest of the three figures decides."""
    if line.kbit_per_second is None or line.round_trip_ms is None or line.loss_permille is None:
        return Judged("red", (reason("no_line"),))
    others = max(people - 1, 1)
    found = [
        _rate(line.kbit_per_second, others),
        _least("slow_line", line.round_trip_ms, QUICK, SLOW),
        _least("lossy_line", line.loss_permille, CLEAN, LOSSY),
    ]
    worst: Verdict = "red" if any(v == "red" for v, _ in found) else "yellow"
    poor = tuple(each for verdict, each in found if verdict == worst)
    return Judged(worst, poor) if poor else Judged("green", (reason("good_line"),))


def _rate(kbit: int, others: int) -> tuple[Verdict, Reason]:
    why = reason("little_capacity", kbit=kbit)
    if kbit >= PER_STREAM * others:
        return "green", why
    return ("yellow" if kbit >= SOUND_AND_SMALL * others else "red"), why


def _least(code: str, value: int, good: int, poor: int) -> tuple[Verdict, Reason]:
    verdict: Verdict = "green" if value < good else "yellow" if value < poor else "red"
    return verdict, reason(code, value=value)

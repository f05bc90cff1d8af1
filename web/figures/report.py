"""The comparison itself: every printed figure with ours and the kind of agreement."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from web.figures.checks_exams import exam_checks
from web.figures.checks_register import register_checks
from web.figures.checks_use import use_checks
from web.figures.comparing import Check, Kind, agrees, shown
from web.figures.contradictions import contradictions
from web.figures.ours import Ours
from web.figures.printed import Printed, printed_figures

KINDS: tuple[Kind, ...] = ("computed", "by construction", "carried")


@dataclass(frozen=True, slots=True)
class Compared:
    """One printed figure beside ours; a carried one has none and cannot differ."""

    printed: Printed
    kind: Kind
    ours: str | None
    agrees: bool


def registry() -> dict[str, Check]:
    """Every check by the key of the printed figure it concerns."""
    return register_checks() | exam_checks() | use_checks()


def compare(ours: Ours, figures: Sequence[Printed] | None = None) -> list[Compared]:
    """Every printed figure in the order of the documents. Raises ValueError for a check of something not
    printed."""
    figures = printed_figures() if figures is None else figures
    checks = registry()
    if unknown := checks.keys() - {each.key for each in figures}:
        raise ValueError(f"checks of figures that are not printed: {sorted(unknown)}")
    return [_compared(each, checks.get(each.key), ours) for each in figures]


def _compared(printed: Printed, check: Check | None, ours: Ours) -> Compared:
    if check is None:
        return Compared(printed, "carried", None, True)
    answer = check.ours(ours)
    return Compared(printed, check.kind, shown(answer, printed.value), agrees(answer, printed.value))


def lines(compared: Sequence[Compared]) -> Iterator[str]:
    """The report as text: figures, contradictions inside the sources, and a count of each kind."""
    for each in compared:
        mark = "" if each.agrees else "  DIFFERS"
        origin = (
            f"{each.printed.title}, line {each.printed.line}" if each.printed.line else each.printed.title
        )
        ours = "-" if each.ours is None else each.ours
        yield f"{each.kind:15}  {each.printed.key}: {each.printed.value} | {ours}{mark}  [{origin}]"
    yield ""
    yield "Contradictions and silences in the sources:"
    for number, found in enumerate(contradictions(), 1):
        yield f"{number}. {found.topic}: {found.printed} [{found.where}]"
        yield f"   {found.finding}; {found.treatment}."
    yield ""
    counts = Counter(each.kind for each in compared)
    yield "  ".join(f"{kind}: {counts[kind]}" for kind in KINDS)
    yield f"printed: {len(compared)}  different: {sum(not each.agrees for each in compared)}"

"""The comparison itself: every printed figure with ours, the kind of agreement, and where ours is from."""

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
NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Compared:
    """One printed figure beside ours; a carried one has none and cannot differ."""

    printed: Printed
    kind: Kind
    ours: str | None
    agrees: bool
    in_database: bool  # whether ours was read there


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
        return Compared(printed, "carried", None, agrees=True, in_database=False)
    try:
        answer = check.ours(ours)
    except (LookupError, ZeroDivisionError):  # nothing there to count is a difference, too
        return Compared(printed, check.kind, NOTHING, agrees=False, in_database=check.in_database)
    same = agrees(answer, printed.value)
    return Compared(printed, check.kind, shown(answer, printed.value), same, check.in_database)


def lines(compared: Sequence[Compared]) -> Iterator[str]:
    """The report as text: figures, contradictions inside the sources, and a count of each kind."""
    for each in compared:
        mark = "" if each.agrees else "  DIFFERS"
        ours = "-" if each.ours is None else each.ours
        yield f"{each.kind:15}  {each.printed.key}: {each.printed.value} | {ours}{mark}  [{_origin(each)}]"
    yield ""
    yield "Contradictions and silences in the sources:"
    for number, found in enumerate(contradictions(), 1):
        yield f"{number}. {found.topic}: {found.printed} [{found.where}]"
        yield f"   {found.finding}; {found.treatment}."
    yield ""
    counts = Counter(each.kind for each in compared)
    yield "  ".join(f"{kind}: {counts[kind]}" for kind in KINDS)
    read = sum(each.in_database for each in compared)
    yield f"ours read in the database: {read}  in the generator only: {len(compared) - counts['carried'] - read}"
    yield f"printed: {len(compared)}  different: {sum(not each.agrees for each in compared)}"


def _origin(each: Compared) -> str:
    """Where it is printed, and if the service has no rows behind ours."""
    printed = each.printed
    where = f"{printed.title}, line {printed.line}" if printed.line else printed.title
    return where if each.in_database or each.ours is None else f"{where}; no rows of it in the service"

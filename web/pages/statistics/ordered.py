"""Ordered against delivered: what category bodies asked for, and what they got (feature 107)."""

from dataclasses import dataclass
from decimal import Decimal

from booking.statistics.rules import SHARE_FLOOR, percent_of
from tolkeregister.core.statistics.tables import TOTAL, PublishedTable
from web.pages.statistics.view import PARTS
from web.pages.statistics.words import Words
from web.view.formats import number, percent

LEVELS = ("A", "B", "C", "D", "E")


@dataclass(frozen=True, slots=True)
class OrderedLine:
    """One least category that was ordered: how often, how often it was met, and what came."""

    name: str
    count: str
    met: str
    parts: tuple[tuple[str, float], ...]
    spoken: str
    met_share: Decimal | None


def ordered_lines(table: PublishedTable, period: str, words: Words) -> tuple[OrderedLine, ...]:
    """The lines with assignments, A first. A hidden number anywhere in a line leaves its share out."""
    ordered, delivered = table.dimensions[1], table.dimensions[2]
    counts = {cell.key[1:]: cell.count.value for cell in table.cells if cell.key[0] == period}
    lines = []
    for level in LEVELS:
        whole = counts.get((level, TOTAL))
        if whole == 0 or (level, TOTAL) not in counts:
            continue
        got = {value.code: counts[level, value.code] for value in delivered.values}
        shares: dict[str, Decimal] = {}
        met_share = None
        if isinstance(whole, int) and all(isinstance(each, int) for each in got.values()):
            shares = {code: Decimal(int(each or 0)) * 100 / whole for code, each in got.items()}
            met = sum(int(got[code] or 0) for code in LEVELS if code in got and code <= level)
            met_share = percent_of(met, whole) if whole >= SHARE_FLOOR else None
        spoken = ", ".join(
            f"{words.value(delivered, code)} {percent(each, words.form, 0)}" for code, each in shares.items()
        )
        lines.append(
            OrderedLine(
                words.value(ordered, level), number(whole, words.form) if isinstance(whole, int) else "–",
                percent(met_share, words.form, 0) if met_share is not None else "–",
                tuple((PARTS[code], float(each)) for code, each in shares.items()), spoken, met_share,
            )
        )  # fmt: skip
    return tuple(lines)

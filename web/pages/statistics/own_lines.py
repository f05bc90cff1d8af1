"""Numbers of one's own as tables, points of a line, and files in two dialects."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from litestar import Response

from booking.statistics.own import OwnLine
from booking.statistics.rules import Share, percent_of
from tolkeregister.core.statistics.csv_formats import DIALECTS, guarded
from web.pages.downloads import CSV, as_file
from web.pages.statistics.view import Line
from web.pages.statistics.words import Words
from web.view.figures import Point
from web.view.formats import month, number, percent
from web.view.texts import N_

COLUMNS = ("inndeling", "navn", "kvalifisert", "alle", "flagg")
FileRow = tuple[str, str, Share, str]
"""What it is divided by, the name, the share, and `p` where the figures are preliminary."""


def month_lines(lines: Sequence[OwnLine], words: Words) -> tuple[Line, ...]:
    """The newest first, the preliminary marked."""
    marked = words.texts.gettext(N_("%(month)s, foreløpig"))
    return tuple(
        share_line(marked % {"month": name} if each.is_preliminary else name, each.share, words)
        for each in reversed(lines)
        for name in (month(_day(each), words.form),)
    )


def language_lines(lines: Sequence[OwnLine], words: Words) -> tuple[Line, ...]:
    """Languages by their names."""
    return tuple(share_line(language(each, words), each.share, words) for each in lines)


def language(line: OwnLine, words: Words) -> str:
    """A language's name at the beginning of a line."""
    name = words.names.language(line.name, words.form)
    return name[:1].upper() + name[1:]


def share_line(name: str, of: Share, words: Words) -> Line:
    """A share of few assignments is left out because it says little, not because anything is hidden."""
    share = of.percent
    parts = () if share is None else (("B", float(share)), ("X", 100 - float(share)))
    return Line(
        "", name, "", number(of.assignments, words.form), number(of.qualified, words.form),
        percent(share, words.form, 0) if share is not None else "–", "few" if share is None else "", parts, "",
        of.assignments, share,
    )  # fmt: skip


def points(lines: Sequence[OwnLine], words: Words) -> list[Point]:
    """Months are points of a line, so also a small one has a place in it; preliminary ones are dashed."""
    found = []
    for each in lines:
        whole = each.share.assignments
        value = float(percent_of(each.share.qualified, whole).quantize(Decimal(1))) if whole > 0 else None
        found.append(Point(month(_day(each), words.form)[:3], value, estimate=each.is_preliminary))
    return found


def month_rows(lines: Iterable[OwnLine]) -> list[FileRow]:
    """Months for a file."""
    return [("maaned", each.name, each.share, "p" if each.is_preliminary else "") for each in lines]


def own_csv(name: str, dialect: str, rows: Iterable[FileRow]) -> Response[bytes]:
    """A file in the dialect `excel` or `maskin`, never kept by a cache."""
    form = DIALECTS[dialect]
    text = io.StringIO()
    writer = csv.writer(text, delimiter=form.delimiter, lineterminator=form.line_end)
    writer.writerow(COLUMNS)
    writer.writerows(
        (kind, guarded(name, form), share.qualified, share.assignments, flag)
        for kind, name, share, flag in rows
    )
    ending = ".csv" if dialect == "excel" else ".maskin.csv"
    return as_file(text.getvalue().encode(form.encoding), f"{name}{ending}", CSV)


def _day(line: OwnLine) -> date:
    return date.fromisoformat(f"{line.name}-01")

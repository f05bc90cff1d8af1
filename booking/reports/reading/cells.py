"""What a number in a workbook is: a date, a time, a duration or a number, by the format of its cell."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from booking.reports.reading.xml import Element

_ZERO, _ZERO_1904 = date(1899, 12, 30), date(1904, 1, 1)
_DATES, _TIMES, _BOTH, _DURATIONS = (14, 15, 16, 17), (18, 19, 20, 21, 45, 47), (22,), (46,)
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[$]?[^\]hms][^\]]*\]', re.IGNORECASE)
_DAY = Decimal(24 * 60)
MOST_SERIAL = 2_958_465  # the last day of the year 9999


class Styles:
    """The kinds of the cell formats of a workbook: `date`, `time`, `both`, `duration` or nothing."""

    def __init__(self, elements: Iterable[Element], is_1904: bool) -> None:
        self.zero = _ZERO_1904 if is_1904 else _ZERO
        own: dict[str, str] = {}
        self.kinds: list[str] = []
        for each in elements:
            if each.name == "numFmt":
                own[each.attributes.get("numFmtId", "")] = each.attributes.get("formatCode", "")
            elif each.name == "cellXfs":
                formats = [child.attributes.get("numFmtId", "0") for child in each.children]
                self.kinds = [_kind(number, own.get(number)) for number in formats]

    def kind(self, style: str) -> str:
        """The kind of a cell's format."""
        place = int(style) if style.isascii() and style.isdigit() else 0
        return self.kinds[place] if place < len(self.kinds) else ""


def _kind(number: str, code: str | None) -> str:
    if code is None:
        known = int(number) if number.isascii() and number.isdigit() else 0
        for numbers, kind in ((_DATES, "date"), (_TIMES, "time"), (_BOTH, "both"), (_DURATIONS, "duration")):
            if known in numbers:
                return kind
        return ""
    if re.search(r"\[h+\]", code, re.IGNORECASE):
        return "duration"
    letters = _QUOTED.sub("", code.split(";")[0]).lower()
    has_day, has_hour = bool(re.search("[yd]", letters)), "h" in letters
    return "both" if has_day and has_hour else "date" if has_day else "time" if has_hour else ""


def shown_number(value: str, style: str, styles: Styles) -> str:
    """A stored number as text: `2026-09-15`, `14:30`, `2026-09-15 14:30`, or the number without an exponent."""
    try:
        number = Decimal(value.strip())
    except InvalidOperation:
        return value
    kind = styles.kind(style)
    if not kind or not 0 <= number <= MOST_SERIAL:
        return _plain(number)
    minutes = int((number * _DAY).quantize(Decimal(1)))
    if kind == "duration":
        return f"{minutes // 60}:{minutes % 60:02d}"
    days, minute = divmod(minutes, 24 * 60)
    clock = f"{minute // 60:02d}:{minute % 60:02d}"
    if kind == "time" and number < 1:
        return clock
    day = (styles.zero + timedelta(days=days)).isoformat()
    return day if kind == "date" and minute == 0 else f"{day} {clock}"


def _plain(number: Decimal) -> str:
    """Without an exponent and without noughts that mean nothing; sixteen digits of a half are a half."""
    return f"{round(number, 10).normalize():f}"

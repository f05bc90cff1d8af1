"""What a cell of a workbook says, as text for reading: dates and times as shown, numbers without exponents."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from openpyxl.utils.escape import unescape

_HALF_MINUTE = timedelta(seconds=30)


def shown(value: object) -> str:
    """The text of a value: `2026-09-15`, `14:30`, `2026-09-15 14:30`, `25:30` for a duration, `301`, `1.5`."""
    if value is None:
        return ""
    if isinstance(value, str):
        return unescape(value) if "_x00" in value else value
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _plain(value)
    return _moment(value)


def _moment(value: object) -> str:
    """Excel keeps instants as fractions of a day, so the nearest minute is what was meant."""
    if isinstance(value, datetime):
        near = value + _HALF_MINUTE
        return f"{near:%Y-%m-%d}" if (near.hour, near.minute) == (0, 0) else f"{near:%Y-%m-%d %H:%M}"
    if isinstance(value, time):
        return f"{datetime.combine(date.min, value) + _HALF_MINUTE:%H:%M}"
    if isinstance(value, timedelta):
        minutes = (value + _HALF_MINUTE) // timedelta(minutes=1)
        return f"{minutes // 60}:{minutes % 60:02d}"
    return str(value)


def _plain(number: float) -> str:
    """Without an exponent and without noughts that mean nothing; sixteen digits of a half are a half."""
    return f"{round(Decimal(repr(number)), 10).normalize():f}"

"""Reads what people write for dates, times of day and durations. Pure; None means that it cannot be read."""

import re
from datetime import date

MINUTES_OF_DAY = 24 * 60

_MONTHS = (
    "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
    "desember",
)  # fmt: skip
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NORWEGIAN_DATE = re.compile(r"(\d{1,2})\s*[./ -]\s*(\d{1,2})\s*[./ -]\s*(\d{4})")
_SPELT_DATE = re.compile(r"(\d{1,2})\.?\s+([a-z]{3,9})\.?\s+(\d{4})")
_CLOCK = re.compile(r"(?:kl\.?\s*)?(\d{1,2})(?:\s*[.:,]\s*(\d{2}))?")
_CLOCK_TOGETHER = re.compile(r"(?:kl\.?\s*)?(\d{1,2})(\d{2})")
_HOURS = re.compile(
    r"(\d{1,2})(?:[,.](\d{1,2}))?\s*t(?:ime|imer|imar)?\.?(?:\s*(?:og\s*)?(\d{1,2})\s*m[a-z]*\.?)?"
)
_HOURS_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
_MINUTES = re.compile(r"(\d{1,4})\s*(?:m|min|minutt|minutter)?\.?")


def read_date(text: str) -> date | None:
    """The day in «26.11.2026», «26/11 2026», «2026-11-26» or «26. november 2026»; no two-digit years."""
    text = text.strip().lower()
    if found := _ISO_DATE.fullmatch(text):
        return _day(found[1], found[2], found[3])
    if found := _NORWEGIAN_DATE.fullmatch(text):
        return _day(found[3], found[2], found[1])
    if found := _SPELT_DATE.fullmatch(text):
        months = [number for number, name in enumerate(_MONTHS, 1) if name.startswith(found[2])]
        return _day(found[3], str(months[0]), found[1]) if len(months) == 1 else None
    return None


def read_clock(text: str) -> int | None:
    """Minutes after midnight in «10», «1000», «930», «10:00», «10.00» or «kl. 10»; «24.00» is 1440."""
    text = text.strip().lower()
    found = _CLOCK.fullmatch(text) or _CLOCK_TOGETHER.fullmatch(text)
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if minute > 59 or hour * 60 + minute > MINUTES_OF_DAY:
        return None
    return hour * 60 + minute


def read_duration(text: str) -> int | None:
    """Minutes in «90», «90 min», «1 time», «1,5 timer», «1 time 30 min» or «1:30»."""
    text = text.strip().lower()
    if found := _HOURS.fullmatch(text):
        hours = float(f"{found[1]}.{found[2] or 0}")
        return round(hours * 60) + int(found[3] or 0)
    if found := _HOURS_CLOCK.fullmatch(text):
        return int(found[1]) * 60 + int(found[2]) if int(found[2]) < 60 else None
    if found := _MINUTES.fullmatch(text):
        return int(found[1])
    return None


def clock_text(minutes: int) -> str:
    """«10:00» for 600: the value of a time field."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None

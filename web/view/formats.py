"""Numbers, dates, times and durations as people write them, in each written form; times in Oslo time."""

import re
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, get_datetime_format
from babel.numbers import format_decimal
from babel.units import format_unit
from markupsafe import Markup

OSLO = ZoneInfo("Europe/Oslo")
HARD = "\N{NO-BREAK SPACE}"
DASH = "\N{EN DASH}"
JOINER = "\N{WORD JOINER}"  # no line breaks where it stands
FROM_THE_LEFT, AS_BEFORE = "\N{LEFT-TO-RIGHT ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
NORWEGIAN = ("nb", "nn")
DAY = 24 * 60
LOCALES: dict[str, str] = {"nb": "nb_NO", "nn": "nn_NO", "en": "en_GB"}

_COUNT_WORDS: dict[str, tuple[str, ...]] = {
    "nb": ("ingen", "én", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve", "tolv"),
    "nn": ("ingen", "éin", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve", "tolv"),
    "en": ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
}
_HOURS: dict[str, tuple[str, str]] = {
    "nb": ("time", "timer"),
    "nn": ("time", "timar"),
    "en": ("hour", "hours"),
}
_MINUTES: dict[str, tuple[str, str]] = {
    "nb": ("minutt", "minutter"),
    "nn": ("minutt", "minutt"),
    "en": ("minute", "minutes"),
}


def number(value: int | float | Decimal, form: str = "nb", decimals: int | None = None) -> str:
    """«2 423» and «68,4»; with `decimals` exactly so many, rounded half up."""
    if decimals is None and isinstance(value, int) and 0 <= value < 1000:
        return str(value)  # nothing to group; a search shows fifty of these
    if decimals is not None:
        value = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    else:
        pattern = "#,##0.######"
    shown: str = format_decimal(value, format=pattern, locale=LOCALES.get(form, form))
    return shown.replace("\N{NARROW NO-BREAK SPACE}", HARD)


def percent(value: int | float | Decimal, form: str = "nb", decimals: int | None = None) -> str:
    """«68,4 %» of a value that already is a percentage (0–100)."""
    shown = number(value, form, decimals)
    return f"{shown}{HARD}%" if form in NORWEGIAN else f"{shown}%"


def count_word(value: int, form: str = "nb") -> str:
    """«to» … «tolv» (English: ten); figures above."""
    words = _COUNT_WORDS.get(form, ())
    return words[value] if 0 <= value < len(words) else number(value, form)


def long_date(day: date | datetime, form: str = "nb") -> str:
    """«torsdag 26. november 2026»."""
    return _date(day, f"EEEE d.{HARD}MMMM y", "EEEE d MMMM y", "full", form)


def day_date(day: date | datetime, form: str = "nb") -> str:
    """«torsdag 26. november»: when the year goes without saying. Further languages have it all the same."""
    return _date(day, f"EEEE d.{HARD}MMMM", "EEEE d MMMM", "full", form)


def plain_date(day: date | datetime, form: str = "nb") -> str:
    """«26. november 2026»."""
    return _date(day, f"d.{HARD}MMMM y", "d MMMM y", "long", form)


def short_date(day: date | datetime, form: str = "nb") -> str:
    """«26.11.2026»; in further languages the month in words, for their figures come in another order."""
    return _date(day, "dd.MM.y", "dd/MM/y", "long", form)


def month(day: date | datetime, form: str = "nb") -> str:
    """«november 2026»."""
    return _date(day, "MMMM y", "MMMM y", "LLLL y", form)


def clock(moment: datetime | time, form: str = "nb") -> str:
    """«10.00», in other languages «10:00», without «kl.»."""
    at = _local(moment) if isinstance(moment, datetime) else moment
    return f"{at:%H.%M}" if form in NORWEGIAN else f"{at:%H:%M}"


def minute_of_day(minute: int, form: str = "nb") -> str:
    """«10.00» for 600 and «24.00» for 1440; past midnight the clock begins anew."""
    shown = minute if minute <= DAY else minute - DAY
    return f"{shown // 60:02}{'.' if form in NORWEGIAN else ':'}{shown % 60:02}"


def at_clock(moment: datetime | time, form: str = "nb") -> str:
    """«kl. 10.00», in other languages «10:00»."""
    return f"kl.{HARD}{clock(moment, form)}" if form in NORWEGIAN else clock(moment, form)


def span(first: str, last: str) -> str:
    """«10.00–11.00» on one line: browsers would break after the dash."""
    return f"{first}{DASH}{JOINER}{last}"


def clock_range(start: datetime, end: datetime, form: str = "nb") -> str:
    """«kl. 10.00–11.00»; an end after midnight names its day."""
    first, last = _local(start), _local(end)
    if last.date() == first.date() or (last.time() == time() and (last - first).days == 0):
        shown_end = "24.00" if last.date() != first.date() and form in NORWEGIAN else clock(last, form)
        shown = span(at_clock(first, form), shown_end)
        return f"{FROM_THE_LEFT}{shown}{AS_BEFORE}" if is_from_the_right(form) else shown
    return f"{at_clock(first, form)} {DASH} {day_date(last, form)} {at_clock(last, form)}"


def when(start: datetime, end: datetime | None = None, form: str = "nb") -> str:
    """«torsdag 26. november 2026 kl. 10.00–11.00»."""
    times = clock_range(start, end, form) if end else at_clock(start, form)
    if form not in LOCALES:
        pattern = str(get_datetime_format("full", locale=form)).replace("'", "")
        return pattern.replace("{1}", long_date(start, form)).replace("{0}", times)
    return f"{long_date(start, form)}{', ' if form == 'en' else ' '}{times}"


def duration(minutes: int, form: str = "nb") -> str:
    """«45 minutter», «1 time», «1 time 30 minutter»."""
    hours, rest = divmod(minutes, 60)
    if form not in LOCALES:
        units = (("duration-hour", hours), ("duration-minute", rest))
        return " ".join(format_unit(many, unit, locale=form) for unit, many in units if many or not minutes)
    parts = []
    if hours:
        parts.append(f"{hours}{HARD}{_HOURS[form][hours != 1]}")
    if rest or not hours:
        parts.append(f"{rest}{HARD}{_MINUTES[form][rest != 1]}")
    return " ".join(parts)


def machine_time(moment: datetime) -> str:
    """The value of `<time datetime>`: ISO 8601 with Oslo's offset, to the second."""
    return _local(moment).isoformat(timespec="seconds")


def machine_date(day: date | datetime) -> str:
    """The value of `<time datetime>` and of a date field: 2026-11-26."""
    return (_local(day).date() if isinstance(day, datetime) else day).isoformat()


def is_from_the_right(form: str) -> bool:
    """Whether a further language is written from right to left."""
    return form not in LOCALES and Locale.parse(form, sep="-").text_direction == "rtl"


def phone_number(stored: str, form: str = "nb") -> str:
    """A Norwegian number as it is said, in pairs: `+4722000000` → `+47 22 00 00 00`; all others as they are."""
    if not re.fullmatch(r"\+47\d{8}", stored):
        return stored
    return " ".join([stored[:3], *(stored[at : at + 2] for at in range(3, 11, 2))]).replace(" ", "\u00a0")


def left_to_right(text: object, form: str = "nb") -> object:
    """A number, code or address as it is typed: in a text from right to left its groups would change places."""
    return Markup('<bdi dir="ltr">{}</bdi>').format(text) if is_from_the_right(form) else text


def _date(day: date | datetime, norwegian: str, english: str, further: str, form: str) -> str:
    plain = _local(day).date() if isinstance(day, datetime) else day
    pattern = norwegian if form in NORWEGIAN else english if form == "en" else further
    shown: str = format_date(plain, format=pattern, locale=LOCALES.get(form, form))
    return shown


def _local(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a time without a zone cannot be shown")
    return moment.astimezone(OSLO)

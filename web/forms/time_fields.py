"""Fields for days, times of day and durations."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Unpack

from web.forms.base import Form, Refused
from web.forms.field import OneAnswerField, Words
from web.forms.options import Option
from web.forms.reading import MINUTES_OF_DAY, clock_text, read_clock, read_date, read_duration

_NATIVE_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_NATIVE_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


class DateField(OneAnswerField[date]):
    """A day. With `not_past` it must be the form's `today` or later."""

    input_type = "date"

    def __init__(self, label: str, *, not_past: bool = False, **words: Unpack[Words]) -> None:
        super().__init__(label, **words)
        self.not_past = not_past

    def read(self, text: str, form: Form) -> date:
        """The day."""
        day = read_date(text)
        if day is None:
            raise Refused("date_format")
        if self.not_past and day < form.today:
            raise Refused("date_past")
        return day

    def show(self, value: object, form: Form) -> list[str]:
        """As a native date field wants it."""
        return [value.isoformat() if isinstance(value, date) else str(value)]

    def shown_type(self, value: str) -> str:
        """Plain text for what a native date field would throw away."""
        return "date" if not value or (_NATIVE_DATE.fullmatch(value) and read_date(value)) else "text"


class ClockField(OneAnswerField[int]):
    """A time of day in Oslo, as minutes after midnight. `end` also accepts 24.00 (1440)."""

    input_type = "time"

    def __init__(self, label: str, *, end: bool = False, **words: Unpack[Words]) -> None:
        super().__init__(label, **words)
        self.end = end

    def read(self, text: str, form: Form) -> int:
        """Minutes after midnight."""
        minutes = read_clock(text)
        if minutes is None or (minutes == MINUTES_OF_DAY and not self.end):
            raise Refused("time_format")
        return minutes

    def show(self, value: object, form: Form) -> list[str]:
        """As a native time field wants it."""
        return [clock_text(value) if isinstance(value, int) else str(value)]

    def shown_type(self, value: str) -> str:
        """Plain text for what a native time field would throw away."""
        return "time" if not value or _NATIVE_CLOCK.fullmatch(value) else "text"


class DurationField(OneAnswerField[int]):
    """Minutes, within bounds; with options it can be shown as a list."""

    inputmode = "numeric"

    def __init__(
        self,
        label: str,
        *,
        least: int = 15,
        most: int = MINUTES_OF_DAY,
        options: Sequence[Option] = (),
        **words: Unpack[Words],
    ) -> None:
        super().__init__(label, **words)
        self.least = least
        self.most = most
        self.options = options

    def read(self, text: str, form: Form) -> int:
        """Minutes."""
        minutes = read_duration(text)
        if minutes is None:
            raise Refused("duration_format")
        if not self.least <= minutes <= self.most:
            raise Refused("duration_bounds", least=self.least, most=self.most)
        return minutes

"""The form of a whole week: several stretches a day, which may run past midnight; 24.00 is a valid end."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, cast

from booking.availability.queries import Hours
from web.forms.base import BoundField, Form, Refused
from web.forms.telling import Told, answer_words
from web.forms.time_fields import ClockField
from web.view.addresses import Form as WrittenForm
from web.view.formats import span
from web.view.labels import LABELS
from web.view.texts import N_, Texts, texts_in

DAY = 24 * 60
WEEKDAYS = range(7)
WORKDAYS_AFTER_MONDAY = range(1, 5)
LEAST_ROWS, MOST_ROWS = 3, 24
_FROM, _TO = N_("Fra kl."), N_("Til kl.")
_FORMAT = N_("Skriv klokkeslettet for %(day)s slik: 10.00")
_START_MISSING = N_("Skriv når du er ledig fra på %(day)s")
_END_MISSING = N_("Skriv når du er ledig til på %(day)s")
_EMPTY = N_("Tiden på %(day)s må vare lenger enn null minutter")


class DayClock(ClockField):
    """A time of day whose errors name the day, because the week has many fields that are called the same."""

    def __init__(self, label: str, day: str, *, end: bool = False) -> None:
        super().__init__(label, end=end, says={"time_format": _FORMAT})
        self.day = day

    def read(self, text: str, form: Form) -> int:
        """Minutes after midnight."""
        try:
            return super().read(text, form)
        except Refused as no:
            raise Refused(no.code, day=self.day) from no


class HoursForm(Form):
    """Fields `fra_<weekday>_<row>` and `til_<weekday>_<row>`; see `hours_form`."""

    rows: int
    day_names: tuple[str, ...]

    def check(self) -> None:
        """Both ends or neither. An end before the start is the next day; 00.00 to 00.00 is the whole day."""
        for weekday in WEEKDAYS:
            for row in range(self.rows):
                self._check_row(weekday, row)

    def _check_row(self, weekday: int, row: int) -> None:
        start, end = self._times(weekday, row)
        day = self.day_names[weekday]
        if start is None and end is not None:
            self.refuse(f"fra_{weekday}_{row}", "missing", _START_MISSING, day=day)
        elif end is None and start is not None:
            self.refuse(f"til_{weekday}_{row}", "missing", _END_MISSING, day=day)
        elif start is not None and start == end and start != 0:
            self.refuse(f"til_{weekday}_{row}", "empty", _EMPTY, day=day)

    def stretches(self) -> tuple[tuple[int, int, int], ...]:
        """The week as `set_weekly_hours` takes it; only of a valid form."""
        found = []
        for weekday in WEEKDAYS:
            for row in range(self.rows):
                start, end = self._times(weekday, row)
                if start is not None and end is not None:
                    found.append((weekday, start, end if end > start else end + DAY))
        return tuple(found)

    def rows_of(self, weekday: int) -> list[tuple[BoundField, BoundField]]:
        """The fields of a day, for the page."""
        return [(self[f"fra_{weekday}_{row}"], self[f"til_{weekday}_{row}"]) for row in range(self.rows)]

    def used_rows(self, weekday: int) -> int:
        """How many rows of a day are shown open: those with something in them, and at least the first."""
        used = [
            n for n, (a, b) in enumerate(self.rows_of(weekday), 1) if a.value or b.value or a.error or b.error
        ]
        return max(used, default=1)

    def told(self, texts: Texts) -> tuple[Told, ...]:
        """The days with something in them, for somebody to look over."""
        days = []
        for weekday in WEEKDAYS:
            rows = [row for row in self.rows_of(weekday) if row[0].value or row[1].value]
            stretches = tuple(span(*(answer_words(end, end.value, texts) for end in row)) for row in rows)
            if stretches:
                days.append(Told(self.day_names[weekday].capitalize(), stretches))
        return tuple(days)

    def _times(self, weekday: int, row: int) -> tuple[int | None, int | None]:
        start, end = self.value_of(f"fra_{weekday}_{row}"), self.value_of(f"til_{weekday}_{row}")
        return cast(int | None, start), cast(int | None, end)


@cache
def hours_form(form: WrittenForm, rows: int) -> type[HoursForm]:
    """The form with so many rows a day, with the days' names in a written form."""
    texts = texts_in(form)
    weekdays = LABELS["weekday"]
    names = tuple(texts.gettext(weekdays[str(day)]) for day in WEEKDAYS)
    fields: dict[str, Any] = {"rows": rows, "day_names": names}
    for day in WEEKDAYS:
        for row in range(rows):
            fields[f"fra_{day}_{row}"] = DayClock(_FROM, names[day]).optional()
            fields[f"til_{day}_{row}"] = DayClock(_TO, names[day], end=True).optional()
    return cast(type[HoursForm], type("HoursOfAWeek", (HoursForm,), fields))


def rows_in(sent: Mapping[str, Any]) -> int:
    """How many rows a day the sent form has, within bounds whatever it claims."""
    given = str(sent.get("rader", ""))
    return (
        min(MOST_ROWS, max(LEAST_ROWS, int(given)))
        if given.isascii() and given.isdigit() and len(given) < 3
        else LEAST_ROWS
    )


def filled(form: WrittenForm, hours: Iterable[Hours]) -> HoursForm:
    """The form as the week is now."""
    by_day: dict[int, list[Hours]] = {day: [] for day in WEEKDAYS}
    for each in hours:
        by_day[each.weekday].append(each)
    rows = min(MOST_ROWS, max(LEAST_ROWS, *(len(each) for each in by_day.values())))
    values: dict[str, Any] = {}
    for day, stretches in by_day.items():
        for row, each in enumerate(stretches[:rows]):
            values[f"fra_{day}_{row}"] = each.start_minute
            values[f"til_{day}_{row}"] = each.end_minute if each.end_minute <= DAY else each.end_minute - DAY
    return hours_form(form, rows).blank(**values)


def monday_copied(sent: Mapping[str, Any], rows: int) -> dict[str, object]:
    """What was sent, with Monday's times on every other weekday too."""
    copied: dict[str, object] = {name: value for name, value in sent.items() if isinstance(value, str)}
    for day in WORKDAYS_AFTER_MONDAY:
        for row in range(rows):
            for end in ("fra", "til"):
                copied[f"{end}_{day}_{row}"] = copied.get(f"{end}_0_{row}", "")
    return copied

"""What a filled-in form says, question by question, in the words it was filled in with."""

from collections.abc import Container
from dataclasses import dataclass

from web.forms.base import BoundField, Form
from web.forms.choice_fields import YesField
from web.forms.options import find_option
from web.forms.reading import read_clock, read_date, read_duration
from web.forms.time_fields import ClockField, DateField, DurationField
from web.view.formats import duration, minute_of_day, plain_date
from web.view.texts import N_, Texts

YES = N_("Ja")


@dataclass(frozen=True, slots=True)
class Told:
    """One question and what was answered, both as words in the page's written form."""

    question: str
    answers: tuple[str, ...]


def told(form: Form, texts: Texts, *, but: Container[str] = ()) -> tuple[Told, ...]:
    """Every field that something stands in, with the names of options instead of their values; never those in `but`.

    What cannot be read is told as it was typed: it is the form's own page that asks to have it mended.
    """
    fields = [form[name] for name in form.names if name not in but]
    return tuple(
        Told(texts.gettext(each.label), tuple(answer_words(each, value, texts) for value in each.values))
        for each in fields if each.values
    )  # fmt: skip


def answer_words(field: BoundField, value: str, texts: Texts) -> str:
    """One value of a field as words."""
    if option := find_option(field.options, value):
        return option.text if option.final else texts.gettext(option.text)
    if isinstance(field.field, YesField):
        return texts.gettext(YES)
    if isinstance(field.field, DateField) and (day := read_date(value)):
        return plain_date(day, texts.form)
    if isinstance(field.field, ClockField) and (minute := read_clock(value)) is not None:
        return minute_of_day(minute, texts.form)
    if isinstance(field.field, DurationField) and (minutes := read_duration(value)):
        return duration(minutes, texts.form)
    return value

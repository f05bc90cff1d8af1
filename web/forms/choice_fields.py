"""Fields with given answers: one of them, any number of them, or a box to tick."""

from collections.abc import Iterable, Sequence
from typing import Unpack

from web.forms.base import Form, Refused
from web.forms.field import Field, OneAnswerField, Words
from web.forms.options import Option, find_option

_TICKED = ("ja", "on", "true", "1")


class ChoiceField(OneAnswerField[str]):
    """One of the options: the field's own, or those given to the form under its name."""

    unknown = "not_an_option"

    def __init__(self, label: str, *, options: Sequence[Option] = (), **words: Unpack[Words]) -> None:
        super().__init__(label, **words)
        self.options = options

    def read(self, text: str, form: Form) -> str:
        """The chosen option's value."""
        option = find_option(form.options_of(self.name), text)
        if option is None:
            raise Refused(self.unknown)
        return option.value


class LanguageField(ChoiceField):
    """A language: its tag, or a name or other spelling of one of the options."""

    unknown = "language_unknown"


class MunicipalityField(ChoiceField):
    """A municipality: its code, or its name typed with suggestions."""

    unknown = "municipality_unknown"
    suggestions = True

    def show(self, value: object, form: Form) -> list[str]:
        """Its name, because that is what stands in the field."""
        names = [option.text for option in form.options_of(self.name) if option.value == value]
        return names or [str(value)]


class ManyField(Field[tuple[str, ...]]):
    """Any number of the options, in the options' order; none gives (), unless at least one is `needed`."""

    def __init__(
        self, label: str, *, options: Sequence[Option] = (), needed: bool = False, **words: Unpack[Words]
    ) -> None:
        super().__init__(label, **words)
        self.options = options
        self.required = needed

    def clean(self, given: list[str], form: Form) -> tuple[str, ...]:
        """The values of what was chosen."""
        if not given and self.required:
            raise Refused("missing")
        values = [option.value for option in form.options_of(self.name)]
        if not set(given) <= set(values):
            raise Refused("not_an_option")
        return tuple(value for value in values if value in given)

    def show(self, value: object, form: Form) -> list[str]:
        """Each chosen value."""
        return [str(each) for each in value] if isinstance(value, Iterable) else [str(value)]


class YesField(Field[bool]):
    """A box to tick. Unticked is False; one that `must` be ticked is then missing."""

    def __init__(self, label: str, *, must: bool = False, **words: Unpack[Words]) -> None:
        super().__init__(label, **words)
        self.required = must

    def clean(self, given: list[str], form: Form) -> bool:
        """Whether it is ticked."""
        ticked = bool(given) and given[0].lower() in _TICKED
        if self.required and not ticked:
            raise Refused("missing")
        return ticked

    def show(self, value: object, form: Form) -> list[str]:
        """Ticked or not."""
        return ["ja"] if value else []

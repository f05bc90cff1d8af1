"""The base of every HTML form: reads many values, trims, turns empty into None, collects every error at once.

A form is a class with fields:

    class SearchForm(Form):
        sprak = LanguageField(N_("Språk"), missing=N_("Velg språk"))
        dato = DateField(N_("Dato"), not_past=True)

    answers = SearchForm(await request.form(), options={"sprak": languages}, today=today)
    if not answers.valid:
        return render(request, "public/search.html", answers=answers)  # with status 422
    use(answers.sprak, answers.dato)
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, Protocol, Self

from tolkeregister.core.decisions import Reason
from web.forms.options import Option, grouped
from web.view.labels import reason_key


class ManyValues(Protocol):
    """A query or a sent form, where a name may occur several times."""

    def getall(self, key: str, default: Any = ..., /) -> Any:
        """Every value of `key`, or the default."""


@dataclass(frozen=True, slots=True)
class FieldError:
    """What must be mended: in which field (or "" for the whole form), which rule, in which words."""

    name: str
    code: str
    text: str
    facts: Mapping[str, object] = field(default_factory=dict)


class Refused(Exception):
    """Raised by a field that cannot accept what was given: the ordinary way for a field to say no."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


class FormField(Protocol):
    """What the form needs of its fields; `web/forms/fields.py` holds them."""

    label: str
    help: str
    marker: str
    input_type: str
    max_length: int | None
    autocomplete: str
    inputmode: str
    suggestions: bool
    options: Sequence[Option]

    def clean(self, given: list[str], form: "Form") -> object:
        """The typed value, or raise Refused."""

    def show(self, value: object, form: "Form") -> list[str]:
        """A typed value as it stands in the form."""

    def shown_type(self, value: str) -> str:
        """The type of the input, given what stands in it."""

    def sentence(self, code: str) -> str:
        """The words of an error, as a bokmål text."""


class Form:
    """What somebody sent, field by field: typed where it could be read, and what must be mended where not."""

    _fields: ClassVar[Mapping[str, FormField]] = {}

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        own = {name: each for name, each in vars(cls).items() if hasattr(each, "clean")}
        cls._fields = {**cls._fields, **own}

    def __init__(
        self,
        given: ManyValues | Mapping[str, object],
        *,
        options: Mapping[str, Sequence[Option]] | None = None,
        today: date | None = None,
    ) -> None:
        self._start(options, today)
        for name, each in self._fields.items():
            self._given[name] = _trimmed(given, name)
            try:
                value = each.clean(self._given[name], self)
            except Refused as no:
                self._add(name, no.code, each.sentence(no.code), no.facts)
            else:
                self._values[name] = value
                if self._given[name]:
                    self._given[name] = each.show(value, self)
        if not self._errors:
            self.check()

    @classmethod
    def blank(
        cls,
        *,
        options: Mapping[str, Sequence[Option]] | None = None,
        today: date | None = None,
        **values: object,
    ) -> Self:
        """The form as it is first shown, with `values` (typed) standing in it and no errors."""
        form = cls.__new__(cls)
        form._start(options, today)
        for name, value in values.items():
            form._given[name] = [] if value is None else cls._fields[name].show(value, form)
        return form

    def _start(self, options: Mapping[str, Sequence[Option]] | None, today: date | None) -> None:
        self._today = today
        self._options = options or {}
        self._errors: dict[str, list[FieldError]] = {}
        self._values: dict[str, object] = {}
        self._given: dict[str, list[str]] = {name: [] for name in self._fields}

    @property
    def today(self) -> date:
        """The day in Oslo when the form was sent; raises ValueError if the form was not given it."""
        if self._today is None:
            raise ValueError(f"{type(self).__name__} compares with today: give it `today`")
        return self._today

    def check(self) -> None:
        """What several fields must agree on. Called when every field could be read; calls `refuse`."""

    def refuse(self, name: str, code: str, text: str, **facts: object) -> None:
        """Add an error to a field, or to the whole form (name ""). `text` is a bokmål text marked with N_."""
        if name and name not in self._fields:
            raise KeyError(name)
        self._add(name, code, text, facts)

    def refuse_reasons(self, reasons: Iterable[Reason], fields: Mapping[str, str] | None = None) -> None:
        """Show a rule's reasons: at the field in `fields` (code → name) or in the reason's fact `field`."""
        for each in reasons:
            name = (fields or {}).get(each.code) or str(each.facts.get("field", ""))
            self._add(name if name in self._fields else "", each.code, reason_key(each.code), each.facts)

    @property
    def valid(self) -> bool:
        """Whether every field could be read and nothing was refused."""
        return not self._errors

    @property
    def errors(self) -> tuple[FieldError, ...]:
        """Every error, in the order of the fields; those of the whole form come last."""
        order = [*self._fields, ""]
        return tuple(error for name in order for error in self._errors.get(name, ()))

    @property
    def names(self) -> tuple[str, ...]:
        """The fields' names in order."""
        return tuple(self._fields)

    def options_of(self, name: str) -> Sequence[Option]:
        """The answers a field can have here: those given for this form, else the field's own."""
        return self._options.get(name, self._fields[name].options)

    def __getitem__(self, name: str) -> "BoundField":
        """A field with what stands in it, for the page."""
        first = next(iter(self._errors.get(name, ())), None)
        return BoundField(name, self._fields[name], self._given[name], self.options_of(name), first)

    def value_of(self, name: str) -> object:
        """The typed value; raises LookupError for a field that could not be read."""
        if name not in self._values:
            raise LookupError(f"{name} has no value: ask form.valid first")
        return self._values[name]

    def _add(self, name: str, code: str, text: str, facts: Mapping[str, object]) -> None:
        self._errors.setdefault(name, []).append(FieldError(name, code, text, dict(facts)))


@dataclass(frozen=True, slots=True)
class BoundField:
    """One field as the page shows it: its words, what stands in it, and its error."""

    name: str
    field: FormField
    values: Sequence[str]
    options: Sequence[Option]
    error: FieldError | None

    @property
    def id(self) -> str:
        """The id in the page, which the error summary links to."""
        return self.name.replace("_", "-")

    @property
    def label(self) -> str:
        """The label, a bokmål text."""
        return self.field.label

    @property
    def help(self) -> str:
        """The help, a bokmål text, or ""."""
        return self.field.help

    @property
    def marker(self) -> str:
        """`required`, `optional` or "": what is said beside the label."""
        return self.field.marker

    @property
    def value(self) -> str:
        """What stands in the field, as it was typed."""
        return self.values[0] if self.values else ""

    @property
    def checked(self) -> bool:
        """Whether the box is ticked."""
        return bool(self.values)

    @property
    def groups(self) -> list[tuple[str, list[Option]]]:
        """The options under their groups."""
        return grouped(self.options)

    @property
    def input_type(self) -> str:
        """The type of the input; plain text when what was typed would be lost in a native picker."""
        return self.field.shown_type(self.value)

    @property
    def max_length(self) -> int | None:
        """The most characters, or None."""
        return self.field.max_length

    @property
    def autocomplete(self) -> str:
        """The HTML attribute, or ""."""
        return self.field.autocomplete

    @property
    def inputmode(self) -> str:
        """The HTML attribute, or ""."""
        return self.field.inputmode

    @property
    def suggestions(self) -> bool:
        """Whether the options are suggestions under a text field."""
        return self.field.suggestions


def _trimmed(given: ManyValues | Mapping[str, object], name: str) -> list[str]:
    read: Callable[..., Any] | None = getattr(given, "getall", None)
    found: object = read(name, []) if read else given.get(name, [])  # type: ignore[union-attr]
    many = found if isinstance(found, list | tuple) else [found]
    return [each.strip() for each in many if isinstance(each, str) and each.strip()]

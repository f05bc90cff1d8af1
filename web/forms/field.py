"""What all fields have in common."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Generic, Self, TypedDict, TypeVar, Unpack, cast, overload

from web.forms.base import Form, Refused
from web.forms.options import Option
from web.forms.texts import ERRORS

T = TypeVar("T")


class Words(TypedDict, total=False):
    """What any field can say; bokmål texts marked with N_.

    missing: when it must be filled in and is empty. help: above the field. says: other errors, by code.
    marker: `required` or `optional`, where the page does not say once that every field must be filled in.
    """

    missing: str
    help: str
    marker: str
    autocomplete: str
    says: dict[str, str]


class Field(ABC, Generic[T]):
    """A field, required unless made `.optional()`. Subclasses say how what was given becomes a value."""

    input_type = "text"
    autocomplete = ""
    inputmode = ""
    suggestions = False
    max_length: int | None = None
    options: Sequence[Option] = ()

    def __init__(self, label: str, **words: Unpack[Words]) -> None:
        self.label = label
        self.help = words.get("help", "")
        self.marker = words.get("marker", "")
        self.autocomplete = words.get("autocomplete", self.autocomplete)
        self.required = True
        self.name = ""
        self._says = dict(words.get("says", {}))
        if "missing" in words:
            self._says["missing"] = words["missing"]

    def __set_name__(self, owner: type[Form], name: str) -> None:
        self.name = name

    @overload
    def __get__(self, form: None, owner: type[Form]) -> Self: ...
    @overload
    def __get__(self, form: Form, owner: type[Form]) -> T: ...
    def __get__(self, form: Form | None, owner: type[Form]) -> Self | T:
        return self if form is None else cast(T, form.value_of(self.name))

    def optional(self) -> "Field[T | None]":
        """The same field, where leaving it empty gives None."""
        self.required = False
        return cast("Field[T | None]", self)

    @abstractmethod
    def clean(self, given: list[str], form: Form) -> T | None:
        """The typed value of everything that was given under the field's name; raises Refused."""

    def show(self, value: object, form: Form) -> list[str]:
        """A typed value as it stands in the form."""
        return [str(value)]

    def shown_type(self, value: str) -> str:
        """The type of the input, given what stands in it."""
        return self.input_type

    def sentence(self, code: str) -> str:
        """The words of an error, as a bokmål text."""
        return self._says.get(code) or ERRORS[code]


class OneAnswerField(Field[T]):
    """A field of which only the first answer counts. Subclasses say how its text is read."""

    def clean(self, given: list[str], form: Form) -> T | None:
        """The typed value, None when empty and optional; raises Refused."""
        if not given:
            if self.required:
                raise Refused("missing")
            return None
        return self.read(given[0], form)

    @abstractmethod
    def read(self, text: str, form: Form) -> T:
        """The typed value of a text that is not empty; raises Refused."""

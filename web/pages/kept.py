"""What a page says of its form when the form was sent too late and is offered back: see `kept_form.py`."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.settings import Settings
from web.forms.base import Form
from web.forms.telling import Told, told
from web.pages.page import WebRequest, written_form
from web.view.texts import Texts, texts_in


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it was sent: its fields, the query of its address, and who looks at it now."""

    request: WebRequest
    session: Session
    actor: Actor
    settings: Settings
    now: datetime
    fields: Mapping[str, list[str]]
    query: Mapping[str, str]

    @property
    def texts(self) -> Texts:
        """The words of the written form it is shown in."""
        return texts_in(written_form(self.request))

    def first(self, name: str) -> str:
        """The first value of a field, or ""."""
        return next(iter(self.fields.get(name, ())), "")


Reader = Callable[[Filled], Awaitable[tuple[Told, ...]]]


async def nothing(filled: Filled) -> tuple[Told, ...]:
    """A form that is only a button."""
    return ()


def questions(form: type[Form], *, but: tuple[str, ...] = ()) -> Reader:
    """A form whose options are its own; fields in `but` are not for people."""

    async def read(filled: Filled) -> tuple[Told, ...]:
        return told(form(filled.fields, today=oslo_date(filled.now)), filled.texts, but=but)

    return read


@dataclass(frozen=True, slots=True)
class KeptForm:
    """One form: its button in words, its questions, what the number in its address is, and its other buttons.

    The texts are bokmål, marked with N_. `buttons` are found by the first part of the field `handling`, as in
    `forst:101053`, and what stands after the colon is told too.
    """

    button: str
    read: Reader = nothing
    number_of: str = ""
    buttons: Mapping[str, str] = field(default_factory=dict)

"""The texts of the pages: the bokmål sentence is the key, nynorsk and English are looked up from it."""

import re
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from web.view.addresses import Form

LOCALE = Path(__file__).resolve().parents[1] / "locale"

# A line must not break between these: "§ 7", "kl. 10", "26. november", "15 minutter", "A–E".
_HARD_SPACES = (
    (re.compile(r"(§§?) (?=\d|%\()"), "\\1\N{NO-BREAK SPACE}"),
    (re.compile(r"\b([Kk]l\.|[Nn]r\.) (?=\d|%\()"), "\\1\N{NO-BREAK SPACE}"),
    (
        re.compile(r"(\d|%\(\w+\)s) (?=%%|(?:min|MB|kB|km|kr|timer?|minutter|minutt|prosent|tegn|dager)\b)"),
        "\\1\N{NO-BREAK SPACE}",
    ),
    (
        re.compile(
            r"\b(\d{1,2}\.) (?=(?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november"
            r"|desember)\b)"
        ),
        "\\1\N{NO-BREAK SPACE}",
    ),
    (re.compile(r"(?<=\S)\N{EN DASH}(?=[\w%])"), "\N{EN DASH}\N{WORD JOINER}"),
)


def N_(text: str) -> str:
    """Mark a bokmål text for collection; the page translates it when it is shown."""
    return text


class Texts:
    """The texts in one written form, or in a further language, whose addresses are those of `form`.

    A text that lacks a translation is shown in bokmål. `locale` is how dates and numbers are written.
    """

    __slots__ = ("_catalog", "form", "locale")

    def __init__(self, form: Form, catalog: NullTranslations, locale: str = "") -> None:
        self.form = form
        self.locale = locale or form
        self._catalog = catalog

    def gettext(self, text: str) -> str:
        """The text in this written form, with hard spaces where a line must not break."""
        return with_hard_spaces(self._catalog.gettext(text) if text else "")

    def ngettext(self, one: str, many: str, number: int) -> str:
        """The text for `number` things."""
        return with_hard_spaces(self._catalog.ngettext(one, many, number))


def catalog_file(form: Form) -> Path:
    """Where the translations of one written form are kept (bokmål needs none)."""
    return LOCALE / form / "messages.po"


@cache
def texts_in(form: Form) -> Texts:
    """The texts in one written form, read from its catalogue once per process."""
    return Texts(form, load_catalog(form))


def load_catalog(form: Form) -> NullTranslations:
    """Compile a catalogue in memory; the compiled file is never kept."""
    if form == "nb":
        return NullTranslations()
    with catalog_file(form).open("rb") as file:
        catalog = read_po(file, locale=form)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return GNUTranslations(compiled)


@cache
def with_hard_spaces(text: str) -> str:
    """The text with no-break spaces inside «§ 7», «kl. 10», «26. november» and before units, and whole ranges."""
    for pattern, replacement in _HARD_SPACES:
        text = pattern.sub(replacement, text)
    return text

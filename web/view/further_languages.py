"""Languages beyond bokmål, nynorsk and English that some pages are read in: one text file for each.

`web/locale/further/<tag>.toml` holds the language's own name, its direction, how its dates are written, and a text for
each bokmål text. Who has reviewed it, and when, is said for each part of the service (`PARTS`): a part nobody has put a
name and a day to is a draft. It is served only where the setting DRAFT_LANGUAGES says so, and says itself that it is
one.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from gettext import NullTranslations
from pathlib import Path
from typing import Any, Literal, get_args

from babel import Locale
from jinja2 import Environment

from web.assets.places import read_manifest
from web.view.addresses import FORMS, Form
from web.view.engine import FORM_NAMES, make_environment
from web.view.texts import LOCALE, Texts, texts_in

FOLDER = LOCALE / "further"
DIRECTIONS = ("ltr", "rtl")
Part = Literal["reporting", "rooms"]
PARTS: tuple[Part, ...] = get_args(Part)
CHOICE = "sprak"
"""The name in an address that says which language a page is wanted in."""


@dataclass(frozen=True, slots=True)
class PageLanguage:
    """A language pages can be shown in. `form` is the written form whose addresses it uses.

    `locale` is the form, or what CLDR calls the language: how dates, times and numbers are written.
    """

    tag: str
    name: str
    form: Form
    direction: str = "ltr"
    is_draft: bool = False
    locale: str = ""

    @property
    def is_written_form(self) -> bool:
        """Whether it is one of the service's own, chosen by the address's prefix."""
        return self.tag in FORMS

    @property
    def texts(self) -> Texts:
        """Its texts, for what is said by code and not by a template."""
        return texts_in(self.form) if self.is_written_form else _texts(self.tag)

    def name_of(self, tag: str) -> str | None:
        """What another language is called in this one, inside a sentence; None when CLDR does not know."""
        locale = Locale.parse(self.locale or self.form, sep="-")
        return locale.languages.get(tag) if tag != self.tag else self.name


OWN: Mapping[str, PageLanguage] = {form: PageLanguage(form, FORM_NAMES[form], form) for form in FORMS}


class _FromFile(NullTranslations):
    """A catalogue read from a text file; what is missing is shown in bokmål."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        super().__init__()
        self._texts = texts

    def gettext(self, message: str) -> str:
        """The text in the language."""
        return self._texts.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The text for `n` things, in the languages' own rules: here none counts, so one text is enough."""
        return self.gettext(msgid1 if n == 1 else msgid2)


def languages_served(part: Part, *, drafts: bool) -> dict[str, PageLanguage]:
    """Every language a part is offered in, by tag: the written forms, the reviewed, and drafts where they may be."""
    further = (_language(each, part) for each in sorted(FOLDER.glob("*.toml")))
    return {**OWN, **{each.tag: each for each in further if each and (drafts or not each.is_draft)}}


def texts_of(tag: str) -> Mapping[str, str]:
    """The texts of one file, by the bokmål text."""
    texts: Mapping[str, str] = _read(FOLDER / f"{tag}.toml")["texts"]
    return texts


@cache
def environment_of(tag: str) -> Environment:
    """The templates in one further language; made once per process."""
    return make_environment("nb", manifest=read_manifest(), debug=False, texts=_texts(tag))


@cache
def _texts(tag: str) -> Texts:
    return Texts("nb", _FromFile(texts_of(tag)), str(_read(FOLDER / f"{tag}.toml")["locale"]))


@cache
def _read(file: Path) -> dict[str, Any]:
    with file.open("rb") as opened:
        return tomllib.load(opened)


@cache
def _language(file: Path, part: Part) -> PageLanguage | None:
    """None when the file has nothing of the part. Raises ValueError for a slip, so that it is found at once."""
    given = _read(file)
    if given["direction"] not in DIRECTIONS:
        raise ValueError(f"{file.name}: direction must be one of {DIRECTIONS}")
    if part not in given:
        return None
    review = given[part]
    is_reviewed = bool(str(review.get("reviewed_by", "")).strip()) and isinstance(
        review.get("reviewed_on"), date
    )
    return PageLanguage(
        file.stem, str(given["name"]), "nb", str(given["direction"]), is_draft=not is_reviewed,
        locale=str(given["locale"]),
    )  # fmt: skip

"""Languages beyond bokmål, nynorsk and English that a reporter can read: one text file for each.

`web/locale/reporters/<tag>.toml` holds the language's own name, its direction, who reviewed it and when, and a text for
each bokmål text of the pages. A file without a named translator and a day is a draft: it is served only where the
setting DRAFT_LANGUAGES says so, and says itself that it is one.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from gettext import NullTranslations
from pathlib import Path

from jinja2 import Environment

from web.assets.places import read_manifest
from web.view.addresses import FORMS, Form
from web.view.engine import FORM_NAMES, make_environment
from web.view.texts import LOCALE, Texts

FOLDER = LOCALE / "reporters"
DIRECTIONS = ("ltr", "rtl")


@dataclass(frozen=True, slots=True)
class ReporterLanguage:
    """A language the pages can be shown in. `form` is the written form whose addresses and formats it uses."""

    tag: str
    name: str
    form: Form
    direction: str = "ltr"
    is_draft: bool = False

    @property
    def is_written_form(self) -> bool:
        """Whether it is one of the service's own, chosen by the address's prefix."""
        return self.tag in FORMS


OWN: Mapping[str, ReporterLanguage] = {form: ReporterLanguage(form, FORM_NAMES[form], form) for form in FORMS}


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


def languages_served(*, drafts: bool) -> dict[str, ReporterLanguage]:
    """Every language offered, by tag: the written forms, what is reviewed, and drafts where they may be seen."""
    further = (_language(each) for each in sorted(FOLDER.glob("*.toml")))
    return {**OWN, **{each.tag: each for each in further if drafts or not each.is_draft}}


def texts_of(tag: str) -> Mapping[str, str]:
    """The texts of one file, by the bokmål text."""
    texts: Mapping[str, str] = _read(FOLDER / f"{tag}.toml")["texts"]  # type: ignore[assignment]
    return texts


@cache
def environment_of(tag: str) -> Environment:
    """The templates in one further language; made once per process."""
    texts = Texts("nb", _FromFile(texts_of(tag)))
    return make_environment("nb", manifest=read_manifest(), debug=False, texts=texts)


@cache
def _read(file: Path) -> dict[str, object]:
    with file.open("rb") as opened:
        return tomllib.load(opened)


@cache
def _language(file: Path) -> ReporterLanguage:
    """Raises ValueError for a direction that is none, so that a slip is found at once."""
    given = _read(file)
    if given["direction"] not in DIRECTIONS:
        raise ValueError(f"{file.name}: direction must be one of {DIRECTIONS}")
    reviewed = bool(str(given.get("reviewed_by", "")).strip()) and isinstance(given.get("reviewed_on"), date)
    return ReporterLanguage(
        file.stem, str(given["name"]), "nb", str(given["direction"]), is_draft=not reviewed
    )

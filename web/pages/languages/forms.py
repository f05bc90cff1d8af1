"""The four forms with which something is proposed for the list of languages."""

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any

from tolkeregister.languages.governance import Proposed
from tolkeregister.languages.rules import MOST_WORDS, words_given
from web.forms.base import Form
from web.forms.choice_fields import ChoiceField, LanguageField
from web.forms.options import options_from
from web.forms.text_fields import TextField
from web.forms.time_fields import DateField
from web.view.labels import LABELS
from web.view.texts import N_

_NAME, _LONGEST = LABELS["language_name"], 80
_LANGUAGE = N_("Velg språk")


def _why() -> TextField:
    return TextField(
        N_("Hvorfor?"), most=300, missing=N_("Skriv hvorfor"), help=N_("Står i historien, der alle kan lese det.")
    )  # fmt: skip


def _words(**more: Any) -> TextField:
    return TextField(N_("Andre ord folk bruker"), most=1000, help=N_("Ett på hver linje."), **more)


def _name(code: str) -> TextField:
    return TextField(_NAME[code], most=_LONGEST, missing=N_("Skriv navnet"))


def _names(nb: str, nn: str, en: str) -> Mapping[str, str]:
    return {"name_nb": nb, "name_nn": nn, "name_en": en}


class ListForm(Form):
    """A form whose answers are a proposal."""

    def check_words(self, given: str | None) -> None:
        """Forty words are enough for a language."""
        if len(words_given(given or "")) > MOST_WORDS:
            self.refuse("ord", "too_many_words", N_("Skriv opptil 40 ord"))

    @abstractmethod
    def proposed(self) -> Proposed:
        """The change as the register takes it."""


class NewForm(ListForm):
    """A language that is not in the list."""

    tag = TextField(
        N_("Kode (BCP 47)"), most=35, missing=N_("Skriv koden"), help=N_("For eksempel «luo». Den endres aldri.")
    )  # fmt: skip
    navn_nb, navn_nn, navn_en = _name("name_nb"), _name("name_nn"), _name("name_en")
    eget_navn = _name("name_native")
    slags = ChoiceField(
        N_("Hva slags språk?"), options=options_from(LABELS["language_kind"]), missing=N_("Velg hva slags språk")
    )  # fmt: skip
    retning = ChoiceField(
        N_("Skrives"), options=options_from(LABELS["direction"]), missing=N_("Velg skriveretning")
    )
    ord = _words(marker="optional").optional()
    fra = DateField(N_("Kan velges fra"), not_past=True, missing=N_("Skriv fra hvilken dag"))
    grunn = _why()

    def check(self) -> None:
        """Not too many words."""
        self.check_words(self.ord)

    def proposed(self) -> Proposed:
        """The change as the register takes it."""
        details = {
            **_names(self.navn_nb, self.navn_nn, self.navn_en), "name_native": self.eget_navn, "kind": self.slags,
            "direction": self.retning, "words": words_given(self.ord or ""),
        }  # fmt: skip
        return Proposed("new", self.tag, self.grunn, self.fra, details=details)


class NamesForm(ListForm):
    """Other names for a language; the old ones are still understood."""

    sprak = LanguageField(N_("Språk"), missing=_LANGUAGE)
    navn_nb, navn_nn, navn_en = _name("name_nb"), _name("name_nn"), _name("name_en")
    grunn = _why()

    def proposed(self) -> Proposed:
        """From today: a name is for those who read now."""
        details = _names(self.navn_nb, self.navn_nn, self.navn_en)
        return Proposed("renamed", self.sprak, self.grunn, self.today, details=details)


class WordsForm(ListForm):
    """More words for a language."""

    sprak = LanguageField(N_("Hvilket språk mener de?"), missing=_LANGUAGE)
    ord = _words(missing=N_("Skriv minst ett ord"))
    grunn = _why()

    def check(self) -> None:
        """Not too many words."""
        self.check_words(self.ord)

    def proposed(self) -> Proposed:
        """From today on the words are understood."""
        return Proposed("words", self.sprak, self.grunn, self.today, details={"words": words_given(self.ord)})


class MergeForm(ListForm):
    """One language is from a day on part of another."""

    sprak = LanguageField(N_("Språket som går ut"), missing=_LANGUAGE)
    inn_i = LanguageField(N_("Språket det blir en del av"), missing=_LANGUAGE)
    fra = DateField(
        N_("Kan ikke velges fra"), not_past=True, missing=N_("Skriv fra hvilken dag"),
        help=N_("Til og med dagen før kan språket velges som nå."),
    )  # fmt: skip
    grunn = _why()

    def check(self) -> None:
        """A language is not part of itself."""
        if self.sprak == self.inn_i:
            self.refuse("inn_i", "itself", N_("Velg et annet språk"))

    def proposed(self) -> Proposed:
        """The change as the register takes it."""
        return Proposed("merged", self.sprak, self.grunn, self.fra, into=self.inn_i)

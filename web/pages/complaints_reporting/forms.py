"""The forms of a report and of its follow-up, in words for somebody under stress."""

from collections.abc import Mapping

from tolkeregister.complaints.reporting.content import LONGEST_MESSAGE, LONGEST_STORY
from web.forms.base import Form
from web.forms.choice_fields import ChoiceField
from web.forms.options import Option, options_from
from web.forms.text_fields import DigitsField, TextField
from web.view.labels import LABELS
from web.view.texts import N_

FILE_HELP = N_(
    "PDF, JPG eller PNG, opptil fem filer og 8 MB til sammen. Vi fjerner skjulte opplysninger, som hvor et bilde er "
    "tatt. Det som vises på bildet, blir stående."
)


class WhatForm(Form):
    """Step 1: what happened."""

    gjelder = ChoiceField(
        N_("Hva gjelder det?"), options=options_from(LABELS["concern"]), missing=N_("Velg hva det gjelder")
    )
    hendelse = TextField(
        N_("Fortell hva som skjedde"), most=LONGEST_STORY, missing=N_("Fortell hva som skjedde"),
        help=N_("Skriv på språket du kan best. Ikke skriv navnet ditt eller fødselsnummer her."),
    )  # fmt: skip


class WhereForm(Form):
    """Step 2: who, when and where; nothing must be known."""

    tolkenr = DigitsField(
        N_("Tolkenummer"), marker="optional", help=N_("Bare sifre. Nummeret står på tolkebeviset."),
        says={"digits_only": N_("Tolkenummeret kan bare ha sifre")},
    ).optional()  # fmt: skip
    beskrivelse = TextField(
        N_("Hvem var det, hvis du ikke vet nummeret?"), most=500, marker="optional",
        help=N_("For eksempel språket, stemmen, eller navnet hvis du hørte det."),
    ).optional()  # fmt: skip
    naar = TextField(
        N_("Når var det?"), most=200, marker="optional", help=N_("For eksempel mandag, eller i forrige uke.")
    ).optional()
    sted = TextField(
        N_("Hvor var det?"), most=200, marker="optional", help=N_("For eksempel hos legen, eller på telefon.")
    ).optional()
    kode = TextField(
        N_("Kode for samtalen"), most=60, marker="optional",
        help=N_("Den som bestilte tolken, kan ha gitt deg en kode. Den viser at samtalen fant sted. "
                "Den sier ikke hvem du er."),
    ).optional()  # fmt: skip


class YouForm(Form):
    """Step 3: anonymous or not."""

    rolle = ChoiceField(
        N_("Hvem er du i saken?"), options=options_from(LABELS["reporter_role"]), marker="optional"
    ).optional()
    anonym = ChoiceField(
        N_("Vil du være anonym?"),
        options=(
            Option("ja", N_("Ja, jeg vil ikke si hvem jeg er"),
                   help=N_("Du får en kode. Med den kan du lese spørsmål fra oss og svare.")),
            Option("nei", N_("Nei, dere kan ta kontakt med meg"),
                   help=N_("Navnet ditt låses inn. Bare den som behandler saken, kan åpne det.")),
        ),
        missing=N_("Velg om du vil være anonym"),
    )  # fmt: skip
    navn = TextField(N_("Navn, hvis du ikke er anonym"), most=200).optional()
    kontakt = TextField(N_("E-post eller telefon, hvis du ikke er anonym"), most=200).optional()

    def check(self) -> None:
        """Whoever is not anonymous can be reached."""
        if self.anonym == "nei" and not self.navn:
            self.refuse("navn", "missing", N_("Skriv navnet ditt, eller velg å være anonym"))
        if self.anonym == "nei" and not self.kontakt:
            self.refuse("kontakt", "missing", N_("Skriv hvordan vi når deg, eller velg å være anonym"))


class FilesForm(Form):
    """What is added when the report is sent; the files themselves are read apart."""

    filer = TextField(N_("Legg ved filer"), marker="optional", help=FILE_HELP).optional()


class CodeForm(Form):
    """The one field that opens a case."""

    kode = TextField(
        N_("Koden din"),
        most=200,
        missing=N_("Skriv koden"),
        help=N_("16 tegn, for eksempel K7QX-2M9D-VT4H-R8CZ"),
    )


class AnswerForm(Form):
    """An answer, or more to tell."""

    melding = TextField(N_("Skriv til oss"), most=LONGEST_MESSAGE).optional()
    filer = TextField(N_("Legg ved filer"), marker="optional", help=FILE_HELP).optional()


STEPS: Mapping[str, type[Form]] = {"hva": WhatForm, "oppdrag": WhereForm, "deg": YouForm}
ORDER = (*STEPS, "se-over")

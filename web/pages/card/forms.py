"""The forms about cards and registered systems."""

from tolkeregister.tolkebevis.commands import LONGEST_NOTE
from web.forms.base import Form
from web.forms.choice_fields import ChoiceField
from web.forms.field import Field
from web.forms.options import options_from
from web.forms.text_fields import DigitsField, TextField
from web.forms.time_fields import DateField
from web.view.labels import LABELS
from web.view.texts import N_


class FileField(Field[str]):
    """A file. The page only needs its words; the handler reads the file itself."""

    def clean(self, given: list[str], form: Form) -> str | None:
        """Nothing is read here."""
        return None


class PhotoForm(Form):
    """A photograph of the holder."""

    bilde = FileField(
        N_("Nytt bilde"),
        help=N_("JPEG eller PNG, høyst 5 MB. Ansiktet skal synes godt, rett forfra og alene."),
    )


class MismatchForm(Form):
    """Somebody holds a card that does not seem to be theirs."""

    nummer = DigitsField(
        N_("Tolkenummer"), missing=N_("Skriv tolkenummeret"), help=N_("Bare sifre. Nummeret står på tolkebeviset."),
        says={"digits_only": N_("Tolkenummeret kan bare ha sifre")},
    )  # fmt: skip
    hva = ChoiceField(
        N_("Hva er galt?"), options=options_from(LABELS["card_mismatch"]), missing=N_("Velg hva som er galt")
    )
    dato = DateField(N_("Når så du det?"), missing=N_("Skriv når du så det"))
    mer = TextField(
        N_("Vil du fortelle mer?"), most=LONGEST_NOTE, marker="optional",
        help=N_("Ikke skriv navn eller annet om deg selv eller den det ble tolket for."),
    ).optional()  # fmt: skip

    def check(self) -> None:
        """Nobody has seen it tomorrow."""
        if self.dato > self.today:
            self.refuse("dato", "date_in_future", N_("Datoen kan ikke være fram i tid"))


class SystemForm(Form):
    """A system that is to be told about changes."""

    system = TextField(N_("Hva heter systemet?"), least=2, most=80, missing=N_("Skriv hva systemet heter"))
    adresse = TextField(
        N_("Hvilken adresse skal få meldingene?"), most=500, missing=N_("Skriv adressen"),
        help=N_("En offentlig adresse som begynner med https://"),
    )  # fmt: skip

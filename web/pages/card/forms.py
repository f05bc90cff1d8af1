"""The forms about cards and registered systems."""

from web.forms.base import Form
from web.forms.field import Field
from web.forms.text_fields import TextField
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


class SystemForm(Form):
    """A system that is to be told about changes."""

    system = TextField(N_("Hva heter systemet?"), least=2, most=80, missing=N_("Skriv hva systemet heter"))
    adresse = TextField(
        N_("Hvilken adresse skal få meldingene?"), most=500, missing=N_("Skriv adressen"),
        help=N_("En offentlig adresse som begynner med https://"),
    )  # fmt: skip

"""What an interpreter answers to an offer: the own declaration of impartiality, or a no with or without a reason."""

from web.forms.base import Form
from web.forms.choice_fields import ChoiceField, YesField
from web.forms.options import Option
from web.forms.text_fields import NumberField, TextField
from web.view.texts import N_

CLEAR, CIRCUMSTANCES = "habil", "forbehold"

_DECLARATIONS = (
    Option(CLEAR, N_("Jeg er habil")),
    Option(
        CIRCUMSTANCES, N_("Det er noe dere bør vite"), help=N_("Virksomheten avgjør om du kan ta oppdraget.")
    ),
)
# The values are codes of booking/offers/models.py: DeclineReason.
_REASONS = (
    Option("busy", N_("Jeg er opptatt")),
    Option("impartiality", N_("Jeg er inhabil")),
    Option("too_far", N_("Det er for langt å reise")),
    Option("competence", N_("Jeg kan ikke nok om temaet")),
    Option("other", N_("Noe annet")),
)


class AcceptForm(Form):
    """A yes always comes with the interpreter's own declaration (tolkeloven § 16, rule H1)."""

    habil = ChoiceField(
        N_("Er du habil?"),
        options=_DECLARATIONS,
        missing=N_("Velg om du er habil"),
        help=N_(
            "Du er inhabil hvis du er part i saken, nær noen i den, eller noe annet svekker tilliten til deg"
            " (tolkeloven § 16)."
        ),
    )
    forhold = TextField(
        N_("Hva bør virksomheten vite?"),
        most=500,
        marker="optional",
        help=N_("Skriv for eksempel at du kjenner noen i saken. Ikke skriv navn eller fødselsnummer."),
    ).optional()

    versjon = NumberField(N_("Versjon"), least=1).optional()

    def check(self) -> None:
        """The text belongs to the second answer, and only to that."""
        if self.habil == CIRCUMSTANCES and not self.forhold:
            self.refuse("forhold", "missing", N_("Skriv hva virksomheten bør vite"))
        if self.habil == CLEAR and self.forhold:
            self.refuse("habil", "contradiction", N_("Velg «Det er noe dere bør vite», eller fjern teksten"))

    @property
    def remark(self) -> str | None:
        """The circumstances the body must weigh, if any."""
        return self.forhold if self.habil == CIRCUMSTANCES else None


class TakeBackForm(Form):
    """Takes back what the body was to weigh: the declaration is made anew (tolkeloven § 16, rule H1)."""

    habil = YesField(
        N_("Jeg er habil. Det jeg skrev, gjelder ikke dette oppdraget"),
        must=True,
        missing=N_("Kryss av for at du er habil"),
    )
    versjon = NumberField(N_("Versjon"), least=1).optional()


class DeclineForm(Form):
    """A reason is never required (rule B8)."""

    grunn = ChoiceField(N_("Hvorfor passer det ikke?"), options=_REASONS, marker="optional").optional()

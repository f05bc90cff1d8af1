"""The form for one offer in the draft of the next language plan."""

from qualification.plan.commands import NewOffer
from web.forms.base import Form
from web.forms.choice_fields import ChoiceField
from web.forms.options import options_from
from web.forms.text_fields import NumberField, TextField
from web.forms.time_fields import DateField
from web.view.labels import LABELS
from web.view.texts import N_

FIELDS = {
    "institution_code": "hos", "test": "prove", "language_tag": "sprak", "closes": "til", "period_to": "slutt",
    "period_from": "start", "pay_from": "betal_fra", "pay_to": "betal_til",
}  # fmt: skip


class OfferForm(Form):
    """One language at one step, with the days to apply and to pay."""

    prove = ChoiceField(
        N_("Prøve eller kurs"), options=options_from(LABELS["test"]), missing=N_("Velg prøve")
    )
    sprak = ChoiceField(N_("Språk"), marker="optional", help=N_("TAO er for alle språk.")).optional()
    hos = ChoiceField(N_("Institusjon"), missing=N_("Velg institusjon"))
    fra = DateField(N_("Påmelding fra"), missing=N_("Skriv første dag for påmelding"))
    til = DateField(N_("Påmelding til og med"), missing=N_("Skriv siste dag for påmelding"))
    betal_fra = DateField(N_("Betaling fra"), marker="optional").optional()
    betal_til = DateField(N_("Betaling til og med"), marker="optional").optional()
    start = DateField(N_("Begynner"), missing=N_("Skriv når perioden begynner"))
    slutt = DateField(N_("Slutter"), missing=N_("Skriv når perioden slutter"))
    sted = TextField(
        N_("Sted"), most=120, marker="optional", help=N_("La stå tomt når alt er digitalt.")
    ).optional()
    pris = NumberField(N_("Pris i kroner"), most=50_000, marker="optional").optional()

    def new(self) -> NewOffer:
        """The offer that is written."""
        return NewOffer(self.hos, self.prove, self.sprak, self.start, self.slutt, self.fra, self.til, self.betal_fra,
                        self.betal_til, self.sted or "", self.pris)  # fmt: skip

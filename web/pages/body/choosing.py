"""The small forms of step 3: the lowest category, the wished interpreters, and one not to ask."""

from web.forms.base import Form
from web.forms.choice_fields import ChoiceField, YesField
from web.forms.options import Option
from web.forms.text_fields import DigitsField, TextField
from web.view.texts import N_


class QueueForm(Form):
    """Which categories are asked. All of A–E are qualified (tolkeloven § 7)."""

    kategori = ChoiceField(
        N_("Hvilke kategorier skal vi spørre?"),
        options=(
            Option("E", N_("Alle (A–E)")), Option("D", N_("D eller bedre")), Option("C", N_("C eller bedre")),
            Option("B", N_("B eller bedre")), Option("A", N_("Bare kategori A")),
        ),
        help=N_("Alle kategoriene er kvalifiserte. Vi spør alltid de best kvalifiserte først."),
    )  # fmt: skip


class WishForm(Form):
    """What wishes for named interpreters and the lowest category mean when nobody is found (features 16 and 18)."""

    kategori_ellers = YesField(N_("Finner vi ingen, spør også lavere kategorier, én om gangen"))
    onsket_vekt = ChoiceField(
        N_("Tolken dere har valgt: må eller ønske?"),
        options=(
            Option("onske", N_("Ønske"), help=N_("Vi spør tolken først i sin kategori.")),
            Option("maa", N_("Må"), help=N_("Vi spør bare den eller dem dere har valgt.")),
        ),
    ).optional()  # fmt: skip
    onsket_grunn = TextField(
        N_("Hvorfor må det være denne tolken?"), most=60,
        help=N_("For eksempel at tolken har vært med i saken før. Ikke skriv navn."),
        says={"national_id": N_("Fjern fødselsnummeret. Tolken skal ikke vite hvem det tolkes for før oppdraget")},
    ).optional()  # fmt: skip
    onsket_ellers = YesField(N_("Kan ikke tolken, spør andre i rekkefølge"))

    def check(self) -> None:
        """To ask only one, past all who are better qualified, needs a recorded reason."""
        if self.onsket_vekt == "maa" and not self.onsket_grunn:
            self.refuse(
                "onsket_grunn", "interpreter_reason_missing", N_("Skriv hvorfor det må være denne tolken")
            )


class ExcludeForm(Form):
    """An interpreter who shall not be asked; no reason is asked for."""

    nummer = DigitsField(
        N_("Tolkenummer"), missing=N_("Skriv tolkenummeret"), help=N_("Står på tolkebeviset og i registeret"),
        says={"digits_only": N_("Tolkenummeret har bare sifre")},
    )  # fmt: skip

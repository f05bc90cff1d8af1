"""The small forms of step 3: the lowest category to ask, and the number of an interpreter not to ask."""

from web.forms.base import Form
from web.forms.choice_fields import ChoiceField
from web.forms.options import Option
from web.forms.text_fields import DigitsField
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


class ExcludeForm(Form):
    """An interpreter who shall not be asked; no reason is asked for."""

    nummer = DigitsField(
        N_("Tolkenummer"), missing=N_("Skriv tolkenummeret"), help=N_("Står på tolkebeviset og i registeret"),
        says={"digits_only": N_("Tolkenummeret har bare sifre")},
    )  # fmt: skip

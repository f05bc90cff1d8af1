"""The form for saying what one would like to be tested or taught in."""

from web.forms.base import Form
from web.forms.choice_fields import ChoiceField
from web.forms.options import options_from
from web.forms.text_fields import TextField
from web.view.labels import LABELS
from web.view.texts import N_

KEEP_THE_WORD = "ordet"


class InterestForm(Form):
    """A test or course and a language in one's own words; `valgt` answers when the word may mean several."""

    prove = ChoiceField(
        N_("Hva vil du ta?"), options=options_from(LABELS["wish"]), missing=N_("Velg hva du vil ta")
    )
    sprak = TextField(
        N_("Hvilket språk?"), most=80, missing=N_("Skriv språket"),
        help=N_("Skriv det du selv kaller språket. Det trenger ikke å stå i registeret."),
    )  # fmt: skip
    valgt = ChoiceField(N_("Hvilket språk mener du?")).optional()

"""The form of a room's door."""

from web.forms.base import Form
from web.forms.text_fields import TextField
from web.view.texts import N_


class CodeForm(Form):
    """For those who were given a number and a code instead of a link."""

    nummer = TextField(
        N_("Oppdragsnummer"), missing=N_("Skriv oppdragsnummeret"), most=20, help=N_("For eksempel 26-004182"),
    )  # fmt: skip
    kode = TextField(
        N_("Kode"), missing=N_("Skriv koden"), most=40,
        help=N_("Ti bokstaver og tall. Store og små bokstaver, mellomrom og bindestreker betyr ingenting."),
    )  # fmt: skip

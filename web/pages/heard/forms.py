"""The forms of whoever is heard: a statement, more time, a representative, access to the papers."""

from tolkeregister.complaints.heard.rules import LONGEST_CAUSE, LONGEST_NAME
from tolkeregister.decisions.notices.commands import LONGEST_REPLY
from web.forms.base import Form
from web.forms.choice_fields import YesField
from web.forms.text_fields import EmailField, TextField
from web.forms.time_fields import DateField
from web.view.texts import N_


class StatementForm(Form):
    """Own words; the files are read apart."""

    uttalelse = TextField(
        N_("Hva mener du?"), most=LONGEST_REPLY, missing=N_("Skriv hva du mener"),
        help=N_("Skriv med egne ord. Du trenger ikke vise til noen lov."),
    )  # fmt: skip
    filer = TextField(
        N_("Legg ved filer"), marker="optional",
        help=N_("PDF, JPG eller PNG, opptil fem filer og 8 MB til sammen. Vi tar bort skjulte opplysninger i filene."),
    ).optional()  # fmt: skip


class ButtonForm(Form):
    """Only a button."""


class MoreTimeForm(Form):
    """Until when, and why."""

    til = DateField(N_("Når kan du svare?"), not_past=True, missing=N_("Skriv når du kan svare"))
    hvorfor = TextField(
        N_("Hvorfor trenger du mer tid?"), most=LONGEST_CAUSE, missing=N_("Skriv hvorfor"),
        help=N_("For eksempel at du er syk, eller at du venter på en advokat."),
    )  # fmt: skip


class RepresentativeForm(Form):
    """Who may read and speak for the party."""

    navn = TextField(N_("Navn på fullmektigen"), most=LONGEST_NAME, missing=N_("Skriv navnet"))
    epost = EmailField(
        N_("E-post til fullmektigen"), missing=N_("Skriv e-postadressen"),
        help=N_("Vi sender en adresse dit. Den åpner saken, så skriv den nøyaktig."),
    )  # fmt: skip
    advokat = YesField(N_("Fullmektigen er advokat"))
    datert = DateField(N_("Fullmakten er datert"), missing=N_("Skriv datoen"))


class AccessForm(Form):
    """What the party wants to see."""

    hva = TextField(
        N_("Hva vil du se?"), most=LONGEST_CAUSE, marker="optional",
        help=N_("Skriver du ingenting, vurderer vi alle dokumentene du ikke har fått."),
    ).optional()  # fmt: skip

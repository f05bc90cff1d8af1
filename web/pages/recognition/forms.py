"""The forms about recognition."""

from web.forms.base import Form
from web.forms.choice_fields import ChoiceField, LanguageField
from web.forms.options import options_from
from web.forms.text_fields import DigitsField, TextField
from web.forms.time_fields import DateField
from web.pages.applications.countries import CountryField
from web.view.labels import LABELS
from web.view.labels_of_applications import APPLICATIONS
from web.view.labels_of_decisions import DECISIONS
from web.view.texts import N_

_LANGUAGE = N_("Velg et språk")


class NewForm(Form):
    """An application that came by post."""

    nummer = DigitsField(N_("Fødselsnummer eller D-nummer"), missing=N_("Skriv nummeret"))
    mottatt = DateField(N_("Når kom søknaden?"), missing=N_("Skriv når søknaden kom"))
    spraak = LanguageField(N_("Hvilket språk?"), missing=_LANGUAGE)
    type = ChoiceField(
        N_("Hva slags tolking?"), options=options_from(LABELS["type"]), missing=N_("Velg hva slags tolking")
    )
    land = CountryField(N_("Hvor er kvalifikasjonen fra?"), missing=N_("Velg et land"))
    kvalifikasjon = TextField(N_("Hva heter kvalifikasjonen?"), most=160, missing=N_("Skriv hva den heter"))
    utsteder = TextField(
        N_("Hvem har utstedt den?"), most=160, missing=N_("Skriv hvem som har utstedt dokumentet")
    )
    utstedt = DateField(N_("Når er den utstedt?"), missing=N_("Skriv når den er utstedt"))


class ExtendForm(Form):
    """Why a month more is needed."""

    hvorfor = TextField(
        N_("Hvorfor trengs en måned til?"), most=1000, missing=N_("Skriv hvorfor det trengs mer tid")
    )


class OutcomeForm(Form):
    """A proposal."""

    utfall = ChoiceField(
        N_("Hva foreslår du?"), options=options_from(APPLICATIONS["recognition_outcome"]),
        missing=N_("Velg hva du foreslår"),
    )  # fmt: skip
    begrunnelse = TextField(
        N_("Begrunnelse"), most=4000, missing=N_("Skriv en begrunnelse"),
        help=N_("Står i brevet. En tom linje gir nytt avsnitt."),
    )  # fmt: skip
    habil = ChoiceField(
        N_("Er du habil i saken?"), options=options_from(DECISIONS["tie"]), missing=N_("Velg om du er habil"),
        help=N_("Du kan ikke behandle saken om deg selv, en slektning eller en du har hatt i opplæring."),
    )  # fmt: skip


class ProvisionForm(Form):
    """Somebody who provides services for a time."""

    navn = TextField(N_("Navn"), most=120, missing=N_("Skriv navnet"))
    land = CountryField(N_("Hvor er tolken etablert?"), has_elsewhere=False, missing=N_("Velg et land"))
    spraak = LanguageField(N_("Hvilket språk?"), missing=_LANGUAGE)
    rett = TextField(
        N_("Hva gir retten til å tolke der?"), most=160, missing=N_("Skriv hva som gir retten til å tolke")
    )
    fra = DateField(N_("Fra"), missing=N_("Skriv fra hvilken dag"))
    til = DateField(
        N_("Til"), missing=N_("Skriv til hvilken dag"), help=N_("Den første dagen det ikke gjelder lenger.")
    )

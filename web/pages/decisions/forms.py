"""The forms about cases, decisions and appeals."""

from tolkeregister.decisions.appeals.commands import LONGEST
from tolkeregister.decisions.notices.commands import LONGEST_REPLY
from tolkeregister.decisions.outcomes.commands import LONGEST_REASONS
from web.forms.base import Form
from web.forms.choice_fields import ChoiceField
from web.forms.options import Option, options_from
from web.forms.text_fields import NumberField, TextField
from web.forms.time_fields import DateField
from web.view.labels_of_decisions import DECISIONS
from web.view.texts import N_

NOTICE, URGENT = "varsle", "haster"


class HabilitetForm(Form):
    """What ties the officer to the person."""

    habil = ChoiceField(
        N_("Er du habil i saken?"), options=options_from(DECISIONS["tie"]), missing=N_("Velg om du er habil"),
        help=N_("Du kan ikke behandle saken om deg selv, en slektning eller en du har hatt i opplæring."),
    )  # fmt: skip


class NoticeForm(Form):
    """A notice before a decision, or why there is no time for one."""

    varsel = ChoiceField(
        N_("Skal parten varsles?"),
        options=(
            Option(NOTICE, N_("Ja, send forhåndsvarsel")),
            Option(URGENT, N_("Nei, det haster, og grunnen skrives i saken")),
        ),
        missing=N_("Velg om parten skal varsles"),
    )
    begrunnelse = TextField(
        N_("Begrunnelse"), most=LONGEST_REASONS, missing=N_("Skriv en begrunnelse"),
        help=N_("Står i brevet når parten varsles, ellers i saken."),
    )  # fmt: skip
    dager = NumberField(
        N_("Dager til å svare"),
        least=14,
        most=90,
        marker="optional",
        help=N_("Fra 14 til 90 dager. Uten tall får parten tre uker."),
    ).optional()


class DraftForm(Form):
    """A proposal. The rule's version and the facts come from the case and are not typed."""

    utfall = ChoiceField(N_("Hva blir vedtaket?"), missing=N_("Velg utfall"))
    hjemmel = TextField(
        N_("Hjemmel"), most=200, missing=N_("Skriv hjemmelen"), help=N_("For eksempel tolkeloven § 17.")
    )
    begrunnelse = TextField(
        N_("Begrunnelse"), most=LONGEST_REASONS, missing=N_("Skriv en begrunnelse"),
        help=N_("Står i brevet. En tom linje gir nytt avsnitt."),
    )  # fmt: skip
    fra = DateField(
        N_("Gjelder fra"),
        not_past=True,
        marker="optional",
        help=N_("Uten dato gjelder vedtaket når det signeres."),
    ).optional()
    erstatter = ChoiceField(N_("Erstatter vedtak"), marker="optional").optional()


class RemarkForm(Form):
    """Why a draft is sent back."""

    merknad = TextField(N_("Hva må endres?"), most=2000, missing=N_("Skriv hva som må endres"))


class PaperAppealForm(Form):
    """An appeal that came by post."""

    sendt = DateField(N_("Når ble klagen sendt?"), missing=N_("Skriv når klagen ble sendt"),
                      help=N_("Poststempelet teller. Uten det: dagen den kom."))  # fmt: skip
    klage = TextField(N_("Hva står i klagen?"), most=LONGEST, missing=N_("Skriv hva som står i klagen"))
    hvorfor = TextField(
        N_("Hvorfor kom den etter fristen?"), most=2000, marker="optional",
        help=N_("Trengs bare når fristen er gått ut."),
    ).optional()  # fmt: skip


class StepForm(Form):
    """The next step in handling an appeal."""

    steg = ChoiceField(N_("Hva er gjort?"), missing=N_("Velg hva som er gjort"))
    begrunnelse = TextField(N_("Begrunnelse"), most=LONGEST, missing=N_("Skriv en begrunnelse"))


class OwnAppealForm(Form):
    """An appeal in the person's own words."""

    klage = TextField(
        N_("Hva er du uenig i, og hvorfor?"), most=LONGEST, missing=N_("Skriv hva du er uenig i"),
        help=N_("Skriv med egne ord. Du trenger ikke vise til noen lov."),
    )  # fmt: skip
    hvorfor = TextField(
        N_("Hvorfor klager du etter fristen?"), most=2000, marker="optional",
        help=N_("Trengs bare når fristen er gått ut."),
    ).optional()  # fmt: skip


class ReplyForm(Form):
    """The person's answer to a notice."""

    svar = TextField(
        N_("Hva mener du?"), most=LONGEST_REPLY, missing=N_("Skriv svaret ditt"),
        help=N_("Skriv med egne ord. Svaret legges i saken."),
    )  # fmt: skip

"""The forms about police certificates. No file is ever sent, and the day of issue is judged and not kept (PA1, PA2)."""

from web.forms.base import Form
from web.forms.choice_fields import ChoiceField, YesField
from web.forms.options import Option, options_from
from web.forms.text_fields import DigitsField, NumberField, TextField
from web.forms.time_fields import DateField
from web.view.labels import LABELS
from web.view.texts import N_

_KINDS = options_from(LABELS["certificate_kind"])
_DEMANDS = options_from(
    LABELS["certificate_demand"],
    {
        "standard": N_("Det som står i oversikten for sektoren."),
        "not_required": N_("Alle tolker kan spørres uten attest."),
        "before_start": N_("Alle kan spørres. De som har vist attest, kommer først i sin kategori."),
        "before_asking": N_("Bare de som har vist attest, blir spurt."),
    },
)


class SeenForm(Form):
    """A certificate somebody has shown."""

    tolkenr = DigitsField(
        N_("Tolkenummer"), missing=N_("Skriv tolkenummeret"), help=N_("Står på tolkebeviset og i registeret"),
        says={"digits_only": N_("Tolkenummeret har bare sifre")},
    )  # fmt: skip
    sett = DateField(N_("Når så dere attesten?"), missing=N_("Skriv når dere så attesten"))
    utstedt = DateField(
        N_("Når er den utstedt?"), missing=N_("Skriv når attesten er utstedt"),
        help=N_("Vi kontrollerer alderen og lagrer ikke datoen."),
    )  # fmt: skip
    type = ChoiceField(N_("Hvilken attest er det?"), options=_KINDS, missing=N_("Velg type attest"))
    formaal = ChoiceField(
        N_("Hva er den utstedt for?"), options=options_from(LABELS["certificate_purpose"]),
        missing=N_("Velg hva attesten er utstedt for"),
    )  # fmt: skip
    original = YesField(
        N_("Jeg har sett attesten, og det står ingenting i den som hindrer oppdrag for oss"), must=True,
        missing=N_("Bekreft at dere har sett attesten"),
    )  # fmt: skip


class WithdrawForm(Form):
    """Why a record is taken back."""

    grunn = ChoiceField(
        N_("Hvorfor trekker dere registreringen?"), options=options_from(LABELS["certificate_withdrawal"]),
        missing=N_("Velg hvorfor"),
    )  # fmt: skip


class RequirementForm(Form):
    """What a body decides from a day."""

    krav = ChoiceField(N_("Hva skal gjelde?"), options=_DEMANDS, missing=N_("Velg hva som skal gjelde"))
    type = ChoiceField(N_("Hvilken attest?"), options=_KINDS, marker="optional").optional()
    fra = DateField(N_("Gjelder fra"), not_past=True, missing=N_("Skriv fra hvilken dag det gjelder"))
    til = DateField(
        N_("Gjelder til"), marker="optional", help=N_("Den første dagen det ikke gjelder lenger.")
    ).optional()
    grunnlag = TextField(
        N_("Hvilken lov bygger det på?"), most=120, missing=N_("Skriv hvilken lov det bygger på"),
        help=N_("For eksempel tolkeloven § 10. En attest kan bare kreves med hjemmel."),
    )  # fmt: skip
    alder = NumberField(
        N_("Høyeste alder når den vises, i måneder"), least=1, most=60, marker="optional",
        help=N_("Uten tall gjelder tre måneder."),
    ).optional()  # fmt: skip
    gjelder = NumberField(
        N_("Hvor lenge det holder at den er sett, i måneder"), least=1, most=60, marker="optional",
        help=N_("Uten tall gjelder tolv måneder."),
    ).optional()  # fmt: skip

    def check(self) -> None:
        """A demand names a kind, and nothing else does."""
        if self.krav in ("before_start", "before_asking") and not self.type:
            self.refuse("type", "missing", N_("Velg hvilken attest som kreves"))
        if self.til and self.til <= self.fra:
            self.refuse("til", "dates_reversed", N_("Til-datoen må være etter fra-datoen"))

    @property
    def kind(self) -> str | None:
        """The kind that is required, if any."""
        return self.type if self.krav in ("before_start", "before_asking") else None


class OwnRequirementForm(RequirementForm):
    """For the own body or one of its units."""

    enhet = ChoiceField(N_("Hvem gjelder det?"), missing=N_("Velg hvem det gjelder"))


class BodyRequirementForm(RequirementForm):
    """For any public body, by the directorate."""

    orgnr = DigitsField(
        N_("Organisasjonsnummer"), missing=N_("Skriv organisasjonsnummeret"),
        says={"digits_only": N_("Organisasjonsnummeret har bare sifre")},
    )  # fmt: skip


WHOLE_BODY = Option("alle", N_("Hele virksomheten"))

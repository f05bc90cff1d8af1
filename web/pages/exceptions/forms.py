"""The forms of exceptions. What must be stated is the domain's to judge; its reasons are shown at these fields."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Self

from booking.exceptions.rules.grounds import GroundRow
from booking.exceptions.rules.statement import LEAST_REASON, MOST_REASON, Statement
from tolkeregister.core.decisions import Reason, reason
from web.forms.base import Form
from web.forms.choice_fields import ChoiceField, LanguageField, YesField
from web.forms.options import Option, options_from
from web.forms.text_fields import DigitsField, PhoneField, TextField
from web.forms.time_fields import ClockField, DateField
from web.view.labels import LABELS
from web.view.texts import N_

_NO_NUMBER = {"national_id": N_("Fjern fødselsnummeret")}
_NO_NAMES = N_("Ikke skriv navn, fødselsnummer eller helseopplysninger.")
_GROUND_HELPS = {
    "not_defensible_to_wait": N_(
        "Samtalen kan ikke utsettes til en kvalifisert tolk er ledig. Tolkeloven § 7 andre ledd."
    ),
    "emergency": N_("Det er fare for liv, helse eller sikkerhet. Tolkeloven § 7 andre ledd."),
    "strong_reasons": N_("Du må forklare hvilke. Tolkeloven § 7 andre ledd."),
    "dispensation": N_(
        "Oppdraget må begynne senest 31. desember 2026, og kvalifiserte tolker må være spurt hvis språket har noen."
        " Tolkeloven § 7 femte ledd."
    ),
}

# The domain's names of what is stated, and the fields they are stated in.
FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "ground": "unntak", "decided_by": "bestemt", "reason": "begrunnelse", "name": "tolknavn", "phone": "tolktlf",
        "number": "tolkenr", "is_adult": "voksen", "is_impartial": "habil", "knows_confidentiality": "taushet",
        "claim": "kvalifisert", "proof": "bevis",
    }
)  # fmt: skip


class StatementForm(Form):
    """Ground, reason and decider; who will interpret, and how we know."""

    unntak = ChoiceField(
        N_("Hvilket unntak gjelder?"), says={"not_an_option": N_("Velg hvilket unntak som gjelder")}
    ).optional()
    begrunnelse = TextField(
        N_("Begrunnelse"), most=MOST_REASON, says=_NO_NUMBER,
        help=N_("Hva skjer hvis dere venter? Ikke skriv navn, fødselsnummer eller helseopplysninger."),
    ).optional()  # fmt: skip
    bestemt = TextField(
        N_("Hvem har bestemt dette?"),
        most=120,
        help=N_("Navn og stilling. Det kan være deg."),
        says=_NO_NUMBER,
    ).optional()
    tolknavn = TextField(N_("Navn"), most=120, says=_NO_NUMBER).optional()
    tolktlf = PhoneField(N_("Telefonnummer")).optional()
    tolkenr = DigitsField(
        N_("Tolkenummer, hvis personen har det"),
        help=N_("Den som står i registeret, bestilles på vanlig måte og bare i språkene sine."),
    ).optional()
    kvalifisert = ChoiceField(
        N_("Er personen kvalifisert?"),
        options=(
            Option("not_qualified", LABELS["claim"]["not_qualified"]),
            Option("unlisted", LABELS["claim"]["unlisted"],
                   help=N_("Oppdraget teller som kvalifisert først når IMDi har kontrollert det.")),
        ),
    ).optional()  # fmt: skip
    bevis = TextField(
        N_("Hva viser at personen er kvalifisert?"), most=300, says=_NO_NUMBER,
        help=N_("For eksempel utdanning, prøve, sted og år. IMDi ser det du skriver."),
    ).optional()  # fmt: skip
    voksen = YesField(
        N_("Personen er over 18 år"), help=N_("Barn skal ikke brukes som tolk (tolkeloven § 4).")
    )
    habil = YesField(N_("Personen er ikke i familie med noen av partene, og har ikke egen interesse i saken"))
    taushet = YesField(N_("Jeg har gjort personen kjent med taushetsplikten"))

    def statement(self, *, ground: str | None = None, decided_by: str | None = None) -> Statement:
        """What is stated; ground and decider may be known from before. The form must be valid."""
        return Statement(
            ground=ground or self.unntak, decided_by=decided_by or self.bestemt, reason=self.begrunnelse,
            name=self.tolknavn, phone=self.tolktlf, number=self.tolkenr, is_adult=self.voksen,
            is_impartial=self.habil, knows_confidentiality=self.taushet, claim=self.kvalifisert,
            proof=self.bevis if self.kvalifisert == "unlisted" else None,
        )  # fmt: skip

    def offer_only(self, grounds: Sequence[GroundRow]) -> Self:
        """Show the grounds there are for the assignment, and one that was chosen, for its error stands there."""
        there = {row.code for row in grounds} | set(self._given["unntak"])
        shown = tuple(each for each in self.options_of("unntak") if each.value in there)
        self._options = {**self._options, "unntak": shown}
        return self

    def show_reasons(self, reasons: Iterable[Reason]) -> None:
        """The domain's reasons at the fields they are about."""
        for each in reasons:
            name = FIELDS.get(str(each.facts.get("field", "")), "")
            self.refuse_reasons([reason(each.code, **{**each.facts, "field": name})])


def ground_options(grounds: Sequence[GroundRow]) -> tuple[Option, ...]:
    """The grounds there are for an assignment, with their place in the law."""
    return tuple(
        Option(row.code, LABELS["ground"][row.code], help=_GROUND_HELPS.get(row.code, "")) for row in grounds
    )


class ChildForm(Form):
    """A child was used: when, why, and who decided. Nothing about the child."""

    enhet = ChoiceField(N_("Hvilken enhet gjelder det?"), missing=N_("Velg enhet"))
    sprak = LanguageField(N_("Språk"), missing=N_("Velg språk"))
    dato = DateField(N_("Dato"), missing=N_("Velg hvilken dag det var"))
    fra = ClockField(N_("Omtrent klokka"), missing=N_("Skriv omtrent når det var"))
    grunn = ChoiceField(
        N_("Hvorfor ble et barn brukt?"),
        options=(
            Option("emergency", LABELS["child_ground"]["emergency"]),
            Option("defensible", LABELS["child_ground"]["defensible"],
                   help=N_("Vurdert ut fra barnet og omstendighetene ellers.")),
        ),
        missing=N_("Velg hvorfor et barn ble brukt"),
    )  # fmt: skip
    begrunnelse = TextField(
        N_("Vurderingen"), least=LEAST_REASON, most=MOST_REASON, help=_NO_NAMES, says=_NO_NUMBER,
        missing=N_("Skriv hvordan dere vurderte det"),
    )  # fmt: skip
    bestemt = TextField(
        N_("Hvem bestemte det?"), most=120, help=N_("Navn og stilling. Det kan være deg."), says=_NO_NUMBER,
        missing=N_("Skriv hvem som bestemte det"),
    )  # fmt: skip


class ListForm(Form):
    """Which exceptions to show."""

    unntak = ChoiceField(N_("Unntak"), options=options_from(LABELS["ground"])).optional()
    fra = DateField(N_("Fra og med")).optional()
    til = DateField(N_("Til og med")).optional()

    def check(self) -> None:
        """The days must be in order."""
        if self.fra and self.til and self.til < self.fra:
            self.refuse("til", "dates_reversed", N_("Til-datoen må være lik eller etter fra-datoen"))

    def pairs(self) -> list[tuple[str, object]]:
        """The query."""
        return [(name, self[name].value) for name in self.names if self[name].value]


class CheckForm(Form):
    """The directorate's decision about a claim."""

    svar = ChoiceField(
        N_("Oppfyller personen kravene til å stå i registeret?"),
        options=(
            Option("ja", N_("Ja, personen er kvalifisert")), Option("nei", N_("Nei, personen er ikke kvalifisert")),
        ),
        missing=N_("Velg om personen oppfyller kravene"), help=N_("Tolkeloven § 7 tredje ledd."),
    )  # fmt: skip
    begrunnelse = TextField(
        N_("Begrunnelse"), least=LEAST_REASON, most=MOST_REASON, missing=N_("Skriv en begrunnelse"), says=_NO_NUMBER,
        help=N_("Bestilleren ser begrunnelsen."),
    )  # fmt: skip

"""The two forms of an order: the assignment itself, and the conversation.

There is no field for the person interpreted for (feature 23); free text with a national identity number is refused.
"""

from web.forms.base import Form
from web.forms.choice_fields import ChoiceField, LanguageField, MunicipalityField, YesField
from web.forms.options import Option, options_from
from web.forms.text_fields import TextField
from web.forms.time_fields import ClockField, DateField, DurationField
from web.pages.body import screen_plan
from web.pages.body.start_time import ROUND_OPTIONS, StartForm
from web.pages.public.search_form import DURATIONS, GENDER_OPTIONS, LONGEST_AHEAD
from web.view.labels import LABELS
from web.view.texts import N_

_NO_NUMBER = {
    "national_id": N_("Fjern fødselsnummeret. Tolken skal ikke vite hvem det tolkes for før oppdraget")
}
_MODE_OPTIONS = (
    Option("skjerm", LABELS["mode"]["screen"]),
    Option("telefon", LABELS["mode"]["phone"]),
    Option("fremmote", LABELS["mode"]["in_person"]),
)
_WHEN_OPTIONS = (
    Option("maa", N_("Først når ingen kan på den måten dere har valgt")),
    Option("onske", N_("Med en gang, hvis tolken er bedre kvalifisert")),
)
# A must keeps others out; a wish orders inside the category (features 16 and 18).
MUST_OR_WISH = (Option("maa", N_("Må")), Option("onske", N_("Ønske")))
# What is meant when nothing is said; it is not carried along in the address.
USUAL = {
    "metode_vekt": "maa", "erfaring_vekt": "onske", "kjonn_vekt": "maa", "klarering_vekt": "maa",
    "onsket_vekt": "onske", "prov": "15",
}  # fmt: skip
_DUTY_OPTIONS = options_from(
    LABELS["duty_basis"],
    {
        "special_statute": N_("For eksempel straffeprosessloven. Dere skriver hvilken lov nedenfor."),
        "legal_safeguards": N_("Tolkeloven § 6 første ledd"),
        "proper_help": N_("Tolkeloven § 6 første ledd"),
        "voluntary": N_("Tolkeloven § 6 andre ledd"),
    },
)


class AssignmentForm(StartForm):
    """Step 1: language, time, method, place, and why there is a need (rules B2, R1, T2)."""

    enhet = ChoiceField(N_("Hvilken enhet bestiller?"), missing=N_("Velg hvilken enhet som bestiller"))
    sprak = LanguageField(N_("Språk"), missing=N_("Velg språk"))
    dato = DateField(N_("Dato"), not_past=True, missing=N_("Velg hvilken dag samtalen er"))
    fra = ClockField(N_("Fra kl."), missing=N_("Skriv når samtalen begynner"))
    omgang = ChoiceField(N_("Klokka viser dette to ganger denne natten. Hvilken gang mener dere?"),
                         options=ROUND_OPTIONS).optional()  # fmt: skip
    varighet = DurationField(
        N_("Varighet"), options=DURATIONS, missing=N_("Velg hvor lenge samtalen varer"),
        help=N_("Husk at alt blir sagt to ganger"),
    )  # fmt: skip
    metode = ChoiceField(
        N_("Tolkemetode"), options=_MODE_OPTIONS, missing=N_("Velg skjerm, telefon eller fremmøte"),
        says={"not_an_option": N_("Velg skjerm, telefon eller fremmøte")},
    )  # fmt: skip
    metode2 = ChoiceField(N_("Hvis ingen kan det, hva er nest best?"), options=_MODE_OPTIONS).optional()
    metode3 = ChoiceField(N_("Og til slutt?"), options=_MODE_OPTIONS).optional()
    metode_vekt = ChoiceField(
        N_("Når kan vi spørre om en annen metode?"), options=_WHEN_OPTIONS,
        help=N_("En bedre kategori går alltid foran et ønske."),
    ).optional()  # fmt: skip
    videorom = TextField(
        N_("Har dere et bestemt videorom?"), most=60, marker="optional", says=_NO_NUMBER,
        help=N_("Vises for tolken som har takket ja. For eksempel videorom 2 i tinghuset."),
    ).optional()  # fmt: skip
    sted = MunicipalityField(
        N_("Kommunen samtalen er i"),
        missing=N_("Velg kommunen samtalen er i"),
        help=N_("Den teller i statistikken"),
    )
    adresse = TextField(
        N_("Hvor skal tolken møte?"), most=120, help=N_("Adresse, etasje og hvem tolken spør etter. Ikke navn."),
        says=_NO_NUMBER,
    ).optional()  # fmt: skip
    grunnlag = ChoiceField(
        N_("Hvorfor trenger dere tolk?"), options=_DUTY_OPTIONS, missing=N_("Velg hvorfor dere trenger tolk")
    )
    lov = TextField(
        N_("Hvilken lov krever tolk?"),
        most=100,
        help=N_("For eksempel straffeprosessloven § 135"),
        says=_NO_NUMBER,
    ).optional()

    def check(self) -> None:
        """Coming in person needs an address, a special statute its name."""
        others = [each for each in (self.metode2, self.metode3) if each]
        if self.metode3 and not self.metode2:
            self.refuse("metode2", "missing", N_("Velg det nest beste først"))
        elif len({self.metode, *others}) < 1 + len(others):
            name = "metode2" if self.metode2 == self.metode else "metode3"
            self.refuse(name, "repeated", N_("Velg hver metode bare én gang"))
        if "fremmote" in (self.metode, *others) and not self.adresse:
            self.refuse("adresse", "address_missing", N_("Skriv adressen tolken skal møte på"))
        if self.grunnlag == "special_statute" and not self.lov:
            self.refuse("lov", "statute_missing", N_("Skriv hvilken lov som krever tolk"))
        latest = self.today + LONGEST_AHEAD
        if self.dato > latest:
            self.refuse("dato", "date_too_late", N_("Datoen kan være opptil to år fram i tid"))


class ConversationForm(Form):
    """Step 2: what the interpreter needs to judge competence and impartiality by (rules B8, H1), and wishes (S5)."""

    samtaletema = TextField(
        N_("Hva handler samtalen om?"), most=120, missing=N_("Skriv hva samtalen handler om"), says=_NO_NUMBER,
        help=N_("To–tre ord holder. Tolken trenger det for å forberede seg. Ikke skriv navn."), marker="required",
    )  # fmt: skip
    deltakere = TextField(
        N_("Hvem er med?"), most=120, missing=N_("Skriv hvem som er med"), says=_NO_NUMBER,
        help=N_("Rolle, ikke navn. For eksempel saksbehandler, mor og advokat."), marker="required",
    )  # fmt: skip
    prov = screen_plan.test_time()
    planb = screen_plan.plan_b()
    erfaring = ChoiceField(
        N_("Ønsker dere en tolk med erfaring fra et fagfelt?"), marker="optional",
        help=N_("Som ønske spør vi dem først i hver kategori. Som krav spør vi bare dem."),
    ).optional()  # fmt: skip
    erfaring_vekt = ChoiceField(
        N_("Erfaring fra fagfeltet: må eller ønske?"), options=MUST_OR_WISH
    ).optional()
    erfaring_ellers = YesField(N_("Finner vi ingen, kan dere spørre tolker uten denne erfaringen"))
    kjonn = ChoiceField(
        N_("Har tolkens kjønn noe å si?"), options=GENDER_OPTIONS, marker="optional",
        help=N_("Velg bare når det er viktig for samtalen. Som krav spør vi ingen andre."),
    ).optional()  # fmt: skip
    kjonn_vekt = ChoiceField(N_("Tolkens kjønn: må eller ønske?"), options=MUST_OR_WISH).optional()
    kjonn_ellers = YesField(N_("Finner vi ingen, kan dere spørre tolker av det andre kjønnet"))
    kjonn_grunn = TextField(
        N_("Hvorfor har kjønnet noe å si?"), most=100, says=_NO_NUMBER,
        help=N_("Fyll ut hvis dere har valgt kjønn."),
    ).optional()  # fmt: skip
    klarering = YesField(N_("Vi trenger en sikkerhetsklarert tolk"))
    klarering_vekt = ChoiceField(N_("Sikkerhetsklarering: må eller ønske?"), options=MUST_OR_WISH).optional()
    klarering_ellers = YesField(
        N_("Finner vi ingen, kan dere spørre tolker uten klarering"),
        help=N_("Kryss av bare når ingenting som blir sagt, er gradert."),
    )

    def check(self) -> None:
        """A gender is asked for only with a reason (rule S5)."""
        if self.kjonn and not self.kjonn_grunn:
            self.refuse("kjonn_grunn", "gender_reason_missing", N_("Skriv hvorfor kjønnet har noe å si"))

    def check_plan(self) -> None:
        """Where a screen may be the way, a number to ring when it fails is part of the order (rule R2)."""
        if not self["planb"].values:
            self.refuse(
                "planb", "plan_b_missing", N_("Skriv telefonnummeret dere går over til hvis skjermen svikter")
            )

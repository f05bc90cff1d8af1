"""The forms of an application, and those of the officers who handle it."""

from qualification.applications.review import LONGEST
from web.forms.base import Form
from web.forms.choice_fields import ChoiceField, LanguageField, ManyField, YesField
from web.forms.options import options_from
from web.forms.text_fields import EmailField, NumberField, PhoneField, TextField
from web.forms.time_fields import DateField
from web.pages.applications.countries import CountryField
from web.view.labels import LABELS
from web.view.labels_of_applications import APPLICATIONS
from web.view.labels_of_decisions import DECISIONS
from web.view.texts import N_


class StartForm(Form):
    """One application for each language and type."""

    spraak = LanguageField(
        N_("Hvilket språk vil du tolke?"), missing=N_("Velg et språk"),
        help=N_("Norsk er alltid det ene språket. Velg det andre."),
    )  # fmt: skip
    type = ChoiceField(
        N_("Hva slags tolking?"), options=options_from(LABELS["type"]), missing=N_("Velg hva slags tolking")
    )


class AboutForm(Form):
    """How the applicant is reached. Name and address come from the population register."""

    epost = EmailField(N_("E-post"), missing=N_("Skriv e-postadressen din"))
    telefon = PhoneField(N_("Mobilnummer"), missing=N_("Skriv mobilnummeret ditt"))


class GroundsForm(Form):
    """What the application builds on."""

    grunnlag = ManyField(
        N_("Hva har du?"), options=options_from(APPLICATIONS["application_ground"]), needed=True,
        missing=N_("Velg minst én ting du bygger søknaden på"), help=N_("Velg alt som passer."),
    )  # fmt: skip


class QualificationForm(Form):
    """The qualification from the EEA or Switzerland that is to be recognised."""

    land = CountryField(N_("Hvor er kvalifikasjonen fra?"), missing=N_("Velg et land"))
    hvordan = ChoiceField(
        N_("Hvordan fikk du den der?"), options=options_from(APPLICATIONS["qualification_basis"]),
        missing=N_("Velg hvordan du fikk kvalifikasjonen"),
    )  # fmt: skip
    kvalifikasjon = TextField(
        N_("Hva heter kvalifikasjonen?"), most=160, missing=N_("Skriv hva kvalifikasjonen heter"),
        help=N_("Skriv navnet på originalspråket."),
    )  # fmt: skip
    utsteder = TextField(
        N_("Hvem har utstedt den?"), most=160, missing=N_("Skriv hvem som har utstedt dokumentet")
    )
    utstedt = DateField(N_("Når er den utstedt?"), missing=N_("Skriv når den er utstedt"))


class WorkForm(Form):
    """The ways of working."""

    metoder = ManyField(
        N_("Hvordan tar du oppdrag?"), options=options_from(LABELS["mode"]), needed=True,
        missing=N_("Velg minst én måte"), help=N_("Du kan endre dette når som helst."),
    )  # fmt: skip


class DeclarationForm(Form):
    """What the applicant declares."""

    sant = YesField(
        N_("Opplysningene er riktige, og dokumentene er ekte"), must=True,
        missing=N_("Bekreft at opplysningene er riktige"),
    )  # fmt: skip
    plikt = YesField(
        N_("Jeg kjenner reglene om god tolkeskikk, taushetsplikt og habilitet, og sier fra om endringer"),
        must=True, missing=N_("Bekreft at du kjenner reglene"),
    )  # fmt: skip


class DocumentForm(Form):
    """One file. Its bytes are read from the request."""

    slag = ChoiceField(
        N_("Hva er dette?"),
        options=options_from(APPLICATIONS["document_kind"]),
        missing=N_("Velg hva filen er"),
    )
    fil = TextField(
        N_("Fil"),
        missing=N_("Velg en fil"),
        help=N_("PDF, JPEG eller PNG, opptil 20 MB. Flere sider i én fil er best."),
    )


class FindingForm(Form):
    """What an officer found in a document."""

    vurdering = ChoiceField(
        N_("Hva fant du?"),
        options=options_from(APPLICATIONS["document_verdict"]),
        missing=N_("Velg hva du fant"),
    )
    bevis = ChoiceField(
        N_("Hva dokumenterer det?"), options=options_from(APPLICATIONS["evidence_kind"]), marker="optional",
        help=N_("Trengs når dokumentet er verifisert."),
    ).optional()  # fmt: skip
    utsteder = TextField(N_("Hvem har utstedt det?"), most=120, marker="optional").optional()
    utstedt = DateField(N_("Når er det utstedt?"), marker="optional").optional()
    referanse = TextField(N_("Nummer eller referanse"), most=80, marker="optional").optional()
    merknad = TextField(N_("Merknad i saken"), most=1000, marker="optional").optional()


class MoreForm(Form):
    """What the applicant is asked for."""

    hva = TextField(
        N_("Hva må søkeren sende?"), most=LONGEST, missing=N_("Skriv hva søkeren må sende"),
        help=N_("Står i brevet. En tom linje gir nytt avsnitt."),
    )  # fmt: skip
    dager = NumberField(N_("Dager til å svare"), least=1, most=365, missing=N_("Skriv antall dager"))


class ReportForm(Form):
    """Whether the police are told of a document."""

    anmeldt = ChoiceField(
        N_("Er forholdet anmeldt?"),
        options=options_from(
            {"reported": N_("Ja, anmeldt til politiet"), "not_reported": N_("Nei, ikke anmeldt")}
        ),
        missing=N_("Velg om forholdet er anmeldt"),
    )
    notat = TextField(
        N_("Notat"), most=2000, missing=N_("Skriv hva du har vurdert"), help=N_("Bare IMDi ser notatet.")
    )


class ListingForm(Form):
    """The officer's own part of a proposal to list: the rest follows from the evidence."""

    habil = ChoiceField(
        N_("Er du habil i saken?"), options=options_from(DECISIONS["tie"]), missing=N_("Velg om du er habil"),
        help=N_("Du kan ikke behandle saken om deg selv, en slektning eller en du har hatt i opplæring."),
    )  # fmt: skip


class ProtectedListingForm(ListingForm):
    """For a person with a protected address (rule P3)."""

    beskyttet = TextField(
        N_("Hvilken beslutning gjør at personen kan vises?"), most=500,
        missing=N_("Skriv hvilken beslutning som gjør at personen kan vises"),
        help=N_("Uten en dokumentert beslutning kan ingen med adressesperre stå åpent i registeret."),
    )  # fmt: skip


class RefusalForm(ListingForm):
    """Why an application is refused or rejected."""

    utfall = ChoiceField(
        N_("Hva foreslår du?"),
        options=options_from({
            "refused": N_("Avslag: vilkårene er ikke oppfylt"),
            "rejected": N_("Avvisning: søkeren har ikke sendt det vi ba om"),
        }),
        missing=N_("Velg hva du foreslår"),
    )  # fmt: skip
    begrunnelse = TextField(
        N_("Begrunnelse"), most=LONGEST, missing=N_("Skriv en begrunnelse"),
        help=N_("Står i brevet. En tom linje gir nytt avsnitt."),
    )  # fmt: skip

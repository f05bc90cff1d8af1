"""The forms about complaints."""

from tolkeregister.complaints.heard.rules import LONGEST_CAUSE
from tolkeregister.complaints.hearing import LONGEST_COPY
from tolkeregister.complaints.information import LONGEST
from tolkeregister.complaints.intake import LONGEST_REMARK
from tolkeregister.complaints.reporting.content import LONGEST_MESSAGE
from tolkeregister.decisions.notices.commands import LONGEST_REPLY
from tolkeregister.decisions.outcomes.commands import LONGEST_REASONS
from web.forms.base import Form
from web.forms.choice_fields import ChoiceField
from web.forms.options import Option, options_from
from web.forms.text_fields import DigitsField, EmailField, NumberField, TextField
from web.forms.time_fields import DateField
from web.view.labels_of_complaints import COMPLAINTS
from web.view.texts import N_

_ENDED = ("decided", "withdrawn", "dead")


class NothingForm(Form):
    """Only a button."""


class BasisForm(Form):
    """What the complaint is about in law."""

    grunnlag = ChoiceField(
        N_("Hva gjelder varselet?"),
        options=options_from(COMPLAINTS["complaint_basis"]),
        missing=N_("Velg hva det gjelder"),
    )
    merknad = TextField(
        N_("Tillegg til svaret"), most=LONGEST_REMARK, marker="optional",
        help=N_("Den som meldte fra, får et standardsvar. Her kan du legge til noe."),
    ).optional()  # fmt: skip


class PersonForm(Form):
    """Who it is about."""

    nummer = DigitsField(N_("Tolkenummer"), missing=N_("Skriv tolkenummeret"))


class DuplicateForm(Form):
    """The complaint this one is joined with."""

    nummer = TextField(
        N_("Nummeret til den andre saken"),
        most=20,
        missing=N_("Skriv nummeret"),
        help=N_("For eksempel 2026/00012."),
    )


class HandOverForm(Form):
    """Where it belongs."""

    til = TextField(N_("Hvem hører saken hjemme hos?"), most=300, missing=N_("Skriv hvem"))


class GroundForm(Form):
    """Why days do not count."""

    grunn = TextField(N_("Hvorfor stanses fristene?"), most=1000, missing=N_("Skriv grunnen"))


class MoreTimeForm(Form):
    """More days for one clock."""

    steg = ChoiceField(
        N_("Hvilken frist?"),
        options=options_from({k: v for k, v in COMPLAINTS["complaint_stage"].items() if k != "review"}),
        missing=N_("Velg frist"),
    )
    dager = NumberField(N_("Hvor mange dager til?"), least=1, most=365, missing=N_("Skriv hvor mange dager"),
                        help=N_("Første vurdering regnes i arbeidsdager, de andre i kalenderdager."))  # fmt: skip
    grunn = TextField(N_("Hvorfor?"), most=1000, missing=N_("Skriv grunnen"))


class QuestionsForm(Form):
    """Questions to a public body."""

    mottaker = TextField(N_("Hvilket organ?"), most=200, missing=N_("Skriv hvilket organ"))
    epost = EmailField(N_("E-post til organet"), missing=N_("Skriv e-postadressen"))
    hjemmel = TextField(N_("Hjemmel"), most=200, missing=N_("Skriv hjemmelen"))
    sporsmal = TextField(
        N_("Hva spør dere om?"), most=LONGEST, missing=N_("Skriv spørsmålene"),
        help=N_("Spør bare om det dere må vite. Ikke skriv hvem som meldte fra."),
    )  # fmt: skip
    dager = NumberField(
        N_("Dager til å svare"),
        least=5,
        most=90,
        marker="optional",
        help=N_("Uten tall får organet to uker."),
    ).optional()


class HearingForm(Form):
    """What the interpreter is shown and asked."""

    kopi = TextField(
        N_("Det tolken får se av varselet"), most=LONGEST_COPY, missing=N_("Skriv det tolken skal få se"),
        help=N_("Les gjennom. Ta bort alt som kan vise hvem som meldte fra."),
    )  # fmt: skip
    vurdering = TextField(N_("Hva vurderer vi?"), most=LONGEST_COPY, missing=N_("Skriv hva dere vurderer"))
    dager = NumberField(
        N_("Dager til å svare"),
        least=14,
        most=90,
        marker="optional",
        help=N_("Uten tall får tolken tre uker."),
    ).optional()


class PaperStatementForm(Form):
    """What the interpreter wrote in a letter, and when it came."""

    kom = DateField(N_("Når kom brevet?"), missing=N_("Skriv når brevet kom"))
    svar = TextField(
        N_("Hva står i brevet?"), most=LONGEST_REPLY, missing=N_("Skriv hva som står i brevet"),
        help=N_("Skriv av alt tolken sier. Brevet selv arkiveres på papir."),
    )  # fmt: skip


class MoreTimeAnswerForm(Form):
    """Yes, by so many days, or no."""

    svar = ChoiceField(
        N_("Får tolken mer tid?"), options=(Option("ja", N_("Ja")), Option("nei", N_("Nei"))),
        missing=N_("Velg ja eller nei"),
    )  # fmt: skip
    dager = NumberField(N_("Hvor mange dager til?"), least=1, most=180, marker="optional").optional()
    grunn = TextField(
        N_("Hvorfor?"),
        most=LONGEST_CAUSE,
        missing=N_("Skriv grunnen"),
        help=N_("Tolken leser det du skriver."),
    )

    def check(self) -> None:
        """A yes says by how much."""
        if self.svar == "ja" and not self.dager:
            self.refuse("dager", "missing", N_("Skriv hvor mange dager"))


class VerdictForm(Form):
    """What is answered about one document; the redacted copy is read apart."""

    svar = ChoiceField(
        N_("Skal tolken få dokumentet?"), options=options_from(COMPLAINTS["access_verdict"]),
        missing=N_("Velg hva tolken skal få"),
    )  # fmt: skip
    hjemmel = ChoiceField(
        N_("Hjemmel når ikke alt gis ut"),
        options=options_from(COMPLAINTS["access_ground"]),
        marker="optional",
    ).optional()
    filer = TextField(
        N_("Sladdet kopi"), marker="optional",
        help=N_("PDF, JPG eller PNG. Hver side blir et bilde, så det som er sladdet, er borte."),
    ).optional()  # fmt: skip


class ReactionForm(Form):
    """What the complaint should end in."""

    utfall = ChoiceField(
        N_("Hva blir vedtaket?"), options=options_from(COMPLAINTS["ending"]), missing=N_("Velg utfall")
    )
    begrunnelse = TextField(
        N_("Begrunnelse"),
        most=LONGEST_REASONS - 2100,
        missing=N_("Skriv en begrunnelse"),
        help=N_("Står i brevet."),
    )
    grunnlag = ChoiceField(
        N_("Grunnlag for utestenging"),
        options=options_from(COMPLAINTS["exclusion_ground"]),
        help=N_("Bare ved utestenging."),
    ).optional()
    vurdering = TextField(N_("Hvorfor er bruddet vesentlig?"), most=2000,
                          help=N_("Bare når grunnlaget er et vesentlig brudd.")).optional()  # fmt: skip
    rad = ChoiceField(
        N_("Følger vedtaket rådet fra utvalget?"), marker="optional",
        options=(Option("ja", N_("Ja, vedtaket følger rådet")), Option("nei", N_("Nei, vedtaket er et annet"))),
    ).optional()  # fmt: skip
    hvorfor = TextField(N_("Hvorfor følger vedtaket ikke rådet?"), most=2000, marker="optional",
                        help=N_("Står i brevet.")).optional()  # fmt: skip
    fra = DateField(N_("Utestengt fra"), not_past=True,
                    help=N_("Bare ved utestenging. Uten dato gjelder den fra signaturen.")).optional()  # fmt: skip
    til = DateField(
        N_("Utestengt til"),
        help=N_("Bare ved utestenging i en periode: den første dagen tolken kan stå i registeret igjen."),
    ).optional()


class TemporaryForm(Form):
    """Why somebody must be out of the register at once."""

    haster = TextField(N_("Hvorfor haster det?"), most=2000, missing=N_("Skriv hvorfor det haster"),
                       help=N_("Tolken blir ikke varslet først. Grunnen står i saken."))  # fmt: skip
    begrunnelse = TextField(
        N_("Begrunnelse"), most=LONGEST_REASONS, missing=N_("Skriv en begrunnelse"), help=N_("Står i brevet.")
    )


class ReasonsForm(Form):
    """Why a decision stands, ends or is reversed."""

    begrunnelse = TextField(N_("Begrunnelse"), most=4000, missing=N_("Skriv en begrunnelse"))


class MessageForm(Form):
    """A question to whoever reported."""

    melding = TextField(N_("Spørsmål"), most=LONGEST_MESSAGE, missing=N_("Skriv spørsmålet"),
                        help=N_("Den som meldte fra, leser det med koden sin."))  # fmt: skip


class EndForm(Form):
    """Why nothing more happens."""

    hvorfor = ChoiceField(
        N_("Hvorfor avsluttes saken?"), missing=N_("Velg hvorfor"),
        options=options_from({code: COMPLAINTS["complaint_closing"][code] for code in _ENDED}),
    )  # fmt: skip


class AnswerForm(Form):
    """A public body's answer."""

    svar = TextField(N_("Svar"), most=LONGEST, missing=N_("Skriv svaret"))

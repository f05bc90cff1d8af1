"""The forms about the advisory committee."""

from collections.abc import Iterable

from tolkeregister.complaints.committee.agenda import LONGEST_PRESENTATION
from tolkeregister.complaints.committee.minutes import LONGEST as LONGEST_MINUTES
from tolkeregister.complaints.committee.planning import LONGEST as LONGEST_PLACE
from tolkeregister.complaints.committee.voting import LONGEST as LONGEST_VOTE
from web.forms.base import Form, Refused
from web.forms.choice_fields import ChoiceField
from web.forms.field import OneAnswerField
from web.forms.options import Option, options_from
from web.forms.text_fields import DigitsField, EmailField, NumberField, TextField
from web.forms.time_fields import ClockField, DateField
from web.view.labels_of_committee import COMMITTEE
from web.view.texts import N_

YES, NO = "ja", "nei"
LONGEST_MARKED = 120_000  # characters


class AppointForm(Form):
    """Who is given a place, for how long."""

    plass = ChoiceField(
        N_("Plass"), options=options_from(COMMITTEE["committee_seat"]), missing=N_("Velg plass")
    )
    som = ChoiceField(N_("Medlem eller vara?"), options=options_from(COMMITTEE["committee_place"]),
                      missing=N_("Velg medlem eller vara"))  # fmt: skip
    navn = TextField(N_("Navn"), most=120, missing=N_("Skriv navnet"))
    epost = EmailField(N_("E-post"), missing=N_("Skriv e-postadressen"))
    bruker = TextField(
        N_("Bruker-ID"), most=100, missing=N_("Skriv bruker-ID-en"),
        help=N_("ID-en personen har som gjest i innloggingen til IMDi."),
    )  # fmt: skip
    nummer = DigitsField(
        N_("Tolkenummer"), marker="optional",
        help=N_("For den som står i registeret. Da får personen aldri se en sak om seg selv."),
    ).optional()  # fmt: skip
    fra = DateField(N_("Første dag"), missing=N_("Skriv første dag"))
    til = DateField(N_("Siste dag"), missing=N_("Skriv siste dag"), help=N_("Høyst ett år etter."))


class EndTermForm(Form):
    """The last day of a term that ends early."""

    til = DateField(N_("Siste dag"), missing=N_("Skriv siste dag"))


class MeetingForm(Form):
    """When and where, and who leads."""

    dato = DateField(N_("Dato"), not_past=True, missing=N_("Skriv datoen"))
    fra = ClockField(N_("Fra kl."), missing=N_("Skriv når møtet begynner"))
    til = ClockField(N_("Til kl."), missing=N_("Skriv når møtet slutter"))
    sted = TextField(N_("Sted"), most=LONGEST_PLACE, marker="optional").optional()
    lenke = TextField(N_("Lenke til videomøte"), most=LONGEST_PLACE, marker="optional").optional()
    leder = ChoiceField(N_("Hvem leder møtet?"), missing=N_("Velg hvem som leder møtet"))


class CancelMeetingForm(Form):
    """Why a meeting is not held."""

    grunn = TextField(N_("Hvorfor avlyses møtet?"), most=LONGEST_PLACE, missing=N_("Skriv hvorfor"))


class AgendaForm(Form):
    """The meeting a case is put on."""

    mote = ChoiceField(N_("Hvilket møte?"), missing=N_("Velg møte"))


class PresentationForm(Form):
    """The officer's presentation of the case."""

    framlegg = TextField(
        N_("Saksframlegg"), most=LONGEST_PRESENTATION, missing=N_("Skriv saksframlegget"),
        help=N_("Kommer først i sakspapirene. Ikke skriv noe som kan vise hvem som meldte fra."),
    )  # fmt: skip


class MarkedField(OneAnswerField[str]):
    """A text that is only to be given back with marks in it: whatever stands there may stay there."""

    max_length = LONGEST_MARKED

    def read(self, text: str, form: Form) -> str:
        """The text with plain line ends."""
        if len(text) > LONGEST_MARKED:
            raise Refused("too_long", most=LONGEST_MARKED, length=len(text))
        return text.replace("\r\n", "\n")


class TextPaperForm(Form):
    """A text read through, with what is hidden between marks."""

    tekst = MarkedField(
        N_("Teksten"), missing=N_("Teksten mangler"),
        help=N_("Sett [[ foran og ]] etter det utvalget ikke skal se. Ordene selv må stå som de er."),
    )  # fmt: skip
    med = ChoiceField(
        N_("Skal dokumentet være med?"),
        options=(Option(YES, N_("Ja, ta det med")), Option(NO, N_("Nei, la det være ute"))),
        missing=N_("Velg om dokumentet skal være med"),
    )


class PicturePaperForm(Form):
    """An attachment looked through."""

    med = ChoiceField(
        N_("Skal dokumentet være med?"),
        options=(Option(YES, N_("Ja, ta det med")), Option(NO, N_("Nei, la det være ute"))),
        missing=N_("Velg om dokumentet skal være med"),
    )


class RegionForm(Form):
    """A page, or a box on it in hundredths, that is hidden. Without numbers the whole page is."""

    side = NumberField(N_("Side"), least=1, most=999, missing=N_("Skriv hvilken side"))
    venstre = NumberField(N_("Fra venstre kant"), most=99, marker="optional").optional()
    topp = NumberField(N_("Fra toppen"), most=99, marker="optional").optional()
    bredde = NumberField(N_("Bredde"), least=1, most=100, marker="optional").optional()
    hoyde = NumberField(N_("Høyde"), least=1, most=100, marker="optional").optional()

    def check(self) -> None:
        """All four numbers, or none."""
        given = [self.venstre, self.topp, self.bredde, self.hoyde]
        if any(each is not None for each in given) and None in given:
            self.refuse(
                "venstre", "box_incomplete", N_("Skriv alle fire tallene, eller ingen for hele siden")
            )


class MemberHabilitetForm(Form):
    """What ties a member to whoever the case is about."""

    habil = ChoiceField(
        N_("Er du habil i saken?"), missing=N_("Velg om du er habil"),
        help=N_("Du kan ikke gi råd i en sak om deg selv, en slektning eller en du har hatt i opplæring."),
    )  # fmt: skip


class VoteForm(Form):
    """What a member advises, and why."""

    rad = ChoiceField(
        N_("Hva råder du IMDi til?"), missing=N_("Velg hva du råder til"),
        options=options_from({k: v for k, v in COMMITTEE["committee_view"].items() if k != "divided"}),
    )  # fmt: skip
    begrunnelse = TextField(
        N_("Begrunnelse"), most=LONGEST_VOTE, missing=N_("Skriv en begrunnelse"),
        help=N_("Står i referatet. Er du uenig med flertallet, er dette dissensen din."),
    )  # fmt: skip


class MinutesAnswerForm(Form):
    """Whether the minutes are right."""

    svar = ChoiceField(
        N_("Er referatet riktig?"), missing=N_("Velg om referatet er riktig"),
        options=(Option(YES, N_("Ja, jeg godkjenner det")), Option(NO, N_("Nei, noe må rettes"))),
    )  # fmt: skip
    merknad = TextField(N_("Hva må rettes?"), most=2000, marker="optional").optional()

    def check(self) -> None:
        """What must be mended is said."""
        if self.svar == NO and not self.merknad:
            self.refuse("merknad", "remark_missing", N_("Skriv hva som må rettes"))


class MinutesForm(Form):
    """What the minutes tell of the meeting as a whole; each case has its own fields, made for the agenda."""

    referat = TextField(
        N_("Om møtet"), most=LONGEST_MINUTES, marker="optional",
        help=N_("Ikke skriv noe om en sak her. Det som står her, kommer med i referatet i alle sakene."),
    ).optional()  # fmt: skip


def minutes_form(items: Iterable[int]) -> type[MinutesForm]:
    """The form for a meeting's cases: the ids of its items."""
    fields: dict[str, object] = {}
    for item_id in items:
        fields[f"sak-{item_id}"] = TextField(
            N_("Hva utvalget drøftet"), most=LONGEST_MINUTES, missing=N_("Skriv hva utvalget drøftet i hver sak"),
        )  # fmt: skip
        fields[f"utfall-{item_id}"] = ChoiceField(
            N_("Hva ble det til?"), missing=N_("Velg råd eller utsatt"),
            options=(Option("rad", N_("Råd etter stemmene")), Option("utsatt", N_("Saken er utsatt"))),
        )  # fmt: skip
    return type("MinutesOfMeetingForm", (MinutesForm,), fields)

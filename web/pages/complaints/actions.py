"""What an officer can do with a complaint: one form each, when it is offered, and what it runs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tolkeregister.complaints.kinds import COMPLAINT, TEMPORARY
from tolkeregister.complaints.queries import ComplaintPage
from tolkeregister.complaints.rules.words import Stage
from web.forms.base import Form
from web.pages.complaints import doing, forms
from web.pages.complaints.doing import Run
from web.view.texts import N_


@dataclass(frozen=True, slots=True)
class Action:
    """`fields`: (name, how it is shown: line, words, number, date or choice). `shows_hits`: all that it would hit.

    `if_advised`: those of the fields that are asked only when the committee has advised. `is_rare`: not shown first.
    `even_closed`: also in a closed complaint, as an appeal may come after the end.
    """

    title: str
    save: str
    form: type[Form]
    fields: tuple[tuple[str, str], ...]
    when: Callable[[ComplaintPage], bool]
    run: Run
    lead: str = ""
    shows_hits: bool = False
    if_advised: tuple[str, ...] = ()
    is_rare: bool = False
    even_closed: bool = False


def _is_new(page: ComplaintPage) -> bool:
    return page.state == "assigned" and page.basis is None


def _waits_for_statement(page: ComplaintPage) -> bool:
    return any(each.stage is Stage.HEARING and each.ended_at is None for each in page.clocks)


def _is_handled(page: ComplaintPage) -> bool:
    return page.case_number is not None


def _may_be_decided(page: ComplaintPage) -> bool:
    return _is_handled(page) and (not page.is_closed or "appeal" in page.waits)


_REASONS = (("begrunnelse", "words"),)
ACTIONS: Mapping[str, Action] = MappingProxyType(
    {
        "ta": Action(N_("Ta saken"), N_("Ta saken"), forms.NothingForm, (), lambda p: not p.is_mine, doing.take,
            N_("Du blir saksbehandler, og får påminnelsene om fristene."),
        ),
        "hvem": Action(
            N_("Pek ut tolken"), N_("Lagre"), forms.PersonForm, (("nummer", "line"),), _is_new, doing.point_out,
            N_("Den som meldte fra, visste kanskje ikke hvem det var."),
        ),
        "vurder": Action(
            N_("Vurder opp mot loven"), N_("Lagre vurderingen og svar"), forms.BasisForm,
            (("grunnlag", "choice"), ("merknad", "words")), _is_new, doing.classify,
            N_("Bare brudd på §§ 14–16 blir en sak. Den som meldte fra, får alltid svar."),
        ),
        "samle": Action(
            N_("Samle med en annen sak"), N_("Samle"), forms.DuplicateForm, (("nummer", "line"),), _is_new, doing.join,
            N_("Når to har meldt fra om det samme. Denne saken avsluttes, og den andre går videre."), is_rare=True,
        ),
        "videre": Action(
            N_("Send videre"), N_("Avslutt og si fra"), forms.HandOverForm, (("til", "line"),), lambda p: p.is_mine,
            doing.hand_over,
            N_("Når saken hører hjemme hos andre. Den avsluttes her, og den som meldte fra, får vite det."),
            is_rare=True,
        ),
        "spor": Action(
            N_("Spør den som meldte fra"), N_("Send spørsmålet"), forms.MessageForm, (("melding", "words"),),
            lambda p: p.channel not in ("paper", "directorate"), doing.ask_reporter,
            N_("Ikke skriv noe som røper andre. Svaret kommer i Meldingen."),
        ),
        "opplysninger": Action(
            N_("Be et organ om opplysninger"), N_("Send spørsmålene"), forms.QuestionsForm,
            (("mottaker", "line"), ("epost", "line"), ("hjemmel", "line"), ("sporsmal", "words"), ("dager", "number")),
            _is_handled, doing.ask_body, N_("Organet skal svare uten hinder av taushetsplikt (tolkeloven § 20)."),
        ),
        "uttalelse": Action(
            N_("Be tolken om uttalelse"), N_("Send til tolken"), forms.HearingForm,
            (("kopi", "words"), ("vurdering", "words"), ("dager", "number")), _is_handled, doing.hear,
            N_("Tolken skal høres før en advarsel eller utestenging (forvaltningsloven § 16)."),
        ),
        "paa-papir": Action(
            N_("Før inn uttalelse på papir"), N_("Før inn uttalelsen"), forms.PaperStatementForm,
            (("kom", "date"), ("svar", "words")), _waits_for_statement, doing.on_paper,
            N_("Når tolken eller fullmektigen har svart i brev. Fristen stanser dagen det kom."),
        ),
        "mer-tid": Action(
            N_("Svar på om tolken får mer tid"), N_("Send svaret"), forms.MoreTimeAnswerForm,
            (("svar", "choice"), ("dager", "number"), ("grunn", "words")), lambda p: "more_time" in p.waits,
            doing.more_time, N_("Sier du ja, flyttes fristen med en gang."),
        ),
        "reaksjon": Action(
            N_("Skriv utkast til vedtak"), N_("Legg fram utkastet"), forms.ReactionForm,
            (("utfall", "choice"), ("begrunnelse", "words"), ("grunnlag", "choice"), ("vurdering", "words"),
             ("fra", "date"), ("til", "date"), ("rad", "choice"), ("hvorfor", "words")),
            _may_be_decided, doing.react,
            N_("Ingenting skjer før vedtaket er signert. Advarsel og utestenging krever to personer."), shows_hits=True,
            if_advised=("rad", "hvorfor"), even_closed=True,
        ),
        "midlertidig": Action(
            N_("Utesteng midlertidig"), N_("Legg fram utkastet"), forms.TemporaryForm,
            (("haster", "words"), ("begrunnelse", "words")),
            lambda p: p.person_id is not None and p.temporary_number is None, doing.exclude_now,
            N_("Bare ved akutt fare. En annen saksbehandler godkjenner, og en leder signerer."), shows_hits=True,
            is_rare=True,
        ),
        "behold": Action(
            N_("La den midlertidige utestengingen stå"), N_("Lagre"), forms.ReasonsForm, _REASONS,
            lambda p: p.review_on is not None, doing.keep_temporary,
            N_("Vurderingen står i saken, og neste vurdering får en ny dato."),
        ),
        "opphev": Action(
            N_("Avslutt den midlertidige utestengingen"), N_("Legg fram utkastet"), forms.ReasonsForm, _REASONS,
            lambda p: p.review_on is not None, doing.end_temporary,
            N_("Tolken står i registeret igjen når vedtaket er signert, hvis kravene er oppfylt."),
        ),
        "omgjor": Action(
            N_("Gjør om vedtaket"), N_("Legg fram utkastet"), forms.ReasonsForm, _REASONS,
            lambda p: COMPLAINT in p.against, doing.reverse_in(COMPLAINT),
            N_("Når vedtaket er signert, gjelder det forrige ikke lenger: Advarselen teller ikke, og den som var "
               "utestengt, står i registeret igjen hvis kravene er oppfylt. Skal tolken få en annen reaksjon, skriver "
               "du utkast til vedtak i stedet."),
            even_closed=True,
        ),
        "omgjor-midlertidig": Action(
            N_("Gjør om den midlertidige utestengingen"), N_("Legg fram utkastet"), forms.ReasonsForm, _REASONS,
            lambda p: TEMPORARY in p.against, doing.reverse_in(TEMPORARY),
            N_("Når den ikke skulle ha vært vedtatt. Er det bare slutt på grunnen, avslutter du den i stedet."),
            is_rare=True, even_closed=True,
        ),
        "bevilling": Action(
            N_("Åpne sak om tilbakekall av bevilling"), N_("Åpne saken"), forms.NothingForm, (), _is_handled,
            doing.revoke, N_("Tilbakekall er et eget vedtak. Det følger ikke av en utestenging."), is_rare=True,
        ),
        "stans": Action(
            N_("Stans fristene"), N_("Stans fristene"), forms.GroundForm, (("grunn", "words"),),
            lambda p: p.is_mine and not p.is_suspended, doing.suspend,
            N_("Dager med stans teller ikke. Fristene flyttes like mange dager når de løper igjen."), is_rare=True,
        ),
        "gjenoppta": Action(
            N_("La fristene løpe igjen"), N_("La fristene løpe igjen"), forms.NothingForm, (),
            lambda p: p.is_suspended, doing.resume,
            N_("Fristene flyttes med dagene de har vært stanset."),
        ),
        "utsett": Action(
            N_("Utsett en frist"), N_("Utsett fristen"), forms.MoreTimeForm,
            (("steg", "choice"), ("dager", "number"), ("grunn", "words")), lambda p: p.is_mine, doing.extend,
            N_("Grunnen står i saken. Gjelder det tolkens frist til å uttale seg, ser tolken den nye med en gang."),
            is_rare=True,
        ),
        "avslutt": Action(
            N_("Avslutt"), N_("Avslutt saken"), forms.EndForm, (("hvorfor", "choice"),),
            lambda p: p.is_mine and "appeal" not in p.waits, doing.end,
            N_("Den som meldte fra, får vite at saken er avsluttet, og ikke hva utfallet ble."), is_rare=True,
        ),
    }
)  # fmt: skip


# The usual next thing in each state stands first and what is rare last; the rest keep their order.
_USUAL_NEXT: Mapping[str, str] = MappingProxyType(
    {"assigned": "vurder", "investigation": "uttalelse", "hearing": "reaksjon", "decided": "avslutt"}
)


def offered(page: ComplaintPage) -> tuple[tuple[str, Action], ...]:
    """What the page offers now: nothing to whoever is not impartial, and next to nothing in a closed complaint."""
    if not page.is_open_to_me:
        return ()
    here = ((name, each) for name, each in ACTIONS.items() if each.even_closed or not page.is_closed)
    found = tuple((name, each) for name, each in here if each.when(page))
    first = usual_next(page)
    return tuple(sorted(found, key=lambda each: (each[0] != first, each[1].is_rare)))


def usual_next(page: ComplaintPage) -> str:
    """What usually comes next; nothing while the interpreter is waited for, or an appeal."""
    if page.officer is None:
        return "ta"
    is_waiting = "appeal" in page.waits or _waits_for_statement(page)
    return "" if is_waiting else _USUAL_NEXT.get(page.state, "")

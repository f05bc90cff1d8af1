"""What an officer can do with a complaint: one form each, when it is offered, and the command it runs."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from tolkeregister.complaints import clocking, deciding, hearing, information, intake, reviewing
from tolkeregister.complaints.heard.more_time import answer_more_time
from tolkeregister.complaints.heard.statements import statement_on_paper
from tolkeregister.complaints.queries import ComplaintPage, subject_by_number
from tolkeregister.complaints.reporting.desk import put_question
from tolkeregister.complaints.reporting.sealing import Vault
from tolkeregister.complaints.rules.reactions import Ending, Ground
from tolkeregister.complaints.rules.words import Basis, Closing, Stage
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from web.forms.base import Form
from web.pages.complaints import forms
from web.view.texts import N_


@dataclass(frozen=True, slots=True)
class Doing:
    """An action under way: who does it, to which complaint, with which answers. `vault` opens what is sealed."""

    session: Session
    actor: Actor
    page: ComplaintPage
    answers: Any
    vault: Vault
    now: datetime


Run = Callable[[Doing], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Action:
    """`fields`: (name, how it is shown: line, words, number, date or choice). `shows_hits`: all that it would hit.

    `if_advised`: those of the fields that are asked only when the committee has advised. `is_rare`: not shown first.
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


async def _take(d: Doing) -> None:
    await intake.assign(d.session, d.actor, d.page.number, now=d.now)


async def _point_out(d: Doing) -> None:
    person_id = await subject_by_number(d.session, d.actor, d.answers.nummer)
    await intake.point_out(d.session, d.actor, d.page.number, person_id, now=d.now)


async def _classify(d: Doing) -> None:
    basis = Basis(d.answers.grunnlag)
    await intake.classify(d.session, d.actor, d.page.number, basis, remark=d.answers.merknad or "", now=d.now)


async def _join(d: Doing) -> None:
    await intake.merge_duplicate(d.session, d.actor, d.page.number, d.answers.nummer, now=d.now)


async def _hand_over(d: Doing) -> None:
    await intake.hand_over(d.session, d.actor, d.page.number, d.answers.til, now=d.now)


async def _ask_reporter(d: Doing) -> None:
    await put_question(d.session, d.actor, d.vault, d.page.id, d.answers.melding, now=d.now)


async def _ask_body(d: Doing) -> None:
    asked = information.Questions(
        d.answers.mottaker,
        d.answers.epost,
        d.answers.sporsmal,
        legal_basis=d.answers.hjemmel,
        days=d.answers.dager,
    )
    await information.ask_information(d.session, d.actor, d.page.number, asked, now=d.now)


async def _hear(d: Doing) -> None:
    words = d.answers.kopi, d.answers.vurdering
    await hearing.hear(d.session, d.actor, d.page.number, *words, days=d.answers.dager, now=d.now)


async def _on_paper(d: Doing) -> None:
    await statement_on_paper(d.session, d.actor, d.page.number, d.answers.svar, d.answers.kom, now=d.now)


async def _more_time(d: Doing) -> None:
    days = d.answers.dager if d.answers.svar == "ja" else None
    await answer_more_time(d.session, d.actor, d.page.number, d.answers.grunn, days=days, now=d.now)


async def _react(d: Doing) -> None:
    a = d.answers
    draft = deciding.ReactionDraft(
        Ending(a.utfall), a.begrunnelse, Ground(a.grunnlag) if a.grunnlag else None, a.vurdering or "",
        starts_on=a.fra, until=a.til, follows_advice={"ja": True, "nei": False}.get(a.rad or ""),
        why_not=a.hvorfor or "",
    )  # fmt: skip
    await deciding.propose_reaction(d.session, d.actor, d.page.number, draft, now=d.now)


async def _exclude_now(d: Doing) -> None:
    number = d.page.number
    await deciding.begin_temporary_exclusion(d.session, d.actor, number, d.answers.haster, now=d.now)
    draft = deciding.ReactionDraft(Ending.TEMPORARILY_EXCLUDED, d.answers.begrunnelse)
    await deciding.propose_reaction(d.session, d.actor, number, draft, now=d.now)


async def _end_temporary(d: Doing) -> None:
    draft = deciding.ReactionDraft(Ending.TEMPORARY_ENDED, d.answers.begrunnelse)
    await deciding.propose_reaction(d.session, d.actor, d.page.number, draft, now=d.now)


async def _keep_temporary(d: Doing) -> None:
    await reviewing.keep_temporary_exclusion(
        d.session, d.actor, d.page.number, d.answers.begrunnelse, now=d.now
    )


async def _revoke(d: Doing) -> None:
    await deciding.begin_revocation(d.session, d.actor, d.page.number, now=d.now)


async def _suspend(d: Doing) -> None:
    await clocking.suspend(d.session, d.actor, d.page.number, d.answers.grunn, now=d.now)


async def _resume(d: Doing) -> None:
    await clocking.resume(d.session, d.actor, d.page.number, now=d.now)


async def _extend(d: Doing) -> None:
    stage, a = Stage(d.answers.steg), d.answers
    await clocking.extend(d.session, d.actor, d.page.number, stage, a.grunn, days=a.dager, now=d.now)


async def _end(d: Doing) -> None:
    await intake.end(d.session, d.actor, d.page.number, Closing(d.answers.hvorfor), now=d.now)


def _is_new(page: ComplaintPage) -> bool:
    return page.state == "assigned" and page.basis is None


def _waits_for_statement(page: ComplaintPage) -> bool:
    return any(each.stage is Stage.HEARING and each.ended_at is None for each in page.clocks)


def _is_handled(page: ComplaintPage) -> bool:
    return page.case_number is not None


_REASONS = (("begrunnelse", "words"),)
ACTIONS: Mapping[str, Action] = MappingProxyType(
    {
        "ta": Action(N_("Ta saken"), N_("Ta saken"), forms.NothingForm, (), lambda p: not p.is_mine, _take,
            N_("Du blir saksbehandler, og får påminnelsene om fristene."),
        ),
        "hvem": Action(
            N_("Pek ut tolken"), N_("Lagre"), forms.PersonForm, (("nummer", "line"),), _is_new, _point_out,
            N_("Den som meldte fra, visste kanskje ikke hvem det var."),
        ),
        "vurder": Action(
            N_("Vurder opp mot loven"), N_("Lagre vurderingen og svar"), forms.BasisForm,
            (("grunnlag", "choice"), ("merknad", "words")), _is_new, _classify,
            N_("Bare brudd på §§ 14–16 blir en sak. Den som meldte fra, får alltid svar."),
        ),
        "samle": Action(
            N_("Samle med en annen sak"), N_("Samle"), forms.DuplicateForm, (("nummer", "line"),), _is_new, _join,
            N_("Når to har meldt fra om det samme. Denne saken avsluttes, og den andre går videre."), is_rare=True,
        ),
        "videre": Action(
            N_("Send videre"), N_("Avslutt og si fra"), forms.HandOverForm, (("til", "line"),), lambda p: p.is_mine,
            _hand_over,
            N_("Når saken hører hjemme hos andre. Den avsluttes her, og den som meldte fra, får vite det."),
            is_rare=True,
        ),
        "spor": Action(
            N_("Spør den som meldte fra"), N_("Send spørsmålet"), forms.MessageForm, (("melding", "words"),),
            lambda p: p.channel not in ("paper", "directorate"), _ask_reporter,
            N_("Ikke skriv noe som røper andre. Svaret kommer i Meldingen."),
        ),
        "opplysninger": Action(
            N_("Be et organ om opplysninger"), N_("Send spørsmålene"), forms.QuestionsForm,
            (("mottaker", "line"), ("epost", "line"), ("hjemmel", "line"), ("sporsmal", "words"), ("dager", "number")),
            _is_handled, _ask_body, N_("Organet skal svare uten hinder av taushetsplikt (tolkeloven § 20)."),
        ),
        "uttalelse": Action(
            N_("Be tolken om uttalelse"), N_("Send til tolken"), forms.HearingForm,
            (("kopi", "words"), ("vurdering", "words"), ("dager", "number")), _is_handled, _hear,
            N_("Tolken skal høres før en advarsel eller utestenging (forvaltningsloven § 16)."),
        ),
        "paa-papir": Action(
            N_("Før inn uttalelse på papir"), N_("Før inn uttalelsen"), forms.PaperStatementForm,
            (("kom", "date"), ("svar", "words")), _waits_for_statement, _on_paper,
            N_("Når tolken eller fullmektigen har svart i brev. Fristen stanser dagen det kom."),
        ),
        "mer-tid": Action(
            N_("Svar på om tolken får mer tid"), N_("Send svaret"), forms.MoreTimeAnswerForm,
            (("svar", "choice"), ("dager", "number"), ("grunn", "words")), lambda p: "more_time" in p.waits, _more_time,
            N_("Sier du ja, flyttes fristen med en gang."),
        ),
        "reaksjon": Action(
            N_("Skriv utkast til vedtak"), N_("Legg fram utkastet"), forms.ReactionForm,
            (("utfall", "choice"), ("begrunnelse", "words"), ("grunnlag", "choice"), ("vurdering", "words"),
             ("fra", "date"), ("til", "date"), ("rad", "choice"), ("hvorfor", "words")),
            _is_handled, _react,
            N_("Ingenting skjer før vedtaket er signert. Advarsel og utestenging krever to personer."), shows_hits=True,
            if_advised=("rad", "hvorfor"),
        ),
        "midlertidig": Action(
            N_("Utesteng midlertidig"), N_("Legg fram utkastet"), forms.TemporaryForm,
            (("haster", "words"), ("begrunnelse", "words")),
            lambda p: p.person_id is not None and p.temporary_number is None, _exclude_now,
            N_("Bare ved akutt fare. En annen saksbehandler godkjenner, og en leder signerer."), shows_hits=True,
            is_rare=True,
        ),
        "behold": Action(
            N_("La den midlertidige utestengingen stå"), N_("Lagre"), forms.ReasonsForm, _REASONS,
            lambda p: p.review_on is not None, _keep_temporary,
            N_("Vurderingen står i saken, og neste vurdering får en ny dato."),
        ),
        "opphev": Action(
            N_("Avslutt den midlertidige utestengingen"), N_("Legg fram utkastet"), forms.ReasonsForm, _REASONS,
            lambda p: p.review_on is not None, _end_temporary,
            N_("Tolken står i registeret igjen når vedtaket er signert, hvis kravene er oppfylt."),
        ),
        "bevilling": Action(
            N_("Åpne sak om tilbakekall av bevilling"), N_("Åpne saken"), forms.NothingForm, (), _is_handled, _revoke,
            N_("Tilbakekall er et eget vedtak. Det følger ikke av en utestenging."), is_rare=True,
        ),
        "stans": Action(
            N_("Stans fristene"), N_("Stans fristene"), forms.GroundForm, (("grunn", "words"),),
            lambda p: p.is_mine and not p.is_suspended, _suspend,
            N_("Dager med stans teller ikke. Fristene flyttes like mange dager når de løper igjen."), is_rare=True,
        ),
        "gjenoppta": Action(
            N_("La fristene løpe igjen"), N_("La fristene løpe igjen"), forms.NothingForm, (),
            lambda p: p.is_suspended, _resume,
            N_("Fristene flyttes med dagene de har vært stanset."),
        ),
        "utsett": Action(
            N_("Utsett en frist"), N_("Utsett fristen"), forms.MoreTimeForm,
            (("steg", "choice"), ("dager", "number"), ("grunn", "words")), lambda p: p.is_mine, _extend,
            N_("Grunnen står i saken. Gjelder det tolkens frist til å uttale seg, ser tolken den nye med en gang."),
            is_rare=True,
        ),
        "avslutt": Action(
            N_("Avslutt"), N_("Avslutt saken"), forms.EndForm, (("hvorfor", "choice"),),
            lambda p: p.is_mine and "appeal" not in p.waits, _end,
            N_("Den som meldte fra, får vite at saken er avsluttet, og ikke hva utfallet ble."), is_rare=True,
        ),
    }
)  # fmt: skip


# The usual next thing in each state stands first and what is rare last; the rest keep their order.
_USUAL_NEXT: Mapping[str, str] = MappingProxyType(
    {"assigned": "vurder", "investigation": "uttalelse", "hearing": "reaksjon", "decided": "avslutt"}
)


def offered(page: ComplaintPage) -> tuple[tuple[str, Action], ...]:
    """What the page offers now; nothing to whoever is not impartial, and nothing in a closed complaint."""
    if page.is_closed or not page.is_open_to_me:
        return ()
    found = tuple((name, each) for name, each in ACTIONS.items() if each.when(page))
    first = "ta" if page.officer is None else _USUAL_NEXT.get(page.state, "")
    return tuple(sorted(found, key=lambda each: (each[0] != first, each[1].is_rare)))

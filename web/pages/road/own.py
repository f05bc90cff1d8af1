"""/min-side/kvalifisering: one's own interest, tests and results, what they mean, and what can be applied for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from litestar.status_codes import HTTP_303_SEE_OTHER

from qualification.bevilling.applying import applied_for, apply_for_bevilling
from qualification.interest.commands import register_interest, withdraw_interest
from qualification.interest.news import choose_exam_news, wants_exam_news
from qualification.interest.queries import own_interest
from qualification.plan.graduates import own_degrees
from qualification.plan.queries import Offer, current_plan
from qualification.rounds.own import OwnRoad, own_road
from qualification.rounds.queries import own_results, person_of
from qualification.rounds.rules.criteria import round_code
from qualification.rounds.rules.eligibility import RoundFacts, may_take_part
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import Decision
from tolkeregister.core.errors import Conflict, NotFound
from tolkeregister.languages.queries import WordMeaning, meaning_of
from web.forms.options import Option
from web.names import Names, names_now
from web.pages.interpreter.own_page import possible_id, render_own
from web.pages.page import WebRequest, see_other, written_form
from web.pages.road.own_forms import KEEP_THE_WORD, InterestForm
from web.security.guards import require
from web.security.limits import FORM_BODY
from web.view.render import Notice
from web.view.texts import N_, texts_in

OWN = "/min-side/kvalifisering"
INTEREST = f"{OWN}/interesse"
NEWS = f"{OWN}/epost"
BEVILLING = f"{OWN}/bevilling"
WITHDRAW = f"{INTEREST}/{{interest_id:int}}/trekk"
PEOPLE = [require(Role.INTERPRETER, Role.APPLICANT)]
LISTED = [require(Role.INTERPRETER)]
_SAVED = {
    "bevilling": N_("Søknaden om bevilling er sendt."),
    "meldt": N_("Interessen er meldt. Du får e-post når påmeldingen åpner."),
    "meldt-apen": N_(
        "Interessen er meldt, og påmeldingen er åpen nå. Interesse er ingen påmelding: Meld deg på hos den som"
        " arrangerer prøven, se nedenfor."
    ),
    "trukket": N_("Interessen er trukket."),
    "epost-ja": N_("Du får e-post når du kan ta autorisasjonsprøven i språkene dine."),
    "epost-nei": N_(
        "Du får ikke e-post om prøver lenger. Prøver du har meldt interesse for, skriver vi fortsatt om."
    ),
}
_NONE_OF_THESE = N_("Ingen av disse. Behold det jeg skrev")


@dataclass(frozen=True, slots=True)
class Opening:
    """An offer in one of the person's languages, and what stands in the way; `state` is open or coming."""

    offer: Offer
    state: str
    decision: Decision


@get(OWN, include_in_schema=False, guards=PEOPLE)
async def show_own(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """Everything about the own road on one page."""
    road, wishes = await own_road(session, actor, now=now), await own_interest(session, actor)
    plan = await current_plan(session)
    tags = road.languages | {each.language_tag for each in wishes if each.language_tag}
    openings = _openings(plan.offers if plan else (), tags, road, now)
    saved = _SAVED.get(request.query_params.get("lagret", ""))
    return await _render(
        request, session, actor, "road/own.html", now=now, road_now=road, wishes=wishes, openings=openings,
        results=await own_results(session, actor), degrees=await own_degrees(session, actor, now=now),
        notice=Notice(texts_in(written_form(request)).gettext(saved)) if saved else None,
        is_listed=actor.has(Role.INTERPRETER), applied=await applied_for(session, actor),
        is_known=await person_of(session, actor) is not None,
    )  # fmt: skip


@get(INTEREST, include_in_schema=False, guards=PEOPLE)
async def ask_interest(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """What and in which language."""
    blank = InterestForm.blank(prove="tospraaktest")
    return await _interest_page(request, session, actor, blank, is_choice=False, now=now)


@post(INTEREST, include_in_schema=False, guards=PEOPLE, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def save_interest(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[Any] | Redirect:  # fmt: skip
    """A word that means one language is that language; one that may mean several is asked about; else it is kept."""
    given = await request.form()
    meaning = await meaning_of(session, str(given.get("sprak", ""))[:80], on=oslo_date(now))
    names = await names_now(session, request.app.state, now)
    options = _choices(
        meaning, names, written_form(request), texts_in(written_form(request)).gettext(_NONE_OF_THESE)
    )
    answers = InterestForm(given, options={"valgt": options})
    if answers.valid and options and answers.valgt is None:
        asked = InterestForm.blank(options={"valgt": options}, prove=answers.prove, sprak=answers.sprak)
        return await _interest_page(request, session, actor, asked, is_choice=True, now=now)
    if answers.valid:
        tag = (
            meaning.tags[0]
            if meaning.is_certain
            else answers.valgt
            if answers.valgt != KEEP_THE_WORD
            else None
        )
        try:
            await register_interest(
                session, actor, answers.prove, language_tag=tag, word=None if tag else answers.sprak, now=now
            )
        except Conflict as full:
            answers.refuse_reasons(full.reasons)
        else:
            is_open = any(each.test == answers.prove and each.language_tag == tag and tag
                          for each in await _open_offers(session, now))  # fmt: skip
            return see_other(request, OWN, lagret="meldt-apen" if is_open else "meldt")
    is_choice = bool(options) and not answers["sprak"].error and not answers["prove"].error
    return await _interest_page(request, session, actor, answers, is_choice=is_choice, now=now)


@post(WITHDRAW, include_in_schema=False, guards=PEOPLE, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def withdraw(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], interest_id: FromPath[int],
) -> Redirect:  # fmt: skip
    """Take a wish back; another's is not found."""
    await withdraw_interest(session, actor, possible_id(interest_id), now=now)
    return see_other(request, OWN, lagret="trukket")


@post(BEVILLING, include_in_schema=False, guards=PEOPLE, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def ask_for_bevilling(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Redirect:  # fmt: skip
    """A passed exam leads to an application, and the application to a case. A second click changes nothing."""
    language = str((await request.form()).get("sprak", ""))
    try:
        await apply_for_bevilling(session, actor, language, now=now)
    except Conflict:
        return see_other(request, OWN)
    return see_other(request, OWN, lagret="bevilling")


@get(NEWS, include_in_schema=False, guards=LISTED)
async def show_news(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """Whether one is told of exams. Looking at it changes nothing: the mail leads here."""
    wants = await wants_exam_news(session, actor)
    return await _render(request, session, actor, "road/news.html", now=now, wants=wants)


@post(NEWS, include_in_schema=False, guards=LISTED, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def choose_news(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Redirect:  # fmt: skip
    """Yes or no from now on."""
    act = str((await request.form()).get("handling", ""))
    if act not in ("ja", "nei"):
        raise NotFound
    await choose_exam_news(session, actor, wanted=act == "ja", now=now)
    return see_other(request, OWN, lagret=f"epost-{act}")


def _choices(meaning: WordMeaning, names: Names, form: str, none: str) -> tuple[Option, ...]:
    """What an uncertain word may mean; nothing for one language or none."""
    if meaning.is_certain or not meaning.tags:
        return ()
    found = [(tag, names.language(tag, form)) for tag in meaning.tags]
    return (*(Option(tag, name[:1].upper() + name[1:], final=True) for tag, name in found),
            Option(KEEP_THE_WORD, none, final=True))  # fmt: skip


def _openings(
    offers: tuple[Offer, ...], tags: frozenset[str], road: OwnRoad, now: datetime
) -> tuple[Opening, ...]:
    """Open first, then those to come; the rule is asked as on the first day one can apply."""
    today = oslo_date(now)
    found = []
    for each in offers:
        state = each.state(today)
        is_mine = each.language_tag in tags or (each.test == "tao" and road.languages)
        if state not in ("open", "coming") or not is_mine:
            continue
        of = RoundFacts(each.test, each.language_tag, round_code(each.period_from), each.application_opens,
                        each.application_closes)  # fmt: skip
        decision = may_take_part(of, road.facts, on=max(today, each.application_opens))
        found.append(Opening(each, state, decision))
    return tuple(sorted(found, key=lambda each: each.state != "open"))


async def _open_offers(session: Session, now: datetime) -> list[Offer]:
    """What one can sign up for today."""
    plan, today = await current_plan(session), oslo_date(now)
    return [each for each in (plan.offers if plan else ()) if each.state(today) == "open"]


async def _interest_page(
    request: WebRequest,
    session: Session,
    actor: Actor,
    answers: InterestForm,
    *,
    is_choice: bool,
    now: datetime,
) -> Response[str]:
    return await _render(
        request, session, actor, "road/interest.html", now=now, answers=answers, is_choice=is_choice,
        already_open=len(await _open_offers(session, now)),
    )  # fmt: skip


async def _render(
    request: WebRequest, session: Session, actor: Actor, template: str, *, now: datetime, **context: Any
) -> Response[str]:
    """An interpreter has offers to count in the menu, others have not."""
    offers = None if actor.has(Role.INTERPRETER) else ()
    return await render_own(request, session, actor, template, now=now, offers=offers, **context)

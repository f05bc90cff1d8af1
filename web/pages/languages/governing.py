"""/sak/sprak: the list of languages, words it does not know, proposals, and what has been done to it."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from litestar.status_codes import HTTP_303_SEE_OTHER

from booking.reports.queries import waiting_words
from booking.requests.by_language import held_by_language
from qualification.interest.queries import unknown_words
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Invalid, NotFound
from tolkeregister.languages.governance import approve, decline, propose
from tolkeregister.languages.history import changes, choices_made_by, proposal, proposals
from web.forms.options import Option
from web.names import names_now
from web.pages.directorate.staff_page import ADMINISTRATORS, render_staff
from web.pages.interpreter.own_page import possible_id
from web.pages.languages.forms import ListForm, MergeForm, NamesForm, NewForm, WordsForm
from web.pages.page import WebRequest, see_other, written_form
from web.security.limits import FORM_BODY
from web.view.render import Notice
from web.view.texts import N_, texts_in

LIST = "/sak/sprak"
ONE = f"{LIST}/{{proposal_id:int}}"
FORMS: Mapping[str, tuple[type[ListForm], str]] = MappingProxyType(
    {
        f"{LIST}/nytt": (NewForm, N_("Foreslå et nytt språk")),
        f"{LIST}/navn": (NamesForm, N_("Foreslå et nytt navn")),
        f"{LIST}/ord": (WordsForm, N_("Foreslå flere ord for et språk")),
        f"{LIST}/samle": (MergeForm, N_("Foreslå å slå sammen to språk")),
    }
)
_NOTICES: Mapping[str, str] = MappingProxyType(
    {
        "foreslatt": N_("Forslaget venter på en annen administrator. Ingenting er endret ennå."),
        "godkjent": N_("Språklisten er endret. Sidene viser det innen ti minutter."),
        "avslatt": N_("Forslaget gjennomføres ikke."),
    }
)


def _done(request: WebRequest) -> Notice | None:
    said = _NOTICES.get(request.query_params.get("lagret", ""))
    return Notice(texts_in(written_form(request)).gettext(said)) if said else None


@get(LIST, include_in_schema=False, guards=ADMINISTRATORS)
async def show_list(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """What waits, words nobody knows, and the history."""
    reported = [each for each in await waiting_words(session, actor) if each.kind == "language"]
    return await render_staff(
        request, session, actor, "languages/list.html", now=now, notice=_done(request), forms=FORMS,
        waiting=await proposals(session, actor), wished=await unknown_words(session, actor), reported=reported,
        history=await changes(session),
    )  # fmt: skip


@get(list(FORMS), include_in_schema=False, guards=ADMINISTRATORS)
async def show_form(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """One of the four forms, with the word that led here when there is one."""
    kind = FORMS[_path(request)][0]
    word = request.query_params.get("ord", "")[:80]
    given = {"ord": word} if word and "ord" in kind._fields else {}
    if "eget_navn" in kind._fields and word:
        given["eget_navn"] = word
    answers = kind.blank(options=await _options(request, session, now), today=oslo_date(now), **given)
    return await _form(request, session, actor, answers, now)


@post(list(FORMS), include_in_schema=False, guards=ADMINISTRATORS, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def send_form(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str] | Redirect:  # fmt: skip
    """Propose; what cannot be is said at its field."""
    kind = FORMS[_path(request)][0]
    answers = kind(await request.form(), options=await _options(request, session, now), today=oslo_date(now))
    if answers.valid:
        try:
            made = await propose(session, actor, answers.proposed(), now=now)
            return see_other(request, f"{LIST}/{made}", lagret="foreslatt")
        except Invalid as no:
            answers.refuse_reasons(no.reasons)
    return await _form(request, session, actor, answers, now)


@get(ONE, include_in_schema=False, guards=ADMINISTRATORS)
async def show_proposal(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], proposal_id: FromPath[int],
) -> Response[str]:  # fmt: skip
    """What would be other than now, what it hits, and the answer of a second person."""
    found = await proposal(session, actor, possible_id(proposal_id))
    words = [
        *found.details.get("words", ()),
        *(found.details.get(f"name_{f}") or "" for f in ("nb", "nn", "en")),
    ]
    merges = found.kind == "merged"
    return await render_staff(
        request, session, actor, "languages/proposal.html", now=now, notice=_done(request), one=found,
        held=await held_by_language(session, actor, found.tag, now=now) if merges else (),
        choices=await choices_made_by(session, [w for w in words if w], found.tag, on=oslo_date(now)),
    )  # fmt: skip


@post(ONE, include_in_schema=False, guards=ADMINISTRATORS, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def answer(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], proposal_id: FromPath[int],
) -> Redirect:  # fmt: skip
    """Approve, or not."""
    act = str((await request.form()).get("handling", ""))
    possible_id(proposal_id)
    if act == "godkjenn":
        await approve(session, actor, proposal_id, now=now)
    elif act == "avsla":
        await decline(session, actor, proposal_id, now=now)
    else:
        raise NotFound
    return see_other(request, LIST, lagret="godkjent" if act == "godkjenn" else "avslatt")


async def _form(
    request: WebRequest, session: Session, actor: Actor, answers: ListForm, now: datetime
) -> Response[str]:
    path = _path(request)
    return await render_staff(
        request, session, actor, "languages/form.html", now=now, answers=answers, path_here=path,
        heading=FORMS[path][1],
    )  # fmt: skip


async def _options(request: WebRequest, session: Session, now: datetime) -> dict[str, tuple[Option, ...]]:
    found = (await names_now(session, request.app.state, now)).options[written_form(request)]
    return {"sprak": found, "inn_i": found}


def _path(request: WebRequest) -> str:
    """Which of the four addresses was asked for, without the prefix of the written form."""
    return request.scope["path"].rstrip("/")

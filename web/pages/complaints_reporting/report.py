"""/varsle: what it is for, three steps, a look at what the interpreter may see, and a receipt with the code."""

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect
from litestar.status_codes import HTTP_200_OK

from booking.assignments.proof import prove_assignment
from tolkeregister.complaints.reporting.cleaning import LARGEST, cleaned
from tolkeregister.complaints.reporting.commands import submit_report
from tolkeregister.complaints.reporting.content import Report
from tolkeregister.complaints.reporting.rules.codes import written
from tolkeregister.complaints.reporting.rules.words import Concern
from tolkeregister.complaints.reporting.sealing import Vault
from tolkeregister.complaints.rules.words import ReporterKind
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Invalid
from tolkeregister.core.settings import Settings
from web.forms.base import Form
from web.pages.complaints_reporting.forms import ORDER, STEPS, FilesForm
from web.pages.complaints_reporting.sealed_state import Draft, open_draft, seal_draft
from web.pages.complaints_reporting.showing import LANGUAGE, files_in, language_of, show
from web.pages.page import WebRequest, see_other
from web.security.limits import FORM_BODY
from web.security.rates import REPORT, at_most
from web.view.further_languages import PageLanguage
from web.view.texts import N_

START, RECEIPT = "/varsle", "/varsle/kvittering"
LATE = N_("Siden har stått åpen lenge, så ingenting er sendt. Det du skrev, er her. Se over og gå videre.")
LOST = N_("Vi fant ikke det du hadde skrevet. Begynn på nytt.")
MOST_BODY = LARGEST + FORM_BODY


@get(START, include_in_schema=False)
async def start(request: WebRequest) -> Response[str]:
    """What one can report here, what belongs elsewhere, and what anonymous means."""
    language = language_of(request, request.query_params.get(LANGUAGE))
    known = {name: request.query_params.get(name, "")[:60] for name in ("tolk", "kode", "fra")}
    return show(request, "start.html", language, known=known)


@get("/varsle/hva", include_in_schema=False)
async def first_step(
    request: WebRequest, settings: NamedDependency[Settings], now: NamedDependency[datetime]
) -> Response[str]:
    """An empty first step; the number or the code that the link held is filled in further on."""
    language = language_of(request, request.query_params.get(LANGUAGE))
    query = request.query_params
    known = {"tolkenr": query.get("tolk", "")[:40], "kode": query.get("kode", "")[:60]}
    draft = Draft.new(
        language.tag, {k: v for k, v in known.items() if v}, from_card=query.get("fra") == "kort"
    )
    return _step(request, settings, draft, language, "hva", now)


@get(["/varsle/oppdrag", "/varsle/deg", "/varsle/se-over", RECEIPT], include_in_schema=False)
async def begin_again(request: WebRequest) -> Redirect:
    """Nothing is kept between pages, so an address without a form is the beginning."""
    return see_other(request, START)


@post(
    ["/varsle/hva", "/varsle/oppdrag", "/varsle/deg", "/varsle/se-over"], include_in_schema=False,
    guards=[at_most(REPORT)], status_code=HTTP_200_OK, request_max_body_size=MOST_BODY,
)  # fmt: skip
async def go_to_step(
    request: WebRequest, settings: NamedDependency[Settings], now: NamedDependency[datetime]
) -> Response[str]:
    """The answers of one step, and the page of another; or the same one when something must be mended."""
    form = await request.form()
    await form.close()
    language = language_of(request, form.get(LANGUAGE))
    draft, sent_from = _sent(settings, form, now)
    if draft is None:
        return _lost(request, settings, language, now)
    wanted = request.scope["path"].removeprefix("/varsle/")
    if draft.is_late:
        return _step(request, settings, draft, language, sent_from or "hva", now, notice=LATE)
    return _step(request, settings, draft, language, wanted, now)


@post(RECEIPT, include_in_schema=False, guards=[at_most(REPORT)], status_code=HTTP_200_OK,
      request_max_body_size=MOST_BODY)  # fmt: skip
async def send(
    request: WebRequest, session: NamedDependency[Session], settings: NamedDependency[Settings],
    now: NamedDependency[datetime],
) -> Response[Any]:  # fmt: skip
    """Send it; the receipt has the code. Sending the same page again gives the same receipt."""
    form = await request.form()
    try:
        sent = await files_in(form)
    finally:
        await form.close()
    language = language_of(request, form.get(LANGUAGE))
    draft, _ = _sent(settings, form, now)
    if draft is None:
        return _lost(request, settings, language, now)
    if draft.is_late:
        return _step(request, settings, draft, language, "se-over", now, notice=LATE)
    if (wrong := _first_to_mend(draft, "se-over")) is not None:
        return _step(request, settings, draft, language, wrong, now)
    report, vault = report_of(draft), Vault.from_settings(settings)
    try:
        files = await cleaned(sent)
    except Invalid as refused:
        answers = FilesForm({})
        answers.refuse_reasons(refused.reasons)
        return _step(request, settings, draft, language, "se-over", now, answers=answers)
    proof = await prove_assignment(session, vault, report.booking_code, now=now)
    await submit_report(
        session, vault, report, draft.code, files=files, proof=proof, from_card_check=draft.from_card, now=now
    )
    return show(request, "receipt.html", language, code=written(draft.code), is_anonymous=report.is_anonymous)


def report_of(draft: Draft) -> Report:
    """What is sent. Every step must be valid."""
    what, where, you = (form(draft.values) for form in STEPS.values())
    anonymous = you.value_of("anonym") != "nei"
    return Report(
        concern=Concern(str(what.value_of("gjelder"))), story=str(what.value_of("hendelse")), language=draft.language,
        interpreter_number=_text(where, "tolkenr"), description=_text(where, "beskrivelse"),
        when=_text(where, "naar"), place=_text(where, "sted"), booking_code=_text(where, "kode"),
        kind=ReporterKind(_text(you, "rolle") or "unstated"), is_anonymous=anonymous,
        name="" if anonymous else _text(you, "navn"), contact="" if anonymous else _text(you, "kontakt"),
    )  # fmt: skip


def _text(form: Form, name: str) -> str:
    return str(form.value_of(name) or "")


def _sent(settings: Settings, form: Any, now: datetime) -> tuple[Draft | None, str]:
    """The draft with what this page's fields say, and which step the page was."""
    sealed, step = form.get("tilstand"), form.get("steg")
    draft = open_draft(Vault.from_settings(settings), sealed if isinstance(sealed, str) else "", now=now)
    if draft is None or step not in STEPS:
        return draft, "se-over" if step == "se-over" else ""
    given = {name: form.get(name) for name in STEPS[step].blank().names}
    return draft.with_answers({n: v.strip() if isinstance(v, str) else "" for n, v in given.items()}), str(
        step
    )


def _first_to_mend(draft: Draft, wanted: str) -> str | None:
    """The first step before `wanted` that is not complete."""
    before = ORDER[: ORDER.index(wanted)]
    return next((step for step in before if not STEPS[step](draft.values).valid), None)


def _lost(request: WebRequest, settings: Settings, language: PageLanguage, now: datetime) -> Response[str]:
    """What the page held is not ours, or was broken on the way."""
    draft = Draft.new(language.tag, {})
    return _step(request, settings, draft, language, "hva", now, notice=LOST, status_code=422)


def _step(
    request: WebRequest, settings: Settings, draft: Draft, language: PageLanguage, step: str, now: datetime,
    *, notice: str = "", answers: Form | None = None, status_code: int | None = None,
) -> Response[str]:  # fmt: skip
    """The page of one step, or of the first before it that is not complete; an unanswered one tells no errors."""
    step = _first_to_mend(draft, step) or step
    sealed = seal_draft(Vault.from_settings(settings), draft, now=now)
    shared = {"sealed": sealed, "step": step, "number": ORDER.index(step) + 1, "notice_text": notice}
    if notice and status_code is None:
        status_code = 422
    if step == "se-over":
        return show(
            request, "review.html", language, status_code=status_code, answers=answers or FilesForm.blank(),
            report=report_of(draft), **shared,
        )  # fmt: skip
    form = STEPS[step]
    answered = any(name in draft.values for name in form.blank().names)
    sent_here = request.method == "POST" and request.scope["path"] != f"/varsle/{step}"
    shown = form(draft.values) if answered or sent_here else form.blank()
    return show(request, f"{step}.html", language, status_code=status_code, answers=shown, **shared)

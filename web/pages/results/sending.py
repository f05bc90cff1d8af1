"""/resultat: an institution's files of results, each with its receipt and everything that was wrong."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.exceptions import NotAuthorizedException
from litestar.params import FromPath
from litestar.status_codes import HTTP_303_SEE_OTHER

from qualification.imports.commands import LARGEST_FILE, Received, receive_results
from qualification.imports.queries import (
    MOST_SHOWN,
    result_file,
    result_files,
    result_findings,
    result_findings_csv,
    result_template,
)
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Conflict, Invalid
from tolkeregister.core.spreadsheets.opening import format_of
from tolkeregister.core.spreadsheets.rules import RefusedFile
from web.pages.page import WebRequest, render, see_other, written_form
from web.pages.reports.receipt import as_file
from web.pages.results.forms import ResultFileForm
from web.security.guards import require
from web.security.limits import FORM_BODY
from web.security.rates import SUBMIT, at_most
from web.view.addresses import Form
from web.view.labels import LABELS
from web.view.texts import texts_in

PAGE = "/resultat"
RECEIPT = f"{PAGE}/{{upload_id:int}}"
INSTITUTIONS = [require(Role.INSTITUTION)]
CSV = "text/csv; charset=utf-8"


@get(PAGE, include_in_schema=False, guards=INSTITUTIONS)
async def show_result_files(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """The form and the list."""
    return await _page(request, session, actor, now, ResultFileForm.blank())


@post(PAGE, include_in_schema=False, guards=[*INSTITUTIONS, at_most(SUBMIT)], status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=LARGEST_FILE + FORM_BODY)  # fmt: skip
async def send_results(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[Any]:  # fmt: skip
    """Take the file and lead to its receipt; the same file twice leads to the same receipt."""
    form = await request.form()
    sent, answers = form.get("fil"), ResultFileForm.blank()
    try:
        received = await _received(session, actor, sent, answers, now)
    finally:
        await form.close()
    if received is None:
        return await _page(request, session, actor, now, answers)
    again = {} if received.is_new else {"sendt": "for"}
    return see_other(request, f"{PAGE}/{received.upload_id}", **again)


@get(f"{PAGE}/mal.csv", include_in_schema=False, guards=INSTITUTIONS)
async def download_result_template() -> Response[bytes]:
    """The headings and one example."""
    return as_file(result_template(), "resultater.csv", CSV)


@get(RECEIPT, include_in_schema=False, guards=INSTITUTIONS)
async def show_result_receipt(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], upload_id: FromPath[int],
) -> Response[str]:  # fmt: skip
    """The receipt; without a script the page comes again by itself until there is one."""
    return _not_kept(
        render(request, "results/receipt.html", **await _shown(request, session, actor, upload_id, now))
    )


@get("/del/resultat/{upload_id:int}", include_in_schema=False)
async def show_result_part(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], upload_id: FromPath[int],
) -> Response[str]:  # fmt: skip
    """The part that renews itself."""
    if not actor.has(Role.INSTITUTION):
        raise NotAuthorizedException
    shown = await _shown(request, session, actor, upload_id, now)
    return _not_kept(render(request, "results/receipt_now.html", **shown))


@get(f"{RECEIPT}/feil.csv", include_in_schema=False, guards=INSTITUTIONS)
async def download_result_findings(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor], upload_id: FromPath[int]
) -> Response[bytes]:  # fmt: skip
    """Everything that was wrong, line by line, as Norwegian Excel opens it."""
    content = await result_findings_csv(session, actor, upload_id, explanations(written_form(request)))
    return as_file(content, f"feil-{upload_id}.csv", CSV)


def explanations(form: Form) -> Mapping[str, str]:
    """What is wrong and how to mend it, by code, in a written form."""
    texts = texts_in(form)
    return {code: texts.gettext(words) for code, words in LABELS["result_finding"].items()}


async def _received(
    session: Session, actor: Actor, sent: object, answers: ResultFileForm, now: datetime
) -> Received | None:
    if not isinstance(sent, UploadFile) or not sent.filename:
        answers.refuse("fil", "missing", ResultFileForm.fil.sentence("missing"))
        return None
    content = await sent.read()
    try:
        if content:
            format_of(content[:65_536])
        return await receive_results(session, actor, content, file_name=sent.filename, via="page", now=now)
    except RefusedFile as refused:
        answers.refuse("fil", refused.code, LABELS["result_refused"][refused.code])
    except (Invalid, Conflict) as wrong:
        answers.refuse_reasons(wrong.reasons, {each.code: "fil" for each in wrong.reasons})
    return None


async def _page(
    request: WebRequest, session: Session, actor: Actor, now: datetime, answers: ResultFileForm
) -> Response[str]:
    files = await result_files(session, actor)
    return _not_kept(render(request, "results/sending.html", answers=answers, now=now, files=files))


async def _shown(
    request: WebRequest, session: Session, actor: Actor, upload_id: int, now: datetime
) -> dict[str, Any]:
    found = await result_file(session, actor, upload_id)
    return {
        "found": found, "now": now, "findings": await result_findings(session, actor, upload_id),
        "most": MOST_SHOWN, "was_sent_before": request.query_params.get("sendt") == "for",
    }  # fmt: skip


def _not_kept(page: Response[str]) -> Response[str]:
    page.headers["cache-control"] = "no-store"
    return page

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
from web.pages.downloads import CSV, as_file, not_kept
from web.pages.page import WebRequest, render, written_form
from web.pages.results.forms import ResultFileForm
from web.pages.sent_files import take_sent_file, to_receipt
from web.security.guards import require
from web.security.limits import FORM_BODY
from web.security.rates import SUBMIT, at_most
from web.view.addresses import Form
from web.view.labels import LABELS
from web.view.texts import texts_in

PAGE = "/resultat"
RECEIPT = f"{PAGE}/{{upload_id:int}}"
INSTITUTIONS = [require(Role.INSTITUTION)]


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
    answers = ResultFileForm.blank()

    async def take(sent: UploadFile) -> Received:
        return await receive_results(
            session, actor, await sent.read(), file_name=sent.filename, via="page", now=now
        )

    received = await take_sent_file(request, session, answers, take, refusals=LABELS["result_refused"])
    if received is None:
        return await _page(request, session, actor, now, answers)
    return to_receipt(request, PAGE, received)


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
    return not_kept(
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
    return not_kept(render(request, "results/receipt_now.html", **shown))


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


async def _page(
    request: WebRequest, session: Session, actor: Actor, now: datetime, answers: ResultFileForm
) -> Response[str]:
    files = await result_files(session, actor)
    return not_kept(render(request, "results/sending.html", answers=answers, now=now, files=files))


async def _shown(
    request: WebRequest, session: Session, actor: Actor, upload_id: int, now: datetime
) -> dict[str, Any]:
    found = await result_file(session, actor, upload_id)
    return {
        "found": found, "now": now, "findings": await result_findings(session, actor, upload_id),
        "most": MOST_SHOWN, "was_sent_before": request.query_params.get("sendt") == "for",
    }  # fmt: skip

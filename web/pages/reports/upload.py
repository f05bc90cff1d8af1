"""/rapport: what to report and when, the form that takes a file, and the earlier ones."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.status_codes import HTTP_303_SEE_OTHER

from booking.reports.access import REPORTING_ROLES
from booking.reports.commands import Received, receive_upload
from booking.reports.queries import possible_doubles, uploads, waiting_words
from booking.reports.rules.cut_off import cut_off, first_day_of, half_ends, half_of
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from web.pages.downloads import not_kept
from web.pages.page import WebRequest, render
from web.pages.reports.forms import UploadForm
from web.pages.sent_files import take_sent_file, to_receipt
from web.security.guards import require
from web.security.limits import FORM_BODY
from web.security.rates import SUBMIT, at_most
from web.view.labels import LABELS

PAGE = "/rapport"
REPORTERS = [require(*REPORTING_ROLES)]
LARGEST_FROM_A_PAGE = 64 * 1024 * 1024
"""Bytes; what is larger comes by the API or the command."""

_PIECE = 1024 * 1024


@get(PAGE, include_in_schema=False, guards=REPORTERS)
async def show_reports(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """The form and the list."""
    return await _page(request, session, actor, now, UploadForm.blank())


@post(PAGE, include_in_schema=False, guards=[*REPORTERS, at_most(SUBMIT)], status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=LARGEST_FROM_A_PAGE + FORM_BODY)  # fmt: skip
async def send_report(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[Any]:  # fmt: skip
    """Take the file and lead to its receipt; the same file twice leads to the same receipt."""
    answers = UploadForm.blank()

    async def take(sent: UploadFile) -> Received:
        return await receive_upload(
            session, actor, _pieces(sent), file_name=sent.filename, via="page", now=now
        )

    received = await take_sent_file(request, session, answers, take, refusals=LABELS["report_refused"])
    if received is None:
        return await _page(request, session, actor, now, answers)
    return to_receipt(request, PAGE, received)


async def _pieces(file: UploadFile) -> AsyncIterator[bytes]:
    while piece := await file.read(_PIECE):
        yield piece


async def _page(
    request: WebRequest, session: Session, actor: Actor, now: datetime, answers: UploadForm
) -> Response[str]:
    today = oslo_date(now)
    ended = first_day_of(half_of(today)) - timedelta(days=1)
    return not_kept(render(
        request, "reports/overview.html", answers=answers, now=now, uploads=await uploads(session, actor),
        words=await waiting_words(session, actor), doubles=await possible_doubles(session, actor, most=1),
        ended=ended, cut_off=cut_off(ended), next_ends=half_ends(today), next_cut_off=cut_off(today),
    ))  # fmt: skip

"""/k/avvik: somebody has seen a card that does not fit the person. One page, nothing about who writes."""

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.status_codes import HTTP_303_SEE_OTHER

from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.tolkebevis.commands import report_mismatch
from web.pages.card.forms import MismatchForm
from web.pages.page import WebRequest, render, see_other
from web.security.limits import FORM_BODY
from web.security.rates import SUBMIT, at_most

REPORT = "/k/avvik"


@get(REPORT, include_in_schema=False)
async def ask_mismatch(request: WebRequest, now: NamedDependency[datetime]) -> Response[str]:
    """The form, with the number that was just looked at; or the receipt."""
    if request.query_params.get("sendt") == "ja":
        return _not_kept(render(request, "card/reported.html"))
    number = request.query_params.get("nummer", "")
    known = number if number.isascii() and number.isdigit() and len(number) <= 20 else None
    today = oslo_date(now)
    return _not_kept(
        render(request, "card/report.html", answers=MismatchForm.blank(today=today, nummer=known, dato=today))
    )


@post(REPORT, include_in_schema=False, guards=[at_most(SUBMIT)], status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def send_mismatch(
    request: WebRequest, session: NamedDependency[Session], now: NamedDependency[datetime]
) -> Response[Any]:
    """The same receipt whether the number exists or not."""
    answers = MismatchForm(await request.form(), today=oslo_date(now))
    if not answers.valid:
        return _not_kept(render(request, "card/report.html", answers=answers))
    await report_mismatch(session, answers.nummer, answers.hva, answers.dato, answers.mer or "", now=now)
    return see_other(request, REPORT, sendt="ja")


def _not_kept(page: Response[str]) -> Response[str]:
    page.headers["cache-control"] = "no-store"
    page.headers["x-robots-tag"] = "noindex"
    return page

"""/k/avvik: somebody has seen a card that does not fit the person. One page, nothing about who writes."""

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.status_codes import HTTP_303_SEE_OTHER

from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.tolkebevis.commands import LONGEST_NOTE, report_mismatch
from web.forms.base import Form
from web.forms.choice_fields import ChoiceField
from web.forms.options import options_from
from web.forms.text_fields import DigitsField, TextField
from web.forms.time_fields import DateField
from web.pages.page import WebRequest, render, see_other
from web.security.limits import FORM_BODY
from web.security.rates import SUBMIT, at_most
from web.view.labels import LABELS
from web.view.texts import N_

REPORT = "/k/avvik"


class MismatchForm(Form):
    """Somebody holds a card that does not seem to be theirs."""

    nummer = DigitsField(
        N_("Tolkenummer"), missing=N_("Skriv tolkenummeret"), help=N_("Bare sifre. Nummeret står på tolkebeviset."),
        says={"digits_only": N_("Tolkenummeret kan bare ha sifre")},
    )  # fmt: skip
    hva = ChoiceField(
        N_("Hva er galt?"), options=options_from(LABELS["card_mismatch"]), missing=N_("Velg hva som er galt")
    )
    dato = DateField(N_("Når så du det?"), missing=N_("Skriv når du så det"))
    mer = TextField(
        N_("Vil du fortelle mer?"), most=LONGEST_NOTE, marker="optional",
        help=N_("Ikke skriv navn eller annet om deg selv eller den det ble tolket for."),
    ).optional()  # fmt: skip

    def check(self) -> None:
        """Nobody has seen it tomorrow."""
        if self.dato > self.today:
            self.refuse("dato", "date_in_future", N_("Datoen kan ikke være fram i tid"))


@get(REPORT, include_in_schema=False)
async def ask_mismatch(request: WebRequest, now: NamedDependency[datetime]) -> Response[str]:
    """The form, with the number that was just looked at; or the receipt."""
    if request.query_params.get("sendt") == "ja":
        return _not_kept(render(request, "public/card_reported.html"))
    number = request.query_params.get("nummer", "")
    known = number if number.isascii() and number.isdigit() and len(number) <= 20 else None
    today = oslo_date(now)
    return _not_kept(
        render(
            request,
            "public/card_report.html",
            answers=MismatchForm.blank(today=today, nummer=known, dato=today),
        )
    )


@post(REPORT, include_in_schema=False, guards=[at_most(SUBMIT)], status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def send_mismatch(
    request: WebRequest, session: NamedDependency[Session], now: NamedDependency[datetime]
) -> Response[Any]:
    """The same receipt whether the number exists or not."""
    answers = MismatchForm(await request.form(), today=oslo_date(now))
    if not answers.valid:
        return _not_kept(render(request, "public/card_report.html", answers=answers))
    await report_mismatch(session, answers.nummer, answers.hva, answers.dato, answers.mer or "", now=now)
    return see_other(request, REPORT, sendt="ja")


def _not_kept(page: Response[str]) -> Response[str]:
    page.headers["cache-control"] = "no-store"
    page.headers["x-robots-tag"] = "noindex"
    return page

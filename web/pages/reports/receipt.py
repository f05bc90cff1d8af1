"""/rapport/{id}: how far a file has come, its receipt, and everything that was wrong as files."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotAuthorizedException
from litestar.params import FromPath
from litestar.status_codes import HTTP_204_NO_CONTENT

from booking.reports.access import REPORTING_ROLES
from booking.reports.downloads import MOST_IN_WORKBOOK, findings_csv, findings_workbook
from booking.reports.queries import MOST_SHOWN, codes_of, findings, periods_of, upload, waiting_words
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from web.pages.downloads import CSV, WORKBOOK, as_file, not_kept
from web.pages.page import WebRequest, render, written_form
from web.pages.reports.upload import PAGE, REPORTERS
from web.view.addresses import Form
from web.view.labels import LABELS
from web.view.texts import texts_in

RECEIPT = f"{PAGE}/{{upload_id:int}}"
STILL_NEW = 60  # seconds during which a finished receipt is sent again to a page that waits for it


@get(RECEIPT, include_in_schema=False, guards=REPORTERS)
async def show_receipt(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], upload_id: FromPath[int],
) -> Response[str]:  # fmt: skip
    """The receipt, or how far it has come; without a script the page comes again by itself."""
    return not_kept(
        render(request, "reports/receipt.html", **await _shown(request, session, actor, upload_id, now))
    )


@get("/del/rapport/{upload_id:int}", include_in_schema=False)
async def show_part(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], upload_id: FromPath[int],
) -> Response[Any]:  # fmt: skip
    """The part that renews itself; 204 once the page has had time to fetch the end."""
    if not actor.has(*REPORTING_ROLES):
        raise NotAuthorizedException
    shown = await _shown(request, session, actor, upload_id, now)
    ended = shown["found"].finished_at if shown["found"].is_finished else None
    if ended is not None and (now - ended).total_seconds() > STILL_NEW:
        return Response(None, status_code=HTTP_204_NO_CONTENT)
    return render(request, "reports/receipt_now.html", **shown)


@get(f"{RECEIPT}/feil.csv", include_in_schema=False, guards=REPORTERS)
async def download_csv(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor], upload_id: FromPath[int]
) -> Response[bytes]:  # fmt: skip
    """Everything that was wrong, line by line, as Norwegian Excel opens it."""
    content = await findings_csv(session, actor, upload_id, explanations(written_form(request)))
    return as_file(content, f"feil-{upload_id}.csv", CSV)


@get(f"{RECEIPT}/feil.xlsx", include_in_schema=False, guards=REPORTERS)
async def download_workbook(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor], upload_id: FromPath[int]
) -> Response[bytes]:  # fmt: skip
    """The same as a workbook, as many lines as it may have."""
    content = await findings_workbook(session, actor, upload_id, explanations(written_form(request)))
    return as_file(content, f"feil-{upload_id}.xlsx", WORKBOOK)


def explanations(form: Form) -> Mapping[str, str]:
    """What is wrong and how to mend it, by code, in a written form."""
    texts = texts_in(form)
    return {code: texts.gettext(words) for code, words in LABELS["report_finding"].items()}


async def _shown(
    request: WebRequest, session: Session, actor: Actor, upload_id: int, now: datetime
) -> dict[str, Any]:
    found = await upload(session, actor, upload_id)
    return {
        "found": found, "codes": codes_of(found), "periods": periods_of(found, oslo_date(now)), "now": now,
        "findings": await findings(session, actor, upload_id) if found.is_finished else (),
        "words": await waiting_words(session, actor) if found.rows_waiting else (),
        "most_shown": MOST_SHOWN, "most_in_workbook": MOST_IN_WORKBOOK,
        "was_sent_before": request.query_params.get("sendt") == "for",
    }  # fmt: skip

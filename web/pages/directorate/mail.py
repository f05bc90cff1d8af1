"""/sak/epost: what was delivered and what was not, and sending a failed message once more (feature 115)."""

from datetime import datetime

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Conflict, NotFound
from tolkeregister.core.mail.delivery import deliveries, send_again
from web.pages.directorate.staff_page import LARGEST_ID, STAFF, page_number, render_staff
from web.pages.page import WebRequest, see_other, written_form
from web.security.limits import FORM_BODY
from web.view.render import Notice
from web.view.texts import N_, texts_in

MAIL = "/sak/epost"
PER_PAGE = 25
STATES = {"ko": "queued", "sendt": "sent", "feilet": "failed", "gjelder-ikke": "void"}
_SENT = N_("Meldingen er lagt i kø igjen.")
_LATE = N_("Meldingen er sendt eller på vei alt.")


@get(MAIL, include_in_schema=False, guards=STAFF)
async def show_mail(
    request: WebRequest,
    session: NamedDependency[Session],
    actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:
    """The newest first, of one state or all."""
    status = request.query_params.get("status", "")
    page = page_number(request.query_params.get("side"))
    found, total = await deliveries(session, actor, state=STATES.get(status), page=page, per_page=PER_PAGE)
    said = {"ja": _SENT, "nei": _LATE}.get(request.query_params.get("sendt", ""))
    notice = Notice(texts_in(written_form(request)).gettext(said)) if said else None
    return await render_staff(
        request, session, actor, "directorate/mail.html", now=now, found=found, total=total, page=page,
        pages=-(-total // PER_PAGE), status=status if status in STATES else "", states=STATES, notice=notice,
    )  # fmt: skip


@post(f"{MAIL}/{{mail_id:int}}/send", include_in_schema=False, guards=STAFF, request_max_body_size=FORM_BODY)
async def resend(
    request: WebRequest,
    session: NamedDependency[Session],
    actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
    mail_id: FromPath[int],
) -> Redirect:
    """Queue it again; a second click finds it on its way."""
    if not 0 < mail_id <= LARGEST_ID:
        raise NotFound
    try:
        async with session.begin_nested():
            await send_again(session, actor, mail_id, now=now)
    except Conflict:
        return see_other(request, MAIL, status="feilet", sendt="nei")
    return see_other(request, MAIL, status="feilet", sendt="ja")

"""/sak/endringer: changes of profiles that an officer must agree to."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect
from litestar.status_codes import HTTP_303_SEE_OTHER

from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.errors import NotFound
from tolkeregister.profiles.changes import decide_change
from tolkeregister.profiles.models import DeclineReason
from tolkeregister.profiles.queries import count_unanswered, decided_changes, waiting_changes
from tolkeregister.profiles.reads import note_read_of
from web.dependencies import NOTES_LOOK
from web.pages.directorate.staff_page import LARGEST_ID, STAFF, render_staff
from web.pages.page import WebRequest, see_other, written_form
from web.security.limits import FORM_BODY
from web.view.render import Notice
from web.view.texts import N_, texts_in

CHANGES = "/sak/endringer"
_NOTICES: Mapping[str, str] = MappingProxyType(
    {
        "godkjent": N_("Endringen er godkjent og gjelder fra nå."),
        "avslatt": N_("Endringen er avslått. Tolken ser hvorfor."),
    }
)


@get(CHANGES, include_in_schema=False, guards=STAFF, opt={NOTES_LOOK: True})
async def show_waiting(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """Those that wait, the oldest first, then the last answers."""
    waiting = await waiting_changes(session, actor)
    for number in sorted({each.number for each in waiting}):
        await note_read_of(session, actor, number, "changes", now=now)
    done = _NOTICES.get(request.query_params.get("lagret", ""))
    return await render_staff(
        request, session, actor, "profiles/staff.html", now=now, waiting=waiting,
        decided=await decided_changes(session, actor), reasons=tuple(DeclineReason),
        unanswered=await count_unanswered(session, actor),
        notice=Notice(texts_in(written_form(request)).gettext(done)) if done else None,
    )  # fmt: skip


@post(CHANGES, include_in_schema=False, guards=STAFF, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def answer(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Redirect:  # fmt: skip
    """Approve one, or decline it with a reason."""
    sent = await request.form()
    act, _, which = str(sent.get("handling", "")).partition(":")
    if act not in ("godkjenn", "avsla"):
        raise NotFound
    why = str(sent.get("grunn", "")) if act == "avsla" else None
    await decide_change(session, actor, possible(which), why, now=now)
    return see_other(request, CHANGES, lagret="godkjent" if why is None else "avslatt")


def possible(said: str) -> int:
    """The number, or NotFound for what no row can have."""
    if not (said.isascii() and said.isdigit() and len(said) <= 10 and 0 < int(said) <= LARGEST_ID):
        raise NotFound
    return int(said)

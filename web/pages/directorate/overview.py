"""/sak: what must be looked at, and how large the register is, counted in entries and in persons (rule T4)."""

from datetime import datetime
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency

from booking.assignments.oversight import unconfirmed
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.database import Session
from tolkeregister.core.mail.delivery import failures
from tolkeregister.entries.size import register_counts
from web.pages.directorate.staff_page import render_staff
from web.pages.directorate.waiting import waiting_lists
from web.pages.page import WebRequest, see_other
from web.security.guards import require


@get(
    "/sak", include_in_schema=False, guards=[require(Role.OFFICER, Role.ADMINISTRATOR, Role.COMMITTEE_MEMBER)]
)
async def show_overview(
    request: WebRequest,
    session: NamedDependency[Session],
    actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[Any]:
    """Live numbers; nothing here is published. The committee, which comes through the same door, has its own home."""
    if not actor.is_directorate:
        return see_other(request, "/utvalg")
    return await render_staff(
        request, session, actor, "directorate/overview.html", now=now,
        failures=await failures(session, actor), unconfirmed=await unconfirmed(session, actor, now=now),
        lists=await waiting_lists(session, actor, now=now),
        counts=await register_counts(session, valid_at=now, known_at=now),
    )  # fmt: skip

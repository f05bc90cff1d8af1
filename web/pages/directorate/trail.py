"""/sak/logg and /sak/brukere: who did what, and who may do what. Read only."""

from datetime import datetime

from litestar import Response, get
from litestar.di import NamedDependency

from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.database import Session
from tolkeregister.people.trail import accounts_by_role, role_counts, trail
from web.pages.directorate.staff_page import (
    ADMINISTRATORS,
    LARGEST_ID,
    ROLES,
    STAFF,
    page_number,
    render_staff,
)
from web.pages.page import WebRequest

EVENTS, ACCOUNTS = 50, 50
_DEFAULT_ROLE = Role.OFFICER


@get("/sak/logg", include_in_schema=False, guards=STAFF)
async def show_trail(
    request: WebRequest,
    session: NamedDependency[Session],
    actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:
    """Fifty events, newest first; older ones by the last one's id."""
    given = request.query_params.get("eldre", "")
    before = int(given) if given.isascii() and given.isdigit() and len(given) <= 10 else None
    events = await trail(session, actor, before=min(before, LARGEST_ID) if before else None, per_page=EVENTS)
    older = events[EVENTS - 1].id if len(events) > EVENTS else None
    return await render_staff(
        request, session, actor, "directorate/trail.html", now=now, events=events[:EVENTS], older=older,
        is_first=before is None,
    )  # fmt: skip


@get("/sak/brukere", include_in_schema=False, guards=ADMINISTRATORS)
async def show_accounts(
    request: WebRequest,
    session: NamedDependency[Session],
    actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:
    """The accounts of one role at a time."""
    given = request.query_params.get("rolle", "")
    role = Role(given) if given in ROLES else _DEFAULT_ROLE
    page = page_number(request.query_params.get("side"))
    counts = await role_counts(session, actor)
    found = await accounts_by_role(session, actor, role, page=page, per_page=ACCOUNTS)
    return await render_staff(
        request, session, actor, "directorate/accounts.html", now=now, found=found, role=role.value, counts=counts,
        page=page, pages=-(-counts.get(role.value, 0) // ACCOUNTS),
    )  # fmt: skip

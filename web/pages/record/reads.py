"""/sak/varsel/{number}/lest: who opened a complaint and broke its seal, for leaders."""

from datetime import datetime

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from tolkeregister.complaints.readers import readers_of
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from web.pages.complaints.staff import ONE, address_of
from web.pages.directorate.staff_page import ADMINISTRATORS, render_staff
from web.pages.page import WebRequest

READ = f"{ONE}/lest"


@get(READ, include_in_schema=False, guards=ADMINISTRATORS)
async def show_readers(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], number: FromPath[str],
) -> Response[str]:  # fmt: skip
    """Days, people and what was opened; nothing of what it said."""
    found = await readers_of(session, actor, number.replace("-", "/", 1))
    return await render_staff(
        request, session, actor, "record/readers.html", now=now, found=found, here=address_of(found.number)
    )

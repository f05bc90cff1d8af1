"""One assignment as a calendar file, for whoever may see the assignment."""

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from booking.calendars.queries import entry_of
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotFound
from tolkeregister.core.ics import publication
from tolkeregister.core.settings import Settings
from web.pages.body.booking import BOOKERS
from web.pages.calendars.events import neutral_event
from web.pages.interpreter.own_page import OWN


@get("/bestilling/{number:str}/kalender.ics", include_in_schema=False, guards=BOOKERS)
async def booked_file(
    session: NamedDependency[Session], actor: NamedDependency[Actor], settings: NamedDependency[Settings],
    number: FromPath[str],
) -> Response[bytes]:  # fmt: skip
    """As it stands in the calendar of whoever ordered it."""
    return await _file(session, actor, settings, number)


@get("/min-side/oppdrag/{number:str}/kalender.ics", include_in_schema=False, guards=OWN)
async def own_file(
    session: NamedDependency[Session], actor: NamedDependency[Actor], settings: NamedDependency[Settings],
    number: FromPath[str],
) -> Response[bytes]:  # fmt: skip
    """The interpreter's own."""
    return await _file(session, actor, settings, number)


async def _file(session: Session, actor: Actor, settings: Settings, number: str) -> Response[bytes]:
    """NotFound as for an assignment that does not exist, also while nobody has it."""
    entry = await entry_of(session, actor, number)
    if entry is None:
        raise NotFound(reason("assignment_not_found"))
    file = publication([neutral_event(entry, settings.base_url)], sender=settings.mail_from)
    name = f'attachment; filename="tolkeoppdrag-{entry.number}.ics"'
    return Response(file.content, media_type=file.media_type, headers={"Content-Disposition": name})

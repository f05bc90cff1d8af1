"""Every address of the service on one page: who serves it."""

from litestar import get
from litestar.exceptions import NotFoundException
from litestar.types import ControllerRouterHandler

from web.api.reports import REPORTS_API
from web.api.results import RESULTS_API
from web.api.routes import API_ROUTER
from web.health import live, ready
from web.live.room_socket import room_signal
from web.pages.applications.routes import APPLICATIONS
from web.pages.body.routes import BODY
from web.pages.calendars.routes import CALENDARS
from web.pages.campaigns.routes import CAMPAIGNS
from web.pages.card.routes import CARD
from web.pages.certificates.routes import CERTIFICATES
from web.pages.committee.routes import COMMITTEE
from web.pages.complaints.routes import COMPLAINTS
from web.pages.complaints_reporting.routes import COMPLAINTS_REPORTING
from web.pages.decisions.routes import CASES
from web.pages.directorate.routes import DIRECTORATE
from web.pages.exceptions.routes import EXCEPTIONS
from web.pages.heard.routes import HEARD
from web.pages.interpreter.routes import INTERPRETER
from web.pages.kept_form import show_kept_form
from web.pages.languages.routes import LANGUAGES
from web.pages.profiles.routes import PROFILES
from web.pages.public.routes import PUBLIC
from web.pages.recognition.routes import RECOGNITION
from web.pages.record.routes import RECORD
from web.pages.reports.routes import REPORTS
from web.pages.results.routes import RESULTS
from web.pages.road.routes import ROAD
from web.pages.rooms.routes import ROOMS
from web.pages.sign_in import SIGN_IN_HANDLERS
from web.pages.statistics.handlers import STATISTICS


@get("/{unknown:path}", include_in_schema=False, name="unknown")
async def unknown_address() -> None:
    """An address nobody serves. It is a route, so that the page also knows who is signed in."""
    raise NotFoundException


def routes() -> list[ControllerRouterHandler]:
    """All route handlers."""
    return [
        live,
        ready,
        *SIGN_IN_HANDLERS,
        show_kept_form,
        *PUBLIC,
        *COMPLAINTS_REPORTING,
        *BODY,
        *EXCEPTIONS,
        *INTERPRETER,
        *CALENDARS,
        *ROOMS,
        *APPLICATIONS,
        *RECOGNITION,
        *DIRECTORATE,
        *COMPLAINTS,
        *RECORD,
        *COMMITTEE,
        *HEARD,
        *CASES,
        *CERTIFICATES,
        *CAMPAIGNS,
        *CARD,
        *LANGUAGES,
        *PROFILES,
        *REPORTS,
        *RESULTS,
        *ROAD,
        API_ROUTER,
        *REPORTS_API,
        *RESULTS_API,
        *STATISTICS,
        room_signal,
        unknown_address,
    ]

"""The handlers of the directorate's pages, and the agency's first page."""

from litestar.types import ControllerRouterHandler

from web.pages.directorate import agency, interpreters, mail, overview, removal, trail

DIRECTORATE: tuple[ControllerRouterHandler, ...] = (
    overview.show_overview,
    interpreters.find,
    interpreters.show_record,
    removal.ask,
    removal.remove,
    removal.receipt,
    mail.show_mail,
    mail.resend,
    trail.show_trail,
    trail.show_accounts,
    agency.show_agency,
)

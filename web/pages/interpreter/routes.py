"""The handlers of the interpreter's own pages."""

from litestar.types import ControllerRouterHandler

from web.pages.interpreter import offers

INTERPRETER: tuple[ControllerRouterHandler, ...] = (
    offers.list_offers,
    offers.show_offer,
    offers.accept,
    offers.ask_reason,
    offers.decline,
)

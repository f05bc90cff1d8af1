"""The handlers of the case as whoever is heard sees it."""

from litestar.types import ControllerRouterHandler

from web.pages.heard import own, representative

HEARD: tuple[ControllerRouterHandler, ...] = (
    own.show_case,
    own.show_paper,
    own.ask,
    own.do,
    representative.show_case,
    representative.show_paper,
    representative.ask,
    representative.do,
)

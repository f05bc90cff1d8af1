"""Every address of the service on one page: who serves it."""

from litestar.types import ControllerRouterHandler

from web.api.routes import API_ROUTER
from web.health import live, ready
from web.pages.interpreter.routes import INTERPRETER
from web.pages.public.routes import PUBLIC
from web.pages.sign_in import SIGN_IN_HANDLERS
from web.pages.statistics.handlers import STATISTICS


def routes() -> list[ControllerRouterHandler]:
    """All route handlers."""
    return [live, ready, *SIGN_IN_HANDLERS, *PUBLIC, *INTERPRETER, API_ROUTER, *STATISTICS]

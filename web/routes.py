"""Every address of the service on one page: who serves it."""

from litestar.types import ControllerRouterHandler

from web.health import live, ready


def routes() -> list[ControllerRouterHandler]:
    """All route handlers."""
    return [live, ready]

"""The handlers of the public pages."""

from litestar.types import ControllerRouterHandler

from web.pages.public.search import find_interpreter, front_page

PUBLIC: tuple[ControllerRouterHandler, ...] = (front_page, find_interpreter)

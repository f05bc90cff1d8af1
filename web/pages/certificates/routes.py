"""The handlers of the pages about police certificates."""

from litestar.types import ControllerRouterHandler

from web.pages.certificates import body, own, staff

CERTIFICATES: tuple[ControllerRouterHandler, ...] = (
    body.list_seen,
    body.ask_seen,
    body.save_seen,
    body.ask_withdraw,
    body.do_withdraw,
    body.ask_requirement,
    body.save_requirement,
    staff.show_table,
    staff.decide,
    own.show_own,
)

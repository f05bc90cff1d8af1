"""The handlers of the pages about exceptions."""

from litestar.types import ControllerRouterHandler

from web.pages.exceptions import checks, children, listing, ordering

EXCEPTIONS: tuple[ControllerRouterHandler, ...] = (
    ordering.ask_new,
    ordering.state_new,
    ordering.ask_of_order,
    ordering.state_of_order,
    listing.show_list,
    listing.download_list,
    listing.show_evidence,
    children.ask_child_use,
    children.tell_child_use,
    checks.show_checks,
    checks.ask_check,
    checks.tell_check,
)

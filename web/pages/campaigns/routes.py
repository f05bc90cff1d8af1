"""The handlers of the pages about campaigns."""

from litestar.types import ControllerRouterHandler

from web.pages.campaigns import following, starting

CAMPAIGNS: tuple[ControllerRouterHandler, ...] = (
    following.show_campaigns,
    following.show_campaign,
    following.act,
    following.download,
    starting.ask_whom,
    starting.look_over,
    starting.start,
)

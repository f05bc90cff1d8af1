"""Every handler of the statistics, for the list of routes."""

from litestar.types import ControllerRouterHandler

from web.pages.statistics import meters

STATISTICS: tuple[ControllerRouterHandler, ...] = (meters.share_now, meters.own_share)

"""Every handler of the statistics, for the list of routes."""

from litestar.types import ControllerRouterHandler

from web.api.statistics import share_table, statistics_config
from web.pages.statistics import agency, doubles, downloads, meters, overview, own, single

STATISTICS: tuple[ControllerRouterHandler, ...] = (
    meters.share_now,
    meters.own_share,
    overview.statistics,
    single.one_value,
    downloads.downloads,
    downloads.download,
    downloads.about_the_figures,
    own.own_page,
    own.own_file,
    own.own_machine_file,
    agency.agency_page,
    agency.agency_file,
    agency.agency_machine_file,
    doubles.show_doubles,
    doubles.decide_double,
    share_table,
    statistics_config,
)

"""The handlers of the record's pages."""

from litestar.types import ControllerRouterHandler

from web.pages.record import deletion, figures, reads

RECORD: tuple[ControllerRouterHandler, ...] = (
    deletion.show_deletion,
    deletion.ask_hold,
    deletion.make_hold,
    deletion.end_hold,
    figures.show_figures,
    figures.figures_file,
    figures.show_public_figures,
    figures.public_file,
    reads.show_readers,
)

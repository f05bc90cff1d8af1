"""The handlers of the record's pages."""

from litestar.types import ControllerRouterHandler

from web.pages.record import deletion, disclosure, figures, reads

RECORD: tuple[ControllerRouterHandler, ...] = (
    deletion.show_deletion,
    deletion.ask_hold,
    deletion.make_hold,
    deletion.end_hold,
    disclosure.ask_disclosure,
    disclosure.make_disclosure,
    disclosure.show_journal,
    disclosure.journal_file,
    figures.show_figures,
    figures.figures_file,
    figures.show_public_figures,
    figures.public_file,
    reads.show_readers,
)

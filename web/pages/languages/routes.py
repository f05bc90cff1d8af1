"""The handlers of the pages about the list of languages."""

from litestar.types import ControllerRouterHandler

from web.pages.languages import governing

LANGUAGES: tuple[ControllerRouterHandler, ...] = (
    governing.show_list,
    governing.show_form,
    governing.send_form,
    governing.show_proposal,
    governing.answer,
)

"""The handlers of the public pages."""

from litestar.types import ControllerRouterHandler

from web.pages.public import check, mismatch, profile, search, standing, texts

PUBLIC: tuple[ControllerRouterHandler, ...] = (
    search.front_page,
    search.find_interpreter,
    profile.show_profile,
    profile.show_free_times,
    standing.what_the_register_said,
    check.ask_number,
    check.check_number,
    check.check_shown_card,
    mismatch.ask_mismatch,
    mismatch.send_mismatch,
    texts.text_page,
    texts.languages_page,
)

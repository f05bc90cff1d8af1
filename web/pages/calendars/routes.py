"""The handlers of calendars."""

from litestar.types import ControllerRouterHandler

from web.pages.calendars import choices, feed, files

CALENDARS: tuple[ControllerRouterHandler, ...] = (
    choices.own_choices,
    choices.choose_own,
    choices.body_choices,
    choices.choose_body,
    files.booked_file,
    files.own_file,
    feed.show_feed,
)

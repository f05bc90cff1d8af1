"""The handlers of the pages about profiles and category rules."""

from litestar.types import ControllerRouterHandler

from web.pages.profiles import own, records, schemes, staff

PROFILES: tuple[ControllerRouterHandler, ...] = (
    own.show_contact,
    own.save_contact,
    own.show_changes,
    own.ask,
    own.show_status,
    own.change_status,
    records.show_looks,
    records.show_practice,
    records.download_practice,
    staff.show_waiting,
    staff.answer,
    schemes.show_rules,
    schemes.begin_draft,
    schemes.show_draft,
    schemes.change_draft,
)

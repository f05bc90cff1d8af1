"""The handlers of the pages about cards and registered systems."""

from litestar.types import ControllerRouterHandler

from web.pages.card import keys, own, photo, staff, systems

CARD: tuple[ControllerRouterHandler, ...] = (
    keys.show_keys,
    keys.save_offline_page,
    own.show_card,
    own.show_code,
    own.show_print,
    own.change_card,
    photo.show_photo,
    photo.save_photo,
    staff.show_cards,
    staff.change_cards,
    systems.list_systems,
    systems.add_system,
    systems.show_system,
    systems.change_system,
)

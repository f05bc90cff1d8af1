"""The handlers of the pages about recognition."""

from litestar.types import ControllerRouterHandler

from web.pages.recognition import staff

RECOGNITION: tuple[ControllerRouterHandler, ...] = (
    staff.show_list,
    staff.ask_new,
    staff.save_new,
    staff.ask_provision,
    staff.save_provision,
    staff.show_one,
    staff.send_acknowledgement,
    staff.is_complete,
    staff.extend_time,
    staff.propose,
)

"""The handlers of the public body's pages."""

from litestar.types import ControllerRouterHandler

from web.pages.body import booking, cancelling, changing, ending, overview, room, room_sheet, sending, status

BODY: tuple[ControllerRouterHandler, ...] = (
    overview.today,
    overview.orders,
    booking.ask_assignment,
    booking.answer_assignment,
    booking.ask_conversation,
    booking.answer_conversation,
    sending.ask_queue,
    sending.answer_queue,
    sending.review,
    sending.send,
    status.show_status,
    status.show_part,
    status.show_receipt,
    changing.ask_change,
    changing.do_change,
    changing.withdraw,
    cancelling.ask_cancel,
    cancelling.do_cancel,
    ending.ask_outcome,
    ending.tell_outcome,
    ending.weigh,
    room.show_room,
    room.do_invite,
    room.do_withdraw,
    room.do_decide,
    room.do_confirm_screen,
    room_sheet.show_sheet,
)

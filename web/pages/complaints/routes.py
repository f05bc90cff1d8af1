"""The handlers of the pages about complaints."""

from litestar.types import ControllerRouterHandler

from web.pages.complaints import asked, staff

COMPLAINTS: tuple[ControllerRouterHandler, ...] = (
    staff.show_queue,
    staff.show_complaint,
    staff.show_log,
    staff.show_report,
    staff.declare_tie,
    staff.ask_action,
    staff.do_action,
    asked.show_questions,
    asked.send_answer,
)

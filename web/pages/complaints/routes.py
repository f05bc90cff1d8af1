"""The handlers of the pages about complaints."""

from litestar.types import ControllerRouterHandler

from web.pages.complaints import asked, file_access, staff

COMPLAINTS: tuple[ControllerRouterHandler, ...] = (
    staff.show_queue,
    staff.show_complaint,
    staff.show_log,
    staff.show_report,
    staff.declare_tie,
    staff.ask_action,
    staff.do_action,
    file_access.show_access,
    file_access.send_answer,
    file_access.ask_verdict,
    file_access.decide,
    asked.show_questions,
    asked.send_answer,
)

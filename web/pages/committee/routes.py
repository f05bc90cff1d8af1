"""The handlers of the pages about the advisory committee."""

from litestar.types import ControllerRouterHandler

from web.pages.committee import cases, meetings, minutes, own, papers, seats

COMMITTEE: tuple[ControllerRouterHandler, ...] = (
    seats.show_seats, seats.appoint_member, seats.ask_end, seats.end,
    meetings.show_meetings, meetings.ask_meeting, meetings.plan, meetings.show_meeting, meetings.ask_change,
    meetings.change, meetings.ask_cancel, meetings.cancel,
    minutes.show_minutes, minutes.write, minutes.approve,
    cases.show_case, cases.put_on, cases.take_off, cases.ask_presentation, cases.present,
    papers.show_papers, papers.show_paper, papers.read_paper, papers.hide, papers.show_again, papers.show_page,
    papers.preview, papers.ask_release, papers.release, papers.show_pack,
    own.show_own_meetings, own.show_own_meeting, own.say_absent, own.come_after_all,
    own.calendar_file, own.show_own_case, own.declare, own.show_papers, own.cast_vote,
    own.open_pack, own.show_own_minutes, own.answer,
)  # fmt: skip

"""The handlers of the pages about cases and decisions."""

from litestar.types import ControllerRouterHandler

from web.pages.decisions import appeals, drafting, own, staff

CASES: tuple[ControllerRouterHandler, ...] = (
    staff.list_cases,
    staff.show_case,
    staff.take,
    staff.close,
    staff.declare,
    staff.ask_notice,
    staff.send_notice,
    staff.document,
    staff.archive,
    drafting.ask_draft,
    drafting.propose,
    drafting.approve,
    drafting.ask_return,
    drafting.send_back,
    drafting.preview,
    drafting.ask_signature,
    drafting.sign,
    appeals.ask_paper,
    appeals.take_paper,
    appeals.ask_step,
    appeals.do_step,
    own.list_own,
    own.show_own,
    own.appeal,
    own.letter,
    own.show_notice,
    own.reply,
    own.notice_letter,
)

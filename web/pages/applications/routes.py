"""The handlers of the pages about applications."""

from litestar.types import ControllerRouterHandler

from web.pages.applications import desk, documents, forgery, handling, own, parts

APPLICATIONS: tuple[ControllerRouterHandler, ...] = (
    own.show_start,
    own.ask_language,
    own.begin,
    own.show_application,
    own.show_review,
    own.send,
    own.ask_withdraw,
    own.do_withdraw,
    own.answered,
    parts.show_part,
    parts.save_part,
    documents.show_documents,
    documents.add,
    documents.done,
    documents.take_back,
    documents.open_one,
    desk.show_desk,
    desk.show_one,
    desk.open_file,
    handling.ask_finding,
    handling.save_finding,
    handling.ask_more,
    handling.send_question,
    handling.ask_proposal,
    handling.propose,
    handling.ask_refusal,
    handling.refuse,
    forgery.ask_report,
    forgery.save_report,
)

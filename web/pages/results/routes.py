"""The handlers of the pages about results and bevilling."""

from litestar.types import ControllerRouterHandler

from web.pages.results import bevilling, identity, sending

RESULTS: tuple[ControllerRouterHandler, ...] = (
    sending.show_result_files,
    sending.send_results,
    sending.download_result_template,
    sending.show_result_receipt,
    sending.show_result_part,
    sending.download_result_findings,
    identity.show_questions,
    identity.ask_identity,
    identity.tell_identity,
    bevilling.show_bevilling,
    bevilling.begin_bevilling,
    bevilling.show_one_bevilling,
    bevilling.begin_revoking,
)

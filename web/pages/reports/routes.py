"""The handlers of the pages about reports."""

from litestar.types import ControllerRouterHandler

from web.pages.reports import receipt, templates, upload, words

REPORTS: tuple[ControllerRouterHandler, ...] = (
    upload.show_reports,
    upload.send_report,
    templates.download_template,
    templates.download_template_workbook,
    receipt.show_receipt,
    receipt.show_part,
    receipt.download_csv,
    receipt.download_workbook,
    words.show_own_words,
    words.ask_own_word,
    words.tell_own_word,
    words.show_all_words,
    words.ask_word_of_all,
    words.tell_word_of_all,
)

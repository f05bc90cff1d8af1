"""The addresses of reporting, all of them without traces (`web/security/untraced.py`)."""

from web.pages.complaints_reporting.follow import ask_code, follow
from web.pages.complaints_reporting.report import begin_again, first_step, go_to_step, send, start

COMPLAINTS_REPORTING = (start, first_step, begin_again, go_to_step, send, ask_code, follow)

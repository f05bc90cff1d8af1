"""The addresses of reporting: a reporter leaves no trace at them, an officer who opens a file is noted."""

from web.pages.complaints_reporting.attachments import open_file
from web.pages.complaints_reporting.follow import ask_code, follow
from web.pages.complaints_reporting.report import begin_again, first_step, go_to_step, send, start

COMPLAINTS_REPORTING = (start, first_step, begin_again, go_to_step, send, ask_code, follow, open_file)

"""Imports every module that registers jobs, so that the worker and the tests know them all."""

import booking.statistics.jobs  # noqa: F401
import web.outgoing_mail  # noqa: F401

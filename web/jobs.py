"""Imports every module that registers jobs, so that the worker and the tests know them all."""

import web.outgoing_mail  # noqa: F401

"""The open API: under one path, readable from every site."""

from litestar import Router

from web.api.answers import OpenToEverySite
from web.api.interpreters import one_interpreter, search_interpreters
from web.api.languages import list_languages
from web.api.systems import check_numbers, list_changes, list_keys

API_ROUTER = Router(
    path="/api/v1",
    route_handlers=[
        search_interpreters,
        one_interpreter,
        list_languages,
        check_numbers,
        list_changes,
        list_keys,
    ],
    middleware=[OpenToEverySite],
    include_in_schema=True,  # the application leaves pages out
)

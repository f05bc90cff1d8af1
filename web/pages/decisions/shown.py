"""What the pages about cases have in common: reading an address, words of kinds, a document as an answer."""

from typing import Any

from litestar import Response

import tolkeregister.rectification.kinds  # noqa: F401  (registers a kind that no other page knows)
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, NotFound
from tolkeregister.decisions.cases.journal import KeptFile
from tolkeregister.decisions.kinds import kind_of
from web.pages.directorate.staff_page import LARGEST_ID
from web.view.labels import LABELS


def possible_id(given: int) -> int:
    """The id, or NotFound for a number that no row can have."""
    if not 0 < given <= LARGEST_ID:
        raise NotFound(reason("decision_not_found"))
    return given


def kind_title(code: str, form: str) -> str:
    """What a kind of case is called; its code when nobody has registered it any more."""
    try:
        return kind_of(code).title.in_form(form)
    except Invalid:
        return code


def outcome_title(kind: str, outcome: str, form: str) -> str:
    """What an outcome is called; its code when it is no longer one."""
    try:
        return kind_of(kind).outcome(outcome).title.in_form(form)
    except Invalid:
        return outcome


def event_words(code: str) -> str:
    """What the log calls an event, in bokmål; packages with cases of their own give their words in the trail."""
    return LABELS["case_event"].get(code) or LABELS["event"].get(code) or code


def file_answer(file: KeptFile, name: str) -> Response[Any]:
    """A document to be read or kept; never stored by a cache and never run as a page."""
    inline = "inline" if file.media_type == "application/pdf" else "attachment"
    return Response(
        file.content, media_type=file.media_type,
        headers={"content-disposition": f'{inline}; filename="{name}"', "cache-control": "no-store",
                 "x-content-type-options": "nosniff"},
    )  # fmt: skip

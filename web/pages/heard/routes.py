"""The addresses of the case as whoever is heard sees it: the same pages, signed in or by a representative's address."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from litestar import get, post
from litestar.di import Provide
from litestar.handlers import HTTPRouteHandler
from litestar.status_codes import HTTP_303_SEE_OTHER
from litestar.types import Guard

from tolkeregister.complaints.reporting.cleaning import LARGEST
from web.dependencies import PARTY_LOOKS
from web.pages.decisions.own import PARTY
from web.pages.heard.pages import case_of, form_of, paper_of, sent_to
from web.pages.heard.ways import OTHER_CASE, OWN_CASE, Reach, in_person, through
from web.security.limits import FORM_BODY
from web.security.rates import SUBMIT, at_most

SELDOM = at_most(SUBMIT)


def addresses(
    one: str, reach: Callable[..., Awaitable[Reach]], *, reading: Sequence[Guard], doing: Sequence[Guard]
) -> tuple[HTTPRouteHandler, ...]:
    """The case's own address, its papers, and the form of each action; `reach` is how a request gets to the case."""
    shared: dict[str, Any] = {"include_in_schema": False, "dependencies": {"reach": Provide(reach)}}
    act = f"{one}/{{action:str}}"
    return (
        get(one, guards=list(reading), opt=PARTY_LOOKS, **shared)(case_of),
        get(f"{one}/dokument/{{post_id:int}}", guards=list(reading), opt=PARTY_LOOKS, **shared)(paper_of),
        get(act, guards=list(reading), **shared)(form_of),
        post(
            act,
            guards=list(doing),
            status_code=HTTP_303_SEE_OTHER,
            request_max_body_size=LARGEST + FORM_BODY,
            **shared,
        )(sent_to),
    )


HEARD = (
    *addresses(OWN_CASE, in_person, reading=PARTY, doing=[*PARTY, SELDOM]),
    *addresses(OTHER_CASE, through, reading=[SELDOM], doing=[SELDOM]),
)

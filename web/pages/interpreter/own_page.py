"""What the interpreter's own pages have in common: the number of open offers in the menu, and ids that can exist."""

from datetime import datetime
from typing import Any

from litestar import Response

from booking.offers.queries import OfferPage, open_offers
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.database import Session
from tolkeregister.core.errors import NotFound
from web.names import names_now
from web.pages.page import WebRequest, render
from web.security.csrf import form_token
from web.security.guards import require

OWN = [require(Role.INTERPRETER)]
OFFERS = "/min-side/tilbud"
_LARGEST_ID = 2**31 - 1


def possible_id(given: int) -> int:
    """The id, or NotFound for a number that no row can have."""
    if not 0 < given <= _LARGEST_ID:
        raise NotFound
    return given


async def render_own(
    request: WebRequest,
    session: Session,
    actor: Actor,
    template: str,
    *,
    now: datetime,
    offers: tuple[OfferPage, ...] | None = None,
    status_code: int | None = None,
    **context: Any,
) -> Response[str]:
    """A page with the count of open offers in the menu; `offers` when the page has read them already."""
    waiting = await open_offers(session, actor, now=now) if offers is None else offers
    state = request.app.state
    names = await names_now(session, state, now)
    page = render(
        request, template, status_code=status_code, now=now, names=names,
        csrf_token=form_token(state.settings, actor.session_id, clock=state.clock),
        badges={OFFERS: sum(each.remark is None for each in waiting)}, **context,
    )  # fmt: skip
    page.headers["cache-control"] = "no-store"
    return page

"""What was sent no longer fits: a page that says what has happened meanwhile and leads back, with status 409."""

from typing import Any

from litestar import Response
from litestar.status_codes import HTTP_409_CONFLICT

from tolkeregister.core.errors import Conflict, DomainError, RuleBroken
from web.pages.page import WebRequest, render


def changed_meanwhile(request: WebRequest, error: DomainError) -> Response[str]:
    """An action on an order that has moved on: cancelled, accepted, ended."""
    number = str(request.path_params.get("number", ""))
    return render(
        request, "body/changed.html", status_code=HTTP_409_CONFLICT, reasons=error.reasons, number=number
    )


def order_already_sent(request: WebRequest, error: DomainError) -> Response[str]:
    """The same order again with other answers: the first one stands."""
    return render(request, "body/sent_before.html", status_code=HTTP_409_CONFLICT, reasons=error.reasons)


# For the handlers of what is done with an order: whatever the domain refuses there, `changed_meanwhile` explains.
STALE: dict[int | type[Exception], Any] = {Conflict: changed_meanwhile, RuleBroken: changed_meanwhile}

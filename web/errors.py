"""Every error becomes a whole Norwegian page for people, and problem+json (RFC 9457) under /api/."""

from typing import Any

import structlog
from litestar import Response
from litestar.exceptions import HTTPException
from litestar.status_codes import (
    HTTP_400_BAD_REQUEST,
    HTTP_403_FORBIDDEN,
    HTTP_404_NOT_FOUND,
    HTTP_409_CONFLICT,
    HTTP_422_UNPROCESSABLE_ENTITY,
    HTTP_500_INTERNAL_SERVER_ERROR,
    HTTP_503_SERVICE_UNAVAILABLE,
)
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoFreeConnection

from tolkeregister.core.decisions import Reason
from tolkeregister.core.errors import Conflict, DomainError, Invalid, NotAllowed, NotFound, RuleBroken
from web.pages.complaints_reporting.showing import reporters_error
from web.pages.page import WebRequest, render, written_form
from web.pages.rooms.speaking import guests_error, is_guests
from web.security.untraced import is_untraced
from web.view.labels import error_words
from web.view.reasons import REASONS
from web.view.texts import texts_in

log = structlog.get_logger()

STATUS: dict[type[DomainError], int] = {
    NotFound: HTTP_404_NOT_FOUND,
    NotAllowed: HTTP_403_FORBIDDEN,
    Conflict: HTTP_409_CONFLICT,
    RuleBroken: HTTP_409_CONFLICT,
    Invalid: HTTP_422_UNPROCESSABLE_ENTITY,
}
# lock timeout, deadlock, cancelled, too many connections, shutting down, starting up, connection gone
BUSY = ("55P03", "40P01", "57014", "53300", "57P01", "57P03", "08006", "08003")


def domain_error(request: WebRequest, error: DomainError) -> Response[Any]:
    """An error a person can do something about."""
    return _answer(request, STATUS.get(type(error), HTTP_400_BAD_REQUEST), error.code, error.reasons)


def http_error(request: WebRequest, error: HTTPException) -> Response[Any]:
    """An error of the framework: unknown address, wrong method, too large, not signed in."""
    answer = _answer(request, error.status_code, f"http_{error.status_code}", ())
    answer.headers.update(error.headers or {})
    return answer


def unexpected_error(request: WebRequest, error: Exception) -> Response[Any]:
    """A fault of ours. What went wrong is in the log under the request's id, never in the answer."""
    if isinstance(error, ExceptionGroup) and len(error.exceptions) == 1:
        inner = error.exceptions[0]
        if isinstance(inner, DomainError):
            return domain_error(request, inner)
        error = inner
    if _is_no_text(error):
        return _answer(request, HTTP_400_BAD_REQUEST, "http_400", ())
    if is_outage(error):
        log.warning("request.outage", error=type(error).__name__)
        answer = _answer(request, HTTP_503_SERVICE_UNAVAILABLE, "unavailable", ())
        answer.headers["retry-after"] = "5"
        return answer
    log.error("request.failed", error=type(error).__name__, exc_info=error)
    return _answer(request, HTTP_500_INTERNAL_SERVER_ERROR, "fault", ())


def _is_no_text(error: Exception) -> bool:
    """A zero byte in an address or a field: PostgreSQL has no text that holds one."""
    return isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) == "22021"


def is_outage(error: Exception) -> bool:
    """Whether the database or what leads to it is away, or busy, and the same may go well a little later."""
    code = getattr(
        getattr(error, "orig", error), "sqlstate", None
    )  # of a statement, or of a refused connection
    away = (InterfaceError, OperationalError, NoFreeConnection, OSError)
    return isinstance(error, away) or code in BUSY


def _answer(request: WebRequest, status: int, code: str, reasons: tuple[Reason, ...]) -> Response[Any]:
    texts = texts_in(written_form(request))
    sentences = [
        texts.gettext(REASONS[each.code]) % dict(each.facts) for each in reasons if each.code in REASONS
    ]
    if request.scope["path"].startswith("/api/"):
        problem = {
            "type": f"urn:tolkeregister:problem:{reasons[0].code if reasons else code}", "status": status,
            "title": sentences[0] if sentences else texts.gettext(error_words(status).title),
            "code": reasons[0].code if reasons else code,
            "errors": [{"code": each.code, **_plain(each)} for each in reasons],
            "request_id": request.scope.get("request_id", ""),
        }  # fmt: skip
        return Response(problem, media_type="application/problem+json", status_code=status)
    if is_untraced(request.scope["path"]):
        return reporters_error(request, status)
    if is_guests(request):
        return guests_error(request, status)
    return render(request, "errors/page.html", status_code=status, status=status, detail=" ".join(sentences))


def _plain(each: Reason) -> dict[str, str]:
    return {key: str(value) for key, value in each.facts.items()}

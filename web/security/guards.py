"""Guards for handlers: signed in, with one of the roles. Which objects somebody may see is for `access.py`."""

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import quote, urlencode

from litestar import Request, Response
from litestar.connection import ASGIConnection
from litestar.exceptions import NotAuthorizedException
from litestar.handlers import BaseRouteHandler
from litestar.response import Redirect
from litestar.status_codes import HTTP_303_SEE_OTHER

from tolkeregister.core.actor import NOBODY, Actor, Role
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotAllowed
from web.security.return_to import local_path
from web.view.addresses import Form, address

Guard = Callable[[ASGIConnection[Any, Any, Any, Any], BaseRouteHandler], Awaitable[None]]


class SignInNeeded(NotAuthorizedException):
    """Nobody is signed in, and the page is not for everybody."""


def require(*roles: Role) -> Guard:
    """Only for accounts with one of the roles, or (no role given) for everybody who is signed in.

    Raises SignInNeeded when nobody is signed in (under /api/ a plain 401), NotAllowed for a wrong role.
    """

    async def guard(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
        actor: Actor = connection.scope.get("user") or NOBODY
        if actor.account_id is None:
            raise NotAuthorizedException if connection.scope["path"].startswith("/api/") else SignInNeeded
        if roles and not actor.has(*roles):
            raise NotAllowed(reason("role_missing"))

    return guard


def sign_in_needed(request: Request[Actor, Any, Any], error: Exception) -> Response[Any]:
    """A page sends people to sign in and back again. Only a page that can be fetched is come back to."""
    form: Form = request.scope.get("written_form", "nb")  # type: ignore[assignment]
    back = None
    if request.method in ("GET", "HEAD"):
        query = request.scope.get("query_string", b"").decode("ascii", "ignore")
        back = local_path(quote(address(request.scope["path"], form)) + (f"?{query}" if query else ""))
    where = address("/logg-inn", form) + (f"?{urlencode({'retur': back})}" if back else "")
    return Redirect(where, status_code=HTTP_303_SEE_OTHER)

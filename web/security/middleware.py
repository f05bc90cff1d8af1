"""Before any handler: who is asking, and did the form come from us. No handler can forget it or get round it."""

from typing import Any

from litestar import Request
from litestar.enums import ScopeType
from litestar.response import Redirect
from litestar.status_codes import HTTP_303_SEE_OTHER
from litestar.types import ASGIApp, Receive, Scope, Send

from tolkeregister.core.actor import NOBODY, Actor
from tolkeregister.core.clock import Clock
from tolkeregister.core.database import Database
from tolkeregister.core.decisions import Decision, reason
from tolkeregister.core.errors import NotAllowed
from tolkeregister.core.settings import Settings
from web.security import cookies, csrf, drafts
from web.security.return_to import DRAFT_PAGE
from web.security.sessions import FoundSession, find_session, note_seen
from web.security.untraced import is_untraced
from web.view.addresses import Form, address

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
EXEMPT = "form_proof_not_needed"  # a handler's opt, with the reason as its value
WITHOUT_SESSION = ("/static/", "/helse/")

AnyRequest = Request[Actor, Any, Any]


class WhoIsAsking:
    """Puts an Actor in `scope["user"]` and refuses unsafe requests without proof. No cookie, no database."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        remember: dict[str, Any] = scope  # type: ignore[assignment]
        remember["user"], remember["auth"] = NOBODY, None
        if scope["type"] not in (ScopeType.HTTP, ScopeType.WEBSOCKET) or scope["path"].startswith(
            WITHOUT_SESSION
        ):
            await self.app(scope, receive, send)
            return
        request: AnyRequest = Request(scope, receive, send)
        is_nobody = carries_bearer_token(request) or is_untraced(scope["path"])
        found = None if is_nobody else await _session_of(request)
        if found is not None and found.actor is not None:
            remember["user"] = found.actor
        if scope["type"] == ScopeType.HTTP and scope["method"] not in SAFE_METHODS:
            late = await _unproven_form(request, found)
            if late is not None:
                await late.to_asgi_response(app=None, request=request)(scope, receive, send)
                return
        await self.app(scope, receive, send)


def carries_bearer_token(request: AnyRequest) -> bool:
    """Whether the request proves itself by a token no other site's page can add; its cookies are then ignored."""
    return request.headers.get("authorization", "").lower().startswith("bearer ")


async def _session_of(request: AnyRequest) -> FoundSession | None:
    state = request.app.state
    settings: Settings = state.settings
    token = cookies.read_cookie(request, settings, cookies.SESSION)
    if token is None:
        return None
    database: Database = state.database
    clock: Clock = state.clock
    now = clock()
    async with database.reading() as session:
        found = await find_session(session, token, now=now)
    if found is not None and found.actor is not None:
        await note_seen(database, found, now=now)
    return found


async def _unproven_form(request: AnyRequest, found: FoundSession | None) -> Redirect | None:
    """None when the request may go on, a redirect when its form was kept for later; raises NotAllowed otherwise."""
    if carries_bearer_token(request):
        return None
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise NotAllowed(reason("form_from_another_site"))
    if request.route_handler.opt.get(EXEMPT):
        return None
    try:
        late = await _late_form(request, found)
    except NotAllowed:
        await (await request.form()).close()  # no handler will
        raise
    if late is not None:
        await (await request.form()).close()
    return late


async def _late_form(request: AnyRequest, found: FoundSession | None) -> Redirect | None:
    settings: Settings = request.app.state.settings
    proof = csrf.read_token(settings, await _sent_token(request))
    session_id = found.session_id if found is not None and found.actor is not None else None
    verdict: Decision = csrf.judge(proof, session_id, now=request.app.state.clock())
    if verdict.allowed:
        return None
    if proof is not None and found is not None and verdict.codes == ("form_of_another_session",):
        kept = await drafts.keep(request, proof, found)
        if kept is not None:
            return Redirect(_way_back(request, found), status_code=HTTP_303_SEE_OTHER, cookies=[kept])
    raise NotAllowed(*verdict.reasons)


def _way_back(request: AnyRequest, found: FoundSession) -> str:
    form: Form = request.scope.get("written_form", "nb")  # type: ignore[assignment]
    page = address(DRAFT_PAGE, form)
    return page if found.actor is not None else address("/logg-inn", form, {"retur": page})


async def _sent_token(request: AnyRequest) -> str:
    if header := request.headers.get(csrf.HEADER):
        return header
    sent = (await request.form()).get(csrf.FIELD)
    return sent if isinstance(sent, str) else ""

"""Signing in through one of three doors, and out again."""

from typing import Any

import structlog
from litestar import Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect
from litestar.status_codes import (
    HTTP_200_OK,
    HTTP_204_NO_CONTENT,
    HTTP_303_SEE_OTHER,
    HTTP_400_BAD_REQUEST,
    HTTP_403_FORBIDDEN,
    HTTP_503_SERVICE_UNAVAILABLE,
)
from litestar.types import ControllerRouterHandler

from tolkeregister.core.actor import Door
from web.pages.page import WebRequest, render, see_other, written_form
from web.security import cookies
from web.security.claims import SignInRefused
from web.security.guards import require
from web.security.limits import ATTEMPT_LIFE
from web.security.middleware import EXEMPT
from web.security.oidc import DOOR_OF_CLIENT, RelyingParty
from web.security.provider_metadata import ProviderDown
from web.security.rates import SIGN_IN, at_most
from web.security.return_to import local_path
from web.security.sessions import EndedSession, end_by_provider, end_session
from web.security.sign_in import Answer, begin, finish
from web.security.tokens import new_token
from web.view.addresses import address, split_form

log = structlog.get_logger()

HOME = {Door.PUBLIC_BODY: "/virksomhet", Door.INTERPRETER: "/min-side", Door.DIRECTORATE: "/sak"}
# What a person is told; every other refusal is told as "failed", so that nobody learns which check it was.
TOLD = ("cancelled", "no_account", "no_role")


@get("/logg-inn", include_in_schema=False)
async def choose_door(request: WebRequest) -> Response[Any]:
    """The three doors. Sets no cookie."""
    return_to = local_path(request.query_params.get("retur"))
    kept = bool(cookies.read_cookie(request, request.app.state.settings, cookies.DRAFT))
    to_room = split_form(return_to or "")[1].startswith("/rom/")
    return render(request, "sign_in/doors.html", return_to=return_to, form_kept=kept, to_room=to_room)


@get("/logg-inn/{door_name:str}", include_in_schema=False, guards=[at_most(SIGN_IN)])
async def start(request: WebRequest, door_name: FromPath[str]) -> Response[Any]:
    """Begin a sign-in and go to the provider."""
    door, state = _door(door_name), request.app.state
    home = address(HOME[door], written_form(request))
    return_to = local_path(request.query_params.get("retur")) or home
    browser = cookies.read_cookie(request, state.settings, cookies.ATTEMPT) or new_token()
    try:
        where = await begin(
            state.database, state.relying_party, door, browser=browser, return_to=return_to, now=state.clock()
        )
    except (ProviderDown, SignInRefused) as error:
        return _failed(request, door_name, error)
    kept = cookies.make_cookie(state.settings, cookies.ATTEMPT, browser, life=ATTEMPT_LIFE)
    return Redirect(where, status_code=HTTP_303_SEE_OTHER, cookies=[kept])


@get("/logg-inn/{door_name:str}/svar", include_in_schema=False, guards=[at_most(SIGN_IN)])
async def answered(request: WebRequest, door_name: FromPath[str]) -> Response[Any]:
    """The provider's answer. A new session id is given, whatever the browser had before."""
    door, state, told = _door(door_name), request.app.state, request.query_params
    answer = Answer(told.get("state") or "", told.get("code"), told.get("iss"), told.get("error"))
    try:
        finished = await finish(
            state.database, state.relying_party, door, answer, now=state.clock(),
            browser=cookies.read_cookie(request, state.settings, cookies.ATTEMPT),
            former=cookies.read_cookie(request, state.settings, cookies.SESSION),
        )  # fmt: skip
    except (ProviderDown, SignInRefused) as error:
        return _failed(request, door_name, error)
    session = cookies.make_cookie(state.settings, cookies.SESSION, finished.token)
    used = cookies.forget_cookie(state.settings, cookies.ATTEMPT)
    return Redirect(finished.return_to, status_code=HTTP_303_SEE_OTHER, cookies=[session, used])


@post("/logg-inn/forleng", include_in_schema=False, guards=[require()], status_code=HTTP_204_NO_CONTENT)
async def stay_signed_in() -> None:
    """«Hold meg pålogget»: the middleware has moved the idle limit; the absolute one stands."""


@post(
    "/logg-ut",
    include_in_schema=False,
    opt={
        EXEMPT: "also works when the session is over; no other site's form reaches it, see docs/sikkerhet.md"
    },
)
async def sign_out(request: WebRequest) -> Response[Any]:  # fmt: skip
    """End the session here, then at the provider.

    The page itself goes on to the provider: a redirect would break `form-action 'self'` in some browsers.
    """
    state = request.app.state
    token = cookies.read_cookie(request, state.settings, cookies.SESSION)
    async with state.database.writing() as session:
        ended = await end_session(session, token, now=state.clock()) if token else None
    if ended is None:
        gone: Response[Any] = see_other(request, "/logget-ut")
    else:
        gone = await _on_to_provider(request, ended)
    for name in (cookies.SESSION, cookies.DRAFT, cookies.ATTEMPT):
        gone.set_cookie(cookies.forget_cookie(state.settings, name))
    return gone


@get("/logget-ut", include_in_schema=False)
async def signed_out(request: WebRequest) -> Response[Any]:
    """Says that it is done, everywhere."""
    return render(request, "sign_in/signed_out.html", onward=None)


@post(
    "/logg-inn/{door_name:str}/utlogging",
    include_in_schema=False,
    status_code=HTTP_200_OK,
    opt={EXEMPT: "sent by the provider's server, proved by its signature"},
    guards=[at_most(SIGN_IN)],
)
async def provider_signed_out(request: WebRequest, door_name: FromPath[str]) -> Response[Any]:  # fmt: skip
    """Back-channel sign-out: the provider tells that a session there has ended; ours end with it."""
    door, state = _door(door_name), request.app.state
    provider: RelyingParty = state.relying_party
    sent = (await request.form()).get("logout_token")
    now = state.clock()
    try:
        sid = await provider.read_logout_token(door, sent if isinstance(sent, str) else "", now=now)
    except SignInRefused as error:
        log.warning("sign_out.refused", code=error.code)
        return Response({"error": "invalid_request"}, status_code=HTTP_400_BAD_REQUEST)
    except ProviderDown:
        return Response({"error": "temporarily_unavailable"}, status_code=HTTP_503_SERVICE_UNAVAILABLE)
    async with state.database.writing() as session:
        ended = await end_by_provider(session, door, sid, now=now)
    log.info("sign_out.by_provider", ended=ended)
    return Response("", headers={"cache-control": "no-store"})


SIGN_IN_HANDLERS: list[ControllerRouterHandler] = [
    choose_door,
    start,
    answered,
    stay_signed_in,
    sign_out,
    signed_out,
    provider_signed_out,
]


def _door(name: str) -> Door:
    door = DOOR_OF_CLIENT.get(name)
    if door is None:
        raise NotFoundException
    return door


def _failed(request: WebRequest, door_name: str, error: ProviderDown | SignInRefused) -> Response[Any]:
    code = error.code if isinstance(error, SignInRefused) else "provider_down"
    log.warning("sign_in.refused", door=door_name, code=code)
    status = {"provider_down": HTTP_503_SERVICE_UNAVAILABLE, "cancelled": HTTP_200_OK}.get(
        code, HTTP_403_FORBIDDEN
    )
    told = code if code in (*TOLD, "provider_down") else "failed"
    return render(request, "sign_in/failed.html", status_code=status, reason=told, door_name=door_name)


async def _on_to_provider(request: WebRequest, ended: EndedSession) -> Response[Any]:
    state = request.app.state
    provider: RelyingParty = state.relying_party
    try:
        onward = await provider.sign_out_address(ended.door, ended.id_token, now=state.clock())
    except ProviderDown:
        return render(request, "sign_in/signed_out.html", onward=None, user=None, audience="public")
    page = render(request, "sign_in/signed_out.html", onward=onward, user=None, audience="public")
    page.headers["refresh"] = f"0; url={onward}"
    return page

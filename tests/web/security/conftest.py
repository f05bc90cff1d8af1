"""A small application with the security parts, the sign-in pages and a few handlers to protect."""

import ssl
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from typing import Any

import httpx2
import pytest
import pytest_asyncio
from litestar import Litestar, Request, Response, get, post
from litestar.datastructures import State
from litestar.exceptions import HTTPException

import web.all_tables  # noqa: F401
from tests.fixtures.app import FixedClock
from tests.fixtures.provider import TLS_ADDRESS, SignInProvider, free_port, provider
from tests.web.security.browser import Browser
from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.clock import utc_now
from tolkeregister.core.database import Database
from tolkeregister.core.errors import DomainError
from tolkeregister.core.settings import Settings
from web import dependencies, errors
from web.app import serve
from web.demo.secrets import new_secrets
from web.pages.kept_form import show_kept_form
from web.pages.page import render
from web.pages.sign_in import SIGN_IN_HANDLERS
from web.security.guards import require
from web.security.limits import FORM_BODY
from web.security.oidc import RelyingParty
from web.security.rates import SEARCH, VERIFY, at_most
from web.security.setup import security_parts
from web.view.render import Pages

NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # tests speak plain HTTP; loading authorities would be slow

AnyRequest = Request[Actor, Any, Any]

__all__ = ["provider"]  # a fixture of this folder's tests


@get("/hvem")
async def who(request: AnyRequest) -> dict[str, Any]:
    """What the actor of this request is."""
    actor = request.user
    return {
        "account": actor.account_id, "name": actor.name, "roles": sorted(actor.roles), "unit": actor.unit_id,
        "organisation": actor.organisation_name, "interpreter": actor.interpreter_id, "session": actor.session_id,
    }  # fmt: skip


@get("/offentlig")
async def public_page(request: AnyRequest) -> Response[str]:
    """A page for everybody."""
    return render(request, "sign_in/signed_out.html", onward=None)


@get(["/bestillinger", "/virksomhet", "/min-side", "/sak"], guards=[require()])
async def private_page(request: AnyRequest) -> Response[str]:
    """A page for whoever is signed in."""
    return render(request, "sign_in/signed_out.html", onward=None)


@get("/sak/bare-saksbehandler", guards=[require(Role.OFFICER)])
async def officers_page(request: AnyRequest) -> str:
    """A page for officers."""
    return "sak"


@get("/api/v1/mitt", guards=[require()])
async def private_api(request: AnyRequest) -> dict[str, str]:
    """An answer of the API for whoever is signed in."""
    return {}


@post("/skjema", request_max_body_size=FORM_BODY)
async def form(request: AnyRequest) -> dict[str, Any]:
    """Says what was sent. It does nothing about tokens itself."""
    sent = (await request.form()).multi_items()
    return {"felt": [[name, value] for name, value in sent if isinstance(value, str)]}


@post("/api/v1/noe")
async def api(request: AnyRequest) -> dict[str, Any]:
    """Says who the API thinks is asking."""
    return {"account": request.user.account_id}


@get("/k", guards=[at_most(VERIFY)])
async def verify() -> str:
    """Counted in the database."""
    return "ok"


@get("/finn-tolk", guards=[at_most(SEARCH)])
async def search() -> str:
    """Counted in memory."""
    return "ok"


PROBES = (who, public_page, private_page, officers_page, private_api, form, api, verify, search)


def small_app(settings: Settings) -> Litestar:
    """The application; its handlers know nothing about sessions or tokens."""
    parts = security_parts(settings)
    return Litestar(
        route_handlers=[*SIGN_IN_HANDLERS, show_kept_form, *PROBES],
        dependencies=dependencies.BY_NAME,
        exception_handlers={
            DomainError: errors.domain_error, HTTPException: errors.http_error, **parts.exception_handlers
        },
        middleware=parts.middleware,
        state=State({"settings": settings, "pages": Pages.from_files(), **parts.state}),
        openapi_config=None,
    )  # fmt: skip


def fresh(app: Litestar, database: Database, clock: FixedClock) -> Litestar:
    """The same application as if just started, on this test's database and clock."""
    app.state.update({**security_parts(app.state.settings).state, "database": database, "clock": clock})
    return app


@asynccontextmanager
async def browser_on(app: Litestar, *, host: str = "192.0.2.1") -> AsyncIterator[Browser]:
    """A browser of its own: its cookies, its network address."""
    settings: Settings = app.state.settings
    transport = httpx2.ASGITransport(app=serve(app), client=(host, 40000))  # type: ignore[arg-type]  # Litestar names its own types
    async with (
        httpx2.AsyncClient(transport=transport, base_url=settings.base_url, verify=NO_TLS) as ours,
        httpx2.AsyncClient(trust_env=False, verify=NO_TLS) as theirs,
    ):
        yield Browser(ours, theirs, app)


@pytest.fixture
def real_clock() -> FixedClock:
    """Starts at this instant, because the provider's clock is the machine's."""
    return FixedClock(utc_now())


@pytest.fixture(scope="session")
def plain_app(provider: SignInProvider) -> Litestar:
    """The small application without TLS; made once."""
    return small_app(provider.settings)


@pytest.fixture(scope="session")
def tls_app(provider: SignInProvider) -> Litestar:
    """The same, as it is in production: browsers come over TLS."""
    return small_app(replace(provider.settings, base_url=TLS_ADDRESS))


@pytest.fixture
def secured(plain_app: Litestar, database: Database, real_clock: FixedClock) -> Litestar:
    """The small application on this test's database, with the real provider."""
    return fresh(plain_app, database, real_clock)


@pytest.fixture
def over_tls(tls_app: Litestar, database: Database, real_clock: FixedClock) -> Litestar:
    """The same over TLS."""
    return fresh(tls_app, database, real_clock)


@pytest_asyncio.fixture
async def browser(secured: Litestar) -> AsyncIterator[Browser]:
    """Somebody who is not signed in."""
    async with browser_on(secured) as opened:
        yield opened


@pytest_asyncio.fixture
async def other_browser(secured: Litestar) -> AsyncIterator[Browser]:
    """Somebody else."""
    async with AsyncExitStack() as stack:
        yield await stack.enter_async_context(browser_on(secured, host="192.0.2.2"))


@pytest.fixture
def settings_of_another_machine(provider: SignInProvider) -> RelyingParty:
    """Speaks to the real provider with a key it does not know."""
    fresh = new_secrets()["OIDC_PRIVATE_KEY"]
    return RelyingParty.from_settings(replace(provider.settings, oidc_private_key=fresh))


@pytest.fixture
def provider_that_is_down(provider: SignInProvider) -> RelyingParty:
    """Nobody listens there."""
    issuer = f"http://localhost:{free_port()}"
    return RelyingParty.from_settings(replace(provider.settings, oidc_issuer=issuer))


@pytest.fixture
def provider_by_another_name(provider: SignInProvider) -> RelyingParty:
    """The provider answers there, but calls itself something else."""
    issuer = provider.settings.oidc_issuer.replace("localhost", "127.0.0.1")
    return RelyingParty.from_settings(replace(provider.settings, oidc_issuer=issuer))

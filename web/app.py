"""The application, put together: what it serves, what each handler is given, and what an error becomes."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from litestar import Litestar
from litestar.datastructures import State
from litestar.exceptions import HTTPException
from litestar.types import ASGIApp

import booking.handlers
import web.all_tables  # noqa: F401  (every table is known before the first statement)
from tolkeregister.core.clock import Clock, utc_now
from tolkeregister.core.database import Database, make_engine
from tolkeregister.core.errors import DomainError
from tolkeregister.core.scanning import use_scanner
from tolkeregister.core.settings import Settings
from tolkeregister.retention.registry import provide_forgetting
from web import built, dependencies, errors
from web.head import HeadAsGet
from web.live.hub import Hub
from web.live.upkeep import upkeep
from web.logs import RequestLog
from web.openapi import open_api
from web.population import use_population_of
from web.routes import routes
from web.security.headers import SecurityHeaders
from web.security.retention import FORGETTINGS as OF_SIGN_IN
from web.security.setup import security_parts
from web.static_files import static_files
from web.written_form import WrittenFormPrefix

LARGEST_BODY = 1_000_000  # bytes; uploads have limits of their own where they come


def create_app(settings: Settings, *, database: Database | None = None, clock: Clock = utc_now) -> Litestar:
    """The Litestar application. Tests give a database whose transaction is rolled back, and a clock."""
    booking.handlers.register_handlers()
    provide_forgetting(*OF_SIGN_IN)
    use_population_of(settings)
    use_scanner(settings.scanner_address)
    given = database

    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        app.state.database = given or Database(make_engine(settings.database_url))
        async with app.state.hub.running(), upkeep(app.state.database, clock):
            yield
        if given is None:
            await app.state.database.engine.dispose()

    security = security_parts(settings)
    return Litestar(
        route_handlers=[*routes(), static_files()],
        dependencies=dependencies.BY_NAME,
        exception_handlers={
            DomainError: errors.domain_error,
            HTTPException: errors.http_error,
            Exception: errors.unexpected_error,
            **security.exception_handlers,
        },
        middleware=security.middleware,
        lifespan=[lifespan],
        state=State(
            {
                "settings": settings,
                "clock": clock,
                "pages": built.pages(),
                "hub": Hub(settings.database_url),
                **security.state,
            }
        ),
        openapi_config=open_api(),
        include_in_schema=False,  # pages are no API: what is one says so
        request_max_body_size=LARGEST_BODY,
    )


def serve(app: Litestar) -> ASGIApp:
    """What the server runs: the application inside what every answer needs, also those no route gave."""
    settings: Settings = app.state.settings
    layers: tuple[Callable[[ASGIApp], ASGIApp], ...] = (
        WrittenFormPrefix,
        HeadAsGet,
        lambda inner: SecurityHeaders(inner, settings),
        RequestLog,
    )
    served: ASGIApp = app
    for layer in layers:
        served = layer(served)
    return served

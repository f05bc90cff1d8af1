"""Structured logs: one line per request with an id, the route and the outcome; never an address, a body or a name."""

import logging
import secrets
import sys
import time
import traceback
from collections.abc import Iterator, MutableMapping
from typing import Any

import structlog
from litestar.types import ASGIApp, Message, Receive, Send

from web.security.untraced import is_untraced

log = structlog.get_logger()


def configure() -> None:
    """JSON lines on standard output, for our own and for libraries' logs."""
    logging.basicConfig(stream=sys.stdout, level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.StackInfoRenderer(),
            place_of_error,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stdout),
        cache_logger_on_first_use=True,
    )


def place_of_error(_logger: Any, _method: str, entry: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Where an error arose and what led to it, without its words: those of a database quote what people wrote."""
    given = entry.pop("exc_info", None)
    error = sys.exc_info()[1] if given is True else given[1] if isinstance(given, tuple) else given
    if isinstance(error, BaseException):
        entry["exception"] = list(_places(error, set()))
    return entry


def _places(error: BaseException, seen: set[int]) -> Iterator[dict[str, Any]]:
    """The error, then those inside it and those it came from, each once."""
    if id(error) in seen:
        return
    seen.add(id(error))
    frames = traceback.extract_tb(error.__traceback__)
    place: dict[str, Any] = {"type": f"{type(error).__module__}.{type(error).__qualname__}"}
    if code := getattr(error, "sqlstate", None):
        place["sqlstate"] = code
    yield {**place, "at": [f"{each.filename}:{each.lineno} {each.name}" for each in frames]}
    inner = error.exceptions if isinstance(error, BaseExceptionGroup) else ()
    for each in (*inner, error.__cause__, error.__context__):
        if each is not None:
            yield from _places(each, seen)


class RequestLog:
    """Gives every request an id and writes one line when it is answered; neither for a reporter's (rule W1)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http" or is_untraced(scope["path"]):
            await self.app(scope, receive, send)
            return
        started, status = time.perf_counter(), 0
        scope["request_id"] = request_id = secrets.token_hex(6)

        async def watch(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (b"x-request-id", request_id.encode())]
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id):
            try:
                await self.app(scope, receive, watch)
            finally:
                handler = scope.get("route_handler")
                # the route's pattern, not the address: addresses can hold numbers of people and assignments
                route = sorted(handler.paths)[0] if handler is not None else "(none)"
                log.info("request", method=scope["method"], route=route, status=status,
                         ms=round((time.perf_counter() - started) * 1000, 1))  # fmt: skip

"""Structured logs: one line per request with an id, the route and the outcome; never an address, a body or a name."""

import logging
import secrets
import sys
import time
from typing import Any

import structlog
from litestar.types import ASGIApp, Message, Receive, Send

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
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stdout),
        cache_logger_on_first_use=True,
    )


class RequestLog:
    """Gives every request an id and writes one line when it is answered."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http":
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

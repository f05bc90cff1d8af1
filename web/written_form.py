"""Takes the written form (`/nn/…`, `/en/…`) off the address, so that every route serves every form."""

from typing import Any

from litestar.types import ASGIApp, Receive, Send

from web.view.addresses import split_form


class WrittenFormPrefix:
    """Leaves the form in `scope["written_form"]` and the path without its prefix."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "lifespan":
            scope["written_form"], scope["path"] = split_form(scope["path"])
            scope["raw_path"] = scope["path"].encode("utf-8")
        await self.app(scope, receive, send)

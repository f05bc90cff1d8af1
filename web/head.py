"""HEAD is answered as GET is, without the content, so that link checkers and mail scanners see what a reader would."""

from typing import Any

from litestar.types import ASGIApp, Message, Receive, Send


class HeadAsGet:
    """Turns HEAD into GET on the way in and drops the body on the way out."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def without_content(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {
                    "type": "http.response.body",
                    "body": b"",
                    "more_body": message.get("more_body", False),
                }
            await send(message)

        as_get: Any = {**scope, "method": "GET"}
        await self.app(as_get, receive, without_content)

"""What every answer says to browsers: what a page may load, who may frame it, and what nobody may keep a copy of."""

from litestar.datastructures import MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from tolkeregister.core.actor import NOBODY, Actor
from tolkeregister.core.settings import Settings
from web.live.headers import room_headers
from web.security.untraced import is_untraced

# docs/design.md: nothing inline, nothing from other sites; `data:` is for Designsystemet's mask icons.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
FIXED = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": (
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), "
        "microphone=(), midi=(), payment=(), usb=()"
    ),
}
STRICT_TRANSPORT = "max-age=63072000; includeSubDomains"


class SecurityHeaders:
    """Adds the headers to every answer, also those that no route gave. A handler's own choice is left standing."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app, self.settings = app, settings
        self.fixed = {**FIXED, "strict-transport-security": STRICT_TRANSPORT} if settings.secure else FIXED

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != ScopeType.HTTP:
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add(MutableScopeHeaders.from_message(message), scope)
            await send(message)

        await self.app(scope, receive, with_headers)

    def _add(self, headers: MutableScopeHeaders, scope: Scope) -> None:
        if is_untraced(scope["path"]):
            headers["cache-control"], headers["referrer-policy"] = "no-store", "no-referrer"
        for name, value in room_headers(self.settings, scope["path"]).items():
            headers[name] = value
        for name, value in self.fixed.items():
            headers.setdefault(name, value)
        actor: Actor = scope.get("user") or NOBODY
        if actor.account_id is not None or "set-cookie" in headers:
            headers["cache-control"] = (
                "no-store"  # what one person saw must not come out of a cache for the next
            )
        if headers.get("content-type", "").startswith("text/html") and not is_untraced(scope["path"]):
            headers.setdefault("vary", "Cookie")

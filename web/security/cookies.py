"""The three cookies: who is signed in, a sign-in under way, a form kept for later. Public pages set none."""

from datetime import timedelta

from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie

from tolkeregister.core.settings import Settings

SESSION = "okt"
ATTEMPT = "inn"
DRAFT = "kladd"


def cookie_name(settings: Settings, name: str) -> str:
    """Over TLS the `__Host-` prefix, so that no other host or plain-text answer can plant the cookie."""
    return f"__Host-{name}" if settings.secure else name


def make_cookie(settings: Settings, name: str, value: str, *, life: timedelta | None = None) -> Cookie:
    """A cookie no script can read, sent along links from other sites but never with their forms."""
    return Cookie(
        key=cookie_name(settings, name), value=value, path="/", httponly=True, samesite="lax",
        secure=settings.secure, max_age=int(life.total_seconds()) if life is not None else None,
    )  # fmt: skip


def forget_cookie(settings: Settings, name: str) -> Cookie:
    """Makes the browser drop a cookie."""
    return make_cookie(settings, name, "", life=timedelta(0))


def read_cookie(connection: ASGIConnection, settings: Settings, name: str) -> str | None:  # type: ignore[type-arg]
    """The cookie's value, or None."""
    return connection.cookies.get(cookie_name(settings, name)) or None

"""The cookie of a seat: what proves that a browser holds it, where no script reads it and no other site sends it.

A path and the prefix `__Host-` exclude each other, so that it is `__Secure-`. It is set in every written form for the
room's pages, and for the doors of links and codes, where whoever comes again gets the same seat. It lasts as long as
the browser's session, and is worth nothing when the room is over: the database forgets its hash then.
"""

from typing import Any

from litestar import Response
from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie

from tolkeregister.core.settings import Settings
from web.view.addresses import FORMS, address


def set_seat(response: Response[Any], settings: Settings, number: str, held: str) -> None:
    """Give the browser the seat it has taken in the room of an assignment."""
    for each in _cookies(settings, number, held):
        response.set_cookie(each)


def drop_seat(response: Response[Any], settings: Settings, number: str) -> None:
    """Make the browser forget a seat."""
    for each in _cookies(settings, number, "", max_age=0):
        response.set_cookie(each)


def held_seat(connection: ASGIConnection[Any, Any, Any, Any], number: str) -> str | None:
    """What the browser holds of a seat in the room of an assignment, or None."""
    settings: Settings = connection.app.state.settings
    return connection.cookies.get(seat_cookie_name(settings, number)) or None


def seat_cookie_name(settings: Settings, number: str) -> str:
    """Over TLS with a prefix that browsers take only from a secure answer."""
    return f"__Secure-plass-{number}" if settings.secure else f"plass-{number}"


def _cookies(settings: Settings, number: str, held: str, *, max_age: int | None = None) -> list[Cookie]:
    return [
        Cookie(
            key=seat_cookie_name(settings, number), value=held, path=address(path, form),
            httponly=True, samesite="strict", secure=settings.secure, max_age=max_age,
        )
        for path in (f"/rom/{number}", "/r")
        for form in FORMS
    ]  # fmt: skip

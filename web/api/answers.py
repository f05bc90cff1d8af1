"""How an answer leaves: JSON with an ETag, readable from every site, and how long it may be kept."""

from hashlib import sha256
from typing import Any, TypeVar

import msgspec
from litestar import MediaType, Response
from litestar.datastructures import MutableScopeHeaders
from litestar.status_codes import HTTP_200_OK, HTTP_304_NOT_MODIFIED
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from tolkeregister.core.decisions import Reason, reason
from tolkeregister.core.errors import Invalid
from web.forms.base import FieldError
from web.pages.page import WebRequest
from web.view.labels import filled
from web.view.texts import texts_in

T = TypeVar("T", bound=msgspec.Struct)
OPEN = {
    b"access-control-allow-origin": b"*",
    b"access-control-expose-headers": b"etag, retry-after",
    b"cross-origin-resource-policy": b"cross-origin",
}


class OpenToEverySite:
    """Middleware of the API: any site's script may read any answer, errors too. No cookie gives more than none."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""

        async def opened(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableScopeHeaders.from_message(message)
                for name, value in OPEN.items():
                    headers[name.decode()] = value.decode()
            await send(message)

        await self.app(scope, receive, opened)


def answer(
    request: WebRequest, content: T, *, seconds: int, tag_without: tuple[str, ...] = ()
) -> Response[T]:
    """The struct as JSON, or 304 when the asker has it already. `seconds` is how long it may be kept.

    Fields in `tag_without` (such as the time of the check) do not make a new ETag.
    """
    body = msgspec.json.encode(content)
    tagged = body if not tag_without else msgspec.json.encode(
        {name: value for name, value in msgspec.to_builtins(content).items() if name not in tag_without}
    )  # fmt: skip
    tag = f'"{sha256(tagged).hexdigest()[:20]}"'
    keep = f"public, max-age={seconds}" if seconds else "no-cache"
    headers = {"etag": tag, "cache-control": keep}
    is_same = tag in request.headers.get("if-none-match", "")
    response: Response[Any] = Response(
        b"" if is_same else body,
        status_code=HTTP_304_NOT_MODIFIED if is_same else HTTP_200_OK,
        media_type=MediaType.JSON,
        headers=headers,
    )
    return response


def invalid(errors: tuple[FieldError, ...]) -> Invalid:
    """All that is wrong with a query, parameter by parameter, as the problem's `errors`."""
    return Invalid(*(_reason(each) for each in errors))


def _reason(error: FieldError) -> Reason:
    detail = filled(error.text, error.facts, texts_in("nb"))
    return reason(error.code, parameter=error.name, detail=detail)

"""Files that an organisation's own system sends: taken in whole before the database is asked for anything."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from tempfile import SpooledTemporaryFile
from typing import IO, Any

import msgspec
from msgspec import Struct

from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid
from tolkeregister.core.spreadsheets.write_csv import rows_as_csv
from web.pages.page import WebRequest
from web.security.middleware import EXEMPT

LARGEST_JSON = 10 * 1024 * 1024
"""Bytes; more rows than that are sent as a file."""

NOT_KEPT = {"cache-control": "no-store"}
_IN_MEMORY, _PIECE = 1024 * 1024, 1024 * 1024


class _Rows(Struct, frozen=True):
    rader: list[dict[str, str | int | float | None]]


def for_machines(tag: str) -> dict[str, Any]:
    """What a handler for an organisation's system says of itself: where it is documented, and why no form token."""
    return {"tags": [tag], "include_in_schema": True, "opt": {EXEMPT: "the access token is the proof"}}


@asynccontextmanager
async def sent_file(
    request: WebRequest, *, largest: int, headers: Sequence[str] = ()
) -> AsyncIterator[IO[bytes]]:
    """The body, held until a slow sender is done, so that it holds nothing else up.

    With `headers` a body of JSON, `{"rader": [{header: value}]}`, becomes a file with those columns. `largest` is in
    bytes. Raises Invalid (`file_too_large`, `rows_unreadable`).
    """
    is_rows = bool(headers) and _media_type(request) == "application/json"
    most = min(largest, LARGEST_JSON) if is_rows else largest
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as held:
        async for piece in request.stream():
            held.write(piece)
            if held.tell() > most:
                raise Invalid(reason("file_too_large", field="file", most=most))
        held.seek(0)
        if is_rows:
            content = rows_as_csv(headers, _rows(held.read()))
            held.seek(0)
            held.truncate()
            held.write(content)
            held.seek(0)
        yield held


async def pieces(held: IO[bytes]) -> AsyncIterator[bytes]:
    """A held file, a piece at a time."""
    while piece := held.read(_PIECE):
        yield piece


def name_of(request: WebRequest) -> str:
    """What the sender calls the file."""
    return request.query_params.get("filnavn", "api")


def _media_type(request: WebRequest) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip()


def _rows(body: bytes) -> list[dict[str, str | int | float | None]]:
    try:
        return msgspec.json.decode(body, type=_Rows).rader
    except msgspec.DecodeError:
        raise Invalid(reason("rows_unreadable", field="rader")) from None

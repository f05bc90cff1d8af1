"""Files that an organisation's own system sends: taken in whole before the database is asked for anything."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from tempfile import SpooledTemporaryFile
from typing import IO, Any

import msgspec
from msgspec import Struct

from tolkeregister.core.decisions import Reason, reason
from tolkeregister.core.errors import Invalid
from tolkeregister.core.spreadsheets.write_csv import rows_as_csv
from web.pages.page import WebRequest
from web.security.middleware import EXEMPT

LARGEST_JSON = 10 * 1024 * 1024
"""Bytes; more rows than that are sent as a file."""

NOT_KEPT = {"cache-control": "no-store"}
_IN_MEMORY, _PIECE = 1024 * 1024, 1024 * 1024


MOST_WRONG_ROWS = 100
"""Rows whose form is wrong that one answer tells of."""

Cells = dict[str, str | int | float | None]


class _Rows(Struct, frozen=True):
    rader: list[msgspec.Raw]


def for_machines(tag: str) -> dict[str, Any]:
    """What a handler for an organisation's system says of itself: where it is documented, and why no form token."""
    return {"tags": [tag], "include_in_schema": True, "opt": {EXEMPT: "the access token is the proof"}}


@asynccontextmanager
async def sent_file(
    request: WebRequest, *, largest: int, headers: Sequence[str] = ()
) -> AsyncIterator[IO[bytes]]:
    """The body, held until a slow sender is done, so that it holds nothing else up.

    With `headers` a body of JSON, `{"rader": [{header: value}]}`, becomes a file with those columns. `largest` is in
    bytes. Raises Invalid (`file_too_large`, `rows_unreadable`, and `row_unreadable` for each row that is none, with its
    number and, where it is a field that is neither text nor a number, the field).
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


def _rows(body: bytes) -> list[Cells]:
    """Every row, or every row that is none: the sender mends all of them at once."""
    try:
        told = msgspec.json.decode(body, type=_Rows).rader
    except msgspec.DecodeError:
        raise Invalid(reason("rows_unreadable", field="rader")) from None
    rows: list[Cells] = []
    wrong: list[Reason] = []
    for number, each in enumerate(told, start=1):
        try:
            rows.append(msgspec.json.decode(each, type=Cells))
        except msgspec.DecodeError:
            wrong.append(reason("row_unreadable", row=number, field=_wrong_field(each)))
            if len(wrong) == MOST_WRONG_ROWS:
                break
    if wrong:
        raise Invalid(*wrong)
    return rows


def _wrong_field(row: msgspec.Raw) -> str:
    """The first field that is neither text, a number nor empty; the row itself when it has no fields."""
    cells = msgspec.json.decode(row)
    if not isinstance(cells, dict):
        return "rader"
    is_cell = (str, int, float, type(None))
    return next(
        (
            name[:40]
            for name, value in cells.items()
            if isinstance(value, bool) or not isinstance(value, is_cell)
        ),
        "rader",
    )

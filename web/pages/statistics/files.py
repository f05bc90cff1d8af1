"""Published tables as files: one place that both the pages and the API answer from, so that the bytes are the same."""

import hashlib
from dataclasses import dataclass

from litestar import Response
from litestar.status_codes import HTTP_304_NOT_MODIFIED

from booking.statistics.published import Published, published_tables
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotFound
from tolkeregister.core.statistics.csv_formats import DIALECTS, csv_file
from tolkeregister.core.statistics.jsonstat import jsonstat

FORMATS = ("json-stat2", "maskin", "excel")


@dataclass(frozen=True, slots=True)
class TableFile:
    """One file, ready to send."""

    name: str
    media_type: str
    content: bytes


async def published_table(session: Session, code: str, release_id: int | None = None) -> Published:
    """One table, the newest or a release's. Raises NotFound when there is none."""
    found = await published_tables(session, (code,), release_id=release_id)
    if code not in found:
        raise NotFound(reason("unknown_table"))
    return found[code]


def table_file(published: Published, format: str) -> TableFile:
    """The table in one of FORMATS; the name says table, last closed month and dialect (ux.md 3.8)."""
    table = published.table
    stem = f"tolkeoppdrag_{table.code}_{published.closed_through:%Y-%m}"
    if format == "json-stat2":
        return TableFile(f"{stem}.json", "application/json", jsonstat(table))
    dialect = DIALECTS[format]
    ending = ".csv" if format == "excel" else ".maskin.csv"
    return TableFile(stem + ending, "text/csv; charset=utf-8", csv_file(table, dialect))


def file_answer(file: TableFile, seen: str | None, *, as_attachment: bool) -> Response[bytes]:
    """The file with a tag of its content, or 304 when the reader has it. A release never changes."""
    tag = f'"{hashlib.sha256(file.content).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "public, max-age=3600", "Access-Control-Allow-Origin": "*"}
    if seen == tag:
        return Response(b"", headers=headers, status_code=HTTP_304_NOT_MODIFIED)
    if as_attachment:
        headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return Response(file.content, media_type=file.media_type, headers=headers)

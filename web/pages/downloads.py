"""Answers that a browser keeps as files, and pages that no cache keeps."""

from typing import TypeVar

from litestar import Response

CSV = "text/csv; charset=utf-8"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Page = TypeVar("Page")


def as_file(content: bytes, name: str, media_type: str) -> Response[bytes]:
    """An answer that a browser keeps as a file, and no cache."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, media_type=media_type, headers=headers)


def not_kept(page: Response[Page]) -> Response[Page]:
    """The same answer, which no cache on the way keeps."""
    page.headers["cache-control"] = "no-store"
    return page

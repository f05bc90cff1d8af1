"""Runs alone, with little memory and time: a document on standard input comes out as pictures of its pages.

The first line says what to do, the rest is the document. What is hidden is painted before a page is written as a
picture, so nothing of it is in the bytes. Ends as `cleaning_process` does.
"""

import base64
import json
import sys
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from tolkeregister.complaints.reporting.cleaning_process import (
    SHARPNESS,
    TooMuch,
    drawn_page,
    ends_with,
    flat_picture,
    limit,
    picture_of_page,
)

MOST_PAGES = 60
TO_COUNT = 18.0  # pixels per inch: nobody looks at these
QUALITY = 80
HIDDEN, LINE = "#1f2328", "#b3261e"


def main() -> int:
    """Draw one document; the exit status says how it went, and nothing is printed about what stood in it."""
    limit()
    asked = json.loads(sys.stdin.buffer.readline())
    return ends_with(lambda: _do(asked, sys.stdin.buffer.read()))


def pictures(sent: bytes, *, only: int | None = None, sharpness: float = SHARPNESS) -> Iterator[Image.Image]:
    """Each page of a PDF, or the picture itself, upright and flat."""
    if not sent.startswith(b"%PDF-"):
        yield flat_picture(sent)[0]
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "sent.pdf").write_bytes(sent)
        number = only or 1
        while (page := drawn_page(folder, number, sharpness)) is not None:
            if number > MOST_PAGES:
                raise TooMuch
            yield picture_of_page(page)
            number += 1
            if only is not None:
                return


def paint(picture: Image.Image, boxes: list[list[int]]) -> None:
    """Cover each box (left, top, width and height in hundredths) with one even colour, to the edge of its pixels."""
    pen = ImageDraw.Draw(picture)
    for left, top, width, height in boxes:
        across, down = picture.width / 100, picture.height / 100
        corner = (int(left * across), int(top * down))
        pen.rectangle(
            (*corner, int((left + width) * across + 1), int((top + height) * down + 1)), fill=HIDDEN
        )


def draw_grid(picture: Image.Image) -> None:
    """Lines at every tenth with their numbers."""
    pen = ImageDraw.Draw(picture)
    for tenth in range(1, 10):
        x, y = picture.width * tenth // 10, picture.height * tenth // 10
        pen.line((x, 0, x, picture.height), fill=LINE, width=1)
        pen.line((0, y, picture.width, y), fill=LINE, width=1)
        pen.text((x + 3, 2), str(tenth * 10), fill=LINE, font_size=max(14, picture.width // 50))
        pen.text((3, y + 2), str(tenth * 10), fill=LINE, font_size=max(14, picture.width // 50))


def _do(asked: dict[str, Any], sent: bytes) -> bytes:
    if asked.get("count"):
        return json.dumps({"count": sum(1 for _ in pictures(sent, sharpness=TO_COUNT))}).encode()
    made = []
    only = asked["only"]
    for number, picture in enumerate(pictures(sent, only=only), only or 1):
        paint(picture, [box for page, *box in asked["regions"] if page == number])
        if asked["with_grid"]:
            draw_grid(picture)
        kept = BytesIO()
        picture.save(kept, "JPEG", quality=QUALITY)
        made.append(base64.b64encode(kept.getvalue()).decode())
    return json.dumps({"pages": made}).encode()


if __name__ == "__main__":
    sys.exit(main())

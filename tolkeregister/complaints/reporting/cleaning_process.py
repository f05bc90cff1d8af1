"""Runs alone, with little memory and time: a file on standard input comes out drawn anew on standard output.

An image is decoded and encoded again. Every page of a PDF becomes a picture in a new PDF: no metadata, no hidden text,
no layer under a black box, no script. Ends with 3 for a file that cannot be read, with 4 when there is too much in it.
"""

import resource
import sys
import tempfile
import warnings
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import typst
from PIL import Image, ImageOps

MEMORY = 2 * 1024**3  # bytes
SECONDS = 60  # of the processor
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 3000  # pixels
MOST_PAGES = 20
SHARPNESS = 130.0  # pixels per inch
UNREADABLE, TOO_MUCH = 3, 4
_PAGE = '#set page(width: auto, height: auto, margin: 0pt)\n#image("sent.pdf", page: {})'


class TooMuch(Exception):
    """More pages or pixels than we draw."""


def main() -> int:
    """Clean one file; the exit status says how it went, and nothing is printed about what stood in it."""
    limit()
    sent = sys.stdin.buffer.read()
    return ends_with(lambda: redrawn_pdf(sent) if sent.startswith(b"%PDF-") else redrawn_image(sent))


def limit() -> None:
    """Take away from this process what a hostile file would need."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)


def ends_with(make: Callable[[], bytes]) -> int:
    """Write what `make` makes to standard output, or end with what went wrong."""
    try:
        made = make()
    except (TooMuch, Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        return TOO_MUCH
    except Exception:  # whatever a hostile file makes a library say is not for any log
        return UNREADABLE
    sys.stdout.buffer.write(made)
    return 0


def redrawn_image(sent: bytes) -> bytes:
    """The same picture, upright, without anything else; a PNG stays one."""
    flat, kind = flat_picture(sent)
    made = BytesIO()
    flat.save(made, kind, **({"quality": 85} if kind == "JPEG" else {"optimize": True}))
    return made.getvalue()


def flat_picture(sent: bytes) -> tuple[Image.Image, str | None]:
    """A picture upright, on white, no larger than we keep, and its format."""
    with Image.open(BytesIO(sent), formats=("JPEG", "PNG")) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise TooMuch
        kind = opened.format
        picture = ImageOps.exif_transpose(opened).convert("RGBA")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture).convert("RGB"), kind


def redrawn_pdf(sent: bytes) -> bytes:
    """A PDF of pictures of the pages."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "sent.pdf").write_bytes(sent)
        count = 0
        while (page := drawn_page(folder, count + 1)) is not None:
            count += 1
            if count > MOST_PAGES:
                raise TooMuch
            (folder / f"{count}.jpg").write_bytes(redrawn_page(page))
        if not count:
            raise ValueError("no page")
        pages = "".join(f'#page(image("{number}.jpg"))\n' for number in range(1, count + 1))
        source = folder / "made.typ"
        source.write_text(
            f"#set document(date: none)\n#set page(width: auto, height: auto, margin: 0pt)\n{pages}"
        )
        made = typst.compile(str(source), root=str(folder), format="pdf", ignore_system_fonts=True)
        assert isinstance(made, bytes)
        return made


def redrawn_page(drawn: bytes) -> bytes:
    """A page as a JPEG."""
    made = BytesIO()
    picture_of_page(drawn).save(made, "JPEG", quality=80)
    return made.getvalue()


def picture_of_page(drawn: bytes) -> Image.Image:
    """A drawn page, no larger than we keep."""
    with Image.open(BytesIO(drawn), formats=("PNG",)) as opened:
        picture = opened.convert("RGB")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return picture


def drawn_page(folder: Path, number: int, sharpness: float = SHARPNESS) -> bytes | None:
    """One page of the folder's `sent.pdf` drawn, None after the last."""
    (folder / "page.typ").write_text(_PAGE.format(number))
    try:
        made = typst.compile(
            str(folder / "page.typ"), root=str(folder), format="png", ppi=sharpness, ignore_system_fonts=True
        )
    except typst.TypstError as problem:
        if number > 1 and "does not exist" in str(problem):
            return None
        raise
    assert isinstance(made, bytes)
    return made


if __name__ == "__main__":
    sys.exit(main())

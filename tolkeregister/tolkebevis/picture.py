"""Reading a photograph somebody sent, and drawing it anew: 3:4, small, and nothing in it but the picture."""

import asyncio
import warnings
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid

LARGEST_FILE = 5_000_000  # bytes
FORMATS = ("JPEG", "PNG")
SIZE = (360, 480)  # pixels, as it is kept
LEAST = 240  # pixels on the shorter side
MOST_PIXELS = 50_000_000  # a small file can unfold to more than memory holds


async def redrawn(sent: bytes) -> bytes:
    """The picture as a JPEG of 360 × 480 without metadata.

    Raises Invalid: `photo_missing`, `photo_too_large`, `photo_unreadable`, `photo_too_small`.
    """
    if not sent:
        raise Invalid(reason("photo_missing", field="bilde"))
    if len(sent) > LARGEST_FILE:
        raise Invalid(reason("photo_too_large", field="bilde"))
    return await asyncio.to_thread(_redrawn, sent)


def _redrawn(sent: bytes) -> bytes:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(sent), formats=FORMATS) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise Invalid(reason("photo_too_large", field="bilde"))
                upright = ImageOps.exif_transpose(opened).convert("RGBA")
    except (
        UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ):  # fmt: skip
        raise Invalid(reason("photo_unreadable", field="bilde")) from None
    if min(upright.size) < LEAST:
        raise Invalid(reason("photo_too_small", field="bilde", least=LEAST))
    ground = Image.new("RGBA", upright.size, "white")
    flat = Image.alpha_composite(ground, upright).convert("RGB")
    made = BytesIO()
    ImageOps.fit(flat, SIZE).save(made, "JPEG", quality=82, optimize=True)
    return made.getvalue()

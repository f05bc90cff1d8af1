"""The fonts that letters and case packs are set with beyond Latin, Greek, Cyrillic, Hebrew, Armenian and Georgian.

One weight of one family for each script of the register's languages, as the packages carry it, unpacked for Typst.
Chinese, Japanese and Korean have small families of one weight: what they lack is refused by name, as any other sign is.
"""

from io import BytesIO
from pathlib import Path

from fontTools.ttLib import TTFont

from web.assets.places import NODE_MODULES

# (package, script as the package calls it)
SCRIPT_FONTS = (
    ("noto-sans-arabic", "arabic"), ("noto-sans-ethiopic", "ethiopic"), ("noto-sans-devanagari", "devanagari"),
    ("noto-sans-gurmukhi", "gurmukhi"), ("noto-sans-bengali", "bengali"), ("noto-sans-gujarati", "gujarati"),
    ("noto-sans-tamil", "tamil"), ("noto-sans-telugu", "telugu"), ("noto-sans-malayalam", "malayalam"),
    ("noto-sans-sinhala", "sinhala"), ("noto-sans-thai", "thai"), ("noto-sans-lao", "lao"),
    ("noto-sans-khmer", "khmer"), ("noto-sans-myanmar", "myanmar"), ("noto-serif-tibetan", "tibetan"),
    ("noto-sans-syriac", "syriac"), ("noto-sans-tifinagh", "tifinagh"), ("noto-sans-nko", "nko"),
    ("noto-sans-adlam", "adlam"), ("zcool-xiaowei", "chinese-simplified"), ("kosugi", "japanese"),
    ("gowun-dodum", "korean"),
)  # fmt: skip


def build_script_fonts() -> dict[str, bytes]:
    """File name → TrueType, the same bytes every time."""
    return {f"{package}.ttf": _unpacked(_file_of(package, script)) for package, script in SCRIPT_FONTS}


def _file_of(package: str, script: str) -> Path:
    return NODE_MODULES / "@fontsource" / package / "files" / f"{package}-{script}-400-normal.woff"


def _unpacked(packed: Path) -> bytes:
    font = TTFont(packed, recalcTimestamp=False)
    font.flavor = None
    made = BytesIO()
    font.save(made)
    return made.getvalue()

"""The fonts of documents: Typst's own, and those of the register's many scripts, which `make assets` makes."""

from functools import cache
from pathlib import Path

import typst

FOLDER = Path(__file__).parent / "built_fonts"


@cache
def fonts() -> typst.Fonts:
    """Read once. A sign that none of them has is refused by name."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=[FOLDER] if FOLDER.is_dir() else [],
    )

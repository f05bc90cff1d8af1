"""Aksel icons as inline SVG. Without a title an icon is decoration and hidden from screen readers."""

import json
from functools import cache
from pathlib import Path

from markupsafe import Markup


class Icons:
    """The icons of one build, by Aksel's names."""

    __slots__ = ("_inside",)

    def __init__(self, inside: dict[str, str]) -> None:
        self._inside = inside

    def __call__(self, name: str, title: str = "") -> Markup:
        """The icon as SVG; raises KeyError for a name that Aksel does not have."""
        drawing = self._inside[name]
        if title:
            meaning = Markup('role="img" aria-label="{}"').format(title)
        else:
            meaning = Markup('aria-hidden="true" focusable="false"')
        opening = Markup('<svg class="t-ikon" viewBox="0 0 24 24" fill="none" {}>').format(meaning)
        return opening + Markup(drawing) + Markup("</svg>")


@cache
def icons_from(file: Path) -> Icons:
    """Read the icons that the asset build collected; raises FileNotFoundError before the first build."""
    return Icons(json.loads(file.read_text(encoding="utf-8")))

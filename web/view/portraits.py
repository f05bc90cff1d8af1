"""Drawn portraits that stand in for photographs, always the same for the same interpreter number."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

_GROUNDS = ("#d9e6e9", "#e9e7f2", "#f4e6e0", "#dfe9e2", "#e1eaec", "#efe9e2", "#e8e8e9")
_SKINS = ("#efc8ae", "#eec4a8", "#d7a17c", "#caa07f", "#c98f6b", "#b67c56", "#a56b45", "#7d4f33")
_HAIRS = ("#2b1d18", "#1e1713", "#2a2523", "#3b2a22", "#7a5a3c", "#b8864b", "#8d8a87")
_CLOTHES = ("#0b5568", "#473a7a", "#5a4a9c", "#2f5d46", "#b4532a", "#226576", "#343a3e")
# No drawing stands for both: under a woman's name short hair was taken for a man's picture.
STYLES = {"woman": ("long", "bun"), "man": ("short", "beard"), "": ("short", "bun")}


@dataclass(frozen=True, slots=True)
class _Look:
    ground: str
    skin: str
    hair: str
    clothes: str
    style: str


@lru_cache(maxsize=4096)
def portrait(number: str, gender: str = "", title: str = "") -> Markup:
    """The placeholder for this interpreter number; an image if it has a title, else decoration."""
    look = _look_of(number, gender)
    if title:
        meaning = Markup('role="img" aria-label="{}"').format(title)
    else:
        meaning = Markup('aria-hidden="true" focusable="false"')
    return Markup(
        '<svg viewBox="6 4 108 116" preserveAspectRatio="xMidYMid slice" {}>'
        '<rect width="124" height="124" fill="{}"/>{}</svg>'
    ).format(meaning, look.ground, Markup(_person(look)))


def _look_of(number: str, gender: str) -> _Look:
    drawn = hashlib.sha256(f"portrait|{number}".encode()).digest()
    styles = STYLES.get(gender, STYLES[""])

    def pick(place: int, of: tuple[str, ...]) -> str:
        return of[drawn[place] % len(of)]

    return _Look(pick(0, _GROUNDS), pick(1, _SKINS), pick(2, _HAIRS), pick(3, _CLOTHES), pick(4, styles))


def _person(look: _Look) -> str:
    shoulders = f'<path d="M8 124C8 96 32 87 60 87s52 9 52 37z" fill="{look.clothes}"/>'
    neck = (
        f'<path d="M50 66h20v18c0 8-20 8-20 0z" fill="{look.skin}"/>'
        '<path d="M50 72c5 6 15 6 20 0v5c-5 6-15 6-20 0z" opacity=".13"/>'
    )
    head = f'<ellipse cx="60" cy="50" rx="20.5" ry="24.5" fill="{look.skin}"/>'
    behind, front = _hair(look)
    if look.style == "long":
        return behind + shoulders + neck + head + _face(look) + front
    return shoulders + behind + neck + head + _face(look) + front


def _face(look: _Look) -> str:
    eyes = (
        '<g fill="#231a17"><ellipse cx="52" cy="50" rx="1.9" ry="2.3"/>'
        '<ellipse cx="68" cy="50" rx="1.9" ry="2.3"/></g>'
    )
    if look.style == "beard":
        return eyes
    return eyes + (
        '<path d="M53 62.5c4 3.4 10 3.4 14 0" stroke="#7c3f33" stroke-width="2" stroke-linecap="round"'
        ' fill="none"/>'
        '<path d="M48 44.5c2.5-1.8 5.5-1.8 7.5-.4M64.5 44.1c2-1.4 5-1.4 7.5.4" stroke="#231a17"'
        ' stroke-width="1.6" stroke-linecap="round" fill="none" opacity=".75"/>'
    )


def _hair(look: _Look) -> tuple[str, str]:
    """What is drawn behind the head and what in front of it."""
    fill = f'fill="{look.hair}"/>'
    short = (
        '<path d="M38.5 48c-2-21 8-29 21.5-29s23.5 8 21.5 29c-2-7-5-11-9-12.5-9 2-19 2-25 0'
        '-4 1.5-7 5.5-9 12.5z" '
    )
    if look.style == "long":
        return (
            f'<path d="M33 54c-3-30 12-40 27-40s30 10 27 40c-.5 14 3 26 5 38H28c2-12 5.5-24 5-38z" {fill}',
            f'<path d="M39 50c-1-19 8-27 21-27s22 8 21 27c-4-9-9-14-16-16-7 5-20 6-26 16z" {fill}',
        )
    if look.style == "bun":
        return (
            f'<circle cx="60" cy="17" r="10" {fill}<path d="M36 54c-3-24 9-36 24-36s27 12 24 36z" {fill}',
            f'<path d="M39.5 48c0-16 8-25 20.5-25s20.5 9 20.5 25c-6-5-10-9-12-13-6 7-19 8-29 13z" {fill}',
        )
    if look.style == "beard":
        beard = (
            f'<path d="M40 54c1 17 9 24 20 24s19-7 20-24c-3 4-6 5-9 5-6-2-16-2-22 0-3 0-6-1-9-5z" {fill}'
            '<path d="M54 64.500c3.5 2.6 8.5 2.6 12 0" stroke="#d99a86" stroke-width="2.2"'
            ' stroke-linecap="round" fill="none"/>'
        )
        return "", short + fill + beard
    return "", short + fill

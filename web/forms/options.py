"""The answers a choice can have, and how a typed name is matched to one of them."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Option:
    """One answer: its value in the form, its words, and perhaps a help, a group, a count and other spellings.

    `text` and `help` are bokmål texts that the page translates, unless `final` says they are names already in
    the page's written form. A `group` is always a text to translate.
    """

    value: str
    text: str
    help: str = ""
    group: str = ""
    count: int | None = None
    also: tuple[str, ...] = ()
    final: bool = False


def options_from(labels: Mapping[str, str], helps: Mapping[str, str] | None = None) -> tuple[Option, ...]:
    """Options for a table of labels (code → bokmål text), in its order."""
    return tuple(Option(value, text, help=(helps or {}).get(value, "")) for value, text in labels.items())


def names_from(names: Iterable[tuple[str, str]]) -> tuple[Option, ...]:
    """Options for names that are not translated by us: (value, name)."""
    return tuple(Option(value, name, final=True) for value, name in names)


def grouped(options: Sequence[Option]) -> list[tuple[str, list[Option]]]:
    """The options under their groups, groups in the order in which they first appear."""
    groups: dict[str, list[Option]] = {}
    for option in options:
        groups.setdefault(option.group, []).append(option)
    return list(groups.items())


def find_option(options: Sequence[Option], given: str) -> Option | None:
    """The option with this value, else the only one with this name or spelling, case and accents aside."""
    for option in options:
        if option.value == given:
            return option
    wanted = _folded(given)
    named = {o.value: o for o in options if wanted in (_folded(o.text), *map(_folded, o.also))}
    return next(iter(named.values())) if len(named) == 1 else None


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(sign for sign in apart if not unicodedata.combining(sign)).split())

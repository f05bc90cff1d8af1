"""One look at one page."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Visit:
    """One look at one page. `status` is the answer's; an error page is a page, too."""

    route: str
    path: str
    who: str  # public | booker | interpreter | officer | administrator | agency
    status: int = 200


def plain(paths: Iterable[str], who: str) -> list[Visit]:
    """A look at each address that is its own route."""
    return [Visit(path, path, who) for path in paths]

"""The menus of each audience, and which entry a page belongs to."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from web.view.texts import N_

Audience = Literal[
    "public", "public_body", "agency", "institution", "interpreter", "applicant", "directorate", "committee"
]


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One entry: its words (bokmål), its path without prefix, and an icon where the menu shows icons."""

    text: str
    path: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class MenuColumn:
    """One column of the footer."""

    heading: str
    items: tuple[MenuItem, ...]


_FIND = MenuItem(N_("Finn tolk"), "/finn-tolk")
_CHECK = MenuItem(N_("Sjekk tolkebevis"), "/k")
_STATISTICS = MenuItem(N_("Statistikk"), "/statistikk")
_TESTS = MenuItem(N_("Prøver og kurs"), "/min-side/kvalifisering")

MENUS: Mapping[str, tuple[MenuItem, ...]] = MappingProxyType(
    {
        "public": (_FIND, _CHECK, _STATISTICS, MenuItem(N_("For tolker"), "/min-side")),
        "public_body": (
            _FIND,
            MenuItem(N_("Bestillinger"), "/bestillinger"),
            MenuItem(N_("Virksomheten"), "/virksomhet"),
            _STATISTICS,
        ),
        "agency": (
            _FIND,
            MenuItem(N_("Formidleren"), "/formidler"),
            MenuItem(N_("Rapporter"), "/rapport"),
            _STATISTICS,
        ),
        "institution": (
            _FIND,
            MenuItem(N_("Resultater"), "/resultat"),
            _STATISTICS,
        ),
        "interpreter": (_FIND, MenuItem(N_("Min side"), "/min-side"), _TESTS, _STATISTICS),
        # Somebody who came through the interpreters' door and is not in the register.
        "applicant": (
            _FIND,
            MenuItem(N_("Søknader"), "/soknad"),
            MenuItem(N_("Vedtak"), "/min-side/vedtak"),
            _TESTS,
            _STATISTICS,
        ),
        "directorate": (
            MenuItem(N_("Oppgaver"), "/sak"),
            _FIND,
            _STATISTICS,
        ),
        "committee": (MenuItem(N_("Utvalget"), "/utvalg"), _FIND, _STATISTICS),
        # The bar at the bottom of an interpreter's phone.
        "interpreter_home": (
            MenuItem(N_("Hjem"), "/min-side", "House"),
            MenuItem(N_("Tilbud"), "/min-side/tilbud", "Bell"),
            MenuItem(N_("Kalender"), "/min-side/kalender", "Calendar"),
            MenuItem(N_("Ledig"), "/min-side/ledig", "Clock"),
            MenuItem(N_("Profil"), "/min-side/profil", "PersonCircle"),
        ),
    }
)

_FOOTER = (
    MenuColumn(
        N_("Trenger du hjelp?"),
        (
            MenuItem(N_("Kontakt oss"), "/kontakt"),
            MenuItem(N_("Meld fra om en tolk"), "/varsle"),
            MenuItem(N_("Driftsmeldinger"), "/drift"),
        ),
    ),
    MenuColumn(
        N_("Om tjenesten"),
        (
            MenuItem(N_("Kategoriene A til E"), "/kategorier"),
            MenuItem(N_("Språkplan for prøver og kurs"), "/sprakplan"),
            MenuItem(N_("Søk om å stå i registeret"), "/soknad"),
            MenuItem(N_("Personvern"), "/om/personvern"),
            MenuItem(N_("Tilgjengelighetserklæring (uustatus.no)"), "https://uustatus.no"),
            MenuItem(N_("API og åpne data"), "/api"),
        ),
    ),
)


# Pages of an audience that stand among those of others, and the entry they are of.
_ELSEWHERE: Mapping[tuple[str, str], str] = MappingProxyType({("directorate", "/rapport/dubletter"): "/sak"})


def menu(audience: str) -> tuple[MenuItem, ...]:
    """The main menu of an audience; raises KeyError for one that has none."""
    return MENUS[audience]


def submenu(audience: str) -> tuple[MenuItem, ...]:
    """The second menu of an audience, empty if it has none."""
    return MENUS.get(f"{audience}_home", ())


def footer_menu() -> tuple[MenuColumn, ...]:
    """The footer's columns, the same for everybody."""
    return _FOOTER


def active_path(menu_name: str, path: str) -> str:
    """The path of the entry that a page belongs to: the longest one the page's path begins with, or ""."""
    if path == "/":
        path = "/finn-tolk"
    path = _ELSEWHERE.get((menu_name, path), path)
    above = [item.path for item in MENUS[menu_name] if path == item.path or path.startswith(item.path + "/")]
    return max(above, key=len, default="")

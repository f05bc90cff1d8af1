"""The directorate's own menu: five groups, and within the one that is open, its pages."""

from dataclasses import dataclass

from tolkeregister.core.actor import Actor, Role
from web.view.texts import N_


@dataclass(frozen=True, slots=True)
class Group:
    """Pages that belong together, as (words in bokmål, path). Its own link leads to the first."""

    text: str
    pages: tuple[tuple[str, str], ...]

    @property
    def path(self) -> str:
        """Where the group's link leads."""
        return self.pages[0][1]

    def holds(self, path: str) -> bool:
        """Whether the page at `path` is one of them."""
        return any(each == path for _, each in self.pages)


_GROUPS = (
    Group(N_("Oversikt"), ((N_("Oversikt"), "/sak"),)),
    Group(N_("Saker"), (
        (N_("Varsler"), "/sak/varsler"), (N_("Søknader"), "/sak/soknader"),
        (N_("Godkjenning"), "/sak/godkjenning"), (N_("Bevilling"), "/sak/bevilling"),
        (N_("Utvalget"), "/sak/utvalget"), (N_("Alle saker"), "/sak/saker"), (N_("Tall om varsler"), "/sak/varseltall"),
    )),
    Group(N_("Registeret"), (
        (N_("Tolker"), "/sak/tolk"), (N_("Endringer"), "/sak/endringer"), (N_("Kampanjer"), "/sak/kampanjer"),
        (N_("Tolkebevis"), "/sak/tolkebevis"), (N_("Regler"), "/sak/regler"), (N_("Språk"), "/sak/sprak"),
    )),
    Group(N_("Prøver og kurs"), ((N_("Språkplan"), "/sak/sprakplan"), (N_("Resultater"), "/sak/resultater"))),
    Group(N_("Bruk av tolk"), (
        (N_("Unntak"), "/sak/unntak"), (N_("Politiattest"), "/sak/politiattest"), (N_("Rapporter"), "/sak/rapporter"),
        (N_("Dubletter"), "/rapport/dubletter"),
    )),
    Group(N_("Drift"), (
        (N_("E-post"), "/sak/epost"), (N_("Systemer"), "/sak/systemer"), (N_("Logg"), "/sak/logg"),
        (N_("Sletting"), "/sak/sletting"),
        (N_("Offentlig journal"), "/sak/journal"), (N_("Brukere"), "/sak/brukere"),
    )),
)  # fmt: skip
_OF_ADMINISTRATORS = frozenset({"/sak/sprak", "/sak/brukere"})


def groups_for(actor: Actor) -> tuple[Group, ...]:
    """What the actor may open."""
    if actor.has(Role.ADMINISTRATOR):
        return _GROUPS
    return tuple(
        Group(each.text, tuple(page for page in each.pages if page[1] not in _OF_ADMINISTRATORS))
        for each in _GROUPS
    )

"""Looking up languages, municipalities of any year, sectors and public bodies by code or name.

A word that means one thing is taken. A word that may mean several, or that nobody knows, waits on a work list until
somebody has said what it means; it is never turned into something that only resembles it (rule S4).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from booking.reports.rules.findings import MISSING, Problem
from tolkeregister.core.rules.sort_key import fold

MOST_CHOICES = 8
_FORMULA_ERRORS = (
    "#ref",
    "#n/a",
    "#value",
    "#name",
    "#div",
    "#num",
    "#null",
    "#i/t",
    "#verdi",
    "#navn",
    "#tall",
)
NEVER = 0  # the year of a day that could not be read


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """A word that waits; `choices` are the codes it may mean."""

    kind: str
    word: str
    choices: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """The code of the finding."""
        return f"{self.kind}_{'ambiguous' if self.choices and self.kind != 'sector' else 'unknown'}"


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality's code in some years and what it is now; a code that was split has a row per receiver."""

    code: str
    name: str
    first_year: int
    last_year: int
    now: str
    county_now: str

    def held_in(self, year: int) -> bool:
        """Whether this was the municipality's code that year; codes change at New Year."""
        return self.first_year <= year <= self.last_year


@dataclass(frozen=True, slots=True)
class Body:
    """A public body that is known here, with its units by folded name."""

    organisation_id: int
    units: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Decided:
    """What somebody has said words mean: word → code, or None where it was rejected."""

    languages: Mapping[str, str | None] = field(default_factory=dict)
    municipalities: Mapping[str, str | None] = field(default_factory=dict)
    sectors: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lookups:
    """Everything words are looked up in; read once per piece of work."""

    languages: Mapping[str, tuple[str, ...]]  # word, tag or ISO 639-3 code → tags
    kinds: Mapping[str, str]  # tag → spoken | sign | written | tactile
    places: Mapping[str, tuple[Place, ...]]  # code or folded name → places of all years
    sectors: Mapping[str, str]  # folded code or name → code
    bodies: Mapping[str, Body]  # organisation number → body
    decided: Decided = field(default_factory=Decided)
    last_days: Mapping[str, date] = field(
        default_factory=dict
    )  # tags that end: the last day each can be used


def find_language(text: str, known: Lookups) -> str | Problem | UnknownWord:
    """The tag of a language by tag, ISO 639-3 code or name."""
    word = fold(text)
    if not word:
        return Problem(MISSING)
    if text.strip().lower().startswith(_FORMULA_ERRORS):
        return Problem("formula_error")
    tags = known.languages.get(text.strip().lower()) or known.languages.get(word, ())
    if len(tags) == 1:
        return tags[0]
    if word in known.decided.languages:
        return known.decided.languages[word] or Problem("language_rejected")
    return UnknownWord("language", word, tags[:MOST_CHOICES])


def find_sector(text: str, known: Lookups) -> str | Problem | UnknownWord:
    """The code of a sector by code or name."""
    word = fold(text)
    if not word:
        return Problem(MISSING)
    if text.strip().lower().startswith(_FORMULA_ERRORS):
        return Problem("formula_error")
    if code := known.sectors.get(word):
        return code
    if word in known.decided.sectors:
        return known.decided.sectors[word] or Problem("sector_rejected")
    return UnknownWord("sector", word)


@dataclass(frozen=True, slots=True)
class Municipality:
    """Where: the code of the year the assignment was in, and today's code and county."""

    then: str
    now: str
    county_now: str


def find_municipality(text: str, year: str, known: Lookups) -> Municipality | Problem | UnknownWord:
    """The municipality by a code of any year (a lost nought in front is given back) or by name.

    A name means the municipality that had it that year. An old code on a later day means what it has become; where it
    has become several, the one that kept the name; else it waits.
    """
    word = fold(text)
    if not word:
        return Problem(MISSING)
    if text.strip().lower().startswith(_FORMULA_ERRORS):
        return Problem("formula_error")
    code = word.zfill(4) if word.isascii() and word.isdigit() and len(word) in (3, 4) else word
    at = int(year) if year else NEVER
    found = _of_year(known.places.get(code, ()), at)
    now = _one_today(found, known)
    if now is None and word in known.decided.municipalities:
        now = known.decided.municipalities[word]
        if now is None:
            return Problem("municipality_rejected")
    if now is None:
        return UnknownWord("municipality", word, tuple(sorted({place.now for place in found}))[:MOST_CHOICES])
    held = [place.code for place in found if place.now == now and place.held_in(at)]
    return Municipality(held[0] if held else _code_in(now, at, known), now, known.places[now][0].county_now)


def _of_year(places: tuple[Place, ...], year: int) -> tuple[Place, ...]:
    """Those that held in a year; when none did, all: an old code is still understood."""
    return tuple(place for place in places if place.held_in(year)) or places


def _one_today(places: tuple[Place, ...], known: Lookups) -> str | None:
    """Today's code, when the places are one municipality today or one old one whose name lives on in one of them."""
    meanings = {place.now for place in places}
    if len(meanings) > 1 and len({place.code for place in places}) == 1:
        name = places[0].name
        meanings = {now for now in meanings if any(each.name == name for each in known.places[now])}
    return meanings.pop() if len(meanings) == 1 else None


def _code_in(now: str, year: int, known: Lookups) -> str:
    """The code that today's municipality had in a year, when there was only one; else today's."""
    codes = {
        place.code for places in known.places.values() for place in places
        if place.now == now and place.held_in(year)
    }  # fmt: skip
    return codes.pop() if len(codes) == 1 else now

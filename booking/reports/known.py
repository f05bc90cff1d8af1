"""What words of a report are looked up in, read from the database once per piece of work."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import text

from booking.reports.rules.lookups import Body, Decided, Lookups, Place
from booking.reports.rules.row import Context
from booking.reports.rules.standing import Register, Spell
from tolkeregister.core.database import Session
from tolkeregister.core.rules.sort_key import fold
from tolkeregister.organisations.models import Organisation

FIRST_YEAR, LAST_YEAR = 2017, 9999  # codes of municipalities are known from 2017

_LANGUAGES = text("SELECT tag, iso639_3, kind, valid_to FROM language")
_WORDS = text("SELECT word, language_tag FROM language_word")
_SECTORS = text("SELECT code, name_nb, name_nn, name_en FROM sector")
_MUNICIPALITIES = text("SELECT code, name, name_official, county_code FROM municipality")
_CHANGES = text(
    "SELECT changed_on, old_code, new_code, old_name FROM municipality_change ORDER BY changed_on DESC"
)
_BODIES = text("SELECT id, orgnr FROM organisation WHERE kind = 'public_body'")
_UNITS = text("SELECT id, organisation_id, name FROM unit")
_DECIDED = text(
    """
    SELECT kind, word, meaning FROM report_word
     WHERE state <> 'open' AND (reporter_id = :reporter_id OR reporter_id IS NULL)
     ORDER BY reporter_id NULLS FIRST
    """
)

_NUMBERS = text("SELECT number FROM interpreter")
# a listing and its category, where both hold and both are known
_SPELLS = text(
    """
    SELECT i.number, e.language_tag, e.type, c.category,
           coalesce(lower(l.valid * c.valid), '1900-01-01Z'), upper(l.valid * c.valid),
           coalesce(lower(l.recorded * c.recorded), '1900-01-01Z'), upper(l.recorded * c.recorded)
      FROM interpreter i
      JOIN entry e ON e.interpreter_id = i.id
      JOIN entry_listing l ON l.entry_id = e.id
      JOIN entry_category c ON c.entry_id = e.id AND c.valid && l.valid AND c.recorded && l.recorded
    """
)


async def load_context(session: Session, reporter: Organisation, *, today: date) -> Context:
    """What a reporter's rows are judged by. A public body that names nobody reports its own assignments."""
    assert reporter.id is not None
    own = reporter.orgnr if reporter.kind == "public_body" else None
    return Context(await load_lookups(session, reporter.id), await load_register(session), today, own)


async def load_register(session: Session) -> Register:
    """Every number ever issued, and every listing with its category in both times."""
    spells: dict[tuple[str, str, str], list[Spell]] = defaultdict(list)
    for number, tag, type_code, category, *span in await session.execute(_SPELLS):
        spells[number, tag, type_code].append(Spell(category, *span))
    numbers = frozenset((await session.execute(_NUMBERS)).scalars())
    return Register(numbers, {key: tuple(each) for key, each in spells.items()})


async def load_lookups(session: Session, reporter_id: int) -> Lookups:
    """All words and their meanings, with what has been decided for everybody and, over that, for this reporter."""
    kinds: dict[str, str] = {}
    languages: dict[str, set[str]] = defaultdict(set)
    last_days: dict[str, date] = {}
    for tag, iso, kind, last_day in await session.execute(_LANGUAGES):
        kinds[tag] = kind
        if last_day is not None:
            last_days[tag] = last_day
        languages[tag.lower()].add(tag)
        if iso:
            languages[iso].add(tag)
    for word, tag in await session.execute(_WORDS):
        languages[word].add(tag)
    sectors = {
        fold(word): row[0] for row in await session.execute(_SECTORS) for word in row if fold(word)
    }  # fmt: skip
    decided: dict[str, dict[str, str | None]] = {"language": {}, "municipality": {}, "sector": {}}
    for kind, word, meaning in await session.execute(_DECIDED, {"reporter_id": reporter_id}):
        decided[kind][word] = meaning
    return Lookups(
        {word: tuple(sorted(tags)) for word, tags in languages.items()},
        kinds,
        places(await session.execute(_MUNICIPALITIES), await session.execute(_CHANGES)),
        sectors,
        await _bodies(session),
        Decided(decided["language"], decided["municipality"], decided["sector"]),
        last_days,
    )


async def _bodies(session: Session) -> dict[str, Body]:
    units: dict[int, dict[str, int]] = defaultdict(dict)
    for unit_id, organisation_id, name in await session.execute(_UNITS):
        units[organisation_id][fold(name)] = unit_id
    return {orgnr: Body(id, units.get(id, {})) for id, orgnr in await session.execute(_BODIES)}


def places(municipalities: Iterable[Any], changes: Iterable[Any]) -> dict[str, tuple[Place, ...]]:
    """Every code and name a municipality has had since 2017, with what it is today.

    `changes` come newest first, so that what an old code became is known before the code itself.
    """
    known: list[Place] = []
    started: dict[str, date] = {}
    now: dict[str, set[tuple[str, str]]] = {}
    todays = list(municipalities)
    for code, _, _, county in todays:
        now[code] = {(code, county)}
    ended: dict[str, tuple[date, str]] = {}
    for changed_on, old, new, name in changes:
        if old != new:
            now.setdefault(old, set()).update(now.get(new, set()))
            ended[old] = (changed_on, name)
            started[new] = min(started.get(new, changed_on), changed_on)
    for code, name, official, county in todays:
        first = started[code].year if code in started else FIRST_YEAR
        known += [
            Place(code, each, first, LAST_YEAR, code, county)
            for each in {name, official, name.split(" (")[0]}
        ]
    for old, (changed_on, name) in ended.items():
        first = started[old].year if old in started else FIRST_YEAR
        known += [
            Place(old, name, first, changed_on.year - 1, code, county) for code, county in sorted(now[old])
        ]
    return _by_code_and_name(known)


def _by_code_and_name(known: list[Place]) -> dict[str, tuple[Place, ...]]:
    found: dict[str, dict[Place, None]] = defaultdict(dict)  # a set that keeps its order
    for place in known:
        for key in (place.code, fold(place.name), *(fold(part) for part in place.name.split(" - "))):
            found[key][place] = None
    return {key: tuple(each) for key, each in found.items()}

"""Which languages there are, and what a word typed by a person may mean."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import text

from tolkeregister.core.database import Session
from tolkeregister.core.rules.sort_key import fold

MOST_SUGGESTIONS = 8


@dataclass(frozen=True, slots=True)
class LanguageName:
    """A language and its names; ordered by `sort_key`, which follows the Norwegian alphabet."""

    tag: str
    iso639_3: str | None
    name_nb: str
    name_nn: str
    name_en: str
    native: str
    script: str | None
    direction: str
    kind: str  # spoken | sign | written | tactile

    def name(self, form: str) -> str:
        """The name in a written form, as it stands inside a sentence."""
        return {"nn": self.name_nn, "en": self.name_en}.get(form, self.name_nb)


@dataclass(frozen=True, slots=True)
class WordMeaning:
    """The languages a typed word may mean. Only `is_certain` may be used without asking (rule S4)."""

    tags: tuple[str, ...]
    is_certain: bool


NOTHING = WordMeaning((), False)

_LANGUAGES = text(
    """
    SELECT l.tag, l.iso639_3, coalesce(earlier.before ->> 'name_nb', l.name_nb),
           coalesce(earlier.before ->> 'name_nn', l.name_nn), coalesce(earlier.before ->> 'name_en', l.name_en),
           l.name_native, l.script, l.direction, l.kind
      FROM language l
      LEFT JOIN LATERAL (SELECT c.before FROM language_change c
                          WHERE c.language_tag = l.tag AND c.kind = 'renamed' AND c.in_force_from > :on
                          ORDER BY c.in_force_from, c.id LIMIT 1) AS earlier ON true
     WHERE l.valid_from <= :on AND (l.valid_to IS NULL OR l.valid_to >= :on)
     ORDER BY l.sort_key COLLATE "C", l.tag
    """
)
_EXACT = text(
    """
    SELECT w.language_tag, w.is_ambiguous FROM language_word w JOIN language l ON l.tag = w.language_tag
     WHERE w.word = :word AND l.valid_from <= :on AND (l.valid_to IS NULL OR l.valid_to >= :on)
     ORDER BY l.sort_key COLLATE "C", l.tag
    """
)
# A word of languages that have ended: what they were merged into is offered, step by step, and never taken for granted.
_MERGED = text(
    """
    WITH RECURSIVE led AS (
        SELECT w.language_tag AS tag FROM language_word w WHERE w.word = :word
        UNION
        SELECT c.into_tag FROM led JOIN language_change c ON c.language_tag = led.tag
         WHERE c.kind = 'merged' AND c.in_force_from <= :on
    )
    SELECT l.tag FROM led JOIN language l ON l.tag = led.tag
     WHERE l.valid_from <= :on AND (l.valid_to IS NULL OR l.valid_to >= :on)
     ORDER BY l.sort_key COLLATE "C", l.tag
    """
)
# A word begun, or a word within a longer name: «tegnspr», «persisk» in «afghansk persisk».
_NEAR = text(
    """
    SELECT l.tag FROM language_word w JOIN language l ON l.tag = w.language_tag
     WHERE (w.word LIKE :begun OR w.word LIKE :within)
       AND l.valid_from <= :on AND (l.valid_to IS NULL OR l.valid_to >= :on)
     GROUP BY l.tag, l.sort_key ORDER BY l.sort_key COLLATE "C", l.tag LIMIT :most
    """
)


async def languages(session: Session, *, on: date) -> tuple[LanguageName, ...]:
    """Every language that could be chosen on a date, as it was called then, in today's Norwegian alphabetical order."""
    rows = await session.execute(_LANGUAGES, {"on": on})
    return tuple(LanguageName(*row) for row in rows)


async def meaning_of(session: Session, word: str, *, on: date) -> WordMeaning:
    """What a typed word means: one language for certain, several to choose from, or nothing we know.

    A word is never silently turned into another language: «kurdisk» gives the Kurdish languages to choose
    from, and a word that only resembles a name gives suggestions (rule S4, failure mode 30).
    """
    folded = fold(word)
    if not folded:
        return NOTHING
    rows: list[Any] = list((await session.execute(_EXACT, {"word": folded, "on": on})).all())
    if rows:
        is_certain = len(rows) == 1 and not rows[0].is_ambiguous
        return WordMeaning(tuple(row.language_tag for row in rows), is_certain)
    merged = tuple((await session.execute(_MERGED, {"word": folded, "on": on})).scalars())
    if merged:
        return WordMeaning(merged, False)
    near = await session.execute(
        _NEAR,
        {"begun": f"{folded}%", "within": f"% {folded}%", "on": on, "most": MOST_SUGGESTIONS},
    )
    return WordMeaning(tuple(near.scalars()), False)

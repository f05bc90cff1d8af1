"""Interest as the person and the planners see it. Messages and persons are counted apart."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import text

from qualification.interest.access import own_account
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.entries.access import require_directorate

MOST_WORDS = 100


@dataclass(frozen=True, slots=True)
class OwnInterest:
    """One wish of one's own; `word` where no language is known by it."""

    id: int
    test: str
    language_tag: str | None
    word: str | None
    registered_at: datetime


@dataclass(frozen=True, slots=True)
class LanguageInterest:
    """How many would like something in a language now, and how many messages have come since a day."""

    language_tag: str
    test: str
    persons: int
    messages: int


@dataclass(frozen=True, slots=True)
class InterestYear:
    """Messages, the persons behind them, and in how many languages."""

    year: int
    messages: int
    persons: int
    languages: int


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """A word no language has, as it was first typed, and how many have typed it."""

    word: str
    persons: int
    first_at: datetime


_OWN = text(
    """
    SELECT id, test, language_tag, word, registered_at FROM test_interest
     WHERE account_id = :account AND withdrawn_at IS NULL ORDER BY registered_at DESC, id DESC
    """
)
# A message that is taken back has still been one; the person is no longer counted.
_LANGUAGES = text(
    """
    SELECT language_tag, test, count(DISTINCT account_id) FILTER (WHERE withdrawn_at IS NULL) AS persons,
           count(*) FILTER (WHERE registered_at >= :since) AS messages
      FROM test_interest WHERE language_tag IS NOT NULL AND (withdrawn_at IS NULL OR registered_at >= :since)
     GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2
    """
)
_YEARS = text(
    """
    SELECT CAST(extract(year FROM registered_at AT TIME ZONE 'Europe/Oslo') AS int) AS year, count(*) AS messages,
           count(DISTINCT account_id) AS persons, count(DISTINCT coalesce(language_tag, word_folded)) AS languages
      FROM test_interest GROUP BY 1 ORDER BY 1
    """
)
_WORDS = text(
    """
    SELECT (array_agg(word ORDER BY registered_at))[1] AS word, count(DISTINCT account_id) AS persons,
           min(registered_at) AS first_at
      FROM test_interest WHERE language_tag IS NULL AND withdrawn_at IS NULL
     GROUP BY word_folded ORDER BY persons DESC, first_at LIMIT :most
    """
)


async def own_interest(session: Session, actor: Actor) -> tuple[OwnInterest, ...]:
    """The actor's open wishes, the newest first."""
    rows = await session.execute(_OWN, {"account": own_account(actor)})
    return tuple(OwnInterest(*row) for row in rows)


async def interest_by_language(
    session: Session, actor: Actor, *, since: date
) -> tuple[LanguageInterest, ...]:
    """By language and test, most wanted first; for the directorate."""
    require_directorate(actor)
    return tuple(LanguageInterest(*row) for row in await session.execute(_LANGUAGES, {"since": since}))


async def interest_by_year(session: Session, actor: Actor) -> tuple[InterestYear, ...]:
    """By the year of the message; for the directorate."""
    require_directorate(actor)
    return tuple(InterestYear(*row) for row in await session.execute(_YEARS))


async def unknown_words(session: Session, actor: Actor) -> tuple[UnknownWord, ...]:
    """What people have asked for that the language list does not know; for the directorate."""
    require_directorate(actor)
    return tuple(UnknownWord(*row) for row in await session.execute(_WORDS, {"most": MOST_WORDS}))

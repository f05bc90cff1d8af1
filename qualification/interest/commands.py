"""Registering interest and taking it back. The same wish twice is one wish."""

from datetime import datetime

from sqlalchemy import text

from qualification.interest.access import own_account
from tolkeregister.core import audit
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Invalid, NotFound, conflict
from tolkeregister.core.rules.sort_key import fold

TESTS = ("tospraaktest", "grunnemne", "bachelor", "siling")
MOST_OPEN = 30  # wishes of one account at a time
LONGEST_WORD = 80

_LOCK = text("SELECT 1 FROM account WHERE id = :account FOR NO KEY UPDATE")
_OPEN = text("SELECT count(*) FROM test_interest WHERE account_id = :account AND withdrawn_at IS NULL")
_SAME = text(
    """
    SELECT id FROM test_interest WHERE account_id = :account AND test = :test AND withdrawn_at IS NULL
       AND coalesce(language_tag, word_folded) = CAST(coalesce(:tag, :folded) AS text)
    """
)
_ADD = text(
    """
    INSERT INTO test_interest (account_id, test, language_tag, word, word_folded, registered_at)
    VALUES (:account, :test, :tag, :word, :folded, :now) RETURNING id
    """
)
_WITHDRAW = text(
    """
    UPDATE test_interest SET withdrawn_at = :now
     WHERE id = :id AND account_id = :account AND withdrawn_at IS NULL RETURNING id
    """
)
# The first of each account's words for the language; one that has wished for it by name keeps that wish.
_NAME = text(
    """
    UPDATE test_interest SET language_tag = found.tag, word = NULL, word_folded = NULL FROM (
        SELECT DISTINCT ON (w.account_id, w.test, l.language_tag) w.id, l.language_tag AS tag
          FROM test_interest w
          JOIN language_word l ON l.word = w.word_folded AND NOT l.is_ambiguous
          JOIN language g ON g.tag = l.language_tag
           AND g.valid_from <= :on AND (g.valid_to IS NULL OR g.valid_to >= :on)
         WHERE w.language_tag IS NULL AND w.withdrawn_at IS NULL
           AND NOT EXISTS (SELECT FROM test_interest o WHERE o.account_id = w.account_id AND o.test = w.test
                              AND o.language_tag = l.language_tag AND o.withdrawn_at IS NULL)
         ORDER BY w.account_id, w.test, l.language_tag, w.id
    ) found WHERE test_interest.id = found.id RETURNING test_interest.id
    """
)
_LANGUAGE = text(
    "SELECT 1 FROM language WHERE tag = :tag AND valid_from <= :on AND (valid_to IS NULL OR valid_to >= :on)"
)


async def register_interest(
    session: Session, actor: Actor, test: str, *, language_tag: str | None = None, word: str | None = None,
    now: datetime,
) -> int:  # fmt: skip
    """Say that one would like a test or a course in a language, or in a word that no language has; returns its id.

    A word is kept as it was typed for those who govern the languages. Raises Invalid for what cannot be, Conflict
    when the account has as many wishes as it may.
    """
    account = own_account(actor)
    folded = fold(word or "") or None
    if test not in TESTS:
        raise Invalid(reason("unknown_test", field="test"))
    if (language_tag is None) == (folded is None) or len(word or "") > LONGEST_WORD:
        raise Invalid(reason("unknown_language", field="language"))
    if language_tag is not None:
        known = await session.execute(_LANGUAGE, {"tag": language_tag, "on": oslo_date(now)})
        if known.first() is None:
            raise Invalid(reason("unknown_language", field="language"))
    await session.execute(_LOCK, {"account": account})  # a second click waits, and finds the first one's wish
    values = {"account": account, "test": test, "tag": language_tag, "folded": folded, "now": now,
              "word": None if word is None else word.strip()}  # fmt: skip
    same: int | None = (await session.execute(_SAME, values)).scalar()
    if same is not None:
        return same
    if (await session.execute(_OPEN, {"account": account})).scalar_one() >= MOST_OPEN:
        raise conflict("too_many_wishes", most=MOST_OPEN)
    made = int((await session.execute(_ADD, values)).scalar_one())
    audit.record(session, actor, "interest.registered", "test_interest", made, now=now, test=test)
    return made


async def name_what_is_in_the_list(session: Session, *, now: datetime) -> int:
    """Wishes in a word nobody knew, whose language has come into the list since, are wishes for it; how many.

    From then on they are counted with the language, and told of when it opens. Safe to repeat.
    """
    return len((await session.execute(_NAME, {"on": oslo_date(now)})).all())


async def withdraw_interest(session: Session, actor: Actor, interest_id: int, *, now: datetime) -> None:
    """Take a wish back; it stays in the counts of its year. NotFound for another's, or one that is taken back."""
    values = {"id": interest_id, "account": own_account(actor), "now": now}
    if (await session.execute(_WITHDRAW, values)).first() is None:
        raise NotFound(reason("interest_not_found"))
    audit.record(session, actor, "interest.withdrawn", "test_interest", interest_id, now=now)

"""Keys that make doing something twice harmless: the same key with the same content gives the first one's answer."""

import hashlib
import json
from datetime import datetime

from sqlalchemy import text

from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.errors import conflict

_CLAIM_KEY = text(
    """
    INSERT INTO idempotency_key (account_id, key, content_hash, answer, created_at)
    VALUES (:account, :key, :hash, '{}', :now) ON CONFLICT DO NOTHING RETURNING 1
    """
)
_KEY = text("SELECT content_hash, answer FROM idempotency_key WHERE account_id = :account AND key = :key")
_ANSWER_KEY = text(
    "UPDATE idempotency_key SET answer = CAST(:answer AS jsonb) WHERE account_id = :account AND key = :key"
)


def content_hash(content: object) -> str:
    """The same for two contents that ask for the same."""
    return hashlib.sha256(json.dumps(content, default=str, sort_keys=True).encode()).hexdigest()


async def claim_key(session: Session, actor: Actor, key: str, content: str, *, now: datetime) -> str | None:
    """None when the key is new; otherwise the number it gave. Waits for a twin that is being sent right now.

    `content` is a content hash. Raises Conflict when the key was used for other content.
    """
    values = {"account": actor.account_id, "key": key, "hash": content, "now": now}
    if (await session.execute(_CLAIM_KEY, values)).scalar() is not None:
        return None
    earlier = (await session.execute(_KEY, {"account": actor.account_id, "key": key})).one()
    if earlier.content_hash != content:
        raise conflict("key_used_for_other_content")
    return str(earlier.answer["number"])


async def answer_key(session: Session, actor: Actor, key: str, number: str) -> None:
    """What the key gives from now on."""
    values = {"account": actor.account_id, "key": key, "answer": json.dumps({"number": number})}
    await session.execute(_ANSWER_KEY, values)

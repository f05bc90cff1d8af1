"""Signing what the register says, and reading it back with public keys only: JWS with `Ed25519` (RFC 9864).

A card's statement holds card id, languages, types and categories, when it was made and when it ends: no name, no number
and no birth date (rule V3). `kort` and `svar` in the header keep an answer to a system from being shown as a card.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qs, urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from tolkeregister.core.decisions import Decision, reason, refused
from tolkeregister.tolkebevis.derived import base64url, signing_seed
from tolkeregister.tolkebevis.rules.freshness import freshness

ALGORITHM = "Ed25519"
LONGEST_TEXT = 8000  # characters; more than any QR code holds


class Kind(StrEnum):
    """What is signed: a card's statement, or an answer to a system."""

    CARD = "kort"
    ANSWER = "svar"


@dataclass(frozen=True, slots=True)
class SaidEntry:
    """One language, type and category, in the words of the API."""

    sprak: str
    type: str
    kategori: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a statement says and whether to believe it; nothing is said by one that cannot be believed."""

    decision: Decision
    card_id: str = ""
    entries: tuple[SaidEntry, ...] = ()
    made_at: datetime | None = None
    ends_at: datetime | None = None


@lru_cache(maxsize=64)  # deriving and importing costs more than signing does; the secret is in memory anyway
def key_pair(secret_key: str, kid: str) -> OKPKey:
    """The key with this id, private half included."""
    seed = signing_seed(secret_key, kid)
    public = Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()
    return OKPKey.import_key(
        {
            "kty": "OKP",
            "crv": "Ed25519",
            "alg": ALGORITHM,
            "kid": kid,
            "x": base64url(public),
            "d": base64url(seed),
        }
    )


def public_x(secret_key: str, kid: str) -> str:
    """The public half, as JWK has it."""
    return str(key_pair(secret_key, kid).as_dict(private=False)["x"])


def public_jwk(kid: str, x: str) -> dict[str, str]:
    """A published key (RFC 8037)."""
    return {"kty": "OKP", "crv": "Ed25519", "alg": ALGORITHM, "use": "sig", "kid": kid, "x": x}


def sign(secret_key: str, kid: str, kind: Kind, content: Mapping[str, Any] | bytes) -> str:
    """The content, or JSON that is encoded already, as a compact JWS."""
    header = {"alg": ALGORITHM, "kid": kid, "typ": kind.value}
    payload = content
    if not isinstance(payload, bytes):
        payload = json.dumps(payload, separators=(",", ":"), ensure_ascii=False).encode()
    return jws.serialize_compact(header, payload, key_pair(secret_key, kid), algorithms=[ALGORITHM])


def sign_card(
    secret_key: str, kid: str, card_id: str, entries: Iterable[SaidEntry], *, made_at: datetime, ends_at: datetime
) -> str:  # fmt: skip
    """A card's statement; whole seconds, rounded down, so that it never outlives what it says."""
    content = {
        "kort": card_id, "opp": [[each.sprak, each.type, each.kategori] for each in entries],
        "per": int(made_at.timestamp()), "exp": int(ends_at.timestamp()),
    }  # fmt: skip
    return sign(secret_key, kid, Kind.CARD, content)


def statement_in(scanned: str) -> str:
    """The statement in what a camera read: the address with `?s=…`, or the statement alone."""
    text = scanned.strip()
    if "://" not in text:
        return text
    try:
        return parse_qs(urlsplit(text).query).get("s", [""])[0]
    except ValueError:
        return ""


def read_card(text: str, keys: Sequence[Mapping[str, Any]], now: datetime) -> Reading:
    """What a card's statement says at `now` by these public keys; never raises for what somebody shows us.

    Refusals: `statement_unreadable`, `statement_unknown_key`, `statement_altered`, and those of `freshness`.
    """
    kid = _key_id(text)
    if kid is None:
        return Reading(refused(reason("statement_unreadable")))
    key = next((each for each in keys if each.get("kid") == kid), None)
    if key is None:
        return Reading(refused(reason("statement_unknown_key")))
    try:
        found = jws.deserialize_compact(text, OKPKey.import_key(dict(key)), algorithms=[ALGORITHM])
    except (JoseError, ValueError, TypeError):
        return Reading(refused(reason("statement_altered")))
    return _said(found.payload, now)


def _key_id(text: str) -> str | None:
    """The key a text says it is signed with, when it has the shape of a card's statement at all."""
    if len(text) > LONGEST_TEXT or text.count(".") != 2:
        return None
    try:
        header = jws.extract_compact(text.encode()).headers()
    except (JoseError, ValueError, TypeError, KeyError, AttributeError):
        return None
    if header.get("alg") != ALGORITHM or header.get("typ") != Kind.CARD or "crit" in header:
        return None
    kid = header.get("kid")
    return kid if isinstance(kid, str) else None


def _said(payload: bytes, now: datetime) -> Reading:
    try:
        content = json.loads(payload)
        entries = tuple(SaidEntry(*map(str, each)) for each in content["opp"])
        made_at, ends_at = _instant(content["per"]), _instant(content["exp"])
        card_id = str(content["kort"])
    except (ValueError, TypeError, KeyError, OverflowError, OSError):
        return Reading(refused(reason("statement_unreadable")))
    decision = freshness(made_at, ends_at, now)
    return Reading(decision, card_id, entries if decision.allowed else (), made_at, ends_at)


def _instant(seconds: Any) -> datetime:
    return datetime.fromtimestamp(int(seconds), UTC)

"""Random secrets for browsers, what is stored of them, and keys derived from the service's one secret."""

import hashlib
import hmac
import secrets


def new_token() -> str:
    """256 random bits that fit in a cookie or an address."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What the database keeps: enough to recognise a token, useless for making one."""
    return hashlib.sha256(token.encode()).hexdigest()


def derived_key(secret_key: str, purpose: str) -> bytes:
    """32 bytes for one purpose; one purpose's key tells nothing about another's."""
    return hmac.digest(secret_key.encode(), purpose.encode(), "sha256")

"""Everything secret about cards follows from the service's one secret: nothing of it stands in the database.

A copy of the database makes neither a card nor a signature. Another SECRET_KEY means new keys at once, while printed
cards stay valid, because their addresses are recognised by a hash.
"""

import base64
import hashlib
import hmac
import secrets

ADDRESS_BYTES = 16  # 128 bits: not guessed at any speed, and short enough for a small QR code


def new_public_id() -> str:
    """A name of 128 random bits, for what is talked about in public."""
    return base64url(secrets.token_bytes(ADDRESS_BYTES))


def card_token(secret_key: str, public_id: str) -> str:
    """The secret part of a card's address, the same each time its page is shown."""
    return base64url(_derived(secret_key, f"tolkebevis address {public_id}")[:ADDRESS_BYTES])


def token_hash(token: str) -> str:
    """What the database keeps of a card's address."""
    return hashlib.sha256(token.encode()).hexdigest()


def signing_seed(secret_key: str, kid: str) -> bytes:
    """The private half of the signing key with this id."""
    return _derived(secret_key, f"tolkebevis signing key {kid}")


def webhook_secret(secret_key: str, public_id: str, generation: int) -> bytes:
    """What a registered system checks our messages with."""
    return _derived(secret_key, f"webhook {public_id} {generation}")


def base64url(given: bytes) -> str:
    """Without padding, as addresses and JOSE have it."""
    return base64.urlsafe_b64encode(given).rstrip(b"=").decode()


def _derived(secret_key: str, purpose: str) -> bytes:
    return hmac.digest(secret_key.encode(), purpose.encode(), "sha256")

"""The sealed store's lock: AES-256-GCM under keys of its own, and the keyed hashes that case codes are kept as.

The first key of COMPLAINT_KEY seals; all of them open, so that a key can be exchanged. Without it (outside production)
the key follows from SECRET_KEY. Each ciphertext is bound to what it is, and cannot be moved to another place.
"""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tolkeregister.core.settings import Settings

_MARK = 4  # bytes that tell which key sealed
_NONCE = 12


class SealBroken(Exception):
    """What should be opened was not sealed by us for this purpose."""


class Vault:
    """Seals and opens."""

    __slots__ = ("_hash_keys", "_keys", "booking_key")

    def __init__(self, secret_keys: Sequence[str]) -> None:
        found = [_derived(each, "complaint-store") for each in secret_keys]
        self._keys = {hashlib.sha256(each).digest()[:_MARK]: AESGCM(each) for each in found}
        self._hash_keys = tuple(_derived(each, "complaint-code") for each in secret_keys)
        self.booking_key = _derived(secret_keys[0], "complaint-booking")

    @classmethod
    def from_settings(cls, settings: Settings) -> Self:
        """With the keys of COMPLAINT_KEY, separated by commas."""
        return cls((settings.complaint_key or settings.secret_key).split(","))

    def seal(self, plain: bytes, purpose: str) -> bytes:
        """Ciphertext that only `open` with the same purpose reads."""
        mark, cipher = next(iter(self._keys.items()))
        nonce = secrets.token_bytes(_NONCE)
        return mark + nonce + cipher.encrypt(nonce, plain, purpose.encode())

    def open(self, sealed: bytes, purpose: str) -> bytes:
        """What was sealed. Raises SealBroken."""
        cipher = self._keys.get(sealed[:_MARK])
        if cipher is None:
            raise SealBroken
        try:
            return cipher.decrypt(sealed[_MARK : _MARK + _NONCE], sealed[_MARK + _NONCE :], purpose.encode())
        except (InvalidTag, ValueError):
            raise SealBroken from None

    def hashes(self, word: str) -> tuple[str, ...]:
        """What a code is found by, under each key; the first is what is kept."""
        return tuple(hmac.digest(key, word.encode(), "sha256").hex() for key in self._hash_keys)


def _derived(secret_key: str, purpose: str) -> bytes:
    return hmac.digest(secret_key.encode(), purpose.encode(), "sha256")

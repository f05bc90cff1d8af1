"""An order being filled in travels in the address, sealed: nothing is stored before it is sent.

See docs/beslutninger/bestilling-i-flere-steg.md. Only the same account can open what was sealed for it.
"""

import json
import zlib
from collections.abc import Mapping

from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from tolkeregister.core.settings import Settings
from web.security.tokens import derived_key

HEADER = {"alg": "dir", "enc": "A256GCM"}
LONGEST = 4000  # characters; what the forms let through stays below 1 900, so that it survives a sign-in
MOST_BYTES = 20_000  # unpacked


def seal(settings: Settings, account_id: int, values: Mapping[str, str]) -> str:
    """The values as one word for an address, readable for nobody but us and opened for nobody but the account."""
    plain = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
    return jwe.encrypt_compact(HEADER, zlib.compress(plain, 9), _key(settings, account_id))


def unseal(settings: Settings, account_id: int, sealed: str) -> dict[str, str] | None:
    """What was sealed for this account; None for anything else, such as a word from another account."""
    if not sealed.isascii() or len(sealed) > LONGEST:
        return None
    try:
        packed = jwe.decrypt_compact(sealed, _key(settings, account_id)).plaintext or b""
    except (JoseError, ValueError):
        return None
    unpacked = zlib.decompressobj().decompress(packed, MOST_BYTES)
    return {str(name): str(value) for name, value in json.loads(unpacked).items()}


def _key(settings: Settings, account_id: int) -> OctKey:
    return OctKey.import_key(derived_key(settings.secret_key, f"order-being-filled-in {account_id}"))

"""Keys for this checkout's demo, made once and kept in `.run/`; worthless anywhere else."""

import json
import secrets
from pathlib import Path

from joserfc.jwk import RSAKey

from tolkeregister.core.settings import DEMO_MARK


def demo_secrets(folder: Path) -> dict[str, str]:
    """SECRET_KEY and OIDC_PRIVATE_KEY, from the file or new."""
    file = folder / "secrets.json"
    if file.exists():
        kept: dict[str, str] = json.loads(file.read_text())
        return kept
    made = new_secrets()
    file.touch(mode=0o600)
    file.write_text(json.dumps(made))
    return made


def new_secrets() -> dict[str, str]:
    """Fresh keys, marked so that production refuses them."""
    key = RSAKey.generate_key(2048, {"use": "sig", "alg": "RS256", "kid": "demo-1"}, private=True)
    return {
        "SECRET_KEY": f"{DEMO_MARK}-{secrets.token_urlsafe(32)}",
        "OIDC_PRIVATE_KEY": json.dumps(key.as_dict(private=True)),
    }

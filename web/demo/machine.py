"""`python -m web.demo.machine ORGNR`: an access token for the API, as the system of an organisation gets it.

The demo that runs in this checkout is asked, unless the service's settings are in the environment. The token lasts
two minutes.
"""

import asyncio
import json
import os
import secrets
import sys
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

import httpx2
from joserfc import jwt
from joserfc.jwk import RSAKey

from tolkeregister.core.clock import utc_now
from tolkeregister.core.settings import Settings
from web.demo.places import Places
from web.demo.supervisor import recipes
from web.security.machines import REPORT_SCOPE

_LIFE = timedelta(seconds=60)  # of the proof
_CHECKOUT = Path(__file__).resolve().parents[2]


def settings_of(environ: Mapping[str, str], checkout: Path) -> Settings:
    """The service's settings: the environment's, or those of the demo that runs in a checkout.

    Raises SystemExit when there is neither.
    """
    if "OIDC_PRIVATE_KEY" in environ:
        return Settings.from_environment(environ)
    try:
        places = Places.of(checkout, 0).as_running()
    except FileNotFoundError:
        raise SystemExit("Demoen kjører ikke. Start den med make demo.") from None
    return Settings.from_environment(recipes(places, "postgresql:///")[-1].environment)


async def access_token(settings: Settings, orgnr: str, *, now: datetime) -> str:
    """Client credentials with private_key_jwt. Raises httpx2.HTTPError when the provider says no."""
    key = RSAKey.import_key(json.loads(settings.oidc_private_key))
    claims = {
        "iss": orgnr, "sub": orgnr, "aud": settings.oidc_issuer, "jti": secrets.token_urlsafe(16),
        "iat": int(now.timestamp()), "exp": int((now + _LIFE).timestamp()),
    }  # fmt: skip
    form = {
        "grant_type": "client_credentials", "scope": REPORT_SCOPE, "client_id": orgnr,
        "client_assertion": jwt.encode({"alg": "RS256", "kid": key.kid}, claims, key),
        "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    }  # fmt: skip
    async with httpx2.AsyncClient(trust_env=False) as client:
        answer = await client.post(f"{settings.oidc_issuer}/token", data=form)
        answer.raise_for_status()
        return str(answer.json()["access_token"])


if __name__ == "__main__":
    print(asyncio.run(access_token(settings_of(os.environ, _CHECKOUT), sys.argv[1], now=utc_now())))

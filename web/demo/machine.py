"""`python -m web.demo.machine ORGNR`: an access token for the API, as the system of an organisation gets it.

Run it where the service's settings are in the environment. The token lasts two minutes.
"""

import asyncio
import json
import secrets
import sys
from datetime import datetime, timedelta

import httpx2
from joserfc import jwt
from joserfc.jwk import RSAKey

from tolkeregister.core.clock import utc_now
from tolkeregister.core.settings import Settings
from web.security.machines import REPORT_SCOPE

_LIFE = timedelta(seconds=60)  # of the proof


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
    print(asyncio.run(access_token(Settings.from_environment(), sys.argv[1], now=utc_now())))

"""The relying party: everything we say to the sign-in provider, and every claim we check before believing it.

Authorization code with PKCE (RFC 7636), pushed requests (RFC 9126), private_key_jwt (RFC 7523), the issuer in the
answer (RFC 9207) and back-channel sign-out. One client per door, so that a code for one door is worth nothing at
another.
"""

import base64
import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self
from urllib.parse import urlencode

import httpx2
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, RSAKey

from tolkeregister.core.actor import Door
from tolkeregister.core.settings import Settings
from web.security.claims import (
    ALGORITHMS,
    Claims,
    SignInRefused,
    check_access_token,
    check_id_token,
    check_logout_token,
)
from web.security.provider_metadata import Metadata, ProviderDown, ProviderMetadata

CLIENT_ID: Mapping[Door, str] = {
    Door.PUBLIC_BODY: "virksomhet", Door.INTERPRETER: "tolk", Door.DIRECTORATE: "direktorat"
}  # fmt: skip
DOOR_OF_CLIENT: Mapping[str, Door] = {client: door for door, client in CLIENT_ID.items()}
ACR_WANTED = "idporten-loa-substantial"
ASSERTION_LIFE = timedelta(seconds=60)
SCOPE = "openid profile"


@dataclass(frozen=True, slots=True)
class Secrets:
    """What one sign-in attempt must remember; each is random and used once."""

    state: str
    nonce: str
    code_verifier: str


def new_secrets() -> Secrets:
    """Fresh secrets for one attempt."""
    return Secrets(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48))


class RelyingParty:
    """Our three clients at one provider. Holds no connection between calls."""

    def __init__(self, metadata: ProviderMetadata, *, base_url: str, private_key: str) -> None:
        self._metadata, self._base_url = metadata, base_url
        self._key = RSAKey.import_key(json.loads(private_key))

    @classmethod
    def from_settings(cls, settings: Settings) -> Self:
        """The relying party of one application; asks the provider nothing yet."""
        metadata = ProviderMetadata(settings.oidc_issuer)
        return cls(metadata, base_url=settings.base_url, private_key=settings.oidc_private_key)

    @property
    def issuer(self) -> str:
        """Who must have signed."""
        return self._metadata.issuer

    def redirect_uri(self, door: Door) -> str:
        """Where the provider sends the browser back to."""
        return f"{self._base_url}/logg-inn/{CLIENT_ID[door]}/svar"

    async def push(self, door: Door, attempt: Secrets, *, now: datetime) -> str:
        """Push the authorization request; returns the address to send the browser to, which reveals nothing.

        Raises ProviderDown or SignInRefused.
        """
        about = await self._metadata.get(now=now)
        form = {
            "response_type": "code", "redirect_uri": self.redirect_uri(door), "scope": SCOPE,
            "state": attempt.state, "nonce": attempt.nonce, "code_challenge": challenge(attempt.code_verifier),
            "code_challenge_method": "S256", "acr_values": ACR_WANTED, "ui_locales": "nb",
        }  # fmt: skip
        answer = await self._post(about, about.pushed_authorization_request_endpoint, door, form, now=now)
        query = urlencode({"client_id": CLIENT_ID[door], "request_uri": answer["request_uri"]})
        return f"{about.authorization_endpoint}?{query}"

    async def exchange(self, door: Door, code: str, attempt: Secrets, *, now: datetime) -> tuple[Claims, str]:
        """Trade the code for an ID token and check every claim; returns the claims and the token itself.

        Raises ProviderDown, or SignInRefused with the code of what was wrong.
        """
        about = await self._metadata.get(now=now)
        form = {
            "grant_type": "authorization_code", "code": code, "redirect_uri": self.redirect_uri(door),
            "code_verifier": attempt.code_verifier,
        }  # fmt: skip
        answer = await self._post(about, about.token_endpoint, door, form, now=now)
        id_token = str(answer.get("id_token", ""))
        return await self.read_id_token(door, id_token, nonce=attempt.nonce, now=now), id_token

    async def read_id_token(self, door: Door, id_token: str, *, nonce: str, now: datetime) -> Claims:
        """The claims of an ID token for this door and this attempt. Raises SignInRefused otherwise."""
        token = await self._verified(id_token, now=now)
        return check_id_token(
            token.claims, door=door, issuer=self.issuer, client_id=CLIENT_ID[door], nonce=nonce, now=now
        )

    async def read_logout_token(self, door: Door, logout_token: str, *, now: datetime) -> str:
        """The provider's session id in a back-channel sign-out. Raises SignInRefused for anything else."""
        token = await self._verified(logout_token, now=now)
        return check_logout_token(
            token.header, token.claims, issuer=self.issuer, client_id=CLIENT_ID[door], now=now
        )

    async def read_machine_token(self, token: str, *, scope: str, now: datetime) -> str:
        """The organisation number in an access token for our API. Raises SignInRefused or ProviderDown."""
        verified = await self._verified(token, now=now)
        if verified.header.get("typ", "at+jwt") not in ("at+jwt", "JWT"):  # an ID token is no access token
            raise SignInRefused("token_type")
        return check_access_token(
            verified.claims, issuer=self.issuer, audience=api_audience(self._base_url), scope=scope, now=now
        )

    async def sign_out_address(self, door: Door, id_token: str | None, *, now: datetime) -> str:
        """Where the browser ends its session at the provider too, and is sent back from."""
        about = await self._metadata.get(now=now)
        query = {"client_id": CLIENT_ID[door], "post_logout_redirect_uri": f"{self._base_url}/logget-ut"}
        if id_token:
            query["id_token_hint"] = id_token
        return f"{about.end_session_endpoint}?{urlencode(query)}"

    async def _verified(self, token: str, *, now: datetime) -> jwt.Token:
        """Signature by one of the provider's keys. An unknown key is asked for again, at most once a minute."""
        for fresh in (False, True):
            keys: KeySet = await self._metadata.keys(now=now, fresh=fresh)
            try:
                return jwt.decode(token, keys, algorithms=ALGORITHMS)
            except (JoseError, ValueError):
                continue
        raise SignInRefused("token_signature")

    async def _post(
        self, about: Metadata, endpoint: str, door: Door, form: Mapping[str, str], *, now: datetime
    ) -> dict[str, Any]:
        client_id = CLIENT_ID[door]
        proof = {
            "client_id": client_id, "client_assertion": self._assertion(client_id, about.issuer, now),
            "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        }  # fmt: skip
        try:
            async with self._metadata.client() as client:
                answer = await client.post(endpoint, data={**form, **proof})
        except httpx2.HTTPError as error:
            raise ProviderDown from error
        if answer.is_server_error:
            raise ProviderDown
        if not answer.is_success:
            raise SignInRefused("provider_refused")
        told: dict[str, Any] = answer.json()
        return told

    def _assertion(self, client_id: str, audience: str, now: datetime) -> str:
        claims = {
            "iss": client_id, "sub": client_id, "aud": audience, "jti": secrets.token_urlsafe(16),
            "iat": int(now.timestamp()), "exp": int((now + ASSERTION_LIFE).timestamp()),
        }  # fmt: skip
        return jwt.encode({"alg": "RS256", "kid": self._key.kid}, claims, self._key)


def api_audience(base_url: str) -> str:
    """What an access token for our API is made out to."""
    return f"{base_url}/api"


def challenge(code_verifier: str) -> str:
    """The S256 code challenge of RFC 7636."""
    return base64.urlsafe_b64encode(hashlib.sha256(code_verifier.encode()).digest()).rstrip(b"=").decode()


def public_keys(private_key: str) -> dict[str, Any]:
    """The JWKS we give the provider, derived from OIDC_PRIVATE_KEY."""
    return {"keys": [dict(RSAKey.import_key(json.loads(private_key)).as_dict(private=False))]}

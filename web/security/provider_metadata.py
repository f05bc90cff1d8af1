"""What the provider says of itself: its addresses and its keys, fetched when needed and kept for an hour."""

import ssl
from dataclasses import dataclass
from datetime import datetime, timedelta

import httpx2
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

KEPT = timedelta(hours=1)
FRESH_AGAIN_AFTER = timedelta(minutes=1)  # unknown keys in forged tokens must not make us ask all the time
TIMEOUT = httpx2.Timeout(5.0)


class ProviderDown(Exception):
    """The provider does not answer, or answers with an error of its own."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """The addresses we use (OpenID Connect Discovery)."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    pushed_authorization_request_endpoint: str
    end_session_endpoint: str
    jwks_uri: str


class ProviderMetadata:
    """A cache of the discovery document and the keys of one issuer."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer
        self._trust = (
            ssl.create_default_context()
        )  # reading the machine's authorities takes longer than asking
        self._metadata: tuple[datetime, Metadata] | None = None
        self._keys: tuple[datetime, KeySet] | None = None

    def client(self) -> httpx2.AsyncClient:
        """A connection for a few calls: no redirects, no proxies from the environment, five seconds."""
        return httpx2.AsyncClient(
            timeout=TIMEOUT, follow_redirects=False, trust_env=False, verify=self._trust
        )

    async def get(self, *, now: datetime) -> Metadata:
        """The addresses. Raises ProviderDown, also when the document is somebody else's."""
        if self._metadata is not None and now - self._metadata[0] < KEPT:
            return self._metadata[1]
        told = await self._json(f"{self.issuer}/.well-known/openid-configuration")
        try:
            metadata = Metadata(**{name: str(told[name]) for name in Metadata.__dataclass_fields__})
        except KeyError as error:
            raise ProviderDown from error
        if metadata.issuer != self.issuer:
            raise ProviderDown
        self._metadata = (now, metadata)
        return metadata

    async def keys(self, *, now: datetime, fresh: bool = False) -> KeySet:
        """The keys, at most an hour old; with `fresh` at most a minute. Raises ProviderDown."""
        most = FRESH_AGAIN_AFTER if fresh else KEPT
        if self._keys is not None and now - self._keys[0] < most:
            return self._keys[1]
        told = await self._json((await self.get(now=now)).jwks_uri)
        try:
            keys = KeySet.import_key_set(told)  # type: ignore[arg-type]
        except (JoseError, KeyError, ValueError) as error:
            raise ProviderDown from error
        self._keys = (now, keys)
        return keys

    async def _json(self, address: str) -> dict[str, object]:
        try:
            async with self.client() as client:
                answer = await client.get(address)
                answer.raise_for_status()
                told: dict[str, object] = answer.json()
        except (httpx2.HTTPError, ValueError) as error:
            raise ProviderDown from error
        return told

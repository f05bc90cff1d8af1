"""What the provider is told: our three clients, and whom one can be."""

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tolkeregister.core.actor import Door
from tolkeregister.core.settings import Settings
from tolkeregister.people.queries import SignInAccount
from web.assets.node import node_command
from web.security.claims import SUBJECT_CLAIM
from web.security.machines import REPORT_SCOPE, RESULT_SCOPE
from web.security.oidc import CLIENT_ID, api_audience, public_keys

PROGRAM = Path(__file__).with_name("provider.mjs")


@dataclass(frozen=True, slots=True)
class ProviderAccount:
    """Somebody one can choose to be. `recommended` is a text that puts the account on top of the page."""

    sub: str
    client: str
    name: str
    detail: str
    recommended: str = ""
    claims: Mapping[str, Any] = field(default_factory=dict)


def provider_account(account: SignInAccount, *, recommended: str = "") -> ProviderAccount:
    """One of our accounts in one of its hats, as the real providers would know it: by a subject of their own."""
    door = Door(account.door)
    own = f"{account.door} {account.subject} {account.orgnr or ''}"
    claims: dict[str, Any] = {
        SUBJECT_CLAIM[door]: account.subject, "name": account.name, "locale": "nb", "amr": ["test"],
    }  # fmt: skip
    if door is not Door.DIRECTORATE:
        claims["acr"] = "idporten-loa-substantial"
    if door is Door.PUBLIC_BODY and account.orgnr:
        claims["orgnr"] = account.orgnr
    return ProviderAccount(
        sub=hashlib.sha256(own.encode()).hexdigest()[:24], client=CLIENT_ID[door], name=account.name,
        detail=account.detail, recommended=recommended, claims=claims,
    )  # fmt: skip


def write_people(
    file: Path,
    settings: Settings,
    port: int,
    accounts: Iterable[ProviderAccount],
    machines: Iterable[str] = (),
) -> None:
    """Write what `provider.mjs` reads. Only the owner of the checkout may read it: subjects are identity numbers.

    `machines` are the numbers of organisations whose own programs may report; here they share our key.
    """
    told = {
        "port": port, "issuer": settings.oidc_issuer, "key": secrets.token_urlsafe(32),
        "api": api_audience(settings.base_url),
        "clients": [
            *(_client(settings, door) for door in Door), *(_machine(settings, orgnr) for orgnr in machines),
        ],
        "accounts": [
            {"sub": each.sub, "client": each.client, "name": each.name, "detail": each.detail,
             "recommended": each.recommended, "claims": dict(each.claims)} for each in accounts
        ],
    }  # fmt: skip
    file.touch(mode=0o600)
    file.write_text(json.dumps(told, ensure_ascii=False))


def command(people: Path) -> list[str]:
    """The command that starts the provider; it prints `ready <issuer>` when it listens."""
    return [*node_command(), str(PROGRAM), str(people)]


def _machine(settings: Settings, orgnr: str) -> dict[str, Any]:
    return {
        "client_id": orgnr, "client_name": orgnr, "redirect_uris": [], "response_types": [],
        "grant_types": ["client_credentials"], "scope": f"{REPORT_SCOPE} {RESULT_SCOPE}",
        "token_endpoint_auth_method": "private_key_jwt", "token_endpoint_auth_signing_alg": "RS256",
        "jwks": public_keys(settings.oidc_private_key),
    }  # fmt: skip


def _client(settings: Settings, door: Door) -> dict[str, Any]:
    client_id = CLIENT_ID[door]
    address = f"{settings.base_url}/logg-inn/{client_id}"
    return {
        "client_id": client_id, "client_name": client_id, "redirect_uris": [f"{address}/svar"],
        "post_logout_redirect_uris": [f"{settings.base_url}/logget-ut"],
        "response_types": ["code"], "grant_types": ["authorization_code"],
        "token_endpoint_auth_method": "private_key_jwt", "token_endpoint_auth_signing_alg": "RS256",
        "jwks": public_keys(settings.oidc_private_key), "require_pushed_authorization_requests": True,
        "id_token_signed_response_alg": "RS256",
        "backchannel_logout_uri": f"{address}/utlogging", "backchannel_logout_session_required": True,
    }  # fmt: skip

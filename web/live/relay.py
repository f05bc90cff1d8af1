"""Keys to the relay that carries sound and picture: they last ten minutes and name nobody.

The relay (coturn, see docs/drift.md) shares a secret with the service and needs to ask nobody: who may use it follows
from a time and a signature (draft-uberti-behave-turn-rest). A conversation that goes on keeps what it has been given.
"""

import base64
import hmac
from datetime import datetime, timedelta
from typing import Any

from tolkeregister.core.settings import Settings
from web.security.tokens import derived_key

KEY_LIFE = timedelta(minutes=10)


def turn_credentials(secret: str, who: str, *, life: timedelta, now: datetime) -> tuple[str, str]:
    """The user name and the password that coturn accepts until `now + life`."""
    username = f"{int((now + life).timestamp())}:{who}"
    made = hmac.digest(secret.encode(), username.encode(), "sha1")
    return username, base64.b64encode(made).decode()


def ice_servers(settings: Settings, seat_id: int, *, now: datetime) -> list[dict[str, Any]] | None:
    """What a browser gives `RTCPeerConnection` as `iceServers`; None where the service has no relay.

    The relay writes user names in its log, so that the name says nothing outside the service.
    """
    if not has_relay(settings):
        return None
    who = hmac.digest(derived_key(settings.secret_key, "relay"), str(seat_id).encode(), "sha256").hex()[:16]
    username, credential = turn_credentials(settings.relay_secret, who, life=KEY_LIFE, now=now)
    urls = [each.strip() for each in settings.relay_urls.split(",")]
    return [{"urls": urls, "username": username, "credential": credential}]


def has_relay(settings: Settings) -> bool:
    """Whether the service was told of a relay."""
    return bool(settings.relay_urls)

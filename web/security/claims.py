"""Which claims make a token of the provider's believable. Pure: the signature has been checked before."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest
from typing import Any

from tolkeregister.core.actor import Door
from web.security.limits import CLOCK_SKEW

ALGORITHMS = ["RS256"]  # never what the token itself asks for
LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"
NORWEGIAN_ORGANISATIONS = "0192"  # in ISO 6523
LOGOUT_FRESH = timedelta(minutes=2)

# ID-porten's and Ansattporten's security levels; the directorate's own directory has none of these (docs/sikkerhet.md).
SUBSTANTIAL_OR_HIGH = frozenset({"idporten-loa-substantial", "idporten-loa-high"})
SUBJECT_CLAIM: Mapping[Door, str] = {
    Door.PUBLIC_BODY: "pid",
    Door.INTERPRETER: "pid",
    Door.DIRECTORATE: "oid",
}


class SignInRefused(Exception):
    """Something in a sign-in was wrong. `code` says what, for the log; people are told only that it failed."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class Claims:
    """What we use of an ID token: who, which organisation they act for, and the provider's session."""

    subject: str
    orgnr: str | None
    provider_sid: str | None


def check_id_token(
    claims: Mapping[str, Any], *, door: Door, issuer: str, client_id: str, nonce: str, now: datetime
) -> Claims:
    """The claims we use, or SignInRefused (OpenID Connect Core 3.1.3.7; acr by ourselves, as ID-porten requires)."""
    _check_sender(claims, issuer, client_id)
    _check_time(claims, now)
    if not compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode()):
        raise SignInRefused("nonce")
    if door is not Door.DIRECTORATE and claims.get("acr") not in SUBSTANTIAL_OR_HIGH:
        raise SignInRefused("acr")
    subject = claims.get(SUBJECT_CLAIM[door])
    if not isinstance(subject, str) or not subject:
        raise SignInRefused("subject")
    return Claims(subject, _text(claims.get("orgnr")), _text(claims.get("sid")))


def check_logout_token(
    header: Mapping[str, Any], claims: Mapping[str, Any], *, issuer: str, client_id: str, now: datetime
) -> str:
    """The provider's session id, or SignInRefused (OpenID Connect Back-Channel Logout 2.6).

    An ID token is no such token. A token used twice does no harm: the second time there is nothing left to end.
    """
    _check_sender(claims, issuer, client_id)
    issued_at = claims.get("iat")
    if not isinstance(issued_at, int) or abs(now.timestamp() - issued_at) > LOGOUT_FRESH.total_seconds():
        raise SignInRefused("logout_time")
    if header.get("typ") != "logout+jwt" or "nonce" in claims or not claims.get("jti"):
        raise SignInRefused("logout_type")
    events, sid = claims.get("events"), claims.get("sid")
    if not isinstance(events, Mapping) or LOGOUT_EVENT not in events or not isinstance(sid, str):
        raise SignInRefused("logout_type")
    return sid


def check_access_token(
    claims: Mapping[str, Any], *, issuer: str, audience: str, scope: str, now: datetime
) -> str:
    """The number of the organisation whose program holds the token, or SignInRefused (RFC 9068; Maskinporten's claims).

    `consumer` is `{"authority": "iso6523-actorid-upis", "ID": "0192:<organisation number>"}`: nothing else is believed.
    """
    _check_sender(claims, issuer, audience)
    _check_time(claims, now)
    if scope not in str(claims.get("scope", "")).split():
        raise SignInRefused("scope")
    consumer = claims.get("consumer")
    if not isinstance(consumer, Mapping) or consumer.get("authority") != "iso6523-actorid-upis":
        raise SignInRefused("consumer")
    country, _, orgnr = str(consumer.get("ID", "")).partition(":")
    if country != NORWEGIAN_ORGANISATIONS or not re.fullmatch(r"[0-9]{9}", orgnr):
        raise SignInRefused("consumer")
    return orgnr


def _check_sender(claims: Mapping[str, Any], issuer: str, client_id: str) -> None:
    if claims.get("iss") != issuer:
        raise SignInRefused("iss")
    audience = claims.get("aud")
    if audience != client_id and audience != [client_id]:  # several audiences are never meant for us
        raise SignInRefused("aud")


def _check_time(claims: Mapping[str, Any], now: datetime) -> None:
    expires, issued = claims.get("exp"), claims.get("iat")
    skew = CLOCK_SKEW.total_seconds()
    if not isinstance(expires, int) or now.timestamp() >= expires + skew:
        raise SignInRefused("exp")
    if not isinstance(issued, int) or issued > now.timestamp() + skew:
        raise SignInRefused("iat")


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None

"""Which claims are believed: one right token, and each single thing that can be wrong with it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tolkeregister.core.actor import Door
from web.security.claims import LOGOUT_EVENT, Claims, SignInRefused, check_id_token, check_logout_token

NOW = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
AT = int(NOW.timestamp())
RIGHT: dict[str, Any] = {
    "iss": "https://idp.example", "aud": "tolk", "nonce": "n1", "iat": AT - 5, "exp": AT + 60, "pid": "12345678901",
    "acr": "idporten-loa-substantial", "sid": "s1",
}  # fmt: skip
LOGOUT: dict[str, Any] = {
    "iss": "https://idp.example", "aud": "tolk", "iat": AT, "jti": "j1", "sid": "s1", "events": {LOGOUT_EVENT: {}}
}  # fmt: skip
TYPE = {"typ": "logout+jwt"}
GONE = object()


def with_change(claims: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    """The claims with some replaced, or left out when GONE."""
    return {name: value for name, value in {**claims, **change}.items() if value is not GONE}


def judged(change: dict[str, Any], door: Door = Door.INTERPRETER) -> Claims:
    """What a changed ID token tells us."""
    return check_id_token(
        with_change(RIGHT, change),
        door=door,
        issuer="https://idp.example",
        client_id="tolk",
        nonce="n1",
        now=NOW,
    )


def test_the_right_token_is_believed() -> None:
    assert judged({}) == Claims("12345678901", None, "s1")
    assert judged({"aud": ["tolk"], "acr": "idporten-loa-high", "orgnr": "999000001"}).orgnr == "999000001"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"iss": "https://ond.example"}, "iss"),
        ({"iss": GONE}, "iss"),
        ({"aud": "virksomhet"}, "aud"),
        ({"aud": ["tolk", "virksomhet"]}, "aud"),
        ({"aud": GONE}, "aud"),
        ({"nonce": "n2"}, "nonce"),
        ({"nonce": GONE}, "nonce"),
        ({"exp": AT - 31}, "exp"),
        ({"exp": GONE}, "exp"),
        ({"exp": "aldri"}, "exp"),
        ({"iat": AT + 31}, "iat"),
        ({"iat": GONE}, "iat"),
        ({"acr": "idporten-loa-low"}, "acr"),
        ({"acr": GONE}, "acr"),
        ({"pid": GONE}, "subject"),
        ({"pid": ""}, "subject"),
        ({"pid": 12345678901}, "subject"),
    ],
)
def test_one_wrong_claim_is_enough(change: dict[str, Any], code: str) -> None:
    with pytest.raises(SignInRefused) as refusal:
        judged(change)
    assert refusal.value.code == code


def test_the_directorate_is_known_by_its_directory_not_by_a_national_number() -> None:
    assert judged({"oid": "o1", "acr": GONE}, Door.DIRECTORATE).subject == "o1"
    with pytest.raises(SignInRefused, match="subject"):
        judged({}, Door.DIRECTORATE)


@pytest.mark.parametrize(
    ("header", "change"),
    [
        ({}, {}),
        ({"typ": "JWT"}, {}),
        (TYPE, {"nonce": "n1"}),
        (TYPE, {"events": GONE}),
        (TYPE, {"events": {"https://annet.example": {}}}),
        (TYPE, {"sid": GONE}),
        (TYPE, {"jti": GONE}),
        (TYPE, {"iat": AT - 121}),
        (TYPE, {"iat": AT + 121}),
        (TYPE, {"iat": GONE}),
        (TYPE, {"aud": "virksomhet"}),
        (TYPE, {"iss": "https://ond.example"}),
    ],
)
def test_a_wrong_sign_out_is_refused(header: dict[str, Any], change: dict[str, Any]) -> None:
    told = {"issuer": "https://idp.example", "client_id": "tolk"}
    assert check_logout_token(TYPE, LOGOUT, **told, now=NOW + timedelta(seconds=100)) == "s1"
    with pytest.raises(SignInRefused):
        check_logout_token(header, with_change(LOGOUT, change), **told, now=NOW)

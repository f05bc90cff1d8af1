"""Proof that a form came from us: a signed hidden field, bound to the session when there is one.

A token is `session.time.random.signature`. The random part makes every page's token another, so that compression tells
nothing about it; the signature covers session, time and purpose. Decision 21: no cookie is involved.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime

from tolkeregister.core.clock import Clock, utc_now
from tolkeregister.core.decisions import Decision, allowed, reason, refused
from tolkeregister.core.settings import Settings
from web.security.limits import CLOCK_SKEW, TOKEN_LIFE
from web.security.tokens import derived_key

FIELD = "_csrf"
HEADER = "x-csrf-token"  # for scripts that send JSON
NO_SESSION = 0


@dataclass(frozen=True, slots=True)
class FormProof:
    """What a token with a good signature says."""

    session_id: int | None
    made_at: int


def form_token(settings: Settings, session_id: int | None, *, clock: Clock = utc_now) -> str:
    """A token for one rendering of one page."""
    body = f"{session_id or NO_SESSION}.{int(clock().timestamp())}.{secrets.token_urlsafe(9)}"
    return f"{body}.{_signature(settings, body)}"


def read_token(settings: Settings, token: str) -> FormProof | None:
    """The token's contents if the signature is ours, else None."""
    body, _, signature = token.rpartition(".")
    if not body or not hmac.compare_digest(signature.encode(), _signature(settings, body).encode()):
        return None
    session_id, made_at, _ = body.split(".")
    return FormProof(int(session_id) or None, int(made_at))


def judge(proof: FormProof | None, session_id: int | None, *, now: datetime) -> Decision:
    """Whether a form may be acted on. Refusals: `form_unproven`, `form_too_old`, `form_of_another_session`."""
    if proof is None:
        return refused(reason("form_unproven"))
    age = int(now.timestamp()) - proof.made_at
    if not -CLOCK_SKEW.total_seconds() <= age <= TOKEN_LIFE.total_seconds():
        return refused(reason("form_too_old"))
    if proof.session_id != session_id:
        return refused(reason("form_of_another_session"))
    return allowed()


def _signature(settings: Settings, body: str) -> str:
    return hmac.digest(derived_key(settings.secret_key, "form-token"), body.encode(), "sha256").hex()

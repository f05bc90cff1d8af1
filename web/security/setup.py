"""The security parts of the application, to be mounted in one place."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from litestar.types import ExceptionHandlersMap, Middleware

from tolkeregister.core import events
from tolkeregister.core.settings import Settings
from web.security.guards import SignInNeeded, sign_in_needed
from web.security.middleware import WhoIsAsking
from web.security.oidc import RelyingParty
from web.security.rates import Counters
from web.security.sessions import end_for_account


@dataclass(frozen=True, slots=True)
class SecurityParts:
    """What `Litestar(…)` is given. Nothing stands in `before_request`: a handler's own would replace it."""

    middleware: list[Middleware]
    exception_handlers: ExceptionHandlersMap
    state: Mapping[str, Any]
    before_request: None = None


def security_parts(settings: Settings) -> SecurityParts:
    """The parts for one application. From now on the sessions of a closed account end with it."""
    events.on("account.closed", end_for_account)
    return SecurityParts(
        middleware=[WhoIsAsking],
        exception_handlers={SignInNeeded: sign_in_needed},
        state={"relying_party": RelyingParty.from_settings(settings), "counters": Counters()},
    )

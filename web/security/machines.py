"""Programs that sign in for an organisation: an access token of the provider's, as Maskinporten gives them.

The organisation's system proves itself to the provider by private_key_jwt (RFC 7523) and asks for a scope; we check the
token it is given, and keep no secret of anybody's.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from litestar.connection import ASGIConnection
from litestar.exceptions import NotAuthorizedException, ServiceUnavailableException
from litestar.handlers import BaseRouteHandler
from sqlalchemy import select
from sqlmodel import col

from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.database import Database
from tolkeregister.organisations.models import Organisation
from web.security.claims import SignInRefused
from web.security.oidc import RelyingParty
from web.security.provider_metadata import ProviderDown

Connection = ASGIConnection[Any, Any, Any, Any]

REPORT_SCOPE, RESULT_SCOPE = "tolkeregister:rapport", "tolkeregister:resultat"
REPORTERS: Mapping[str, Role] = {"agency": Role.AGENCY, "public_body": Role.BODY_ADMINISTRATOR}
INSTITUTIONS: Mapping[str, Role] = {"institution": Role.INSTITUTION}


async def reporting_machine(connection: Connection, _handler: BaseRouteHandler) -> None:
    """A guard: the request is the organisation's whose program asks, whatever session its cookies have.

    Raises 401 without a token that lets it report, 503 without a provider.
    """
    await _sign_in(connection, REPORT_SCOPE, REPORTERS)


async def result_machine(connection: Connection, _handler: BaseRouteHandler) -> None:
    """A guard: the same for an institution whose program sends results."""
    await _sign_in(connection, RESULT_SCOPE, INSTITUTIONS)


async def _sign_in(connection: Connection, wanted: str, roles: Mapping[str, Role]) -> None:
    state = connection.app.state
    now: datetime = state.clock()
    scheme, _, token = connection.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise NotAuthorizedException(headers={"www-authenticate": "Bearer"})
    party: RelyingParty = state.relying_party
    try:
        orgnr = await party.read_machine_token(token.strip(), scope=wanted, now=now)
    except SignInRefused:
        raise NotAuthorizedException(headers={"www-authenticate": 'Bearer error="invalid_token"'}) from None
    except ProviderDown:
        raise ServiceUnavailableException from None
    actor = await _organisation(state.database, orgnr, roles)
    if actor is None:
        raise NotAuthorizedException(headers={"www-authenticate": 'Bearer error="insufficient_scope"'})
    remember: dict[str, Any] = connection.scope  # type: ignore[assignment]
    remember["user"] = actor


async def _organisation(database: Database, orgnr: str, roles: Mapping[str, Role]) -> Actor | None:
    async with database.reading() as session:
        query = select(Organisation).where(col(Organisation.orgnr) == orgnr)
        found = (await session.execute(query)).scalar_one_or_none()
    if found is None or found.kind not in roles:
        return None
    return Actor(
        name="fagsystem", roles=frozenset({roles[found.kind]}), organisation_id=found.id,
        organisation_name=found.name,
    )  # fmt: skip

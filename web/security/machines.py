"""Programs that sign in for an organisation: an access token of the provider's, as Maskinporten gives them.

The organisation's system proves itself to the provider by private_key_jwt (RFC 7523) and asks for a scope; we check the
token it is given, and keep no secret of anybody's.
"""

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

REPORT_SCOPE = "tolkeregister:rapport"
ROLE_OF_KIND = {"agency": Role.AGENCY, "public_body": Role.BODY_ADMINISTRATOR}


async def reporting_machine(connection: Connection, _handler: BaseRouteHandler) -> None:
    """A guard: the request is the organisation's whose program asks, whatever session its cookies have.

    Raises 401 without a token that lets it report, 503 without a provider.
    """
    state = connection.app.state
    now: datetime = state.clock()
    scheme, _, token = connection.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise NotAuthorizedException(headers={"www-authenticate": "Bearer"})
    party: RelyingParty = state.relying_party
    try:
        orgnr = await party.read_machine_token(token.strip(), scope=REPORT_SCOPE, now=now)
    except SignInRefused:
        raise NotAuthorizedException(headers={"www-authenticate": 'Bearer error="invalid_token"'}) from None
    except ProviderDown:
        raise ServiceUnavailableException from None
    actor = await _organisation(state.database, orgnr)
    if actor is None:
        raise NotAuthorizedException(headers={"www-authenticate": 'Bearer error="insufficient_scope"'})
    remember: dict[str, Any] = connection.scope  # type: ignore[assignment]
    remember["user"] = actor


async def _organisation(database: Database, orgnr: str) -> Actor | None:
    async with database.reading() as session:
        query = select(Organisation).where(col(Organisation.orgnr) == orgnr)
        found = (await session.execute(query)).scalar_one_or_none()
    if found is None or found.kind not in ROLE_OF_KIND:
        return None
    return Actor(
        name="fagsystem", roles=frozenset({ROLE_OF_KIND[found.kind]}), organisation_id=found.id,
        organisation_name=found.name,
    )  # fmt: skip

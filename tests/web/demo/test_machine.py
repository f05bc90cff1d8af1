"""A system gets its token from the real provider, and the API believes it."""

from tests.fixtures.provider import MACHINE, SignInProvider, provider
from tolkeregister.core.clock import utc_now
from web.demo.machine import access_token
from web.security.machines import REPORT_SCOPE
from web.security.oidc import RelyingParty

__all__ = ["provider"]  # a fixture of this module's tests


async def test_a_system_signs_in_by_its_own_key(provider: SignInProvider) -> None:
    now = utc_now()
    made = await access_token(provider.settings, MACHINE, now=now)
    party = RelyingParty.from_settings(provider.settings)
    assert await party.read_machine_token(made, scope=REPORT_SCOPE, now=now) == MACHINE

"""A system gets its token from the real provider, and the API believes it."""

import json
from pathlib import Path

import pytest

from tests.fixtures.provider import MACHINE, SignInProvider, provider
from tolkeregister.core.clock import utc_now
from web.demo.machine import access_token, settings_of
from web.demo.places import Places
from web.security.machines import REPORT_SCOPE
from web.security.oidc import RelyingParty

__all__ = ["provider"]  # a fixture of this module's tests


async def test_a_system_signs_in_by_its_own_key(provider: SignInProvider) -> None:
    now = utc_now()
    made = await access_token(provider.settings, MACHINE, now=now)
    party = RelyingParty.from_settings(provider.settings)
    assert await party.read_machine_token(made, scope=REPORT_SCOPE, now=now) == MACHINE


def test_the_demo_that_runs_is_asked_without_any_settings(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="make demo"):
        settings_of({}, tmp_path)
    Places.of(tmp_path, 0).ready.write_text(json.dumps({"port": 9000}))
    found = settings_of({}, tmp_path)
    assert found.oidc_issuer == "http://localhost:9001"
    assert settings_of({}, tmp_path).oidc_private_key == found.oidc_private_key

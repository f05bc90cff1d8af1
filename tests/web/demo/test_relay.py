"""The demo's relay: started where the machine has one, and said to be missing where it has not."""

from pathlib import Path

import pytest

from web.demo import relay
from web.demo.greeting import greeting
from web.demo.places import Places
from web.demo.supervisor import recipes


@pytest.mark.parametrize("found", ["/usr/bin/turnserver", None])
def test_the_demo_has_a_relay_or_says_that_it_has_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, found: str | None
) -> None:
    monkeypatch.setattr("web.demo.relay.shutil.which", lambda _: found)
    places = Places.of(tmp_path, 9000)
    started = {each.name: each for each in recipes(places, "postgresql:///x")}
    assert ("relay" in started) == bool(found)
    assert (relay.MISSING in greeting(places)) == (not found)
    told = started["web"].environment
    assert told.get("RELAY_URLS", "") == (
        "turn:127.0.0.1:9007?transport=udp,turn:127.0.0.1:9007?transport=tcp" if found else ""
    )
    if found:
        written = places.run / "relay.conf"
        assert written.stat().st_mode & 0o077 == 0, "the secret is the user's own"
        assert told["RELAY_SECRET"] in written.read_text()
        assert told["RELAY_SECRET"] not in " ".join(started["relay"].command)

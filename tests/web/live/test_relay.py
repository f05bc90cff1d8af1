"""Keys to the relay, against a known answer and against the real one."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.fixtures.relay import Relay
from tests.web.live.turn import OK, allocate
from tolkeregister.core.clock import utc_now
from tolkeregister.core.settings import Settings
from web.live.relay import KEY_LIFE, ice_servers, turn_credentials

AT = datetime(2026, 3, 2, 13, 20, tzinfo=UTC)


def test_a_key_is_a_known_answer() -> None:
    """`printf '1772458200:seat' | openssl dgst -sha1 -hmac north -binary | base64`"""
    made = turn_credentials("north", "seat", life=timedelta(minutes=10), now=AT)
    assert made == ("1772458200:seat", "6aRPnhzPuv5aDtdKVzURgdwO6Mc=")


def test_a_page_is_given_the_relays_addresses_and_a_name_that_says_nothing(settings: Settings) -> None:
    assert ice_servers(settings, 7, now=AT) is None
    told = replace(
        settings, relay_urls="turn:a.example:3478?transport=udp, turns:a.example:443", relay_secret="s" * 32
    )
    (server,) = ice_servers(told, 7, now=AT) or [{}]
    assert server["urls"] == ["turn:a.example:3478?transport=udp", "turns:a.example:443"]
    until, _, who = server["username"].partition(":")
    assert int(until) == int((AT + KEY_LIFE).timestamp())
    assert len(who) == 16
    assert who != (ice_servers(told, 8, now=AT) or [{}])[0]["username"].partition(":")[2]


async def test_the_relay_takes_a_good_key_and_neither_an_old_nor_a_wrong_one(relay: Relay) -> None:
    now = utc_now()
    good = turn_credentials(relay.secret, "seat", life=KEY_LIFE, now=now)
    old = turn_credentials(relay.secret, "seat", life=KEY_LIFE, now=now - KEY_LIFE - timedelta(seconds=2))
    wrong = turn_credentials("another secret", "seat", life=KEY_LIFE, now=now)
    assert [await allocate(relay.port, *each) for each in (good, old, wrong)] == [OK, 401, 401]


async def test_a_page_with_three_others_finds_room_in_the_relay_also_when_all_start_anew(
    relay: Relay,
) -> None:
    """A place for each network, each way and each other person, and again before the old ones are let go."""
    key = turn_credentials(relay.secret, "seat", life=KEY_LIFE, now=utc_now())
    networks, ways, others, anew = 2, 3, 3, 2
    assert {await allocate(relay.port, *key) for _ in range(networks * ways * others * anew)} == {OK}

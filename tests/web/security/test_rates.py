"""Limits per purpose: counted, answered with 429 and the time to wait, without keeping an address."""

from datetime import UTC, datetime, timedelta

import pytest
from litestar import Litestar
from sqlalchemy import text

from tests.fixtures.app import FixedClock
from tests.fixtures.provider import SignInProvider
from tests.web.security.browser import Browser
from tests.web.security.conftest import browser_on
from tests.web.security.people import signed_in_booker
from tolkeregister.core.database import Database
from web.security.rates import SEARCH, SIGN_IN, VERIFY, Counters, Limit, network, window_start


@pytest.mark.parametrize(("path", "limit"), [("/k", VERIFY), ("/finn-tolk", SEARCH)])
async def test_after_the_limit_one_waits_for_the_next_window_and_others_do_not(
    browser: Browser, other_browser: Browser, real_clock: FixedClock, path: str, limit: Limit
) -> None:
    real_clock.at = window_start(limit, real_clock.at) + timedelta(seconds=10)
    for _ in range(limit.most):
        assert (await browser.get(path)).status_code == 200
    answer = await browser.get(path)
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) == limit.window.total_seconds() - 10
    assert (await other_browser.get(path)).status_code == 200
    real_clock.forward(limit.window)
    assert (await browser.get(path)).status_code == 200


async def test_one_purpose_does_not_use_up_another(browser: Browser) -> None:
    for _ in range(VERIFY.most + 1):
        await browser.get("/k")
    assert (await browser.get("/finn-tolk")).status_code == 200
    assert (await browser.get("/logg-inn/tolk")).status_code == 303


async def test_sign_in_is_limited(browser: Browser, database: Database, real_clock: FixedClock) -> None:
    await browser.get("/logg-inn/tolk")
    async with database.writing() as session:
        await session.execute(text("UPDATE rate_count SET count = :most"), {"most": SIGN_IN.most})
    assert (await browser.get("/logg-inn/tolk")).status_code == 429
    assert (await browser.get("/logg-inn/tolk/svar")).status_code == 429


async def test_no_address_is_kept_and_todays_hash_is_not_tomorrows(
    browser: Browser, database: Database, real_clock: FixedClock
) -> None:
    await browser.get("/k")
    real_clock.forward(timedelta(days=1))
    await browser.get("/k")
    async with database.reading() as session:
        keys = list((await session.execute(text("SELECT key FROM rate_count"))).scalars())
    assert len(set(keys)) == 2
    assert not any("192.0.2.1" in key for key in keys)


async def test_colleagues_behind_one_address_are_counted_one_by_one_when_signed_in(
    browser: Browser, provider: SignInProvider, database: Database, secured: Litestar
) -> None:
    account_id = await signed_in_booker(browser, provider, database)
    await browser.get("/k")
    async with browser_on(secured) as colleague:
        await colleague.get("/k")
    async with database.reading() as session:
        keys = list(
            (await session.execute(text("SELECT key FROM rate_count WHERE key LIKE 'verify:%'"))).scalars()
        )
    assert len(keys) == 2
    assert f"verify:account {account_id}" in keys


async def test_a_header_about_another_address_changes_nothing(browser: Browser, database: Database) -> None:
    await browser.get("/k")
    await browser.get("/k", headers={"x-forwarded-for": "203.0.113.7", "forwarded": "for=203.0.113.7"})
    async with database.reading() as session:
        assert (await session.execute(text("SELECT count FROM rate_count"))).scalar_one() == 2


def test_a_subscribers_ipv6_network_counts_as_one_address() -> None:
    assert network("2001:db8:1:2::1") == network("2001:db8:1:2:ffff::9") != network("2001:db8:1:3::1")
    assert network("::ffff:192.0.2.1") == network("192.0.2.1") == "192.0.2.1"
    assert network("testclient") == "testclient"


def test_counters_forget_the_former_window() -> None:
    counters, start = Counters(), datetime(2026, 11, 23, tzinfo=UTC)
    assert [counters.add(SEARCH, "a", start) for _ in range(3)] == [1, 2, 3]
    assert counters.add(SEARCH, "a", start + SEARCH.window) == 1

"""Cursors, pauses, and addresses that must never be asked."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tolkeregister.feed.rules.cursor import Cursor, cursor_after, read_cursor
from tolkeregister.feed.rules.sending import MOST_ATTEMPTS, judge_address, judge_found, pause_after

places = st.integers(0, 10**17)


@given(places, places, places)
def test_a_cursor_is_read_as_it_was_written(after: int, bound: int, newest: int) -> None:
    plain = Cursor(max(after, 1))
    assert read_cursor(str(plain), newest) == plain
    starting = Cursor(min(after, bound), max(after, bound))
    assert read_cursor(str(starting), newest) == starting


def test_the_beginning_is_bounded_by_what_there_is_now() -> None:
    """Or an entry that ends while a reader pages through the beginning would never be told to have ended."""
    assert read_cursor("0", 41) == Cursor(0, 41)
    assert cursor_after(Cursor(0, 41), 20, more=True) == Cursor(20, 41)
    assert cursor_after(Cursor(20, 41), 40, more=False) == Cursor(41)
    assert cursor_after(Cursor(0, 0), None, more=False) == Cursor(0)
    assert cursor_after(Cursor(7), None, more=False) == Cursor(7)


@pytest.mark.parametrize(
    "text", ["", "-1", "01", "1.0", "start-5-4", "start-1", "٣", "1 ", "9" * 19, "0; DROP"]
)
def test_what_is_no_cursor_is_refused(text: str) -> None:
    assert read_cursor(text, 10) is None


def test_a_message_is_tried_eight_times_over_a_day_and_a_half() -> None:
    pauses = [pause_after(attempt) for attempt in range(1, MOST_ATTEMPTS)]
    assert all(a is not None and b is not None and a < b for a, b in pairwise(pauses))
    assert timedelta(hours=24) < sum((each for each in pauses if each), timedelta()) < timedelta(hours=40)
    assert pause_after(MOST_ATTEMPTS) is None


@pytest.mark.parametrize(
    ("url", "plain", "codes"),
    [
        ("https://fag.example/inn", False, ()),
        ("http://fag.example/inn", False, ("webhook_needs_https",)),
        ("http://fag.example/inn", True, ()),
        ("ftp://fag.example/inn", True, ("webhook_needs_https",)),
        ("file:///etc/passwd", True, ("webhook_address_unreadable",)),
        ("https://user:pass@fag.example/", False, ("webhook_address_unreadable",)),
        ("https://fag.example:99999/", False, ("webhook_address_unreadable",)),
        ("https://[::1", False, ("webhook_address_unreadable",)),
        ("https://fåg.example/", False, ("webhook_address_unreadable",)),
        ("https:///inn", False, ("webhook_address_unreadable",)),
    ],
)
def test_an_address_is_https_with_a_host(url: str, plain: bool, codes: tuple[str, ...]) -> None:
    assert judge_address(url, plain_allowed=plain).codes == codes


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.8", "192.168.1.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "::1",
        "fe80::1%eth0", "fd00::1", "::ffff:10.0.0.8", "2002:0a00:0008::", "224.0.0.1", "255.255.255.255",
    ],
)  # fmt: skip
def test_no_neighbour_is_asked(address: str) -> None:
    """Not even when only one of the name's addresses is a neighbour."""
    assert judge_found([address], private_allowed=False).codes == ("webhook_private_address",)
    assert not judge_found(["93.184.216.34", address], private_allowed=False).allowed
    assert judge_found(["93.184.216.34", "2606:2800:220:1::1"], private_allowed=False).allowed
    assert judge_found([], private_allowed=True).codes == ("webhook_host_unknown",)

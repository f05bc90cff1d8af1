"""When a message is sent again, and where messages may go.

A system gets eight attempts over a day and a half. Addresses inside networks are refused, or a registered address could
make the service ask its own neighbours (server-side request forgery).
"""

from collections.abc import Iterable
from datetime import timedelta
from ipaddress import ip_address
from urllib.parse import urlsplit

from tolkeregister.core.decisions import Decision, allowed, reason, refused

PAUSES = (
    timedelta(seconds=5), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=5),
    timedelta(hours=10), timedelta(hours=20),
)  # fmt: skip
MOST_ATTEMPTS = len(PAUSES) + 1


def pause_after(attempts: int) -> timedelta | None:
    """The pause after so many attempts that failed, or None to give up."""
    return PAUSES[attempts - 1] if attempts < MOST_ATTEMPTS else None


def judge_address(url: str, *, plain_allowed: bool) -> Decision:
    """Whether a system may register this address: https, a host, no user name; http only in demo and tests."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return refused(reason("webhook_address_unreadable"))
    if not host or parts.username is not None or parts.fragment or len(url) > 500 or not url.isascii():
        return refused(reason("webhook_address_unreadable"))
    if parts.scheme != "https" and not (plain_allowed and parts.scheme == "http"):
        return refused(reason("webhook_needs_https"))
    return allowed()


def judge_found(addresses: Iterable[str], *, private_allowed: bool) -> Decision:
    """Whether what a host's name leads to may be asked. All must be public: the name's owner chooses which is used."""
    found = tuple(addresses)
    if not found:
        return refused(reason("webhook_host_unknown"))
    if private_allowed:
        return allowed()
    for each in found:
        address = ip_address(each.partition("%")[0])
        inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None) or address
        if not (address.is_global and inner.is_global) or address.is_multicast:
            return refused(reason("webhook_private_address"))
    return allowed()

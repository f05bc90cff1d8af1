"""Whether what somebody pasted is the address of a video room."""

from urllib.parse import urlsplit

LONGEST_ADDRESS = 400


def is_address(pasted: str) -> bool:
    """An https address with a host, without a password, and nothing a browser would run."""
    try:
        parts = urlsplit(pasted)
        is_plain = pasted.startswith("https://") and bool(parts.hostname) and len(pasted) <= LONGEST_ADDRESS
        has_more = parts.username or parts.password
        return is_plain and not has_more and all(each.isprintable() and not each.isspace() for each in pasted)
    except ValueError:
        return False

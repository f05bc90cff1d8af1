"""What browsers are told of the room's pages: camera and microphone are theirs to use, and nothing of them is kept.

`SecurityHeaders` asks here for every answer, so that no page of the room can forget it.
"""

from collections.abc import Mapping

from tolkeregister.core.settings import Settings
from web.view.addresses import split_form

ROOMS = ("/rom", "/r")  # the rooms themselves, and the links that lead there
_UNUSED = (
    "accelerometer=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), midi=(), "
    "payment=(), usb=()"
)


def room_headers(settings: Settings, path: str) -> Mapping[str, str]:
    """What a page at this path says beyond what all pages say; nothing for pages that are no room's.

    Not every browser takes a socket to be of the page's own site (`'self'`), so that it is named. Stored nowhere, and
    no address of a room leaves it: links hold what opens it.
    """
    bare = split_form(path)[1]
    if not any(bare == each or bare.startswith(f"{each}/") for each in ROOMS):
        return {}
    socket = settings.base_url.replace("http", "ws", 1)
    return {
        "cache-control": "no-store",
        "referrer-policy": "no-referrer",
        "permissions-policy": f"camera=(self), microphone=(self), {_UNUSED}",
        "content-security-policy": (
            f"default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
            f"connect-src 'self' {socket}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        ),
    }

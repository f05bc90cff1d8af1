"""Where to go after signing in: only to pages of our own (no open redirect)."""

from urllib.parse import urlsplit

from web.view.addresses import split_form

LONGEST = 2000
NEVER = ("/logg-inn", "/logg-ut", "/api/")
DRAFT_PAGE = "/logg-inn/kladd"


def local_path(wanted: str | None) -> str | None:
    """The path if it is one of ours, else None. Browsers read `\\` as `/` and skip control characters."""
    if not wanted or len(wanted) > LONGEST or not wanted.startswith("/"):
        return None
    if (
        wanted.startswith("//")
        or "\\" in wanted
        or any(ord(each) <= 32 or ord(each) == 127 for each in wanted)
    ):
        return None
    parts = urlsplit(wanted)
    if parts.scheme or parts.netloc:
        return None
    _, path = split_form(parts.path)
    if path != DRAFT_PAGE and path.startswith(NEVER):
        return None
    return wanted

"""/kalender/{token}.ics: a private feed. Whoever has the address may read it; the address is the only proof.

Only the content's tag gives 304: two changes may come in one second, and what leaves a feed leaves no newer date.
"""

import hashlib
from datetime import datetime
from email.utils import format_datetime

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.status_codes import HTTP_200_OK, HTTP_304_NOT_MODIFIED

from booking.calendars.queries import Feed, feed_of
from tolkeregister.core.database import Session
from tolkeregister.core.errors import NotFound
from tolkeregister.core.ics import CalendarFile, publication
from tolkeregister.core.settings import Settings
from web.names import names_now
from web.pages.calendars.events import detailed_event, neutral_event
from web.pages.page import WebRequest
from web.security.rates import FEED, at_most
from web.security.tokens import token_hash
from web.view.addresses import Form

FEED_NAME = "Tolkeoppdrag"
ENDING = ".ics"


@get("/kalender/{name:str}", include_in_schema=False, guards=[at_most(FEED)])
async def show_feed(
    request: WebRequest, session: NamedDependency[Session], settings: NamedDependency[Settings],
    now: NamedDependency[datetime], name: FromPath[str],
) -> Response[bytes]:  # fmt: skip
    """Everything of the last thirty days and to come. An address that never was answers as one that is no more."""
    feed = await feed_of(session, token_hash(name.removesuffix(ENDING)), now=now)
    if feed is None:
        raise NotFound
    file = await _file(request, session, settings, feed, now)
    tag = f'"{hashlib.sha256(file.content).hexdigest()[:32]}"'
    headers = {
        "ETag": tag,
        "Last-Modified": format_datetime(feed.changed_at.replace(microsecond=0), usegmt=True),
        "Cache-Control": "private, no-cache",
        "X-Robots-Tag": "noindex",
        "Referrer-Policy": "no-referrer",
    }
    status = HTTP_304_NOT_MODIFIED if _has(request, tag) else HTTP_200_OK
    content = b"" if status == HTTP_304_NOT_MODIFIED else file.content
    return Response(content, media_type=file.media_type, headers=headers, status_code=status)


async def _file(
    request: WebRequest, session: Session, settings: Settings, feed: Feed, now: datetime
) -> CalendarFile:
    form: Form = "nn" if feed.written_form == "nn" else "nb"
    if feed.shows_details:
        names = await names_now(session, request.app.state, now)
        events = [detailed_event(each, settings.base_url, names, form) for each in feed.entries]
    else:
        events = [neutral_event(each, settings.base_url) for each in feed.entries]
    return publication(events, sender=settings.mail_from, name=FEED_NAME)


def _has(request: WebRequest, tag: str) -> bool:
    """Whether the reader has this very content: one of the tags it names, strong or weak."""
    seen = (each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(","))
    return tag in seen

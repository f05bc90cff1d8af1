"""What checks a card without the register: the published keys, and a page that can be saved and opened without us."""

from datetime import datetime
from typing import Any

from litestar import MediaType, Response, get
from litestar.di import NamedDependency

from tolkeregister.core.database import Session
from tolkeregister.tolkebevis.keys import public_keys
from tolkeregister.tolkebevis.rules.freshness import OLD_AFTER, SKEW
from web.api.answers import OpenToEverySite
from web.api.words import TYPES
from web.names import names_now
from web.pages.page import WebRequest, written_form
from web.security.rates import API, at_most
from web.view.labels import label_key
from web.view.texts import texts_in

KEPT_SECONDS = 3600  # a new key is published a week before it signs


@get(
    "/.well-known/tolkebevis.json", include_in_schema=False, guards=[at_most(API)], middleware=[OpenToEverySite]
)  # fmt: skip
async def show_keys(
    session: NamedDependency[Session], now: NamedDependency[datetime]
) -> Response[dict[str, Any]]:
    """A JWK Set (RFC 7517): every key that a statement still in force may be signed with."""
    return Response(
        {"keys": await public_keys(session, now=now)}, media_type=MediaType.JSON,
        headers={"cache-control": f"public, max-age={KEPT_SECONDS}"},
    )  # fmt: skip


@get("/k/uten-nett/tolkebevis.html", include_in_schema=False, guards=[at_most(API)])
async def save_offline_page(
    request: WebRequest, session: NamedDependency[Session], now: NamedDependency[datetime]
) -> Response[str]:
    """One file with the keys, to be saved: script and style inside, nothing fetched. It never runs on our own site."""
    form = written_form(request)
    names = await names_now(session, request.app.state, now)
    texts = texts_in(form)
    known = {
        "nokler": await public_keys(session, now=now), "hentet": now.isoformat(),
        "gammelEtter": int(OLD_AFTER.total_seconds()), "slingring": int(SKEW.total_seconds()),
        "sprak": {tag: names.language(tag, form) for tag in names.languages},
        "typer": {word: texts.gettext(label_key("type", code)) for word, code in TYPES.items()},
    }  # fmt: skip
    content = request.app.state.pages.render(
        "public/card_offline.html", form=form, known=known, fetched_at=now
    )
    headers = {
        "content-disposition": 'attachment; filename="tolkebevis-uten-nett.html"', "cache-control": "no-cache",
    }  # fmt: skip
    return Response(content, media_type="application/octet-stream", headers=headers)

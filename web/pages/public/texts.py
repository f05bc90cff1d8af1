"""Pages of text: categories, about the service, privacy, cookies, accessibility, contact and the open API."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from litestar import Response, get
from litestar.di import NamedDependency

from tolkeregister.core.database import Session
from tolkeregister.core.rules.sort_key import sort_key
from tolkeregister.entries.queries import languages_in_register
from web.names import names_now
from web.pages.page import WebRequest, render, written_form

PAGES: Mapping[str, str] = MappingProxyType(
    {
        "/kategorier": "public/categories.html",
        "/om": "public/about.html",
        "/om/personvern": "public/privacy.html",
        "/om/informasjonskapsler": "public/cookies.html",
        "/om/tilgjengelighet": "public/accessibility.html",
        "/kontakt": "public/contact.html",
        "/varsle": "public/report.html",
        "/drift": "public/operation.html",
        "/api": "public/api.html",
    }
)


@get(list(PAGES), include_in_schema=False)
async def text_page(request: WebRequest, now: NamedDependency[datetime]) -> Response[str]:
    """One of the pages that need no data."""
    base_url = request.app.state.settings.base_url
    return render(request, PAGES[request.scope["path"].rstrip("/")], base_url=base_url, now=now)


@get("/sprak", include_in_schema=False)
async def languages_page(
    request: WebRequest, session: NamedDependency[Session], now: NamedDependency[datetime]
) -> Response[str]:
    """Every language with somebody listed, and how many."""
    names = await names_now(session, request.app.state, now)
    written = written_form(request)
    found = sorted(
        await languages_in_register(session, now=now),
        key=lambda each: sort_key(names.language(each.tag, written)),
    )
    return render(request, "public/languages.html", names=names, found=found)

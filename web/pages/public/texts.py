"""Pages of text: categories, about the service, privacy, cookies, accessibility, contact and the open API."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from litestar import Response, get
from litestar.di import NamedDependency

from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.rules.sort_key import sort_key
from tolkeregister.entries.queries import languages_in_register
from tolkeregister.languages.history import changes
from tolkeregister.languages.queries import languages
from web.forms.base import Form
from web.forms.time_fields import DateField
from web.names import names_now
from web.pages.page import WebRequest, render, written_form
from web.view.texts import N_

PAGES: Mapping[str, str] = MappingProxyType(
    {
        "/kategorier": "public/categories.html",
        "/om": "public/about.html",
        "/om/personvern": "public/privacy.html",
        "/om/informasjonskapsler": "public/cookies.html",
        "/om/tilgjengelighet": "public/accessibility.html",
        "/kontakt": "public/contact.html",
        "/drift": "public/operation.html",
        "/api": "public/api.html",
    }
)


class DayForm(Form):
    """Which day the list is asked for."""

    dato = DateField(N_("Vis språklisten en dag"), missing=N_("Velg en dag"))


@get(list(PAGES), include_in_schema=False)
async def text_page(request: WebRequest, now: NamedDependency[datetime]) -> Response[str]:
    """One of the pages that need no data."""
    base_url = request.app.state.settings.base_url
    return render(request, PAGES[request.scope["path"].rstrip("/")], base_url=base_url, now=now)


@get("/sprak", include_in_schema=False)
async def languages_page(
    request: WebRequest, session: NamedDependency[Session], now: NamedDependency[datetime]
) -> Response[str]:
    """Every language with somebody listed, and how many; with a day, the list as it was or will be that day."""
    names = await names_now(session, request.app.state, now)
    written = written_form(request)
    today = oslo_date(now)
    asked = DayForm({"dato": [request.query_params.get("dato", today.isoformat())]}, today=today)
    that_day = (
        await languages(session, on=asked.dato) if asked.valid and "dato" in request.query_params else ()
    )
    found = sorted(
        (each for each in await languages_in_register(session, now=now) if each.tag in names.languages),
        key=lambda each: sort_key(names.language(each.tag, written)),
    )
    return render(
        request, "public/languages.html", names=names, found=found, answers=asked,
        that_day=sorted(that_day, key=lambda each: sort_key(each.name(written))), history=await changes(session),
    )  # fmt: skip

"""/logg-inn/kladd: a form that was sent too late, told in the words it was filled in with, to be sent again."""

import re
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import parse_qsl, unquote, urlsplit

from litestar import Response, get
from litestar.di import NamedDependency

from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.settings import Settings
from web.forms.telling import Told
from web.pages.applications.kept import KEPT_OF_APPLICATIONS
from web.pages.body.kept import KEPT_OF_BODY
from web.pages.calendars.kept import KEPT_OF_CALENDARS
from web.pages.campaigns.kept import KEPT_OF_CAMPAIGNS
from web.pages.card.kept import KEPT_OF_CARDS
from web.pages.certificates.kept import KEPT_OF_CERTIFICATES
from web.pages.committee.kept import KEPT_OF_COMMITTEE
from web.pages.complaints.kept import KEPT_OF_COMPLAINTS
from web.pages.decisions.kept import KEPT_OF_DECISIONS
from web.pages.directorate.kept import KEPT_OF_DIRECTORATE
from web.pages.exceptions.kept import KEPT_OF_EXCEPTIONS
from web.pages.heard.kept import KEPT_OF_HEARD
from web.pages.interpreter.kept import KEPT_OF_INTERPRETER
from web.pages.kept import Filled, KeptForm
from web.pages.languages.kept import KEPT_OF_LANGUAGES
from web.pages.page import WebRequest, render
from web.pages.profiles.kept import KEPT_OF_PROFILES
from web.pages.recognition.kept import KEPT_OF_RECOGNITION
from web.pages.record.kept import KEPT_OF_RECORD
from web.pages.reports.kept import KEPT_OF_REPORTS
from web.pages.results.kept import KEPT_OF_RESULTS
from web.pages.road.kept import KEPT_OF_ROAD
from web.pages.rooms.kept import KEPT_OF_ROOMS
from web.security import cookies
from web.security.drafts import Draft, find_draft
from web.security.guards import require
from web.security.return_to import DRAFT_PAGE
from web.view.texts import N_, Texts

# By the path of the route that takes the form; a test holds it to every such route.
KEPT: Mapping[str, KeptForm] = {
    **KEPT_OF_APPLICATIONS, **KEPT_OF_BODY, **KEPT_OF_CALENDARS, **KEPT_OF_CAMPAIGNS,
    **KEPT_OF_CARDS, **KEPT_OF_CERTIFICATES, **KEPT_OF_COMMITTEE, **KEPT_OF_COMPLAINTS,
    **KEPT_OF_DECISIONS, **KEPT_OF_DIRECTORATE, **KEPT_OF_EXCEPTIONS, **KEPT_OF_HEARD, **KEPT_OF_INTERPRETER,
    **KEPT_OF_LANGUAGES,
    **KEPT_OF_PROFILES, **KEPT_OF_RECORD, **KEPT_OF_RECOGNITION, **KEPT_OF_REPORTS, **KEPT_OF_RESULTS, **KEPT_OF_ROAD,
    **KEPT_OF_ROOMS,
}  # fmt: skip
ASKED_FOR = N_("Det du ba om")
_PARAMETER = re.compile(r"\{(\w+):\w+\}")


@get(DRAFT_PAGE, include_in_schema=False, guards=[require()])
async def show_kept_form(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    settings: NamedDependency[Settings], now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """For its owner to look over and send again. It never sends itself."""
    token = cookies.read_cookie(request, settings, cookies.DRAFT)
    draft = await find_draft(session, actor, settings, token, now=now)
    if draft is None:
        return render(request, "sign_in/kept_form.html", draft=None)
    fields: dict[str, list[str]] = {}
    for name, value in draft.fields:
        fields.setdefault(name, []).append(value)
    query = dict(parse_qsl(urlsplit(draft.path).query))
    filled = Filled(request, session, actor, settings, now, fields, query)
    return render(request, "sign_in/kept_form.html", draft=draft, told=await _told(draft, filled))


async def _told(draft: Draft, filled: Filled) -> tuple[Told, ...]:
    """What was asked for, of which order or interpreter, and every answer."""
    path = unquote(urlsplit(draft.path).path)
    for route, kept in KEPT.items():
        if found := re.fullmatch(_PARAMETER.sub(r"(?P<\1>[^/]+)", route), path):
            number = (
                (Told(filled.texts.gettext(kept.number_of), (found["number"],)),) if kept.number_of else ()
            )
            return (_asked_for(kept, filled), *number, *await kept.read(filled))
    # a form that none of our pages has: its owner sees what will be sent, as it is
    return tuple(
        Told(name, tuple(values)) for name, values in filled.fields.items() if not name.startswith("_")
    )


def _asked_for(kept: KeptForm, filled: Filled) -> Told:
    """The button that was pressed."""
    texts: Texts = filled.texts
    act, _, whom = filled.first("handling").partition(":")
    words = texts.gettext(kept.buttons.get(act, kept.button))
    return Told(texts.gettext(ASKED_FOR), (f"{words}: {whom}" if whom else words,))

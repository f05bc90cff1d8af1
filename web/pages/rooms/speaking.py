"""Which language a room's page is shown in: the person's own where its texts exist, else the address's written form.

Somebody with a link sees the language the link was made in, or the conversation's, until another is chosen. The choice
stands in the address and is carried along; nothing is kept of it. Those who sign in keep the written form they chose.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from litestar import Response
from litestar.response import Redirect
from litestar.status_codes import HTTP_303_SEE_OTHER

from tolkeregister.core.settings import Settings
from web.names import Names
from web.pages.page import WebRequest, render, written_form
from web.view.addresses import address, split_form
from web.view.further_languages import CHOICE, OWN, PageLanguage, languages_served
from web.view.labels_of_reporting import ERRORS
from web.view.texts import N_

PLAIN, WITH_MENU = "rooms/plain_frame.html", "rooms/menu_frame.html"
BOKMAAL = "nb"
OUR_FAULT = N_("Feilen er hos oss. Prøv igjen om litt, eller ring den som inviterte deg.")


@dataclass(frozen=True, slots=True)
class Speaking:
    """The language a page is shown in, what others it is offered in, and what its addresses say of the choice."""

    language: PageLanguage
    offered: tuple[PageLanguage, ...]
    choice: str  # "" when the address's prefix says enough

    def to(self, path: str, **query: object) -> str:
        """An address in the same language."""
        return address(path, self.language.form, {**query, CHOICE: self.choice})

    def in_language(self, other: PageLanguage, path: str) -> str:
        """The same page in another. Bokmål has no prefix, so that it is named."""
        named = other.tag if other.tag == BOKMAAL or not other.is_written_form else ""
        return address(path, other.form, {CHOICE: named})

    def name_of(self, names: Names, tag: str) -> str:
        """What a language is called, inside a sentence."""
        own = None if self.language.is_written_form else self.language.name_of(tag)
        return own or names.language(tag, self.language.form)


def spoken_by(request: WebRequest, *tags: str | None) -> Speaking:
    """For somebody with a link: what they chose, else the first of `tags` that has texts, else the address's form."""
    served, own = _served(request), OWN[written_form(request)]
    asked = request.query_params.get(CHOICE, "")
    theirs = next((served[tag] for tag in tags if tag and tag in served and tag not in OWN), None)
    offered = (*((theirs,) if theirs else ()), *OWN.values())
    chosen = served.get(asked)
    if own.tag == BOKMAAL and chosen is not None and (not chosen.is_written_form or asked == BOKMAAL):
        if chosen not in offered:
            offered = (chosen, *offered)
        return Speaking(chosen, offered, asked)
    if own.tag == BOKMAAL and theirs is not None:
        return Speaking(theirs, offered, theirs.tag)
    return Speaking(own, offered, "")


def spoken_by_anybody(request: WebRequest) -> Speaking:
    """Where nobody knows which room it is about: what was chosen, else what the browser asks for first."""
    served = _served(request)
    wanted = request.headers.get("accept-language", "").partition(",")[0].partition(";")[0].partition("-")[0]
    found = spoken_by(request, wanted.strip().lower())
    further = tuple(each for each in served.values() if not each.is_written_form)
    return Speaking(found.language, (*OWN.values(), *further), found.choice)


def written_by(request: WebRequest) -> Speaking:
    """For those who sign in: the address's written form."""
    return Speaking(OWN[written_form(request)], (), "")


def show(
    request: WebRequest, template: str, speaking: Speaking, *, status_code: int | None = None, **context: Any
) -> Response[str]:
    """A page of the room: in a frame without menus and with a choice of languages where there is one to make."""
    return render(
        request, template, status_code=status_code, shown_in=speaking.language,
        frame=PLAIN if speaking.offered else WITH_MENU, languages=speaking.offered, to=speaking.to,
        in_language=speaking.in_language, language=speaking.language, name_of=speaking.name_of, **context,
    )  # fmt: skip


def go(speaking: Speaking, path: str) -> Redirect:
    """After a POST: go and look at `path`, in the same language."""
    return Redirect(speaking.to(path), status_code=HTTP_303_SEE_OTHER)


def is_guests(request: WebRequest) -> bool:
    """Whether an address is one of those that people without an account come to."""
    bare = split_form(request.scope["path"])[1]
    return bare == "/r" or bare.startswith("/r/")


def guests_error(request: WebRequest, status: int) -> Response[str]:
    """What went wrong, in the guest's own language, with the ways on that a guest has."""
    title, explanation = ERRORS.get(status, ERRORS[400 if status < 500 else 500])
    return show(
        request, "rooms/failed.html", spoken_by_anybody(request), status_code=status, error=title,
        explanation=explanation if status < 500 else OUR_FAULT,
    )  # fmt: skip


def _served(request: WebRequest) -> Mapping[str, PageLanguage]:
    settings: Settings = request.app.state.settings
    return languages_served("rooms", drafts=bool(settings.draft_languages))

"""/sak/tolkebevis: cards in numbers, photographs that wait, reports, and the keys that sign."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect
from litestar.status_codes import HTTP_303_SEE_OTHER

from tolkeregister.core.actor import Actor, Role
from tolkeregister.core.database import Session
from tolkeregister.core.errors import NotFound
from tolkeregister.core.settings import Settings
from tolkeregister.tolkebevis.commands import close_report
from tolkeregister.tolkebevis.keys import known_keys, replace_key
from tolkeregister.tolkebevis.photos import DECLINE_REASONS, decide_photo, waiting_photos
from tolkeregister.tolkebevis.queries import card_numbers, reported_cards
from web.pages.card.showing import photo_address
from web.pages.directorate.staff_page import LARGEST_ID, STAFF, render_staff
from web.pages.page import WebRequest, see_other, written_form
from web.security.limits import FORM_BODY
from web.view.render import Notice
from web.view.texts import N_, texts_in

CARDS = "/sak/tolkebevis"
_NOTICES: Mapping[str, str] = MappingProxyType(
    {
        "godkjent": N_("Bildet er godkjent og vises på beviset."),
        "avslatt": N_("Bildet er avslått. Tolken ser hvorfor."),
        "lukket": N_("Meldingen er lukket."),
        "nokkel": N_("En ny nøkkel signerer fra nå."),
        "trukket": N_("Alle tidligere nøkler er trukket tilbake, og en ny signerer fra nå."),
    }
)


@get(CARDS, include_in_schema=False, guards=STAFF)
async def show_cards(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """Everything about cards that somebody must look at, and then the rest."""
    done = _NOTICES.get(request.query_params.get("lagret", ""))
    return await render_staff(
        request, session, actor, "card/staff.html", now=now, numbers=await card_numbers(session, actor, now=now),
        photos=[(each, photo_address(each.content), photo_address(each.shown_now))
                for each in await waiting_photos(session, actor)],
        reports=await reported_cards(session, actor), keys=await known_keys(session, now=now),
        decline_reasons=DECLINE_REASONS, may_change_keys=actor.has(Role.ADMINISTRATOR),
        notice=Notice(texts_in(written_form(request)).gettext(done)) if done else None,
    )  # fmt: skip


@post(
    CARDS,
    include_in_schema=False,
    guards=STAFF,
    status_code=HTTP_303_SEE_OTHER,
    request_max_body_size=FORM_BODY,
)
async def change_cards(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    settings: NamedDependency[Settings], now: NamedDependency[datetime],
) -> Redirect:  # fmt: skip
    """Approve or decline a photograph, close a report, or change the key."""
    sent = await request.form()
    act, _, which = str(sent.get("handling", "")).partition(":")
    match act:
        case "godkjenn":
            await decide_photo(session, actor, _id(which), None, now=now)
            return see_other(request, CARDS, lagret="godkjent")
        case "avsla":
            await decide_photo(session, actor, _id(which), str(sent.get("grunn", "")), now=now)
            return see_other(request, CARDS, lagret="avslatt")
        case "lukk":
            await close_report(session, actor, _id(which), now=now)
            return see_other(request, CARDS, lagret="lukket")
        case "nokkel" | "trekk":
            withdraw = act == "trekk"
            await replace_key(session, actor, settings.secret_key, withdraw=withdraw, now=now)
            return see_other(request, CARDS, lagret="trukket" if withdraw else "nokkel")
    raise NotFound


def _id(said: str) -> int:
    if not (said.isascii() and said.isdigit() and len(said) <= 10 and 0 < int(said) <= LARGEST_ID):
        raise NotFound
    return int(said)

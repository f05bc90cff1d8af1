"""/min-side/tolkebevis: the holder's card on screen and on paper, made, renewed and taken back by the holder."""

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect
from litestar.status_codes import HTTP_303_SEE_OTHER

from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.errors import NotFound
from tolkeregister.core.settings import Settings
from tolkeregister.tolkebevis.commands import make_card, revoke_card
from tolkeregister.tolkebevis.keys import signing_kid
from tolkeregister.tolkebevis.queries import OwnCard, OwnCards, own_cards
from web.names import names_now
from web.pages.card.showing import CardFace, printed_face, screen_face
from web.pages.interpreter.own_page import OWN, render_own
from web.pages.page import WebRequest, render, see_other, written_form
from web.security.limits import FORM_BODY
from web.view.render import Notice
from web.view.texts import N_, texts_in

CARD = "/min-side/tolkebevis"
ALL = "alle"
_NOTICES = {
    "laget": N_("Tolkebeviset er laget."),
    "byttet": N_("Koden er byttet. Den gamle gjelder ikke lenger, heller ikke på papir."),
    "trukket": N_("Beviset er trukket tilbake. Koden gjelder ikke lenger, heller ikke på papir."),
}


@get(CARD, include_in_schema=False, guards=OWN)
async def show_card(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    settings: NamedDependency[Settings], now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """The card, or a button that makes one."""
    own = await own_cards(session, actor, settings.secret_key, now=now)
    entry = chosen_entry(request, own)
    card = own.card_for(entry)
    face = await _screen(request, session, settings, own, card, now) if card and card.address_known else None
    done = _NOTICES.get(request.query_params.get("lagret", ""))
    return await render_own(
        request, session, actor, "card/own.html", now=now, own=own, card=card, face=face,
        chosen=_said(entry), notice=Notice(texts_in(written_form(request)).gettext(done)) if done else None,
    )  # fmt: skip


@get(f"{CARD}/kode", include_in_schema=False, guards=OWN)
async def show_code(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    settings: NamedDependency[Settings], now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """The card alone, with a new statement: fetched each minute while the page is open."""
    own = await own_cards(session, actor, settings.secret_key, now=now)
    card = own.card_for(chosen_entry(request, own))
    if card is None or not card.address_known:
        raise NotFound
    face = await _screen(request, session, settings, own, card, now)
    page = render(request, "card/face.html", face=face)
    page.headers["cache-control"] = "no-store"
    return page


@get(f"{CARD}/utskrift", include_in_schema=False, guards=OWN)
async def show_print(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    settings: NamedDependency[Settings], now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """Front and back in the size of a bank card, with marks to cut along."""
    own = await own_cards(session, actor, settings.secret_key, now=now)
    entry = chosen_entry(request, own)
    card = own.card_for(entry)
    if card is None or not card.address_known:
        raise NotFound
    names = await names_now(session, request.app.state, now)
    face = printed_face(own, card, settings, names, written_form(request), now=now)
    return await render_own(
        request, session, actor, "card/print.html", now=now, face=face, card=card, chosen=_said(entry)
    )


@post(
    CARD, include_in_schema=False, guards=OWN, status_code=HTTP_303_SEE_OTHER, request_max_body_size=FORM_BODY
)
async def change_card(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    settings: NamedDependency[Settings], now: NamedDependency[datetime],
) -> Redirect:  # fmt: skip
    """Make, renew or take back the card for all languages or for one."""
    sent = await request.form()
    act, _, which = str(sent.get("handling", "")).partition(":")
    entry = None if which == ALL else _number(which)
    if act == "trekk":
        await revoke_card(session, actor, entry, now=now)
        return see_other(request, CARD, lagret="trukket", kort=which)
    if act not in ("lag", "bytt"):
        raise NotFound
    await make_card(session, actor, settings.secret_key, entry, now=now)
    return see_other(request, CARD, lagret="byttet" if act == "bytt" else "laget", kort=which)


def chosen_entry(request: WebRequest, own: OwnCards) -> int | None:
    """The entry the address asks for; None for all. NotFound for one that is not the holder's and listed."""
    said = request.query_params.get("kort", ALL)
    if said == ALL:
        return None
    entry = _number(said)
    if entry not in {each for each, _ in own.entries}:
        raise NotFound
    return entry


def _number(said: str) -> int:
    if not (said.isascii() and said.isdigit() and len(said) < 10):
        raise NotFound
    return int(said)


def _said(entry: int | None) -> str:
    return ALL if entry is None else str(entry)


async def _screen(
    request: WebRequest, session: Session, settings: Settings, own: OwnCards, card: OwnCard, now: datetime
) -> CardFace:
    names: Any = await names_now(session, request.app.state, now)
    kid = await signing_kid(session, settings.secret_key, now=now)
    return screen_face(own, card, kid, settings, names, written_form(request), now=now)

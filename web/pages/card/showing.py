"""What stands on a card: the picture, the languages, and the QR code with or without a signed statement."""

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

import segno
from markupsafe import Markup

from tolkeregister.core.settings import Settings
from tolkeregister.tolkebevis.queries import Holder, OwnCard, OwnCards
from tolkeregister.tolkebevis.rules.validity import ShownEntry, statement_ends
from tolkeregister.tolkebevis.signing import SaidEntry, sign_card
from web.api.words import word_for
from web.names import Names
from web.view.addresses import Form

QUIET_ZONE = 4  # modules of white around the code, as the standard asks for


@dataclass(frozen=True, slots=True)
class CardFace:
    """A card as the component draws it. `ends_at` is when the signed statement ends; None without one."""

    number: str
    name: str
    gender: str
    photo: str
    languages: tuple[tuple[str, str], ...]
    qr: Markup
    short_address: str
    shown_at: datetime
    ends_at: datetime | None


def card_address(settings: Settings, token: str) -> str:
    """What a printed code holds: an address and nothing else (rule V3)."""
    return f"{settings.base_url}/k/b/{token}"


def screen_face(
    own: OwnCards,
    card: OwnCard,
    kid: str | None,
    settings: Settings,
    names: Names,
    form: Form,
    *,
    now: datetime,
) -> CardFace:
    """The card on the holder's screen: the address with a statement that verifies without us."""
    entries, ends_at = own.shown_by(card.entry_id), None
    content = card_address(settings, card.token)
    if kid is not None and entries:
        ends_at = statement_ends(entries, now)
        content += "?s=" + sign_card(
            settings.secret_key, kid, card.public_id, said_entries(entries), made_at=now, ends_at=ends_at
        )
    return _face(own.holder, entries, content, settings, names, form, now, ends_at)


def printed_face(
    own: OwnCards, card: OwnCard, settings: Settings, names: Names, form: Form, *, now: datetime
) -> CardFace:
    """The card on paper: only the address."""
    content = card_address(settings, card.token)
    return _face(own.holder, own.shown_by(card.entry_id), content, settings, names, form, now, None)


def said_entries(entries: Iterable[ShownEntry]) -> tuple[SaidEntry, ...]:
    """The entries in the words of the API."""
    return tuple(SaidEntry(each.language_tag, word_for(each.type), each.category) for each in entries)


def photo_address(content: bytes | None) -> str:
    """A photograph as a `data:` address: it travels with the page, and no cache keeps it. "" without one."""
    return f"data:image/jpeg;base64,{base64.b64encode(content).decode()}" if content else ""


def qr_code(content: str) -> Markup:
    """The code as SVG, dark on light, error level Q. Decoration: what it leads to stands beside it."""
    drawn = BytesIO()
    code = segno.make(content, error="q", micro=False, boost_error=False)
    code.save(drawn, kind="svg", xmldecl=False, omitsize=True, border=QUIET_ZONE, dark="#000", light="#fff",
              svgclass=None, lineclass=None, nl=False)  # fmt: skip
    return Markup(drawn.getvalue().decode().replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))


def _face(
    holder: Holder, entries: tuple[ShownEntry, ...], content: str, settings: Settings, names: Names, form: Form,
    now: datetime, ends_at: datetime | None,
) -> CardFace:  # fmt: skip
    named = ((names.language(each.language_tag, form), each.category) for each in entries)
    languages = tuple((name[:1].upper() + name[1:], category) for name, category in named)
    site = settings.base_url.partition("://")[2]
    return CardFace(
        holder.number, holder.name, holder.gender, photo_address(holder.photo), languages, qr_code(content),
        f"{site}/k", now, ends_at,
    )  # fmt: skip

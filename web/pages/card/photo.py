"""/min-side/tolkebevis/bilde: the photograph on the card, shown when the directorate has looked at it."""

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.status_codes import HTTP_303_SEE_OTHER

from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Invalid
from tolkeregister.core.settings import Settings
from tolkeregister.tolkebevis.photos import send_photo
from tolkeregister.tolkebevis.picture import LARGEST_FILE
from tolkeregister.tolkebevis.queries import own_cards
from web.forms.base import Form
from web.pages.card.forms import PhotoForm
from web.pages.card.own import CARD
from web.pages.card.showing import photo_address
from web.pages.interpreter.own_page import OWN, render_own
from web.pages.page import WebRequest, see_other, written_form
from web.security.limits import UPLOAD_BODY
from web.view.render import Notice
from web.view.texts import N_, texts_in

PHOTO = f"{CARD}/bilde"


@get(PHOTO, include_in_schema=False, guards=OWN)
async def show_photo(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    settings: NamedDependency[Settings], now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """What is shown now, what waits, and a field for a new one."""
    return await _page(request, session, actor, settings, PhotoForm.blank(), now)


@post(
    PHOTO,
    include_in_schema=False,
    guards=OWN,
    status_code=HTTP_303_SEE_OTHER,
    request_max_body_size=UPLOAD_BODY,
)
async def save_photo(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    settings: NamedDependency[Settings], now: NamedDependency[datetime],
) -> Response[Any]:  # fmt: skip
    """Keep the photograph until somebody has looked at it."""
    sent = (await request.form()).get("bilde")
    content = await sent.read(LARGEST_FILE + 1) if isinstance(sent, UploadFile) else b""
    try:
        await send_photo(session, actor, content, now=now)
    except Invalid as wrong:
        answers = PhotoForm({})
        answers.refuse_reasons(wrong.reasons)
        return await _page(request, session, actor, settings, answers, now)
    return see_other(request, PHOTO, lagret="ja")


async def _page(
    request: WebRequest, session: Session, actor: Actor, settings: Settings, answers: Form, now: datetime
) -> Response[str]:
    own = await own_cards(session, actor, settings.secret_key, now=now)
    saved = request.query_params.get("lagret") == "ja" and not answers.errors
    words = texts_in(written_form(request)).gettext(
        N_("Bildet er sendt. Vi ser på det før det vises på beviset.")
    )
    return await render_own(
        request, session, actor, "card/photo.html", now=now, own=own, answers=answers,
        photo=photo_address(own.holder.photo), notice=Notice(words) if saved else None,
    )  # fmt: skip

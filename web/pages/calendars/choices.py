"""/min-side/kalender/abonnement and /virksomhet/kalender: the private feed, what it shows, and reminders."""

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect
from litestar.status_codes import HTTP_200_OK

from booking.calendars.feeds import choose, give_address, own_choice, take_address_away
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.settings import Settings
from web.forms.base import Form
from web.forms.choice_fields import YesField
from web.pages.body.booking import BOOKERS
from web.pages.calendars.feed import ENDING
from web.pages.interpreter.own_page import OWN, render_own
from web.pages.page import WebRequest, render, see_other, written_form
from web.security.limits import FORM_BODY
from web.security.tokens import new_token, token_hash
from web.view.render import Notice
from web.view.texts import N_, texts_in

OWN_CALENDAR, BODY_CALENDAR = "/min-side/kalender/abonnement", "/virksomhet/kalender"
SAVE, NEW, REMOVE = "lagre", "ny", "slett"
_DONE = {
    SAVE: N_("Valgene er lagret."),
    REMOVE: N_("Adressen virker ikke lenger."),
}


class CalendarForm(Form):
    """What one chooses about reminders and the feed."""

    paaminnelser = YesField(
        N_("Send meg påminnelser"), help=N_("Vi sender e-post dagen før og to timer før et oppdrag.")
    )
    detaljer = YesField(
        N_("Vis språk, metode og adresse i abonnementet"),
        help=N_(
            "Ellers står det bare «Tolkeoppdrag» og nummeret. Andre som ser kalenderen din, ser det samme som du."
        ),
    )


@get(OWN_CALENDAR, include_in_schema=False, guards=OWN)
async def own_choices(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """The interpreter's choices as they stand."""
    return await _page(request, session, actor, now)


@post(OWN_CALENDAR, include_in_schema=False, guards=OWN, request_max_body_size=FORM_BODY)
async def choose_own(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    settings: NamedDependency[Settings], now: NamedDependency[datetime],
) -> Response[str] | Redirect:  # fmt: skip
    """Save, or give or take away the feed's address."""
    return await _act(request, session, actor, settings, now)


@get(BODY_CALENDAR, include_in_schema=False, guards=BOOKERS)
async def body_choices(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """The booker's choices as they stand."""
    return await _page(request, session, actor, now)


@post(BODY_CALENDAR, include_in_schema=False, guards=BOOKERS, request_max_body_size=FORM_BODY)
async def choose_body(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    settings: NamedDependency[Settings], now: NamedDependency[datetime],
) -> Response[str] | Redirect:  # fmt: skip
    """The same for a booker."""
    return await _act(request, session, actor, settings, now)


async def _act(
    request: WebRequest, session: Session, actor: Actor, settings: Settings, now: datetime
) -> Response[str] | Redirect:
    sent = await request.form()
    if sent.get("handling") == NEW:
        token = new_token()
        await give_address(session, actor, token_hash(token), now=now)
        return await _page(
            request, session, actor, now, address=f"{settings.base_url}/kalender/{token}{ENDING}"
        )
    if sent.get("handling") == REMOVE:
        await take_address_away(session, actor, now=now)
        return see_other(request, _path(actor), gjort=REMOVE)
    answers = CalendarForm(sent)
    await choose(
        session, actor, wants_reminders=answers.paaminnelser, shows_details=answers.detaljer, now=now
    )
    return see_other(request, _path(actor), gjort=SAVE)


async def _page(
    request: WebRequest, session: Session, actor: Actor, now: datetime, *, address: str | None = None
) -> Response[str]:
    """`address` is shown this once: only its hash is kept."""
    choice = await own_choice(session, actor)
    done = _DONE.get(request.query_params.get("gjort", "")) if address is None else None
    notice = Notice(texts_in(written_form(request)).gettext(done)) if done else None
    answers = CalendarForm.blank(paaminnelser=choice.wants_reminders, detaljer=choice.shows_details)
    context: dict[str, Any] = {"choice": choice, "answers": answers, "address": address, "here": _path(actor),
                               "notice": notice}  # fmt: skip
    if actor.is_public_body:
        page = render(request, "calendars/choices.html", status_code=HTTP_200_OK, now=now, **context)
        page.headers["cache-control"] = "no-store"
        return page
    return await render_own(request, session, actor, "calendars/choices.html", now=now, **context)


def _path(actor: Actor) -> str:
    return BODY_CALENDAR if actor.is_public_body else OWN_CALENDAR

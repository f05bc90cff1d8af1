"""/bestilling/{number}/rom/ark/{seat}: one link on paper, in Norwegian and in its reader's language."""

from datetime import datetime

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from markupsafe import Markup

from booking.rooms.set_up import SetUp
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import NotFound
from tolkeregister.core.settings import Settings
from web.pages.body.booking import BOOKERS
from web.pages.body.room import ROOM, Shared, found_set_up, shared_of
from web.pages.card.showing import qr_code
from web.pages.page import WebRequest, render, written_form
from web.view.further_languages import OWN, PageLanguage, languages_served
from web.view.render import Pages
from web.view.texts import N_

TERMS = (N_("Lenke"), N_("Nummer"), N_("Kode"))  # beside the page's own, in its reader's language


@get(f"{ROOM}/ark/{{seat_id:int}}", include_in_schema=False, guards=BOOKERS)
async def show_sheet(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    settings: NamedDependency[Settings], now: NamedDependency[datetime], number: FromPath[str], seat_id: FromPath[int],
) -> Response[str]:  # fmt: skip
    """To be handed out: address, number and code in large type, and what to do in two languages side by side."""
    setup = await found_set_up(session, actor, number)
    shared = next((each for each in shared_of(settings, setup) if each.invitation.seat_id == seat_id), None)
    if shared is None:
        raise NotFound(reason("seat_not_found"))
    ours, theirs = OWN[written_form(request)], _theirs(settings, setup, shared)
    sides = [(each, _side(request, setup, shared, each, level)) for each, level in ((ours, 1), (theirs, 2))]
    return render(
        request, "body/room_sheet.html", number=number, setup=setup, shared=shared, sides=sides,
        code=qr_code(shared.address), theirs=theirs, terms=[theirs.texts.gettext(each) for each in TERMS],
    )  # fmt: skip


def _theirs(settings: Settings, setup: SetUp, shared: Shared) -> PageLanguage:
    """The language the link was made in, or the conversation's; English where neither has texts."""
    served = languages_served("rooms", drafts=bool(settings.draft_languages))
    tags = (shared.invitation.language_tag, setup.room.language_tag)
    return next((served[tag] for tag in tags if tag and tag in served and tag not in OWN), OWN["en"])


def _side(request: WebRequest, setup: SetUp, shared: Shared, language: PageLanguage, level: int) -> Markup:
    """What to do, in one language. The heading of the first is the page's own."""
    pages: Pages = request.app.state.pages
    site = shared.address.partition("/r/")[0]
    return Markup(
        pages.render(
            "rooms/sheet.html", form=language.form, further="" if language.is_written_form else language.tag,
            level=level, setup=setup, address=f"{site}/r", language=language,
        )
    )  # fmt: skip

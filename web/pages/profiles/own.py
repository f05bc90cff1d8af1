"""/min-side/kontakt, /min-side/endringer and /min-side/status: what others see, what waits, and taking a pause."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect
from litestar.status_codes import HTTP_303_SEE_OTHER

from tolkeregister.campaigns.answers import ask_to_leave
from tolkeregister.campaigns.queries import is_overdue, own_question
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.errors import NotFound
from tolkeregister.profiles.activity import confirm_profile, set_active
from tolkeregister.profiles.changes import ask_change, state_contact, withdraw_change
from tolkeregister.profiles.consent import choose_consents, own_consents
from tolkeregister.profiles.expiring import expiries
from tolkeregister.profiles.queries import own_changes, own_statement
from web.pages.directorate.staff_page import page_number
from web.pages.interpreter.own_page import OWN, render_own
from web.pages.page import WebRequest, see_other, written_form
from web.pages.profiles.forms import ContactForm, NameForm
from web.security.limits import FORM_BODY
from web.view.render import Notice
from web.view.texts import N_, texts_in

CONTACT, CHANGES, STATUS = "/min-side/kontakt", "/min-side/endringer", "/min-side/status"
PER_PAGE = 25
SOON_DAYS = 90
_NOTICES: Mapping[str, str] = MappingProxyType(
    {
        "kontakt": N_("Lagret. Det du ikke viser, er borte fra de åpne sidene og fra API-et nå."),
        "venter": N_("Endringen venter på IMDi. Det gamle står til noen har sett på den."),
        "endret": N_("Endringen er gjort."),
        "trukket": N_("Endringen er trukket."),
        "pause": N_("Du står som «ikke aktiv». Du får ingen nye tilbud, og plassen i registeret er som før."),
        "aktiv": N_("Du får tilbud igjen, og de som søker, finner deg."),
        "stemmer": N_("Takk. Vi spør igjen om et år."),
        "ut": N_("IMDi har fått beskjed om at du vil ut av registeret. Du får ingen nye tilbud."),
    }
)


def done(request: WebRequest) -> Notice | None:
    """What the last action led to."""
    said = _NOTICES.get(request.query_params.get("lagret", ""))
    return Notice(texts_in(written_form(request)).gettext(said)) if said else None


@get(CONTACT, include_in_schema=False, guards=OWN)
async def show_contact(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """The form as it stands, with when each consent was given."""
    stated, consents = await own_statement(session, actor), await own_consents(session, actor)
    contact = stated.contact
    blank = ContactForm.blank(
        telefon=contact.get("phone"), epost=contact.get("email"), adresse=contact.get("street_address"),
        nettsted=contact.get("website"), vis=[each.field for each in consents.values() if each.is_given],
    )  # fmt: skip
    return await _contact(request, session, actor, blank, now)


@post(
    CONTACT,
    include_in_schema=False,
    guards=OWN,
    status_code=HTTP_303_SEE_OTHER,
    request_max_body_size=FORM_BODY,
)
async def save_contact(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str] | Redirect:  # fmt: skip
    """What is stated and what is shown, at once and everywhere."""
    answers = ContactForm(await request.form())
    if not answers.valid:
        return await _contact(request, session, actor, answers, now)
    values = {"phone": answers.telefon, "email": answers.epost, "street_address": answers.adresse,
              "website": answers.nettsted}  # fmt: skip
    await state_contact(session, actor, values, now=now)
    await choose_consents(session, actor, answers.vis, now=now)
    return see_other(request, CONTACT, lagret="kontakt")


async def _contact(
    request: WebRequest, session: Session, actor: Actor, answers: ContactForm, now: datetime
) -> Response[str]:
    return await render_own(
        request, session, actor, "profiles/contact.html", now=now, answers=answers, notice=done(request),
        stated=await own_statement(session, actor), consents=await own_consents(session, actor),
    )  # fmt: skip


@get(CHANGES, include_in_schema=False, guards=OWN)
async def show_changes(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """What has been changed, from what to what, and what waits."""
    return await _changes(request, session, actor, NameForm.blank(), now)


@post(
    CHANGES,
    include_in_schema=False,
    guards=OWN,
    status_code=HTTP_303_SEE_OTHER,
    request_max_body_size=FORM_BODY,
)
async def ask(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str] | Redirect:  # fmt: skip
    """Ask for a name or for clearance to be shown, or take such a question back."""
    sent = await request.form()
    act, _, which = str(sent.get("handling", "")).partition(":")
    match act:
        case "navn":
            answers = NameForm(sent)
            if not answers.valid:
                return await _changes(request, session, actor, answers, now)
            state = await ask_change(session, actor, "chosen_name", answers.navn, now=now)
        case "fjern":
            state = await ask_change(session, actor, "chosen_name", "", now=now)
        case "klarering":
            state = await ask_change(session, actor, "clearance", "no" if which == "nei" else "yes", now=now)
        case "trekk":
            await withdraw_change(session, actor, which, now=now)
            return see_other(request, CHANGES, lagret="trukket")
        case _:
            raise NotFound
    return see_other(request, CHANGES, lagret="venter" if state == "waiting" else "endret")


async def _changes(
    request: WebRequest, session: Session, actor: Actor, answers: NameForm, now: datetime
) -> Response[str]:
    page = page_number(request.query_params.get("side"))
    found = await own_changes(session, actor, page=page, per_page=PER_PAGE)
    waiting = {each.field: each for each in await own_changes(session, actor) if each.state == "waiting"}
    return await render_own(
        request, session, actor, "profiles/changes.html", now=now, answers=answers, notice=done(request),
        stated=await own_statement(session, actor), found=found[:PER_PAGE], waiting=waiting, page=page,
        has_more=len(found) > PER_PAGE,
    )  # fmt: skip


@get(STATUS, include_in_schema=False, guards=OWN)
async def show_status(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """Whether one takes assignments, whether all is still right, and what runs out."""
    stated, question = await own_statement(session, actor), await own_question(session, actor, now=now)
    today = oslo_date(now)
    last = today.fromordinal(today.toordinal() + SOON_DAYS)
    return await render_own(
        request, session, actor, "profiles/status.html", now=now, notice=done(request), stated=stated,
        freshness=stated.freshness(now), soon=await expiries(session, actor.interpreter_id, today, last),
        days=SOON_DAYS, question=question, is_overdue=question is not None and is_overdue(question, now),
    )  # fmt: skip


@post(
    STATUS,
    include_in_schema=False,
    guards=OWN,
    status_code=HTTP_303_SEE_OTHER,
    request_max_body_size=FORM_BODY,
)
async def change_status(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Redirect:  # fmt: skip
    """Pause, come back, say that all is right, or that one wants to leave."""
    act = str((await request.form()).get("handling", ""))
    match act:
        case "pause" | "aktiv":
            await set_active(session, actor, is_active=act == "aktiv", now=now)
        case "stemmer":
            await confirm_profile(session, actor, now=now)
        case "ut":
            await ask_to_leave(session, actor, now=now)
        case _:
            raise NotFound
    return see_other(request, STATUS, lagret=act)

"""/sak/sprakplan/utkast and /publiser: making the next language plan, and publishing exactly what was looked over."""

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect
from litestar.status_codes import HTTP_303_SEE_OTHER

from qualification.plan.commands import add_offer, publish_plan, remove_offer, start_draft
from qualification.plan.queries import current_plan, draft_plan, institutions
from tolkeregister.core.actor import Actor
from tolkeregister.core.database import Session
from tolkeregister.core.errors import Conflict, Invalid
from web.forms.options import names_from
from web.names import names_now
from web.pages.directorate.staff_page import LARGEST_ID, STAFF, render_staff
from web.pages.page import WebRequest, see_other, written_form
from web.pages.road.planning import NEED
from web.pages.road.planning_forms import FIELDS, OfferForm
from web.security.limits import FORM_BODY
from web.view.render import Notice
from web.view.texts import N_, texts_in

DRAFT = f"{NEED}/utkast"
NEW, PUBLISH = f"{DRAFT}/nytt", f"{NEED}/publiser"
REMOVE = f"{DRAFT}/{{line:int}}/fjern"
_SAVED = {
    "lagt-til": N_("Tilbudet er lagt til i utkastet."),
    "fjernet": N_("Tilbudet er tatt ut av utkastet."),
}


@get(DRAFT, include_in_schema=False, guards=STAFF)
async def show_draft(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """The draft as it stands, or the way to begin one."""
    saved = _SAVED.get(request.query_params.get("lagret", ""))
    return await render_staff(
        request, session, actor, "road/draft.html", now=now, draft=await draft_plan(session, actor),
        plan=await current_plan(session),
        notice=Notice(texts_in(written_form(request)).gettext(saved)) if saved else None,
    )  # fmt: skip


@post(
    DRAFT,
    include_in_schema=False,
    guards=STAFF,
    status_code=HTTP_303_SEE_OTHER,
    request_max_body_size=FORM_BODY,
)
async def begin_draft(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Redirect:  # fmt: skip
    """Begin with what is not over of the plan in force; a second click finds the first one's draft."""
    await start_draft(session, actor, now=now)
    return see_other(request, DRAFT)


@get(NEW, include_in_schema=False, guards=STAFF)
async def ask_offer(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[Any]:  # fmt: skip
    """A language at a step; only while there is a draft."""
    if await draft_plan(session, actor) is None:
        return see_other(request, DRAFT)
    blank = OfferForm.blank(
        options=await offer_options(request, session, now), hos="oslomet",
        sprak=request.query_params.get("sprak") or None,
    )  # fmt: skip
    return await render_staff(request, session, actor, "road/offer_form.html", now=now, answers=blank)


@post(
    NEW,
    include_in_schema=False,
    guards=STAFF,
    status_code=HTTP_303_SEE_OTHER,
    request_max_body_size=FORM_BODY,
)
async def save_offer(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[Any]:  # fmt: skip
    """Add it; what the days must agree on is said at the fields."""
    answers = OfferForm(await request.form(), options=await offer_options(request, session, now))
    if answers.valid:
        try:
            await add_offer(session, actor, answers.new(), now=now)
        except (Invalid, Conflict) as wrong:
            fields = {each.code: FIELDS.get(str(each.facts.get("field")), "") for each in wrong.reasons}
            answers.refuse_reasons(wrong.reasons, fields)
        else:
            return see_other(request, DRAFT, lagret="lagt-til")
    return await render_staff(request, session, actor, "road/offer_form.html", now=now, answers=answers)


@post(REMOVE, include_in_schema=False, guards=STAFF, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def take_out(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime], line: FromPath[int],
) -> Redirect:  # fmt: skip
    """Out of the draft; the published plan still has it."""
    await remove_offer(session, actor, min(line, LARGEST_ID), now=now)
    return see_other(request, DRAFT, lagret="fjernet")


@get(PUBLISH, include_in_schema=False, guards=STAFF)
async def ask_publish(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[Any]:  # fmt: skip
    """What will be published, and what happens then; nothing has happened yet."""
    return await _publish_page(request, session, actor, now, ())


@post(
    PUBLISH,
    include_in_schema=False,
    guards=STAFF,
    status_code=HTTP_303_SEE_OTHER,
    request_max_body_size=FORM_BODY,
)
async def do_publish(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[Any]:  # fmt: skip
    """Publish the draft as it was looked over; one changed meanwhile is shown again."""
    seen = str((await request.form()).get("sett", ""))
    try:
        await publish_plan(session, actor, seen=seen, now=now)
    except (Conflict, Invalid) as wrong:
        return await _publish_page(request, session, actor, now, wrong.reasons)
    return see_other(request, "/sprakplan")


async def _publish_page(
    request: WebRequest, session: Session, actor: Actor, now: datetime, problems: tuple[Any, ...]
) -> Response[Any]:
    draft = await draft_plan(session, actor)
    if draft is None:
        return see_other(request, DRAFT)
    current = await current_plan(session)
    before, after = (set(each.offers) if each else set() for each in (current, draft))
    return await render_staff(
        request, session, actor, "road/publish.html", now=now, draft=draft, problems=problems,
        new=[each for each in draft.offers if each not in before],
        gone=[each for each in (current.offers if current else ()) if each not in after],
        status_code=409 if problems else None,
    )  # fmt: skip


async def offer_options(request: WebRequest, session: Session, now: datetime) -> dict[str, Any]:
    """Languages in the page's written form, and the institutions."""
    names = await names_now(session, request.app.state, now)
    return {
        "sprak": names.options[written_form(request)],
        "hos": names_from((each.code, each.name) for each in await institutions(session)),
    }

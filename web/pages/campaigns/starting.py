"""/sak/kampanjer/ny: choosing whom to ask, and seeing who it is and how many before anybody is asked."""

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.status_codes import HTTP_303_SEE_OTHER, HTTP_409_CONFLICT

from tolkeregister.campaigns.audience import preview
from tolkeregister.campaigns.commands import start_campaign
from tolkeregister.campaigns.rules.days import suggested_days
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import Reason
from tolkeregister.core.errors import Conflict
from web.forms.options import Option
from web.names import names_now
from web.pages.campaigns.forms import CampaignForm
from web.pages.directorate.staff_page import ADMINISTRATORS, page_number, render_staff
from web.pages.page import WebRequest, see_other, written_form
from web.security.limits import FORM_BODY

LIST = "/sak/kampanjer"
NEW = f"{LIST}/ny"
REVIEW = f"{NEW}/se-over"
PER_PAGE = 50


@get(NEW, include_in_schema=False, guards=ADMINISTRATORS)
async def ask_whom(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """The form, with six weeks and two reminders suggested."""
    days = suggested_days(oslo_date(now))
    blank = CampaignForm.blank(
        options=await language_options(request, session, now), frist=days.answer_by, paminnelse=days.remind_on[0],
        paminnelse_2=days.remind_on[1],
    )  # fmt: skip
    if request.query_params:  # back from the preview, to change something
        given = {name: request.query_params.getall(name, []) for name in blank.names}
        blank = CampaignForm(
            given, options=await language_options(request, session, now), today=oslo_date(now)
        )
    return await render_staff(request, session, actor, "campaigns/form.html", now=now, answers=blank)


@get(REVIEW, include_in_schema=False, guards=ADMINISTRATORS)
async def look_over(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """Who and how many; nothing has happened yet."""
    options = await language_options(request, session, now)
    answers = CampaignForm(request.query_params, options=options, today=oslo_date(now))
    return await _preview(request, session, actor, answers, now, ())


@post(
    REVIEW,
    include_in_schema=False,
    guards=ADMINISTRATORS,
    status_code=HTTP_303_SEE_OTHER,
    request_max_body_size=FORM_BODY,
)
async def start(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[Any]:  # fmt: skip
    """Ask exactly those who were seen; when it is others by now, they are shown again."""
    sent = await request.form()
    options = await language_options(request, session, now)
    answers = CampaignForm(sent, options=options, today=oslo_date(now))
    if answers.valid:
        try:
            seen = str(sent.get("sett", ""))
            made = await start_campaign(session, actor, answers.chosen(), answers.days(), seen=seen, now=now)
        except Conflict as other:
            return await _preview(request, session, actor, answers, now, other.reasons)
        return see_other(request, f"{LIST}/{made}", lagret="startet")
    return await _preview(request, session, actor, answers, now, ())


async def language_options(
    request: WebRequest, session: Session, now: datetime
) -> dict[str, tuple[Option, ...]]:
    """The languages one can choose, in the page's written form."""
    return {"sprak": (await names_now(session, request.app.state, now)).options[written_form(request)]}


async def _preview(
    request: WebRequest, session: Session, actor: Actor, answers: CampaignForm, now: datetime,
    problems: tuple[Reason, ...],
) -> Response[str]:  # fmt: skip
    if not answers.valid:
        return await render_staff(request, session, actor, "campaigns/form.html", now=now, answers=answers)
    found = await preview(session, actor, answers.chosen(), answers.days(), now=now)
    page = page_number(request.query_params.get("side"))
    return await render_staff(
        request, session, actor, "campaigns/preview.html", now=now, found=found, chosen=answers.chosen(),
        days=answers.days(), given=answers.query(), problems=problems, page=page,
        pages=max(1, -(-len(found.people) // PER_PAGE)),
        shown=found.people[(page - 1) * PER_PAGE : page * PER_PAGE],
        status_code=HTTP_409_CONFLICT if problems else None,
    )  # fmt: skip

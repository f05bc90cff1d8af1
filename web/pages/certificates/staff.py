"""/sak/politiattest: the reference table with its sources, what bodies have decided, and IMDi's own decisions."""

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.status_codes import HTTP_303_SEE_OTHER

from booking.certificates.commands import NewRequirement, decide_requirement
from booking.certificates.decided import all_decisions, public_body_of
from booking.certificates.rules import REFERENCE, terms_on
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.organisations.subjects import sector_names
from tolkeregister.retention.rules.terms import Kept, rule_for
from web.pages.certificates.forms import BodyRequirementForm
from web.pages.directorate.staff_page import STAFF, render_staff
from web.pages.page import WebRequest, see_other, written_form
from web.security.limits import FORM_BODY
from web.view.texts import N_

TABLE = "/sak/politiattest"


@get(TABLE, include_in_schema=False, guards=STAFF)
async def show_table(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """What each sector requires, how sure we are, and every decision that says otherwise."""
    blank = BodyRequirementForm.blank(today=oslo_date(now), fra=oslo_date(now))
    return await _page(request, session, actor, blank, now)


@post(TABLE, include_in_schema=False, guards=STAFF, status_code=HTTP_303_SEE_OTHER,
      request_max_body_size=FORM_BODY)  # fmt: skip
async def decide(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[Any]:  # fmt: skip
    """Decide for one body."""
    answers = BodyRequirementForm(await request.form(), today=oslo_date(now))
    body = None
    if not answers["orgnr"].error:
        body = await public_body_of(session, answers["orgnr"].value)
        if body is None:
            answers.refuse(
                "orgnr", "organisation_not_found", N_("Vi finner ingen offentlig virksomhet med nummeret")
            )
    if body is None or not answers.valid:
        return await _page(request, session, actor, answers, now)
    new = NewRequirement(
        body, answers.krav, answers.fra, answers.grunnlag, kind=answers.kind,  # type: ignore[arg-type]
        valid_to=answers.til, months_at_submission=answers.alder, counts_for_months=answers.gjelder,
    )  # fmt: skip
    await decide_requirement(session, actor, new, now=now)
    return see_other(request, TABLE)


async def _page(
    request: WebRequest, session: Session, actor: Actor, answers: BodyRequirementForm, now: datetime
) -> Response[str]:
    on = oslo_date(now)
    return await render_staff(
        request, session, actor, "certificates/table.html", now=now, answers=answers, reference=REFERENCE,
        terms=terms_on(on), kept_years=rule_for(Kept.CERTIFICATE_SEEN, on).years,
        decisions=await all_decisions(session, actor), sectors=await sector_names(session, form=written_form(request)),
    )  # fmt: skip

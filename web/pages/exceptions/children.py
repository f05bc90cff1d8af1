"""/virksomhet/unntak/barn: recording that a child was used (tolkeloven § 4). Nothing is ordered here."""

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.status_codes import HTTP_303_SEE_OTHER

from booking.exceptions.children import ChildUseDraft, record_child_use
from booking.requests.units import own_units
from tolkeregister.core.actor import Actor
from tolkeregister.core.clock import oslo_date
from tolkeregister.core.database import Session
from tolkeregister.core.decisions import reason
from tolkeregister.core.errors import Conflict, Invalid
from tolkeregister.core.rules.oslo_time import settled, wall_clock
from web.forms.options import names_from
from web.names import Names, names_now
from web.pages.body.answers import new_key
from web.pages.body.booking import BOOKERS
from web.pages.body.stale import order_already_sent
from web.pages.exceptions.forms import ChildForm
from web.pages.exceptions.listing import LIST
from web.pages.exceptions.ordering import key_of
from web.pages.page import WebRequest, render, see_other, written_form
from web.security.limits import FORM_BODY
from web.view.texts import N_

CHILD = f"{LIST}/barn"
_FIELDS = {
    "ground": "grunn", "decided_by": "bestemt", "reason": "begrunnelse", "unit_id": "enhet",
    "language_tag": "sprak", "happened_at": "fra", "starts_at": "fra",
}  # fmt: skip


@get(CHILD, include_in_schema=False, guards=BOOKERS)
async def ask_child_use(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[str]:  # fmt: skip
    """The questions."""
    names = await names_now(session, request.app.state, now)
    options = await _options(request, session, actor, names)
    one = options["enhet"][0].value if len(options["enhet"]) == 1 else None
    blank = ChildForm.blank(options=options, today=oslo_date(now), enhet=one, bestemt=actor.name)
    return render(request, "exceptions/child.html", answers=blank, key=new_key(), units=len(options["enhet"]))


@post(CHILD, include_in_schema=False, guards=BOOKERS, status_code=HTTP_303_SEE_OTHER,
      exception_handlers={Conflict: order_already_sent}, request_max_body_size=FORM_BODY)  # fmt: skip
async def tell_child_use(
    request: WebRequest, session: NamedDependency[Session], actor: NamedDependency[Actor],
    now: NamedDependency[datetime],
) -> Response[Any]:  # fmt: skip
    """Record it once, or show what must be mended."""
    names = await names_now(session, request.app.state, now)
    options = await _options(request, session, actor, names)
    key = await key_of(request)
    answers = ChildForm(await request.form(), options=options, today=oslo_date(now))
    if answers.valid:
        happened_at = settled(wall_clock(answers.dato, answers.fra), repeated="earlier")
        draft = ChildUseDraft(
            int(answers.enhet),
            answers.sprak,
            happened_at,
            answers.grunn,
            answers.bestemt,
            answers.begrunnelse,
        )
        try:
            async with session.begin_nested():
                await record_child_use(session, actor, draft, key=key, now=now)
            return see_other(request, LIST)
        except Invalid as refusal:
            _show(answers, refusal)
    return render(
        request, "exceptions/child.html", answers=answers, key=key, units=len(options["enhet"]),
    )  # fmt: skip


def _show(answers: ChildForm, refusal: Invalid) -> None:
    """The domain's reasons at the fields they are about."""
    for each in refusal.reasons:
        name = _FIELDS.get(str(each.facts.get("field", "")), "")
        if each.code == "not_started":
            answers.refuse("fra", "time_future", N_("Tidspunktet har ikke kommet ennå"))
        else:
            answers.refuse_reasons([reason(each.code, **{**each.facts, "field": name})])


async def _options(request: WebRequest, session: Session, actor: Actor, names: Names) -> dict[str, Any]:
    units = await own_units(session, actor)
    return {
        "enhet": names_from((str(each.id), each.name) for each in units),
        "sprak": names.options[written_form(request)],
    }
